import { bestRouteHistory, type BestRouteParams, type BestRouteSpan, type Host } from '@netlapse/core';

import { walkAll } from '../src/engine';
import { bestRouteIdentity } from '../src/history';
import { routeApi } from '../src/routes';

/** The answers of GetBestRoute2 after each append, told by asking after each: when each began, and what it was. */
const askedAfterEach = (host: Host, params: BestRouteParams): readonly (readonly [number, string])[] => {
  const { mirrored } = host;
  const answers: [number, string][] = [];
  for (const { state, at } of walkAll(host)) {
    const identity = bestRouteIdentity(routeApi.GetBestRoute2.run({ state, at, mirrored }, params));
    if (answers.at(-1)?.[1] !== identity) answers.push([at, identity]);
  }
  return answers;
};

const identityOf = ({ status, BestRoute, BestSourceAddress }: BestRouteSpan): string =>
  bestRouteIdentity({ status, out: { BestRoute, BestSourceAddress } as never });

/** Holds bestRouteHistory, which reads only what can change the answer, to asking after each append. */
export const expectWholeHistory = (host: Host, params: BestRouteParams): void => {
  const spans = bestRouteHistory(host, params);
  expect(spans.map((span) => [span.from, identityOf(span)])).toEqual(askedAfterEach(host, params));
};
