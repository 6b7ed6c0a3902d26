import {
  canonicalJson,
  decodeEvent,
  type Commit,
  type DomainEvent,
  type HostState,
  type Json,
  type LinuxKind,
} from '@netlapse/core';
import type { MirrorForm, ScenarioStep } from '@netlapse/core/scenario';

import { decideWritten, type WrittenMessage } from './rtnetlink-messages';

type Body = WrittenMessage['body'];

/** The message that tells of an object of a kind; what follows from it is told by no message. */
const kindOfMessage: Readonly<Record<string, LinuxKind>> = {
  LINK: 'link',
  ADDR: 'addr',
  ROUTE: 'route',
  NEIGH: 'neigh',
  NETCONF: 'netconf',
  RULE: 'rule',
  NEXTHOP: 'nexthop',
};

const messageOfKind = Object.fromEntries(
  Object.entries(kindOfMessage).map(([message, kind]) => [kind, message]),
) as Readonly<Record<LinuxKind, string>>;

/** What is said of links and settings that no row and no lookup heeds: it would hide what does. */
const unheeded: Readonly<Partial<Record<LinuxKind, readonly string[]>>> = {
  link: [
    ...[
      'allmulti',
      'group',
      'linkmode',
      'promiscuity',
      'proto_down',
      'qdisc',
      'txqlen',
      'min_mtu',
      'max_mtu',
    ],
    ...['gro_max_size', 'gro_ipv4_max_size', 'gso_max_segs', 'gso_max_size', 'gso_ipv4_max_size'],
    ...['tso_max_segs', 'tso_max_size', 'num_rx_queues', 'num_tx_queues', 'link_netnsid'],
  ],
  netconf: ['bc_forwarding', 'mc_forwarding', 'proxy_neigh', 'rp_filter'],
};

/** An object without what nothing heeds. */
const heededOf = (kind: LinuxKind, object: Body): Body => {
  const left = unheeded[kind];
  if (left === undefined) return object;
  return Object.fromEntries(Object.entries(object).filter(([member]) => !left.includes(member)));
};

const importStep = (messages: readonly WrittenMessage[]): ScenarioStep => ({ import: 'rtnetlink', messages });

/** What the mirror has added to an object: it adds it again. */
const withoutAdded = (object: Body): Body => {
  const { preferred_until: _, valid_until: __, expires_at: ___, order: ____, ...told } = object;
  return told;
};

/** Lifetimes as they are told at an instant, of an object that was told earlier. */
const agedTo = (object: Body, at: number): Body => {
  const secondsTo = (end: unknown): number | undefined =>
    typeof end === 'number' ? Math.max(0, Math.ceil((end - at) / 1000)) : undefined;
  const valid = secondsTo(object['valid_until']);
  const preferred = secondsTo(object['preferred_until']);
  const expires = object['expires_at'];
  return {
    ...withoutAdded(object),
    ...(valid === undefined ? {} : { valid_life_time: valid }),
    ...(preferred === undefined ? {} : { preferred_life_time: preferred }),
    ...(typeof expires === 'number' ? { expires_hundredths: Math.round((expires - at) / 10) } : {}),
  };
};

/** Routes are read against links and nexthop objects, rows of neighbors and addresses against links. */
const order: readonly LinuxKind[] = ['link', 'netconf', 'nexthop', 'addr', 'route', 'neigh', 'rule'];

const beginning = (state: HostState, at: number): readonly ScenarioStep[] => {
  const rows = [...state.linux.values()].toSorted(
    (a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || a.createdSeq - b.createdSeq,
  );
  const messages = rows.map(({ kind, object }): WrittenMessage => ({
    type: `RTM_NEW${messageOfKind[kind]}`,
    // Routes of one slot stand in a list: told from the first on, each is appended.
    ...(kind === 'route' ? { flags: ['NLM_F_APPEND'] } : {}),
    body: heededOf(kind, agedTo(object, at)),
  }));
  return messages.length === 0 ? [] : [importStep(messages)];
};

/** Events as far as anything heeds them. */
const textOf = (events: readonly DomainEvent[]): string =>
  canonicalJson(
    events.map(({ type, data }) => ({
      type,
      data: 'object' in data ? { ...data, object: heededOf(data.kind, data.object) } : data,
    })) as unknown as Json,
  );

/** When a neighbor whose row changed was last known reachable, in hundredths of a second before an instant. */
const confirmedIn = (events: readonly DomainEvent[], at: number): number | undefined => {
  for (const { data } of events)
    if ('lastReachableAt' in data && typeof data.lastReachableAt === 'number')
      return Math.round((at - data.lastReachableAt) / 10);
  return undefined;
};

/** Bodies that the message may have had, the shortest first. */
function* bodiesOf(
  kind: LinuxKind,
  isNew: boolean,
  events: readonly DomainEvent[],
  before: HostState,
): IterableIterator<Body> {
  for (const event of events) {
    if (isNew && event.type === 'LinuxObjectReported' && event.data.kind === kind)
      yield heededOf(kind, withoutAdded(event.data.object));
    if (isNew || event.type !== 'LinuxObjectWithdrawn' || event.data.kind !== kind) continue;
    const object = before.linux.get(event.data)?.object;
    if (object === undefined) continue;
    if (kind === 'link') yield { ifindex: object['ifindex'], ifname: object['ifname'] };
    yield withoutAdded(object);
  }
}

const stepOf = (record: Commit, before: HostState): ScenarioStep | undefined => {
  const { at, cause } = record;
  const [, verb, name = ''] = /^RTM_(NEW|DEL)(\w+)$/.exec(cause.name) ?? [];
  const kind = kindOfMessage[name];
  if (kind === undefined) return undefined;
  const events = record.events.map((stored) => decodeEvent(stored, record));
  const wanted = textOf(events);
  const flags = (cause.params['flags'] ?? []) as readonly string[];
  const confirmed = kind === 'neigh' ? confirmedIn(events, at) : undefined;
  for (const body of bodiesOf(kind, verb === 'NEW', events, before)) {
    const plain = { type: cause.name, ...(flags.length === 0 ? {} : { flags }), body };
    const tries: readonly WrittenMessage[] = [
      plain,
      ...(confirmed === undefined ? [] : [{ ...plain, confirmedHundredths: confirmed }]),
    ];
    for (const message of tries)
      if (textOf(decideWritten(before, message, at)) === wanted) return importStep([message]);
  }
  return undefined;
};

/**
 * Mirrored Linux hosts in scenarios: what the kernel said, message by message, decoded; so what a mirror makes of it is
 * decided anew. An append that no one message would make just so, such as a picture after messages were lost, is told as its
 * events.
 */
export const rtnetlinkForm: MirrorForm = { beginning, stepOf };
