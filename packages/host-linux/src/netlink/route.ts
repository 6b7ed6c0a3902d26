import { prefixText } from './address-text';
import { AttributeReader } from './attributes';
import type { LinuxFamily } from './family';
import { enter, type Mutable } from './mutable';
import {
  decodeEncapsulation,
  decodeFlow,
  decodeVia,
  type LinuxFlow,
  type LinuxVia,
} from './route-attributes';
import {
  RTA,
  RTA_CACHEINFO_SIZE,
  RTMSG_SIZE,
  routeAttributes,
  routeFlagNames,
  routeProtocolNames,
  routeTypeNames,
  routerPreferenceNames,
  scopeNames,
  routeTableNames,
} from './route-constants';
import { decodeRouteMetrics, type LinuxRouteMetrics } from './route-metrics';
import { decodeNexthops, type LinuxRouteNexthop } from './route-nexthops';
import type { SkipTally } from './skip-tally';
import type { Wire } from './wire';

/**
 * `ip -d route`: one route, by the property names of `ip -j -d route`, and with its family.
 *
 * Links are given by index where `ip` prints their name, so `dev` is `oif`. Left out is how often the route was used.
 */
export type LinuxRoute = Readonly<{
  /** `default`, an address for a host route, or a prefix. */
  dst: string;
  /** RTA_ENCAP_TYPE: `mpls`, `ip`, `ip6`, `seg6` … or decimal text. */
  encap?: string;
  /** RTA_ENCAP: what it says of the encapsulation, undecoded, in pairs of lower-case hex digits. */
  encap_data?: string;
  /** What the route answers with: a negative errno; absent for 0. */
  error?: number;
  /** Seconds until it ends as of the message, cut towards 0, so below 0 of one that is overdue; absent: no end. */
  expires?: number;
  /** The same as the kernel counts it, in hundredths of a second, never 0; an `ip -j` dump has only `expires`. */
  expires_hundredths?: number;
  family: LinuxFamily;
  /** `dead`, `onlink`, `pervasive`, `offload`, `trap`, `notify`, `linkdown`, `unresolved`, `rt_offload` … */
  flags: readonly string[];
  flow?: LinuxFlow;
  /** RTA_SRC: the sources that it is for; written as `dst`. */
  from?: string;
  /** A next hop of the route's own family. */
  gateway?: string;
  /** Index of the link by which packets must have come. */
  iif?: number;
  mark?: number;
  /** RTA_PRIORITY; IPv4 routes have none for 0. */
  metric?: number;
  /** RTA_METRICS: one record in a list, as `ip -j` prints it. */
  metrics?: readonly [LinuxRouteMetrics];
  /** RTA_MULTIPATH, in the order of the message. */
  nexthops?: readonly LinuxRouteNexthop[];
  /** RTA_NH_ID: the nexthop object that it leads to. */
  nhid?: number;
  /** Index of the link by which it leads. */
  oif?: number;
  /** RFC 4191: `low`, `medium`, `high` or decimal text; IPv6 only. */
  pref?: string;
  prefsrc?: string;
  /** RTPROT_: `kernel`, `boot`, `static`, `ra`, `dhcp`, `bird` … or decimal text. */
  protocol: string;
  /** `global`, `site`, `link`, `host`, `nowhere` or decimal text. */
  scope: string;
  /** `main`, `local`, `default`, `unspec` or decimal text. */
  table: string;
  /** Type of service in hexadecimal, such as `0x10`; absent for 0. */
  tos?: string;
  'ttl-propagate'?: boolean;
  /** RTN_: `unicast`, `local`, `broadcast`, `multicast`, `blackhole`, `unreachable` … or decimal text. */
  type: string;
  uid?: number;
  /** A next hop of another family than the route's. */
  via?: LinuxVia;
}>;

