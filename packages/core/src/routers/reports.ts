import { either } from 'fp-ts';

import type { Link, UnicastEvent } from '../addresses';
import { report, type CommandView, type Step } from '../call';
import { findInterface, isConnected, type InterfaceRow } from '../interfaces';
import { ipv6Prefix, isLinkLocalIpv6, unspecifiedOf, type IpAddress, type SocketAddress } from '../net';
import type { RouteEvent } from '../routes';
import { eventsOfAddress } from './advertised-address';
import { eventsOfRoute } from './advertised-route';
import {
  advertisementInput,
  readAdvertisedPrefixes,
  type AdvertisedPrefix,
  type AdvertisementParams,
} from './advertisement';
import type { RouterReads } from './reads';

type RouterEvent = RouteEvent | UnicastEvent;
type RouterStep = Step<RouterReads, RouterEvent>;

const everything = ipv6Prefix(0, 0, 0, 0, 0);
const onLink = unspecifiedOf('AF_INET6');

/** The router's address, where it is one that advertisements may come from on this link (RFC 4861, 6.1.2). */
const routerOn = (on: InterfaceRow, Router: SocketAddress): IpAddress | undefined => {
  if (Router.family === 'AF_UNSPEC' || !isLinkLocalIpv6(Router.address)) return undefined;
  return Router.scopeId === 0 || Router.scopeId === on.InterfaceIndex ? Router.address : undefined;
};

/** The link that heeds advertisements: connected, bound to IPv6, with router discovery enabled. */
const heedingLink = ({ state }: CommandView<RouterReads>, on: InterfaceRow): Link | undefined => {
  const ipInterface = state.ipInterfaces.get({ InterfaceLuid: on.InterfaceLuid, Family: 'AF_INET6' });
  if (ipInterface === undefined || !isConnected(on)) return undefined;
  return ipInterface.RouterDiscoveryBehavior === 'RouterDiscoveryEnabled'
    ? { interface: on, ipInterface }
    : undefined;
};

const defaultRouteStep =
  (link: Link, router: IpAddress, lifetime: number): RouterStep =>
  (view) =>
    eventsOfRoute(view, link.interface, {
      DestinationPrefix: everything,
      NextHop: router,
      AutoconfigureAddress: false,
      ValidLifetime: lifetime,
      PreferredLifetime: lifetime,
    });

/** First the route, then the address: each sees what the one before has left. */
const prefixSteps = (link: Link, prefix: AdvertisedPrefix): readonly RouterStep[] => {
  const { Autonomous, OnLink, Prefix, PreferredLifetime, ValidLifetime } = prefix;
  const steps: RouterStep[] = [];
  if (OnLink)
    steps.push((view) =>
      eventsOfRoute(view, link.interface, {
        DestinationPrefix: Prefix,
        NextHop: onLink,
        AutoconfigureAddress: Autonomous,
        ValidLifetime,
        PreferredLifetime,
      }),
    );
  if (Autonomous) steps.push((view) => eventsOfAddress(view, link, prefix));
  return steps;
};

/** What routers do to the host. */
export const routerReports = {
  'router-advertises': report<RouterReads, AdvertisementParams, RouterEvent>({
    name: 'router-advertises',
    summary:
      'An IPv6 router advertisement arrives: it brings a default route, on-link prefixes and addresses.',
    input: advertisementInput,
    decide: (view, params) => {
      const on = findInterface(view.state.interfaces, params);
      if (on === undefined)
        return either.left({ why: 'there is no such interface', member: 'InterfaceIndex' });
      const prefixes = readAdvertisedPrefixes(params.Prefixes);
      if (either.isLeft(prefixes)) return prefixes;
      const link = heedingLink(view, on);
      const router = routerOn(on, params.Router);
      if (link === undefined || router === undefined) return either.right([]);
      return either.right([
        defaultRouteStep(link, router, params.RouterLifetime),
        ...prefixes.right.flatMap((prefix) => prefixSteps(link, prefix)),
      ]);
    },
  }),
};
