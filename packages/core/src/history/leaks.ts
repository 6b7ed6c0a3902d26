import { envelopeOf, resolveRange, type Envelope, type Host, type Position, type Range } from '../engine';
import type { InterfaceRow } from '../interfaces';
import { askedOver, type BestRouteParams, type BestRouteSpan } from './best-route-history';

/** A stretch of time in which packets to a destination left by another interface than a tunnel. */
export interface Leak {
  readonly from: Position;
  /** Null where it lasted to the end. */
  readonly to: Position | null;
  /** Up to three decimals. */
  readonly seconds: number;
  /** The way that packets took as it began; they may have gone other ways outside until it ended. */
  readonly BestRoute: NonNullable<BestRouteSpan['BestRoute']>;
  readonly BestSourceAddress: string;
  /** The first event of the append with which it began; null where it was so from the beginning. */
  readonly opened: Envelope | null;
  /** The first event of the append with which it ended; null where it lasted to the end. */
  readonly closed: Envelope | null;
}

type OpenLeak = Pick<Leak, 'from' | 'BestRoute' | 'BestSourceAddress' | 'opened'>;

/**
 * The stretches in which packets to a destination found a way outside a tunnel: by GetBestRoute2, asked where the stretch
 * begins and after each append. What finds no way does not leak.
 *
 * @param isTunnel whether an interface, as it is at a moment, is the tunnel: one that comes again has another LUID
 * @example
 * netioapi(host).CreateIpForwardEntry2({ Row: route });
 * const [leak] = leaks(host, { DestinationAddress: '10.1.2.3' }, ({ Alias }) => Alias === 'wg0');
 * [leak.BestRoute.InterfaceIndex, leak.opened?.type, leak.to]; // => [5, 'RouteCreated', null]
 */
export const leaks = (
  host: Host,
  params: BestRouteParams,
  isTunnel: (row: InterfaceRow) => boolean,
  range: Range = {},
): readonly Leak[] => {
  const { timeline } = host;
  const resolved = resolveRange(timeline, range);
  const found: Leak[] = [];
  let open: OpenLeak | undefined;
  const close = (to: Position, isEnd: boolean, closed: Envelope | null): void => {
    if (open === undefined) return;
    found.push({ ...open, to: isEnd ? null : to, seconds: (to.at - open.from.at) / 1000, closed });
    open = undefined;
  };
  for (const { answer, position, record, state } of askedOver(host, params, resolved)) {
    const { BestRoute, BestSourceAddress } =
      (answer.status === 'STATUS_SUCCESS' ? answer.out : undefined) ?? {};
    const link = BestRoute && state.interfaces.byIndex(BestRoute.InterfaceIndex);
    const isOutside = BestRoute !== undefined && !(link !== undefined && isTunnel(link));
    if (isOutside === (open !== undefined)) continue;
    const because = record === undefined ? null : envelopeOf(record, 0, timeline.identity);
    if (BestRoute === undefined || !isOutside) close(position, false, because);
    else open = { from: position, BestRoute, BestSourceAddress: BestSourceAddress ?? '', opened: because };
  }
  close(resolved.to, true, null);
  return found;
};
