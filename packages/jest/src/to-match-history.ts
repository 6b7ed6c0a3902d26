import { endOfGenesis } from '@netlapse/core';
import type { MatcherContext, SyncExpectationResult } from 'expect';
import { toMatchSnapshot, type Context } from 'jest-snapshot';

import type { HistoryOptions } from './matcher-types';
import { receivedHost } from './received-host';
import { happeningLines, happenings } from './time-line';

/** `expect(host).toMatchHistory({ since: 'connected' })`. */
export function toMatchHistory(
  this: MatcherContext,
  received: unknown,
  { since, until, tables, hint }: HistoryOptions = {},
): SyncExpectationResult {
  const host = receivedHost(this, 'toMatchHistory', received);
  const from = since === undefined ? endOfGenesis(host.timeline) : host.timeline.resolve(since);
  const range = { from, ...(until === undefined ? {} : { to: until }) };
  const lines = happeningLines(host, [...happenings(host, range, tables)], from.at);
  const text = lines.length === 0 ? 'nothing happened' : lines.join('\n');
  return toMatchSnapshot.call(this as Context, text, hint ?? 'history') as SyncExpectationResult;
}
