import {
  difference,
  familyOf,
  linuxRouteHops,
  linuxRouteUse,
  type Difference,
  type Host,
  type HostState,
  type LinuxObjectRow,
  type LinuxRouteHop,
  type RouteKey,
  type RouteRow,
  type UnicastRow,
} from '@netlapse/core';

import { AF, NLM_F, type DecodedMessage, type LinuxRoute, type RouteMessage } from '../netlink';
import { decide } from './decide';
import { addressOf, linkIn, routeOf, type LinkObject } from './objects';
import { metricOf, routeOfRow } from './route-of-row';

/** What is supposed has no counterpart on Linux, or cannot be told of there. */
export class NoLinuxCounterpart extends Error {
  override readonly name = 'NoLinuxCounterpart';
}

const header = { flags: 0, seq: 0, pid: 0 } as const;
const numberOf = (family: 'inet' | 'inet6'): number => (family === 'inet' ? AF.INET : AF.INET6);

const newRoute = (body: LinuxRoute): RouteMessage => ({
  ...header,
  type: 'RTM_NEWROUTE',
  flags: NLM_F.CREATE,
  family: numberOf(body.family),
  body,
});

const delRoute = (body: LinuxRoute): RouteMessage => ({
  ...header,
  type: 'RTM_DELROUTE',
  family: numberOf(body.family),
  body,
});

const newLink = (body: LinkObject): DecodedMessage => ({
  ...header,
  type: 'RTM_NEWLINK',
  family: AF.UNSPEC,
  body,
});

/** A route as it is kept, as a message tells of it: its place among others is the kernel's to give. */
const toldOf = (row: Pick<LinuxObjectRow, 'object'>): LinuxRoute => {
  const { order: _order, ...route } = routeOf(row);
  return route;
};

const withMetric = ({ metric: _old, ...route }: LinuxRoute, metric: number): LinuxRoute => ({
  ...route,
  ...metricOf(route.family === 'inet', metric),
});

/**
 * `ifmetric IF N`: every unicast route of table main that leads by a link gets a metric. A multipath route keeps its own:
 * that is of several links.
 */
export const messagesOfMetric = (
  { linux }: HostState,
  ifindex: number,
  metric: number,
  families: readonly ('inet' | 'inet6')[] = ['inet', 'inet6'],
): readonly DecodedMessage[] => {
  const routes = linux.onLink('route', ifindex).map(toldOf);
  const meant = routes.filter(
    ({ family, nexthops, table, type }) =>
      families.includes(family) && table === 'main' && type === 'unicast' && nexthops === undefined,
  );
  const others = meant.filter((route) => (withMetric(route, metric).metric ?? 0) !== (route.metric ?? 0));
  return [...others.map(delRoute), ...others.map((route) => newRoute(withMetric(route, metric)))];
};

const withFlags = (link: LinkObject, gone: readonly string[], more: readonly string[]): LinkObject => ({
  ...link,
  flags: [...link.flags.filter((flag) => !gone.includes(flag) && !more.includes(flag)), ...more],
});

/** `ip link set IF down`: IPv4 routes go by themselves, of IPv6 routes and addresses the kernel says so. */
export const messagesOfLinkDown = ({ linux }: HostState, ifindex: number): readonly DecodedMessage[] => {
  const link = linkIn(linux, ifindex);
  if (link === undefined) return [];
  const routes = linux.onLink('route', ifindex).map(toldOf);
  const addresses = linux.onLink('addr', ifindex).map(addressOf);
  return [
    newLink({ ...withFlags(link, ['UP', 'LOWER_UP', 'NO-CARRIER'], []), operstate: 'DOWN' }),
    ...routes.filter(({ family }) => family === 'inet6').map(delRoute),
    ...addresses
      .filter(({ family }) => family === 'inet6')
      .map((body): DecodedMessage => ({ ...header, type: 'RTM_DELADDR', family: AF.INET6, body })),
  ];
};

type Hop = Pick<RouteRow, 'InterfaceIndex' | 'NextHop' | 'DestinationPrefix'>;

/** Whether a way is the one of a row. */
const isWayOf =
  ({ InterfaceIndex, NextHop }: Hop) =>
  ({ ifindex, nextHop }: LinuxRouteHop): boolean =>
    ifindex === InterfaceIndex && nextHop === NextHop;

/** The objects of which a row may be, each with all its ways. */
const objectsOfRow = ({ linux }: HostState, row: Hop) =>
  linux
    .routesAt(row.DestinationPrefix)
    .filter(({ object }) => linuxRouteUse(object) === 'rows')
    .map((object) => {
      const nexthopOf = (id: number) => linux.nexthop(id)?.object;
      return { object, ways: linuxRouteHops(object.object, familyOf(row.DestinationPrefix), nexthopOf) };
    })
    .filter(({ ways }) => ways.some(isWayOf(row)));

/** A route without one of its ways. */
const withoutWay = (
  object: LinuxObjectRow,
  { InterfaceIndex, NextHop, DestinationPrefix }: Hop,
): readonly DecodedMessage[] => {
  const route = toldOf(object);
  const unspecified = route.family === 'inet' ? '0.0.0.0' : '::';
  const rest = route.nexthops?.filter(
    ({ oif, gateway = unspecified }) => !(oif === InterfaceIndex && gateway === NextHop),
  );
  if (rest === undefined || route.nhid !== undefined)
    throw new NoLinuxCounterpart(
      `the route to ${DestinationPrefix} leads by the nexthop object ${String(route.nhid)}, of which one way cannot go alone`,
    );
  return [delRoute(route), newRoute({ ...route, nexthops: rest })];
};