/** RTM_NEWROUTE or RTM_DELROUTE: decodes the body between `at` and `end`, which has room for a struct rtmsg. */
export const decodeRoute = (
  wire: Wire,
  at: number,
  end: number,
  family: LinuxFamily,
  skips: SkipTally | undefined,
): LinuxRoute => {
  const tos = wire.u8(at + 3);
  let destination: string | undefined;
  let source: string | undefined;
  const route: Mutable<LinuxRoute> = {
    dst: '',
    family,
    flags: routeFlagNames.namesOf(wire.u32(at + 8)),
    protocol: routeProtocolNames.nameOf(wire.u8(at + 5)),
    scope: scopeNames.nameOf(wire.u8(at + 6)),
    table: routeTableNames.nameOf(wire.u8(at + 4)),
    type: routeTypeNames.nameOf(wire.u8(at + 7)),
  };
  const attributes = new AttributeReader(wire, routeAttributes, at + RTMSG_SIZE, end, skips);
  while (attributes.advance()) {
    if (attributes.type === RTA.DST) destination = attributes.address(family);
    else if (attributes.type === RTA.SRC) source = attributes.address(family);
    else readAttribute(route, family, attributes);
  }
  route.dst = prefixText(destination, wire.u8(at + 1), family);
  if (wire.u8(at + 2) !== 0) route.from = prefixText(source, wire.u8(at + 2), family);
  if (tos !== 0) route.tos = `0x${tos.toString(16).padStart(2, '0')}`;
  return route;
};

/** Enters the present attribute under its name. */
const readAttribute = (
  route: Mutable<LinuxRoute>,
  family: LinuxFamily,
  attributes: AttributeReader,
): void => {
  switch (attributes.type) {
    case RTA.TABLE: {
      const table = attributes.u32();
      if (table !== undefined) route.table = routeTableNames.nameOf(table);
      return;
    }
    case RTA.GATEWAY:
      return enter(route, 'gateway', attributes.sharedAddress(family));
    case RTA.OIF:
      return enter(route, 'oif', attributes.u32());
    case RTA.PRIORITY:
      return enter(route, 'metric', attributes.u32());
    case RTA.PREFSRC:
      return enter(route, 'prefsrc', attributes.sharedAddress(family));
    case RTA.CACHEINFO:
      return readCacheinfo(route, attributes);
    case RTA.PREF: {
      const preference = attributes.u8();
      if (preference !== undefined) route.pref = routerPreferenceNames.nameOf(preference);
      return;
    }
    case RTA.MULTIPATH:
      route.nexthops = decodeNexthops(attributes, family);
      return;
    case RTA.METRICS:
      route.metrics = decodeRouteMetrics(attributes);
      return;
    case RTA.NH_ID:
      return enter(route, 'nhid', attributes.u32());
    case RTA.VIA:
      return enter(route, 'via', decodeVia(attributes));
    case RTA.FLOW:
      return enter(route, 'flow', decodeFlow(attributes));
    case RTA.IIF:
      return enter(route, 'iif', attributes.u32());
    case RTA.MARK:
      return enter(route, 'mark', attributes.u32());
    case RTA.UID:
      return enter(route, 'uid', attributes.u32());
    case RTA.ENCAP_TYPE:
      return enter(route, 'encap', decodeEncapsulation(attributes));
    case RTA.ENCAP:
      route.encap_data = attributes.hex('');
      return;
    case RTA.EXPIRES:
      return enterExpiry(route, (attributes.u32() ?? 0) * 100);
    case RTA.TTL_PROPAGATE: {
      const propagate = attributes.u8();
      if (propagate !== undefined) route['ttl-propagate'] = propagate !== 0;
      return;
    }
    default:
      return attributes.pass();
  }
};

/** RTA_CACHEINFO: when the route ends and what it answers with. */
const readCacheinfo = (route: Mutable<LinuxRoute>, attributes: AttributeReader): void => {
  if (!attributes.has(RTA_CACHEINFO_SIZE)) return;
  enterExpiry(route, attributes.wire.s32(attributes.from + 8));
  const error = attributes.wire.s32(attributes.from + 12);
  if (error !== 0) route.error = error;
};

/** Zero means without end. */
const enterExpiry = (route: Mutable<LinuxRoute>, hundredths: number): void => {
  if (hundredths === 0) return;
  // Adding 0 makes 0 of -0, which is not the same text in JSON for all who write it.
  route.expires = Math.trunc(hundredths / 100) + 0;
  route.expires_hundredths = hundredths;
};
