import type { Family } from './address-arithmetic';
import { check, gives, type Answer } from './answers';
import { constantIn, numberIn, textIn, type Given } from './given';
import { metricBySpeed, physicalLengthOn } from './interface-types';
import { ALL_ONES } from './lifetimes';
import { add, differs, placeOf, replace, type Model, type Row } from './model';
import { interfaceOf, isConnected, isLoopback, namesInterface, placeNamed, type Place } from './places';
import type { InterfaceData, IpInterfaceData } from './rows';
import { tableOf } from './tables';

const noOffload = {
  NlChecksumSupported: false,
  NlOptionsSupported: false,
  TlDatagramChecksumSupported: false,
  TlStreamChecksumSupported: false,
  TlStreamOptionsSupported: false,
  FastPathCompatible: false,
  TlLargeSendOffloadSupported: false,
  TlGiantSendOffloadSupported: false,
};

/** What a script may say of the IP interfaces that its interface begins with. */
export interface Wishes {
  readonly Metric?: number;
  /** Of IPv6. */
  readonly LinkLocalAddressBehavior?: string;
}

const linkLocalBehavior = (row: InterfaceData, family: Family, wishes: Wishes): string => {
  if (family === 'AF_INET6' && wishes.LinkLocalAddressBehavior !== undefined)
    return wishes.LinkLocalAddressBehavior;
  if (isLoopback(row)) return 'LinkLocalAlwaysOff';
  return family === 'AF_INET' ? 'LinkLocalDelayed' : 'LinkLocalAlwaysOn';
};

const routerDiscovery = (row: InterfaceData, family: Family): string => {
  if (isLoopback(row)) return 'RouterDiscoveryDisabled';
  return family === 'AF_INET' ? 'RouterDiscoveryDhcp' : 'RouterDiscoveryEnabled';
};

const detections = (row: InterfaceData, family: Family): number => {
  if (isLoopback(row)) return 0;
  return family === 'AF_INET' ? 3 : 1;
};

/** An interface is bound to a family. */
export const bindFamily = (
  model: Model,
  row: InterfaceData,
  family: Family,
  formsLinkLocal: boolean,
  wishes: Wishes = {},
): void => {
  const isIpv4 = family === 'AF_INET';
  const data: IpInterfaceData = {
    ...placeOf(row),
    Family: family,
    MaxReassemblySize: 0,
    InterfaceIdentifier: '0',
    MinRouterAdvertisementInterval: 200,
    MaxRouterAdvertisementInterval: 600,
    AdvertisingEnabled: false,
    ForwardingEnabled: false,
    WeakHostSend: false,
    WeakHostReceive: false,
    UseAutomaticMetric: wishes.Metric === undefined,
    UseNeighborUnreachabilityDetection: !isLoopback(row),
    ManagedAddressConfigurationSupported: isIpv4 && !isLoopback(row),
    OtherStatefulConfigurationSupported: isIpv4 && !isLoopback(row),
    AdvertiseDefaultRoute: false,
    RouterDiscoveryBehavior: routerDiscovery(row, family),
    DadTransmits: detections(row, family),
    BaseReachableTime: 30_000,
    RetransmitTime: 1000,
    PathMtuDiscoveryTimeout: 600_000,
    LinkLocalAddressBehavior: linkLocalBehavior(row, family, wishes),
    LinkLocalAddressTimeout: isIpv4 ? 6500 : 0,
    ZoneIndices: Array.from({ length: 16 }, (_, level) => (level < 4 ? row.InterfaceIndex : 1)),
    SitePrefixLength: 64,
    Metric: wishes.Metric ?? metricBySpeed(row),
    NlMtu: row.Mtu,
    SupportsWakeUpPatterns: false,
    SupportsNeighborDiscovery: physicalLengthOn(row) !== 'none',
    SupportsRouterDiscovery: !isLoopback(row),
    ReachableTime: 30_000,
    TransmitOffload: noOffload,
    ReceiveOffload: noOffload,
    DisableDefaultRoutes: false,
    formsLinkLocal,
  };
  add(model, 'ipInterfaces', 'IpInterfaceBound', data);
};

