import type { Reason } from '../codec';
import type { PathEvent } from './events';
import type { PathData } from './row';

/** Names a path in events: the key, with the index of its interface beside the LUID. */
export type PathName = Pick<PathData, 'InterfaceLuid' | 'InterfaceIndex' | 'Source' | 'Destination'>;

export const pathDeleted = (
  { Destination, InterfaceIndex, InterfaceLuid, Source }: PathName,
  reason: Extract<Reason, 'flushed' | 'address-deleted' | 'host-report'>,
): PathEvent => ({
  type: 'PathDeleted',
  data: { Destination, InterfaceIndex, InterfaceLuid, Source, reason },
});

/** Whether nothing that is kept differs between two records of one path. */
export const isSamePath = (a: PathData, b: PathData): boolean =>
  a.CurrentNextHop === b.CurrentNextHop &&
  a.PathMtu === b.PathMtu &&
  a.RttMean === b.RttMean &&
  a.RttDeviation === b.RttDeviation &&
  a.IsReachable === b.IsReachable &&
  a.lastReachableAt === b.lastReachableAt &&
  a.lastUnreachableAt === b.lastUnreachableAt &&
  a.LinkTransmitSpeed === b.LinkTransmitSpeed &&
  a.LinkReceiveSpeed === b.LinkReceiveSpeed;
