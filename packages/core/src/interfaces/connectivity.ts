import {
  addressFamilies,
  familyOf,
  isIpv4LinkLocal,
  isLinkLocalIpv6,
  prefixOf,
  unspecifiedOf,
  type AddressFamily,
  type IpAddress,
  type Luid,
  type Prefix,
} from '../net';
import { isConnected, isLoopbackInterface } from './link';
import type { ConnectivityHint, InterfaceRow } from './row';
import type { InterfaceTable, IpInterfaceTable } from './table';

type Level = ConnectivityHint['ConnectivityLevel'];

/** What a connectivity hint is derived from. */
export interface ConnectivityReads {
  readonly interfaces: InterfaceTable;
  readonly ipInterfaces: IpInterfaceTable;
  readonly unicast: {
    readonly onInterface: (
      luid: Luid,
    ) => Iterable<{ readonly Address: IpAddress; readonly DadState: string }>;
  };
  readonly routes: { readonly at: (prefix: Prefix) => Iterable<{ readonly InterfaceLuid: Luid }> };
}

const NONE = 'NetworkConnectivityLevelHintNone';
const LOCAL_ACCESS = 'NetworkConnectivityLevelHintLocalAccess';
const INTERNET_ACCESS = 'NetworkConnectivityLevelHintInternetAccess';

const hintOfLevel = (level: Level): ConnectivityHint =>
  Object.freeze({
    ConnectivityLevel: level,
    ConnectivityCost:
      level === NONE ? 'NetworkConnectivityCostHintUnknown' : 'NetworkConnectivityCostHintUnrestricted',
    ApproachingDataLimit: false,
    OverDataLimit: false,
    Roaming: false,
  });

/**
 * GetNetworkConnectivityHint: the highest level of all interfaces, None where there is none. Windows probes the
 * Internet; here the level follows from addresses and default routes alone.
 */
export const connectivityHintOf = (reads: ConnectivityReads): ConnectivityHint => {
  const defaultRoutes = interfacesWithDefaultRoute(reads);
  let highest: Level = NONE;
  for (const row of reads.interfaces.values()) {
    const level = levelOf(reads, row, defaultRoutes);
    if (level === INTERNET_ACCESS) return hintOfLevel(level);
    if (level === LOCAL_ACCESS) highest = level;
  }
  return hintOfLevel(highest);
};

/** GetNetworkConnectivityHintForInterface. */
export const interfaceConnectivityHintOf = (reads: ConnectivityReads, row: InterfaceRow): ConnectivityHint =>
  hintOfLevel(levelOf(reads, row, interfacesWithDefaultRoute(reads)));

type LuidsByFamily = Readonly<Record<AddressFamily, ReadonlySet<Luid>>>;

const defaultPrefix = (family: AddressFamily): Prefix => prefixOf(unspecifiedOf(family), 0);

const interfacesWithDefaultRoute = ({ routes }: ConnectivityReads): LuidsByFamily => {
  const luids = (family: AddressFamily): ReadonlySet<Luid> =>
    new Set(Array.from(routes.at(defaultPrefix(family)), (route) => route.InterfaceLuid));
  return { AF_INET: luids('AF_INET'), AF_INET6: luids('AF_INET6') };
};

const levelOf = (reads: ConnectivityReads, row: InterfaceRow, defaultRoutes: LuidsByFamily): Level => {
  if (isLoopbackInterface(row) || !isConnected(row)) return NONE;
  const { InterfaceLuid } = row;
  let isUsable = false;
  const global = new Set<AddressFamily>();
  for (const { Address, DadState } of reads.unicast.onInterface(InterfaceLuid)) {
    if (DadState !== 'IpDadStatePreferred' && DadState !== 'IpDadStateDeprecated') continue;
    isUsable = true;
    if (!isLinkLocalIpv6(Address) && !isIpv4LinkLocal(Address)) global.add(familyOf(Address));
  }
  if (!isUsable) return NONE;
  const reachesOut = (Family: AddressFamily): boolean =>
    global.has(Family) &&
    defaultRoutes[Family].has(InterfaceLuid) &&
    reads.ipInterfaces.get({ InterfaceLuid, Family })?.DisableDefaultRoutes === false;
  return addressFamilies.some(reachesOut) ? INTERNET_ACCESS : LOCAL_ACCESS;
};