/** The metric and MTU of an IP interface follow what its interface became. */
export const followInterface = (
  model: Model,
  ipInterface: Row<'ipInterfaces'>,
  before: InterfaceData,
  now: InterfaceData,
): void => {
  const { UseAutomaticMetric, Metric, NlMtu } = ipInterface;
  const hasNewSpeed = before.TransmitLinkSpeed !== now.TransmitLinkSpeed;
  const takesNewMtu = before.Mtu !== now.Mtu && (NlMtu === before.Mtu || NlMtu > now.Mtu);
  const members = {
    Metric: UseAutomaticMetric && hasNewSpeed ? metricBySpeed(now) : Metric,
    NlMtu: takesNewMtu ? now.Mtu : NlMtu,
  };
  if (differs(ipInterface, members)) replace(model, 'ipInterfaces', 'IpInterfaceSet', ipInterface, members);
};

const read = (model: Model, row: Row<'ipInterfaces'>): object => {
  const { createdSeq: _created, setSeq: _set, formsLinkLocal: _forms, ...documented } = row;
  return { ...documented, Connected: isConnected(interfaceOf(model, row)) };
};

const ipFamilies = { AF_INET: 2, AF_INET6: 23 } as const;

const checkKey = (row: Given | null): { readonly row: Given; readonly family: Family } => {
  check(row !== null, 'STATUS_INVALID_PARAMETER');
  const family = constantIn(row, 'Family', ipFamilies);
  check(family !== undefined && namesInterface(row), 'STATUS_INVALID_PARAMETER');
  return { row, family };
};

export const getIpInterfaceEntry = (model: Model, params: Given): Answer => {
  const { row, family } = checkKey(params['Row'] as Given | null);
  return gives({ Row: read(model, placeNamed(model, row, family).ipInterface) });
};

export const getIpInterfaceTable = (model: Model, params: Given): Answer =>
  tableOf(model, params, {
    rows: model.ipInterfaces,
    familyOf: ({ Family: family }) => family,
    compare: (a, b) => a.InterfaceIndex - b.InterfaceIndex,
    read: (row) => read(model, row),
  });

const switches = [
  'AdvertisingEnabled',
  'ForwardingEnabled',
  'WeakHostSend',
  'WeakHostReceive',
  'UseAutomaticMetric',
  'UseNeighborUnreachabilityDetection',
  'ManagedAddressConfigurationSupported',
  'OtherStatefulConfigurationSupported',
  'AdvertiseDefaultRoute',
  'DisableDefaultRoutes',
] as const;

const numbers = [
  'DadTransmits',
  'BaseReachableTime',
  'RetransmitTime',
  'PathMtuDiscoveryTimeout',
  'LinkLocalAddressTimeout',
  'NlMtu',
] as const;

const discoveryBehaviors = {
  RouterDiscoveryDisabled: 0,
  RouterDiscoveryEnabled: 1,
  RouterDiscoveryDhcp: 2,
  RouterDiscoveryUnchanged: -1,
};
const linkLocalBehaviors = {
  LinkLocalAlwaysOff: 0,
  LinkLocalDelayed: 1,
  LinkLocalAlwaysOn: 2,
  LinkLocalUnchanged: -1,
};

/** A behaviour by its name, `unchanged`, or undefined where it is no constant; all bits set is -1. */
const behaviorIn = (
  row: Given,
  member: string,
  constants: Readonly<Record<string, number>>,
): string | undefined => {
  const name = constantIn(row[member] === ALL_ONES ? { [member]: -1 } : row, member, constants);
  return name !== undefined && constants[name] === -1 ? 'unchanged' : name;
};

