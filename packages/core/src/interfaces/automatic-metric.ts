import { isLoopbackInterface } from './link';
import type { InterfaceRow } from './row';

type MetricBySpeed = ReadonlyArray<readonly [leastBitsPerSecond: bigint, metric: number]>;

const K = 1_000n;
const M = 1_000_000n;
const G = 1_000_000_000n;

/** The first line whose speed is reached counts; the last one takes the rest and speeds unknown. */
const wirelessMetrics: MetricBySpeed = [
  [2n * G, 25],
  [500n * M, 30],
  [200n * M, 35],
  [150n * M, 40],
  [80n * M, 45],
  [50n * M, 50],
  [20n * M, 55],
  [10n * M, 60],
  [4n * M, 65],
  [2n * M, 70],
  [500n * K, 75],
  [200n * K, 80],
  [0n, 85],
];

const otherMetrics: MetricBySpeed = [
  [100n * G, 5],
  [40n * G, 10],
  [10n * G, 15],
  [2n * G, 20],
  [200n * M, 25],
  [80n * M, 35],
  [20n * M, 45],
  [4n * M, 55],
  [500n * K, 65],
  [0n, 75],
];

const LOOPBACK_METRIC = 75;

const isWireless = ({ Type }: Pick<InterfaceRow, 'Type'>): boolean =>
  Type === 'IF_TYPE_IEEE80211' || Type === 'IF_TYPE_WWANPP' || Type === 'IF_TYPE_WWANPP2';

/** The interface metric that Windows 10 and later give where UseAutomaticMetric is TRUE, the same for both families. */
export const automaticMetric = (row: Pick<InterfaceRow, 'Type' | 'TransmitLinkSpeed'>): number => {
  if (isLoopbackInterface(row)) return LOOPBACK_METRIC;
  const speed = BigInt(row.TransmitLinkSpeed);
  let metric = LOOPBACK_METRIC;
  for (const [least, ofLine] of isWireless(row) ? wirelessMetrics : otherMetrics) {
    metric = ofLine;
    if (speed >= least) break;
  }
  return metric;
};
