import { endOfGenesis, type Cause, type Host } from '@netlapse/core';
import { toldAgain } from '@netlapse/core/scenario';

import type { NotifiedOptions, NotifyName } from './matcher-types';

/** One notification, with what brought it. */
export interface Notification {
  readonly at: number;
  readonly cause: Cause;
  /** What the callback is given, by the names of its parameters, without CallerContext. */
  readonly item: object;
}

/** What somebody would have been notified of who had registered with a host at a moment of its past, or when it began. */
export const notificationsOf = (
  host: Host,
  by: NotifyName,
  { since, Family }: NotifiedOptions,
): readonly Notification[] => {
  const { timeline } = host;
  const begin = since === undefined ? endOfGenesis(timeline) : timeline.resolve(since);
  const heard: Notification[] = [];
  const again = toldAgain(host, begin, [by], Family === undefined ? {} : { Family });
  for (const record of timeline.commits(begin.seq, timeline.state.seq))
    for (const { item } of again.tell(record)) heard.push({ at: record.at, cause: record.cause, item });
  again.close();
  return heard;
};
