import { decodeEvent, type Commit, type DomainEvent, type Host, type HostState } from '@netlapse/core';

import { addressGone } from './decide-address';
import { linkGone, linkTold } from './decide-link';
import { reviveRoutes } from './dead-routes';
import { followNexthop, routesOfNexthop } from './nexthop-loss';
import { ObjectChanges } from './object-changes';
import { addressOf, linkOf, nexthopOf } from './objects';
import { rowEvents } from './row-events';

type Reported = Extract<DomainEvent, { readonly type: 'LinuxObjectReported' }>['data'];
type Withdrawn = Extract<DomainEvent, { readonly type: 'LinuxObjectWithdrawn' }>['data'];

const reportAgain = (changes: ObjectChanges, { kind, key, object }: Reported): void => {
  const row = { kind, key, object, createdSeq: 0, setSeq: 0 };
  if (kind === 'link') return linkTold(changes, linkOf(row));
  changes.report(kind, key, object);
  if (kind === 'nexthop') followNexthop(changes, nexthopOf(row).id);
  const address = kind === 'addr' ? addressOf(row) : undefined;
  if (address?.family === 'inet') reviveRoutes(changes, address.ifindex);
};

const withdrawAgain = (changes: ObjectChanges, { kind, key, inferred }: Withdrawn): void => {
  const row = changes.linux.get({ kind, key });
  if (row === undefined) return;
  if (kind === 'link') return linkGone(changes, linkOf(row).ifindex, inferred);
  if (kind === 'addr') return addressGone(changes, addressOf(row));
  changes.withdraw(row, inferred);
  if (kind === 'nexthop') routesOfNexthop(changes, nexthopOf(row).id);
};

/** What an append of another line of states makes true of this one: its objects as they were told, and what follows here. */
const decideAgain = (state: HostState, record: Commit): readonly DomainEvent[] => {
  const changes = new ObjectChanges(state, record.at);
  for (const stored of record.events) {
    const event = decodeEvent(stored, record);
    if (event.type === 'LinuxObjectReported') reportAgain(changes, event.data);
    else if (event.type === 'LinuxObjectWithdrawn') withdrawAgain(changes, event.data);
  }
  return [...changes.events, ...rowEvents(changes)];
};

/**
 * Has a mirror repeat what the log of another one tells of its live host, append by append: what each reports and
 * withdraws, and of what the kernel is silent about, what follows here. Of a fork whose original heard one message more,
 * that is what it would have become without it.
 *
 * A log keeps the objects that messages were about, not the messages: a route that a message replaced is withdrawn by its
 * key, so one that stands only here stays.
 *
 * @param mirror of the same host, as of before the first of them: `forkHost(host, position, { asMirror: true })`
 */
export const repeatCommits = (mirror: Host, commits: Iterable<Commit>): void =>
  mirror.batch(() => {
    for (const commit of commits) {
      const { at, cause } = commit;
      mirror.mirror({ at, name: cause.name, params: cause.params }, (state) => decideAgain(state, commit));
    }
  });
