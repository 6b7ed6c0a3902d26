import type { DomainEvent, HostState, MessageReport, Prefix } from '@netlapse/core';

import {
  decide,
  paramsOf,
  placeOf,
  routeKeyOf,
  routePlaceOf,
  routesByHop,
  type RoutePlace,
  type SpokenMessage,
} from '../mirror';
import type { DecodedMessage } from '../netlink';
import type { PortOwners } from './port-owners';

/** What a message does to whoever reads it. */
export interface MessageReader {
  readonly owners: PortOwners;
  /** Called where only a dump can tell what really stands. */
  readonly onUnsure: () => void;
}

const isSpoken = (message: DecodedMessage): message is SpokenMessage => message.type.startsWith('RTM_');

/** A message as a report; none for what is about no object. */
export const messageReport = (
  message: DecodedMessage,
  at: number,
  reader: MessageReader,
): MessageReport<HostState> | undefined => (isSpoken(message) ? new Heard(message, at, reader) : undefined);

/** Tens of thousands are heard a second: each is one object. */
class Heard implements MessageReport<HostState> {
  readonly kind = 'message';
  readonly name: SpokenMessage['type'];
  readonly params: object;
  readonly place: Prefix | undefined;
  declare readonly actor?: string;
  readonly #place: RoutePlace | undefined;

  constructor(
    private readonly message: SpokenMessage,
    readonly at: number,
    private readonly reader: MessageReader,
  ) {
    this.name = message.type;
    this.params = paramsOf(message.flags);
    this.#place = placeOf(message);
    this.place = this.#place?.prefix;
    if (message.pid !== 0) this.actor = reader.owners.actorOf(message.pid, at);
  }

  decide(state: HostState, at: number): readonly DomainEvent[] {
    const events = decide(state, this.message, at, this.#place);
    if (events.some(isInferred)) this.reader.onUnsure();
    return events;
  }
}

/** The kernel was silent about it: it was worked out from the message, and is to be confirmed. */
const isInferred = (event: DomainEvent): boolean =>
  event.type === 'LinuxObjectWithdrawn' && event.data.inferred;

/**
 * A message that came while a dump was made, as a report to be told behind it. It may be older than what the dump
 * shows, so it takes away no route but the very one that it names: the one that it meant may be gone already, and
 * another stand in its place.
 */
export const keptMessageReport = (
  message: DecodedMessage,
  at: number,
  reader: MessageReader,
): MessageReport<HostState> | undefined => {
  const report = messageReport(message, at, reader);
  if (report === undefined || message.type !== 'RTM_DELROUTE') return report;
  const { actor, kind, name, params, place } = report;
  const { slot } = routePlaceOf(message.body);
  const keys = routesByHop(message.body).map((hop) => routeKeyOf(slot, hop));
  if (message.body.family === 'inet') keys.splice(0, keys.length, routeKeyOf(slot, message.body));
  return {
    kind,
    at,
    name,
    params,
    place,
    ...(actor === undefined ? {} : { actor }),
    decide: (state, now) => {
      if (keys.some((key) => state.linux.get({ kind: 'route', key }) !== undefined))
        return report.decide(state, now);
      if (state.linux.routesInSlot(slot).length > 0) reader.onUnsure();
      return [];
    },
  };
};
