import { netioapi, type RouteEntry } from '@netlapse/core';
import type { MatcherContext, SyncExpectationResult } from 'expect';

import { isAsExpected } from './is-as-expected';
import type { AsOfOptions, ExpectedRoute } from './matcher-types';
import { membersNamed, receivedHost } from './received-host';
import { timeLine } from './time-line';

/** How many members named a route shares with what is expected; the prefix says most. */
const likeness = (context: MatcherContext, expected: ExpectedRoute, route: RouteEntry): number =>
  Object.entries(expected).reduce(
    (sum, [member, value]) =>
      isAsExpected(context, value, route[member as keyof RouteEntry])
        ? sum + (member === 'DestinationPrefix' ? 10 : 1)
        : sum,
    0,
  );

const nearest = (
  context: MatcherContext,
  expected: ExpectedRoute,
  routes: readonly RouteEntry[],
): RouteEntry | undefined => {
  let best: RouteEntry | undefined;
  let most = 0;
  for (const route of routes) {
    const alike = likeness(context, expected, route);
    if (alike <= most) continue;
    best = route;
    most = alike;
  }
  return best;
};

/** `expect(host).toHaveRoute({ DestinationPrefix: '10.0.0.0/8' })`. */
export function toHaveRoute(
  this: MatcherContext,
  received: unknown,
  expected: ExpectedRoute,
  { asOf }: AsOfOptions = {},
): SyncExpectationResult {
  const host = receivedHost(this, 'toHaveRoute', received);
  const { Table } = netioapi(host).GetIpForwardTable2({}, asOf === undefined ? {} : { asOf });
  const routes = Table ?? [];
  const found = routes.find((route) => isAsExpected(this, expected, route));
  const pass = found !== undefined;
  const { utils, isNot = false, expand = false } = this;
  return {
    pass,
    message: () => {
      const hint = utils.matcherHint('toHaveRoute', 'host', 'route', { isNot });
      const line = timeLine(host, { tables: ['routes'], ...(asOf === undefined ? {} : { around: asOf }) });
      if (found !== undefined)
        return `${hint}\n\nExpected: not ${utils.printExpected(expected)}\nReceived: ${utils.printReceived(membersNamed(found, expected))}\n\n${line}`;
      const near = nearest(this, expected, routes);
      const what =
        near === undefined
          ? `Expected: ${utils.printExpected(expected)}\nReceived: none like it among ${routes.length} routes`
          : `The nearest of ${routes.length} routes, ${near.DestinationPrefix} via ${near.NextHop} on #${near.InterfaceIndex}:\n${utils.printDiffOrStringify(expected, membersNamed(near, expected), 'Expected', 'Received', expand)}`;
      return `${hint}\n\n${what}\n\n${line}`;
    },
  };
}
