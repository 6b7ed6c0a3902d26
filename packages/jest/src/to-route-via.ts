import {
  bestRouteHistory,
  isStatus,
  netioapi,
  type Host,
  type RouteEntry,
  type Status,
} from '@netlapse/core';
import type { MatcherContext, SyncExpectationResult } from 'expect';

import { interfaceNames, type NameOf } from './interface-names';
import { isAsExpected } from './is-as-expected';
import type { AsOfOptions, ExpectedWay } from './matcher-types';
import { membersNamed, receivedHost } from './received-host';
import { causeText, sinceText, TIME_LINE } from './time-line';

/** What GetBestRoute2 answers, in one object. */
type Way = RouteEntry & { readonly Alias: string; readonly BestSourceAddress: string | undefined };

const wayOf = (host: Host, destination: string, { asOf }: AsOfOptions): Way | Status => {
  const options = asOf === undefined ? {} : { asOf };
  const api = netioapi(host);
  const { status, BestRoute, BestSourceAddress } = api.GetBestRoute2(
    { DestinationAddress: destination },
    options,
  );
  if (BestRoute === undefined) return status;
  const { InterfaceIndex } = BestRoute;
  const { Row } = api.GetIfEntry2({ Row: { InterfaceIndex } }, options);
  return { ...BestRoute, Alias: Row?.Alias ?? '', BestSourceAddress };
};

const expectedWay = (expected: string | Status | ExpectedWay): Status | ExpectedWay => {
  if (typeof expected !== 'string') return expected;
  return isStatus(expected) ? expected : { NextHop: expected };
};

const answerText = (route: RouteEntry | null, status: string, name: NameOf): string =>
  route === null
    ? status
    : `via ${route.NextHop} on ${name(route.InterfaceIndex)}, by ${route.DestinationPrefix}`;

/** Every answer that there was, with what brought it; `>` points at the one that held at the moment. */
const answers = (host: Host, destination: string, { asOf }: AsOfOptions): string => {
  const { timeline } = host;
  const { at } = asOf === undefined ? timeline.position : timeline.resolve(asOf);
  const name = interfaceNames(host);
  const spans = bestRouteHistory(host, { DestinationAddress: destination });
  const present = spans.findLastIndex(({ from }) => from <= at);
  const lines = spans.map(({ from, status, BestRoute, because }, index) => {
    const cause = because === null ? '' : ` (${causeText(because.cause)})`;
    return `${index === present ? '>' : ' '} ${sinceText(host, from)}  ${answerText(BestRoute, status, name)}${cause}`;
  });
  return [`${TIME_LINE} of the way to ${destination}:`, ...lines].join('\n');
};

/** `expect(host).toRouteVia('8.8.8.8', '192.168.1.1')`. */
export function toRouteVia(
  this: MatcherContext,
  received: unknown,
  destination: string,
  expected: string | Status | ExpectedWay,
  options: AsOfOptions = {},
): SyncExpectationResult {
  const host = receivedHost(this, 'toRouteVia', received);
  const wanted = expectedWay(expected);
  const way = wayOf(host, destination, options);
  const pass = isAsExpected(this, wanted, way);
  const { utils, isNot = false, expand = false } = this;
  return {
    pass,
    message: () => {
      const hint = utils.matcherHint('toRouteVia', 'host', 'destination, way', { isNot });
      const named = membersNamed(way, wanted);
      const what = pass
        ? `Expected: not ${utils.printExpected(wanted)}\nReceived: ${utils.printReceived(named)}`
        : utils.printDiffOrStringify(wanted, named, 'Expected', 'Received', expand);
      return `${hint}\n\n${what}\n\n${answers(host, destination, options)}`;
    },
  };
}
