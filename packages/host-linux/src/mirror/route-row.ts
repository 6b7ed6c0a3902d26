import {
  familyOf,
  linuxRouteHops,
  linuxRouteUse,
  type IpAddress,
  type NexthopOf,
  type Prefix,
  type RankedRoute,
} from '@netlapse/core';

import { routeOf, type RouteObject } from './objects';
import type { InterfaceKey, RouteData } from './row-data';

type Provenance = readonly [RouteData['Protocol'], RouteData['Origin']];

/** By RTPROT_ as `ip` names it; programs that Windows does not know are all others. */
const provenances: ReadonlyMap<string, Provenance> = new Map<string, Provenance>([
  ['redirect', ['MIB_IPPROTO_ICMP', 'NlroManual']],
  ['kernel', ['MIB_IPPROTO_LOCAL', 'NlroWellKnown']],
  ['boot', ['MIB_IPPROTO_NETMGMT', 'NlroManual']],
  ['static', ['MIB_IPPROTO_NETMGMT', 'NlroManual']],
  ['ra', ['MIB_IPPROTO_NETMGMT', 'NlroRouterAdvertisement']],
  ['dhcp', ['MIB_IPPROTO_DHCP', 'NlroDHCP']],
  ['mrouted', ['MIB_IPPROTO_DVMRP', 'NlroManual']],
  ['bgp', ['MIB_IPPROTO_BGP', 'NlroManual']],
  ['isis', ['MIB_IPPROTO_IS_IS', 'NlroManual']],
  ['ospf', ['MIB_IPPROTO_OSPF', 'NlroManual']],
  ['rip', ['MIB_IPPROTO_RIP', 'NlroManual']],
  ['eigrp', ['MIB_IPPROTO_EIGRP', 'NlroManual']],
]);
const others: Provenance = ['MIB_IPPROTO_OTHER', 'NlroManual'];

/** How rows are made of the objects of one prefix. */
export interface RouteRowReads {
  /** The interface of a link; undefined where there is none, or it has no such family. */
  readonly interfaceOf: (ifindex: number) => InterfaceKey | undefined;
  readonly nexthopOf: NexthopOf;
}

/**
 * The rows that objects of one prefix make, in the order of preference; of several with one key that of the
 * first.
 *
 * @param objects in the order in which lookups ask them.
 */
export const routeRowsOf = (
  prefix: Prefix,
  objects: readonly Pick<RankedRoute, 'object'>[],
  reads: RouteRowReads,
  at: number,
): readonly RouteData[] => {
  const family = familyOf(prefix);
  const nexthopOf: NexthopOf = (id) => reads.nexthopOf(id);
  let rows: readonly RouteData[] = [];
  for (const row of objects) {
    if (linuxRouteUse(row.object) !== 'rows') continue;
    for (const { ifindex, nextHop } of linuxRouteHops(row.object, family, nexthopOf)) {
      const key = reads.interfaceOf(ifindex);
      if (key === undefined) continue;
      // Nearly always there is one, and a list of one takes a fraction of the room of one that may grow.
      if (rows.length === 0) rows = [routeDataOf(routeOf(row), prefix, key, nextHop, at)];
      else if (!rows.some((other) => isKeyOf(other, key, nextHop)))
        rows = [...rows, routeDataOf(routeOf(row), prefix, key, nextHop, at)];
    }
  }
  return rows;
};

const isKeyOf = (row: RouteData, { InterfaceLuid }: InterfaceKey, nextHop: IpAddress): boolean =>
  row.InterfaceLuid === InterfaceLuid && row.NextHop === nextHop;

const routeDataOf = (
  { expires_at, metric, protocol, type }: RouteObject,
  DestinationPrefix: Prefix,
  { InterfaceIndex, InterfaceLuid }: InterfaceKey,
  NextHop: IpAddress,
  ageSince: number,
): RouteData => {
  const [Protocol, Origin] = provenances.get(protocol) ?? others;
  const end = expires_at ?? null;
  return {
    AutoconfigureAddress: false,
    DestinationPrefix,
    Immortal: false,
    InterfaceIndex,
    InterfaceLuid,
    Loopback: type === 'local' || type === 'anycast',
    Metric: metric ?? 0,
    NextHop,
    Origin,
    Protocol,
    Publish: false,
    SitePrefixLength: 0,
    ageSince,
    preferredUntil: end,
    validUntil: end,
  };
};
