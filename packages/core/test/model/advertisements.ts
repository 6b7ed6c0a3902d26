import { isLinkLocalIpv6, isMulticast, lengthOf, networkOf } from './address-arithmetic';
import { addUnicast, changeUnicast, unicastAt } from './addresses';
import { removeRoute, routeAt } from './brought-routes';
import { addressIn, flagIn, numberIn, prefixIn, type Given } from './given';
import { endOf } from './lifetimes';
import { addressInPrefix, identifierOf } from './link-local';
import { add, differs, placeOf, replace, type Model, type Row } from './model';
import { ipInterfaceOn, isConnected } from './places';
import type { Instant } from './rows';

/** What an advertised lifetime may not cut short at once (RFC 4862, section 5.5.3), in milliseconds. */
const TWO_HOURS = 7_200_000;

interface Lifetimes {
  /** Seconds. */
  readonly valid: number;
  readonly preferred: number;
}

interface AdvertisedRoute extends Lifetimes {
  readonly prefix: string;
  readonly nextHop: string;
  readonly AutoconfigureAddress: boolean;
}

/** A route that an advertisement makes, refreshes or withdraws; a route of anybody else is not touched. */
const advertiseRoute = (model: Model, on: Row<'interfaces'>, route: AdvertisedRoute): void => {
  const { prefix, nextHop, AutoconfigureAddress, valid, preferred } = route;
  const before = routeAt(model, on, prefix, nextHop);
  if (before !== undefined && before.Origin !== 'NlroRouterAdvertisement') return;
  if (valid === 0) {
    if (before !== undefined) removeRoute(model, before, 'advertisement');
    return;
  }
  const ends = { validUntil: endOf(valid, model.now), preferredUntil: endOf(preferred, model.now) };
  if (before !== undefined) {
    if (differs(before, ends)) replace(model, 'routes', 'RouteSet', before, { ...ends, ageSince: model.now });
    return;
  }
  add(model, 'routes', 'RouteCreated', {
    ...placeOf(on),
    DestinationPrefix: prefix,
    NextHop: nextHop,
    SitePrefixLength: 0,
    Metric: 256,
    Protocol: 'MIB_IPPROTO_NETMGMT',
    Loopback: false,
    AutoconfigureAddress,
    Publish: false,
    Immortal: false,
    Origin: 'NlroRouterAdvertisement',
    ...ends,
    ageSince: model.now,
  });
};

/** The valid end of an address after an advertisement of its prefix. */
const refreshedEnd = (model: Model, validUntil: Instant, seconds: number): Instant => {
  const left = (end: Instant): number => (end === null ? Number.POSITIVE_INFINITY : end - model.now);
  const advertised = endOf(seconds, model.now);
  if (left(advertised) > TWO_HOURS || left(advertised) > left(validUntil)) return advertised;
  return left(validUntil) <= TWO_HOURS ? validUntil : model.now + TWO_HOURS;
};

/** An address that the interface makes itself from an advertised prefix. */
const advertiseAddress = (
  model: Model,
  on: Row<'interfaces'>,
  prefix: string,
  { valid, preferred }: Lifetimes,
): void => {
  const identifier = identifierOf(on);
  if (lengthOf(prefix) !== 64 || identifier === undefined) return;
  const Address = addressInPrefix(networkOf(prefix), identifier);
  const before = unicastAt(model, on, Address);
  const preferredUntil = endOf(preferred, model.now);
  if (before !== undefined) {
    if (before.PrefixOrigin !== 'IpPrefixOriginRouterAdvertisement') return;
    const validUntil = refreshedEnd(model, before.validUntil, valid);
    changeUnicast(model, before, { validUntil, preferredUntil });
    return;
  }
  if (valid === 0) return;
  const wanted = {
    Address,
    PrefixOrigin: 'IpPrefixOriginRouterAdvertisement',
    SuffixOrigin: 'IpSuffixOriginLinkLayerAddress',
    OnLinkPrefixLength: 64,
    SkipAsSource: false,
    validUntil: endOf(valid, model.now),
    preferredUntil,
  };
  addUnicast(model, on, wanted, false);
};

/** The link-local address of the router whose advertisement the interface heeds; undefined where it does not. */
const routerHeeded = (model: Model, on: Row<'interfaces'>, report: Given): string | undefined => {
  const ipInterface = ipInterfaceOn(model, on, 'AF_INET6');
  if (ipInterface?.RouterDiscoveryBehavior !== 'RouterDiscoveryEnabled' || !isConnected(on)) return undefined;
  const router = addressIn(report, 'Router');
  if (router === undefined || router === 'AF_UNSPEC' || !isLinkLocalIpv6(router.address)) return undefined;
  return router.scopeId === 0 || router.scopeId === on.InterfaceIndex ? router.address : undefined;
};

/** An IPv6 router advertises itself and prefixes of the link. */
export const routerAdvertises = (model: Model, on: Row<'interfaces'>, report: Given): void => {
  const router = routerHeeded(model, on, report);
  if (router === undefined) return;
  const lifetime = numberIn(report, 'RouterLifetime');
  advertiseRoute(model, on, {
    prefix: '::/0',
    nextHop: router,
    AutoconfigureAddress: false,
    valid: lifetime,
    preferred: lifetime,
  });
  for (const information of (report['Prefixes'] ?? []) as readonly Given[]) {
    const prefix = prefixIn(information, 'Prefix');
    const valid = numberIn(information, 'ValidLifetime');
    const preferred = numberIn(information, 'PreferredLifetime');
    if (prefix === undefined || preferred > valid) continue;
    if (isLinkLocalIpv6(networkOf(prefix)) || isMulticast(networkOf(prefix))) continue;
    const AutoconfigureAddress = flagIn(information, 'Autonomous');
    if (flagIn(information, 'OnLink'))
      advertiseRoute(model, on, { prefix, nextHop: '::', AutoconfigureAddress, valid, preferred });
    if (AutoconfigureAddress) advertiseAddress(model, on, prefix, { valid, preferred });
  }
};
