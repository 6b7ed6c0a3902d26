import {
  leaks,
  leaksWithin,
  parsePrefix,
  type BestRouteParams,
  type Host,
  type InterfaceRow,
  type Leak,
  type Range,
} from '@netlapse/core';

import { lastSeqOf, resolveRange } from '../src/engine';
import { routeApi } from '../src/routes';
import { addressesOf, isWithin, near, someAddresses } from './changed-destinations.contract';

/** The same by asking after each append of the stretch, whatever it is about. */
const askedAfterEach = (
  { timeline }: Host,
  params: BestRouteParams,
  isTunnel: (row: InterfaceRow) => boolean,
  range: Range,
): readonly unknown[] => {
  const { mirrored } = timeline;
  const resolved = resolveRange(timeline, range);
  const spans: Array<{ from: object; n: number | null; to: object | null; closedBy: number | null }> = [];
  let isOpen = false;
  const look = (state: Host['state'], position: { seq: number; at: number }, n: number | null): void => {
    const { status, out } = routeApi.GetBestRoute2.run({ state, at: position.at, mirrored }, params);
    const row =
      out?.BestRoute && state.interfaces.get({ InterfaceLuid: out.BestRoute.InterfaceLuid as never });
    const isOutside = status === 'STATUS_SUCCESS' && !(row !== undefined && isTunnel(row));
    if (isOutside && !isOpen) spans.push({ from: position, n, to: null, closedBy: null });
    const last = spans.at(-1);
    if (!isOutside && isOpen && last !== undefined) Object.assign(last, { to: position, closedBy: n });
    isOpen = isOutside;
  };
  look(timeline.stateAt(resolved.from.seq), resolved.from, null);
  for (const record of timeline.commits(resolved.from.seq, resolved.to.seq)) {
    const seq = lastSeqOf(record);
    if (seq <= resolved.to.seq) look(timeline.stateAt(seq), { seq, at: record.at }, record.n);
  }
  return spans;
};

/** Holds leaks, which reads only what can change the answer, to asking after each append. @returns how many there are */
export const expectAllLeaks = (
  host: Host,
  params: BestRouteParams,
  isTunnel: (row: InterfaceRow) => boolean,
  range: Range = {},
): number => {
  const found = leaks(host, params, isTunnel, range);
  expect(
    found.map(({ from, to, opened, closed }) => ({
      from,
      n: opened?.append.n ?? null,
      to,
      closedBy: closed?.append.n ?? null,
    })),
  ).toEqual(askedAfterEach(host, params, isTunnel, range));
  const end = resolveRange(host.timeline, range).to.at;
  for (const { from, to, seconds } of found) expect(seconds).toBe(((to?.at ?? end) - from.at) / 1000);
  return found.length;
};

/**
 * Holds the leaks of all destinations to those of one after the other.
 *
 * @returns how many ranges leaked
 */
export const expectAllLeaksWithin = (
  host: Host,
  isTunnel: (row: InterfaceRow) => boolean,
  bitOf: (count: number) => number,
  range: Range = {},
): number => {
  const everything = ['0.0.0.0/0', '::/0'].flatMap((text) => parsePrefix(text) ?? []);
  const found = leaksWithin(host, everything, isTunnel, range);
  const edges = found.flatMap(({ first, last }) => [first, last]);
  const known = [...someAddresses, ...addressesOf(host.view()), ...edges];
  for (const address of new Set([...known, ...near(known, bitOf)])) {
    const own = leaks(host, { DestinationAddress: address }, isTunnel, range);
    const told = found.filter((each) => isWithin(each, address)).flatMap((each) => each.leaks);
    expect({ address, leaks: told.map(withoutScope) }).toEqual({ address, leaks: own.map(withoutScope) });
  }
  return found.length;
};

/** An address of a link is told with its scope where the destination has one. */
const withoutScope = (leak: Leak): object => ({
  ...leak,
  BestSourceAddress: leak.BestSourceAddress.replace(/%\d+$/, ''),
});
