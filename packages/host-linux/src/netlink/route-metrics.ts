import type { AttributeReader } from './attributes';
import type { Mutable } from './mutable';
import { RTAX, routeMetricAttributes } from './route-constants';

/** RTAX_ of a route by the words of `ip`, each as the kernel counts it unless it says otherwise here. */
export type LinuxRouteMetrics = Readonly<{
  advmss?: number;
  /** Name of the algorithm of TCP. */
  congestion?: string;
  cwnd?: number;
  /** RTAX_FEATURE_ bits (linux/rtnetlink.h). */
  features?: number;
  fastopen_no_cookie?: number;
  hoplimit?: number;
  initcwnd?: number;
  initrwnd?: number;
  /** Names of those that the kernel may not change. */
  lock?: readonly string[];
  mtu?: number;
  quickack?: number;
  reordering?: number;
  /** Milliseconds. */
  rto_min?: number;
  /** Milliseconds, cut off; the kernel counts eighths. */
  rtt?: number;
  /** Milliseconds, cut off; the kernel counts quarters. */
  rttvar?: number;
  ssthresh?: number;
  window?: number;
}>;

const names = new Map<number, Exclude<keyof LinuxRouteMetrics, 'lock' | 'congestion'>>([
  [RTAX.ADVMSS, 'advmss'],
  [RTAX.CWND, 'cwnd'],
  [RTAX.FASTOPEN_NO_COOKIE, 'fastopen_no_cookie'],
  [RTAX.FEATURES, 'features'],
  [RTAX.HOPLIMIT, 'hoplimit'],
  [RTAX.INITCWND, 'initcwnd'],
  [RTAX.INITRWND, 'initrwnd'],
  [RTAX.MTU, 'mtu'],
  [RTAX.QUICKACK, 'quickack'],
  [RTAX.REORDERING, 'reordering'],
  [RTAX.RTO_MIN, 'rto_min'],
  [RTAX.RTT, 'rtt'],
  [RTAX.RTTVAR, 'rttvar'],
  [RTAX.SSTHRESH, 'ssthresh'],
  [RTAX.WINDOW, 'window'],
]);

/** How many of the kernel's units make one of ours. */
const divisors: ReadonlyMap<number, number> = new Map([
  [RTAX.RTT, 8],
  [RTAX.RTTVAR, 4],
]);

/** IPv6 routes say so where the interface's own hop limit holds. */
const HOPLIMIT_UNSET = 0xffff_ffff;

/** RTA_METRICS: a list of one record, as `ip -j` prints it. */
export const decodeRouteMetrics = (parent: AttributeReader): readonly [LinuxRouteMetrics] => {
  const metrics: Mutable<LinuxRouteMetrics> = {};
  const attributes = parent.nested(routeMetricAttributes);
  while (attributes.advance()) {
    if (attributes.type === RTAX.CC_ALGO) {
      metrics.congestion = attributes.text();
      continue;
    }
    const value = attributes.u32();
    if (value === undefined) continue;
    const name = names.get(attributes.type);
    if (attributes.type === RTAX.LOCK) metrics.lock = lockedNames(value);
    else if (name === undefined) attributes.pass();
    else if (name !== 'hoplimit' || value !== HOPLIMIT_UNSET)
      metrics[name] = Math.floor(value / (divisors.get(attributes.type) ?? 1));
  }
  return [metrics];
};

const lockedNames = (bits: number): readonly string[] =>
  Array.from(names)
    .filter(([type]) => (bits & (1 << type)) !== 0)
    .map(([, name]) => name);
