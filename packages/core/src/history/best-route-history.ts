import type { Answer } from '../call';
import { termOfLinuxKind, termOfPrefix } from '../catalogue';
import {
  envelopeOf,
  type Envelope,
  type Host,
  type Position,
  lastSeqOf,
  resolveRange,
  walkTouching,
  type Range,
  type ResolvedRange,
} from '../engine';
import type { Commit } from '../log';
import { familyOf, parseSocketAddress, prefixOf, widthOf, type IpAddress, type Prefix } from '../net';
import { routeApi } from '../routes';
import type { HostState } from '../state';

type GetBestRoute2 = typeof routeApi.GetBestRoute2;
export type BestRouteParams = Parameters<GetBestRoute2['run']>[1];
type BestRouteAnswer = ReturnType<GetBestRoute2['run']>;
type BestRouteOut = BestRouteAnswer extends Answer<infer Out> ? Out : never;

/** An answer of GetBestRoute2, and how long it held. */
export interface BestRouteSpan {
  /** Epoch milliseconds. */
  readonly from: number;
  /** Epoch milliseconds; of the last answer the end of the stretch. */
  readonly to: number;
  /** Up to three decimals; 0 for an answer that the next append at the same instant replaced. */
  readonly seconds: number;
  readonly status: BestRouteAnswer['status'];
  /** As it read when this answer began; null where the status is no success. */
  readonly BestRoute: BestRouteOut['BestRoute'] | null;
  readonly BestSourceAddress: BestRouteOut['BestSourceAddress'] | null;
  /** The first event of the append that brought this answer; null for the answer at the beginning. */
  readonly because: Envelope | null;
}

/** The tables whose rows decide, besides routes, which route is best: neighbors, paths and groups never do. */
const deciding: readonly string[] = ['interfaces', 'ipInterfaces', 'unicast', 'anycast'];
const decidingKinds: readonly string[] = ['link', 'addr', 'netconf', 'rule', 'nexthop', 'route'];

/** The prefixes that hold an address, the shortest first. */
const prefixesHolding = (address: IpAddress): readonly Prefix[] =>
  Array.from({ length: widthOf(familyOf(address)) + 1 }, (_, length) => prefixOf(address, length));

/**
 * Under which terms the events are that can change the answer: those of routes whose prefix holds the destination,
 * and of all rows by which a route can be used or a source be chosen. A question that is in no order has one answer.
 */
const termsOf = ({ DestinationAddress }: BestRouteParams): readonly string[] => {
  const text: unknown = DestinationAddress;
  const given = typeof text === 'string' ? parseSocketAddress(text) : undefined;
  const prefixes = given === undefined || given.family === 'AF_UNSPEC' ? [] : prefixesHolding(given.address);
  return [...deciding, ...decidingKinds.map(termOfLinuxKind), ...prefixes.map(termOfPrefix)];
};

/** What makes an answer another one: status, interface, prefix and next hop of the route, source. */
export const bestRouteIdentity = ({ status, out }: BestRouteAnswer): string => {
  if (status !== 'STATUS_SUCCESS' || out?.BestRoute === undefined) return status;
  const { InterfaceLuid, DestinationPrefix, NextHop } = out.BestRoute;
  return `${InterfaceLuid} ${DestinationPrefix} ${NextHop} ${out.BestSourceAddress ?? ''}`;
};

/** An answer of GetBestRoute2 as it was asked at one moment, and the append that led there. */
export interface BestRouteAsked {
  readonly position: Position;
  readonly state: HostState;
  readonly answer: BestRouteAnswer;
  /** Undefined where the stretch begins. */
  readonly record: Commit | undefined;
}

/**
 * GetBestRoute2 asked where a stretch begins and after each append that can change the answer; only the events that can
 * are read and folded, so the states are right in what the answer hangs on.
 */
export function* askedOver(
  { timeline }: Host,
  params: BestRouteParams,
  range: ResolvedRange,
): IterableIterator<BestRouteAsked> {
  const { mirrored } = timeline;
  const ask = (state: HostState, position: Position, record?: Commit): BestRouteAsked => ({
    position,
    state,
    answer: routeApi.GetBestRoute2.run({ state, at: position.at, mirrored }, params),
    record,
  });
  yield ask(timeline.stateAt(range.from.seq), range.from);
  for (const { record, state } of walkTouching(timeline, range, termsOf(params)))
    yield ask(state, { seq: lastSeqOf(record), at: record.at }, record);
}

/**
 * The successive answers of GetBestRoute2 over a stretch of history: asked where it begins and after each
 * append; neighbours in time that agree in status, route, next hop and source are one answer. Only the events that
 * can change it are read and folded.
 */
export const bestRouteHistory = (
  host: Host,
  params: BestRouteParams,
  range: Range = {},
): readonly BestRouteSpan[] => {
  const { timeline } = host;
  const resolved = resolveRange(timeline, range);
  const spans: Array<{ at: number; answer: BestRouteAnswer; because: Envelope | null }> = [];
  let current = '';
  for (const { answer, position, record } of askedOver(host, params, resolved)) {
    const identity = bestRouteIdentity(answer);
    if (identity === current) continue;
    current = identity;
    const because = record === undefined ? null : envelopeOf(record, 0, timeline.identity);
    spans.push({ at: position.at, answer, because });
  }
  return spans.map(({ at, answer, because }, index) => {
    const to = spans[index + 1]?.at ?? resolved.to.at;
    return {
      from: at,
      to,
      seconds: (to - at) / 1000,
      status: answer.status,
      BestRoute: answer.out?.BestRoute ?? null,
      BestSourceAddress: answer.out?.BestSourceAddress ?? null,
      because,
    };
  });
};