/** Takes away what makes a row: every object of its prefix that leads by its hop. */
export const messagesOfRouteGone = (state: HostState, row: Hop): readonly DecodedMessage[] =>
  objectsOfRow(state, row).flatMap(({ object, ways }) =>
    ways.every(isWayOf(row)) ? [delRoute(toldOf(object))] : withoutWay(object, row),
  );

const routeMetricMessages = (state: HostState, row: RouteRow): readonly DecodedMessage[] =>
  objectsOfRow(state, row).flatMap(({ object }) => [
    delRoute(toldOf(object)),
    newRoute(withMetric(toldOf(object), row.Metric)),
  ]);

const addressMessage = (
  type: 'RTM_NEWADDR' | 'RTM_DELADDR',
  { Address, InterfaceIndex, OnLinkPrefixLength }: UnicastRow,
): DecodedMessage => {
  const family = familyOf(Address) === 'AF_INET' ? 'inet' : 'inet6';
  const scope = Address.startsWith('fe80') ? 'link' : 'global';
  const body = {
    family,
    ifindex: InterfaceIndex,
    local: Address,
    prefixlen: OnLinkPrefixLength,
    scope,
  } as const;
  return { ...header, type, family: numberOf(family), body };
};

const addressGoneMessages = ({ linux }: HostState, row: UnicastRow): readonly DecodedMessage[] =>
  linux
    .addressesHolding(row.Address)
    .map(addressOf)
    .filter(({ ifindex }) => ifindex === row.InterfaceIndex)
    .map((body) => ({ ...header, type: 'RTM_DELADDR', family: numberOf(body.family), body }) as const);

/** Members of IP interfaces and addresses that lookups by the rules of Windows ask, and those of Linux do not. */
const windowsOnly: readonly string[] = ['DisableDefaultRoutes', 'WeakHostSend', 'SkipAsSource'];

const refuseWindowsOnly = ({ ipInterfaces, unicast }: Difference): void => {
  for (const { members } of [...ipInterfaces.changed, ...unicast.changed])
    for (const member of windowsOnly)
      if (member in members)
        throw new NoLinuxCounterpart(`${member} has no counterpart on Linux: no lookup there asks for it`);
};

function* linkMessages(
  state: HostState,
  before: HostState,
  after: HostState,
  { interfaces }: Difference,
): IterableIterator<DecodedMessage> {
  if (interfaces.added.length > 0)
    throw new NoLinuxCounterpart('a new interface cannot be supposed on a mirrored log');
  for (const was of before.interfaces.values()) {
    const link = linkIn(state.linux, was.InterfaceIndex);
    if (link === undefined) continue;
    const is = after.interfaces.get(was);
    if (is === undefined) yield { ...header, type: 'RTM_DELLINK', family: AF.UNSPEC, body: link };
    else if (is.MediaConnectState !== was.MediaConnectState)
      yield newLink(
        is.MediaConnectState === 'MediaConnectStateConnected'
          ? withFlags(link, ['NO-CARRIER'], ['UP', 'LOWER_UP'])
          : withFlags(link, ['LOWER_UP'], ['NO-CARRIER']),
      );
  }
}

function* metricMessages(
  state: HostState,
  before: HostState,
  after: HostState,
): IterableIterator<DecodedMessage> {
  for (const was of before.ipInterfaces.values()) {
    const is = after.ipInterfaces.get(was);
    if (is !== undefined && is.Metric !== was.Metric)
      yield* messagesOfMetric(state, was.InterfaceIndex, is.Metric, [
        was.Family === 'AF_INET' ? 'inet' : 'inet6',
      ]);
  }
}

/**
 * What a kernel would say had it done to a Linux host what was done to a model of it: messages that a mirror can repeat, so
 * that its lookups stay those of Linux. Only what lookups ask is told: links, addresses, routes, and metrics of interfaces
 * as those of their routes.
 *
 * @param state of the mirror
 * @param before the model as it was made of that state
 * @param after the same when all was done
 * @throws NoLinuxCounterpart
 */
export const messagesOfDifference = (
  state: HostState,
  before: HostState,
  after: HostState,
): readonly DecodedMessage[] => {
  const found = difference(before, after);
  refuseWindowsOnly(found);
  const { routes, unicast } = found;
  const keyOf = (key: string) => {
    const [, InterfaceLuid, network, length, NextHop] = key.split('/');
    return { InterfaceLuid, DestinationPrefix: `${network}/${length}`, NextHop } as RouteKey;
  };
  const otherMetric = routes.changed.flatMap(({ key, members }) =>
    'Metric' in members ? (after.routes.get(keyOf(key)) ?? []) : [],
  );
  const addresses = [...after.unicast.values()];
  return [
    ...linkMessages(state, before, after, found),
    ...(routes.removed as readonly RouteRow[]).flatMap((row) => messagesOfRouteGone(state, row)),
    ...otherMetric.flatMap((row) => routeMetricMessages(state, row)),
    ...(unicast.removed as readonly UnicastRow[]).flatMap((row) => addressGoneMessages(state, row)),
    ...(unicast.added as readonly UnicastRow[]).map((row) => addressMessage('RTM_NEWADDR', row)),
    ...(routes.added as readonly RouteRow[]).flatMap((row) => {
      const route = routeOfRow(row, addresses);
      return route === undefined ? [] : [newRoute(route)];
    }),
    ...metricMessages(state, before, after),
  ];
};

/** Has a mirror repeat messages at the instant of its clock. */
export const supposeMessages = (mirror: Host, messages: readonly DecodedMessage[]): void => {
  const at = mirror.clock;
  for (const message of messages)
    mirror.mirror({ at, name: message.type, params: {} }, (state) => decide(state, message, at));
};
