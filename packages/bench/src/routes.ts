import type { HostState, IpAddress, Luid, Prefix } from '@netlapse/core';

import { type Numbered, evolveAll } from '../../core/src/state';
import { interfaceOf } from '../../core/src/interfaces';
import { emptyState } from '../../core/src/state/state';

/** What a RouteCreated says. */
export type RouteData = Extract<Numbered['event'], { type: 'RouteCreated' }>['data'];

export const onInterface = {
  InterfaceIndex: 5,
  InterfaceLuid: '0x0006000005000000' as Luid,
};

/** As many routers as a host may see at an exchange: each route leads to one of them. */
const ROUTERS = 20;

/** A route of a full table: what differs from one to the next is the prefix, the router and the instant. */
export const routeTo = (
  DestinationPrefix: Prefix,
  index: number,
  { Metric = 0, validUntil = null }: Partial<Pick<RouteData, 'Metric' | 'validUntil'>> = {},
): RouteData => ({
  // Spelled out: put together by spreading, an object takes 680 bytes in place of 190, and is read that much slower.
  AutoconfigureAddress: false,
  DestinationPrefix,
  Immortal: false,
  InterfaceIndex: onInterface.InterfaceIndex,
  InterfaceLuid: onInterface.InterfaceLuid,
  Loopback: false,
  Metric,
  NextHop: (DestinationPrefix.includes(':')
    ? `fe80::${((index % ROUTERS) + 1).toString(16)}`
    : `192.0.2.${(index % ROUTERS) + 1}`) as IpAddress,
  Origin: 'NlroManual',
  Protocol: 'MIB_IPPROTO_NETMGMT',
  Publish: false,
  SitePrefixLength: 0,
  ageSince: 1_767_225_600_000 + index,
  preferredUntil: null,
  validUntil,
});

/** An event as a log gives it: read from its text, so that all of it stands together in memory. */
const decoded = (event: Numbered['event']): Numbered['event'] =>
  JSON.parse(JSON.stringify(event)) as Numbered['event'];

/** The events that create routes, one after the other from `after` on, as decoded. */
export const creations = (routes: readonly RouteData[], after = 0): Numbered[] =>
  routes.map((data, index) => ({
    event: decoded({ type: 'RouteCreated', data }),
    seq: after + index + 1,
    at: 0,
  }));

/** The events that delete routes, as decoded. */
export const deletions = (routes: readonly RouteData[], after: number): Numbered[] =>
  routes.map(({ DestinationPrefix, NextHop }, index) => ({
    event: decoded({
      type: 'RouteDeleted',
      data: { ...onInterface, DestinationPrefix, NextHop, reason: 'call' },
    }),
    seq: after + index + 1,
    at: 0,
  }));

/** A host with one interface, bound to both families, and no route. */
export const hostWithoutRoutes = (): HostState => {
  const nothing = emptyState(['AF_INET', 'AF_INET6']);
  const made = interfaceOf(
    { ...nothing },
    { ...onInterface, Alias: 'eth0' },
    {
      formsLinkLocal: false,
      draw: () => 0.5,
    },
  );
  if (made._tag === 'Left') throw new Error(made.left.why);
  return evolveAll(
    nothing,
    made.right.map((event, index) => ({ event, seq: index + 1, at: 0 })),
  );
};