const checkMembers = (row: Given, family: Family): void => {
  for (const member of switches)
    check([undefined, true, false, 0, 1, 255].includes(row[member] as never), 'STATUS_INVALID_PARAMETER');
  const discovery = behaviorIn(row, 'RouterDiscoveryBehavior', discoveryBehaviors);
  const linkLocal = behaviorIn(row, 'LinkLocalAddressBehavior', linkLocalBehaviors);
  check(discovery !== undefined && linkLocal !== undefined, 'STATUS_INVALID_PARAMETER');
  const reachable = numberIn(row, 'BaseReachableTime');
  check(reachable === ALL_ONES || (reachable > 0 && reachable <= 3_600_000), 'STATUS_INVALID_PARAMETER');
  check(numberIn(row, 'RetransmitTime') !== 0, 'STATUS_INVALID_PARAMETER');
  const site = numberIn(row, 'SitePrefixLength');
  const siteMax = family === 'AF_INET' ? 0 : 128;
  check(site === ALL_ONES || site <= siteMax, 'STATUS_INVALID_PARAMETER');
};

const checkMtu = (row: Given, family: Family, place: Place): void => {
  const mtu = numberIn(row, 'NlMtu');
  if (mtu === ALL_ONES || mtu === place.ipInterface.NlMtu) return;
  check(mtu >= (family === 'AF_INET' ? 576 : 1280), 'STATUS_INVALID_PARAMETER');
  check(mtu <= place.interface.Mtu, 'STATUS_INVALID_PARAMETER');
};

/** What a Set makes of an IP interface. */
const afterSet = (row: Given, family: Family, { interface: on, ipInterface }: Place): IpInterfaceData => {
  const members: Record<string, unknown> = {};
  for (const member of switches)
    if (row[member] !== 255) members[member] = row[member] === true || row[member] === 1;
  for (const member of numbers) if (row[member] !== ALL_ONES) members[member] = numberIn(row, member);
  const discovery = behaviorIn(row, 'RouterDiscoveryBehavior', discoveryBehaviors);
  if (discovery !== 'unchanged') members['RouterDiscoveryBehavior'] = discovery;
  const linkLocal = behaviorIn(row, 'LinkLocalAddressBehavior', linkLocalBehaviors);
  if (linkLocal !== 'unchanged') members['LinkLocalAddressBehavior'] = linkLocal;
  const site = numberIn(row, 'SitePrefixLength');
  if (family === 'AF_INET6' && site !== ALL_ONES) members['SitePrefixLength'] = site;
  const next = { ...ipInterface, ...members };
  const metric = numberIn(row, 'Metric');
  const manual = metric === ALL_ONES ? ipInterface.Metric : metric;
  return {
    ...next,
    Metric: next.UseAutomaticMetric ? metricBySpeed(on) : manual,
    // The host draws no chance: the reachable time is its base, once the base changes.
    ReachableTime:
      next.BaseReachableTime === ipInterface.BaseReachableTime
        ? ipInterface.ReachableTime
        : next.BaseReachableTime,
  };
};

export const setIpInterfaceEntry = (model: Model, params: Given): Answer => {
  const { row, family } = checkKey(params['Row'] as Given | null);
  checkMembers(row, family);
  const place = placeNamed(model, row, family);
  checkMtu(row, family, place);
  const next = afterSet(row, family, place);
  if (differs(place.ipInterface, next))
    replace(model, 'ipInterfaces', 'IpInterfaceSet', place.ipInterface, next);
  // The one of the two that was missing is filled in; an index that is another's stays beside a LUID.
  const { InterfaceLuid, InterfaceIndex } = place.interface;
  return gives({
    Row: {
      InterfaceLuid: textIn(row, 'InterfaceLuid') || InterfaceLuid,
      InterfaceIndex: numberIn(row, 'InterfaceIndex') || InterfaceIndex,
    },
  });
};
