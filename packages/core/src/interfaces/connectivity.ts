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

interface HeldAddress {
  readonly InterfaceLuid: Luid;
  readonly Address: IpAddress;
  readonly DadState: string;
}

/** What a connectivity hint is derived from. */
export interface ConnectivityReads {
  readonly interfaces: InterfaceTable;
  readonly ipInterfaces: IpInterfaceTable;
  readonly unicast: {
    readonly onInterface: (luid: Luid) => Iterable<HeldAddress>;
    readonly values: () => Iterable<HeldAddress>;
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
  // Asked after every change of an interface or address: not all of them are looked at, however many there are.
  const defaultRoutes = interfacesWithDefaultRoute(reads);
  for (const luid of new Set([...defaultRoutes.AF_INET, ...defaultRoutes.AF_INET6])) {
    const row = reads.interfaces.get({ InterfaceLuid: luid });
    if (row !== undefined && levelOf(reads, row, defaultRoutes) === INTERNET_ACCESS)
      return hintOfLevel(INTERNET_ACCESS);
  }
  for (const address of reads.unicast.values()) {
    if (!isUsable(address)) continue;
    const row = reads.interfaces.get(address);
    if (row !== undefined && carriesTraffic(row)) return hintOfLevel(LOCAL_ACCESS);
  }
  return hintOfLevel(NONE);
};

const carriesTraffic = (row: InterfaceRow): boolean => !isLoopbackInterface(row) && isConnected(row);

const isUsable = ({ DadState }: HeldAddress): boolean =>
  DadState === 'IpDadStatePreferred' || DadState === 'IpDadStateDeprecated';

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
  if (!carriesTraffic(row)) return NONE;
  const { InterfaceLuid } = row;
  const usable = [...reads.unicast.onInterface(InterfaceLuid)].filter(isUsable);
  if (usable.length === 0) return NONE;
  const global = new Set<AddressFamily>();
  for (const { Address } of usable)
    if (!isLinkLocalIpv6(Address) && !isIpv4LinkLocal(Address)) global.add(familyOf(Address));
  const reachesOut = (Family: AddressFamily): boolean =>
    global.has(Family) &&
    defaultRoutes[Family].has(InterfaceLuid) &&
    reads.ipInterfaces.get({ InterfaceLuid, Family })?.DisableDefaultRoutes === false;
  return addressFamilies.some(reachesOut) ? INTERNET_ACCESS : LOCAL_ACCESS;
};
