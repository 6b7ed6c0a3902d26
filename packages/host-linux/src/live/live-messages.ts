import type { DomainEvent, HostState, MessageReport } from '@netlapse/core';

import { causeOf, decide, routeKeyOf, routePlaceOf, routesByHop, type SpokenMessage } from '../mirror';
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
  { onUnsure, owners }: MessageReader,
): MessageReport<HostState> | undefined => {
  if (!isSpoken(message)) return undefined;
  const { name, params } = causeOf(message, at);
  return {
    kind: 'message',
    at,
    name,
    params,
    ...(message.pid === 0 ? {} : { actor: owners.actorOf(message.pid, at) }),
    decide: (state, now) => {
      const events = decide(state, message, now);
      if (events.some(isInferred)) onUnsure();
      return events;
    },
  };
};

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
  const { slot } = routePlaceOf(message.body);
  const keys = routesByHop(message.body).map((hop) => routeKeyOf(slot, hop));
  if (message.body.family === 'inet') keys.splice(0, keys.length, routeKeyOf(slot, message.body));
  return {
    ...report,
    decide: (state, now) => {
      if (keys.some((key) => state.linux.get({ kind: 'route', key }) !== undefined))
        return report.decide(state, now);
      if (state.linux.routesInSlot(slot).length > 0) reader.onUnsure();
      return [];
    },
  };
};
