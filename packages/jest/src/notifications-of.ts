import {
  callByName,
  functions,
  logReports,
  MemoryEventLog,
  openHost,
  stateDocument,
  stateHash,
  takeReports,
  type Cause,
  type Host,
  type HostState,
  type LiveReport,
} from '@netlapse/core';

import { beginningOf } from './beginning';
import type { NotifiedOptions, NotifyName } from './matcher-types';

/** One notification, with what brought it. */
export interface Notification {
  readonly at: number;
  readonly cause: Cause;
  /** What the callback is given, by the names of its parameters, without CallerContext. */
  readonly item: object;
}

/** A host that repeats, from a moment of another on, what happened to that: who registers is told all of it again. */
const echoFrom = ({ timeline }: Host, seq: number, at: number): Host => {
  const state = timeline.stateAt(seq);
  const log = new MemoryEventLog();
  log.append(0, [
    {
      kind: 'base',
      at,
      format: 'netlapse-log',
      formatVersion: 1,
      logId: `${timeline.identity.logId}/told again`,
      hostId: timeline.identity.hostId,
      stacks: [...state.stacks],
      mirror: 'linux',
      seq,
      state: stateDocument(state),
      stateHash: stateHash(state),
    },
  ]);
  return openHost(log);
};

/**
 * What somebody would have been notified of who had registered with a host at a moment of its past, or when it began:
 * its log is told again to a host where somebody has.
 */
export const notificationsOf = (
  host: Host,
  by: NotifyName,
  { since, Family }: NotifiedOptions,
): readonly Notification[] => {
  const { seq, at } = since === undefined ? beginningOf(host) : host.timeline.resolve(since);
  const heard: Notification[] = [];
  const echo = echoFrom(host, seq, at);
  const definition = functions[by] as { readonly callbackParameters?: readonly string[] };
  const names = definition.callbackParameters ?? [];
  let present: Pick<Notification, 'at' | 'cause'> | undefined;
  callByName(echo, by, {
    ...(Family === undefined ? {} : { Family }),
    Callback: (...given: readonly unknown[]) => {
      const item = Object.fromEntries(names.map((name, index) => [name, given[index]]));
      delete item['CallerContext'];
      if (present !== undefined) heard.push({ ...present, item });
    },
  });
  for (const record of host.log.records()) {
    if (record.kind !== 'commit') continue;
    const events = record.events.filter((event) => event.seq > seq);
    if (events.length === 0) continue;
    present = { at: record.at, cause: record.cause };
    takeReports(echo, [...logReports([{ ...record, events }])] as readonly LiveReport<HostState>[]);
  }
  echo.close();
  return heard;
};
