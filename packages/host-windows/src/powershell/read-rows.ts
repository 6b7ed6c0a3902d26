import {
  DadState,
  familyOf,
  NeighborState,
  PrefixOrigin,
  RouteProtocol,
  RouterDiscoveryBehavior,
  SuffixOrigin,
  type AddressFamily,
  type IpAddress,
} from '@netlapse/core';

import type { PropertyReader } from './property-reader';
import { lifetime } from './time-span';
import type {
  IpInterfaceData,
  NeighborData,
  RouteData,
  ToldAddress,
  ToldIpInterface,
  ToldNeighbor,
  ToldRoute,
  UnicastData,
} from './told-rows';
import {
  family,
  integer,
  interfaceIndex,
  oneOf,
  physicalAddress,
  prefix,
  scopedAddress,
  text,
  toggle,
  ulong,
  type Choice,
} from './values';

interface NamedNumbers<Name extends string> {
  readonly values: Readonly<Record<Name, number>>;
}

/** The constants of an enumeration by what their names end with, and by more names where PowerShell has others. */
const choicesOf = <Name extends string>(
  { values }: NamedNumbers<Name>,
  start: string,
  more?: Readonly<Partial<Record<Name, readonly string[]>>>,
): readonly Choice<Name>[] =>
  Object.entries<number>(values)
    .filter(([name]) => !name.endsWith('Unchanged'))
    .map(([name, number]) => ({
      number,
      names: [name.slice(start.length), ...(more?.[name as Name] ?? [])],
      value: name as Name,
    }));

const prefixOrigin = oneOf(choicesOf(PrefixOrigin, 'IpPrefixOrigin'));
const suffixOrigin = oneOf(
  choicesOf(SuffixOrigin, 'IpSuffixOrigin', { IpSuffixOriginLinkLayerAddress: ['Link'] }),
);
const dadState = oneOf(choicesOf(DadState, 'IpDadState'));
const neighborState = oneOf(choicesOf(NeighborState, 'Nlns'));
const routerDiscovery = oneOf(
  choicesOf(RouterDiscoveryBehavior, 'RouterDiscovery', { RouterDiscoveryDhcp: ['ControlledByDHCP'] }),
);
const routeProtocol = oneOf(
  choicesOf(RouteProtocol, 'MIB_IPPROTO_', {
    MIB_IPPROTO_IS_IS: ['IsIs'],
    MIB_IPPROTO_ES_IS: ['EsIs'],
    MIB_IPPROTO_CISCO: ['Igrp'],
    MIB_IPPROTO_NT_AUTOSTATIC: ['NtAutoStatic', 'AutoStatic'],
    MIB_IPPROTO_NT_STATIC: ['NtStatic', 'Static'],
    MIB_IPPROTO_NT_STATIC_NON_DOD: ['NtStaticNonDod', 'StaticNonDod'],
  }),
);

const on = (reader: PropertyReader): Pick<ToldAddress, 'place' | 'InterfaceIndex' | 'alias'> => ({
  place: reader.found,
  InterfaceIndex: reader.require(['InterfaceIndex', 'ifIndex'], interfaceIndex),
  alias: reader.read(['InterfaceAlias', 'ifAlias'], text),
});

/** An address on an interface: a scope id must be that of the interface, which the row names by itself. */
const addressOn = (reader: PropertyReader, names: readonly string[], index: number): IpAddress => {
  const { address, scope } = reader.require(names, scopedAddress);
  if (scope !== undefined && scope !== index)
    throw reader.fault(names[0], `${address}%${scope} is of another interface than InterfaceIndex ${index}`);
  return address;
};

const checkFamily = (reader: PropertyReader, own: AddressFamily, of: string): void => {
  const told = reader.read(['AddressFamily'], family);
  if (told !== undefined && told !== own)
    throw reader.fault('AddressFamily', `it is ${told}, and ${of} is ${own}`);
};

const defined = <T extends object>(members: { readonly [K in keyof T]: T[K] | undefined }): Partial<T> =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Partial<T>;

/** An interface and family as Get-NetIPInterface tells of it. @throws PowerShellError */
export const readIpInterface = (reader: PropertyReader): ToldIpInterface => ({
  ...on(reader),
  Family: reader.require(['AddressFamily'], family),
  isConnected: reader.read(
    ['ConnectionState'],
    oneOf([
      { number: 0, names: ['Disconnected'], value: false },
      { number: 1, names: ['Connected'], value: true },
    ]),
  ),
  members: defined<IpInterfaceMembers>({
    UseAutomaticMetric: reader.read(['AutomaticMetric'], toggle),
    Metric: reader.read(['InterfaceMetric'], ulong),
    NlMtu: reader.read(['NlMtu', 'NlMtuBytes'], ulong),
    ForwardingEnabled: reader.read(['Forwarding'], toggle),
    AdvertisingEnabled: reader.read(['Advertising'], toggle),
    AdvertiseDefaultRoute: reader.read(['AdvertiseDefaultRoute'], toggle),
    WeakHostSend: reader.read(['WeakHostSend'], toggle),
    WeakHostReceive: reader.read(['WeakHostReceive'], toggle),
    DisableDefaultRoutes: reader.read(['IgnoreDefaultRoutes'], toggle),
    UseNeighborUnreachabilityDetection: reader.read(['NeighborUnreachabilityDetection'], toggle),
    SupportsNeighborDiscovery: reader.read(['NeighborDiscoverySupported'], toggle),
    ManagedAddressConfigurationSupported: reader.read(['ManagedAddressConfiguration'], toggle),
    OtherStatefulConfigurationSupported: reader.read(['OtherStatefulConfiguration'], toggle),
    RouterDiscoveryBehavior: reader.read(['RouterDiscovery'], routerDiscovery),
    DadTransmits: reader.read(['DadTransmits'], ulong),
    BaseReachableTime: reader.read(['BaseReachableTime', 'BaseReachableTimeMs'], ulong),
    ReachableTime: reader.read(['ReachableTime', 'ReachableTimeMs'], ulong),
    RetransmitTime: reader.read(['RetransmitTime', 'RetransmitTimeMs'], ulong),
  }),
});

type IpInterfaceMembers = Pick<
  IpInterfaceData,
  | 'UseAutomaticMetric'
  | 'Metric'
  | 'NlMtu'
  | 'ForwardingEnabled'
  | 'AdvertisingEnabled'
  | 'AdvertiseDefaultRoute'
  | 'WeakHostSend'
  | 'WeakHostReceive'
  | 'DisableDefaultRoutes'
  | 'UseNeighborUnreachabilityDetection'
  | 'SupportsNeighborDiscovery'
  | 'ManagedAddressConfigurationSupported'
  | 'OtherStatefulConfigurationSupported'
  | 'RouterDiscoveryBehavior'
  | 'DadTransmits'
  | 'BaseReachableTime'
  | 'ReachableTime'
  | 'RetransmitTime'
>;

/** An address as Get-NetIPAddress tells of it. @throws PowerShellError */
export const readAddress = (reader: PropertyReader): ToldAddress => {
  const place = on(reader);
  const Address = addressOn(reader, ['IPAddress', 'IPv4Address', 'IPv6Address'], place.InterfaceIndex);
  const own = familyOf(Address);
  checkFamily(reader, own, Address);
  return {
    ...place,
    Address,
    isAnycast:
      reader.read(
        ['Type'],
        oneOf([
          { number: 1, names: ['Unicast'], value: false },
          { number: 2, names: ['Anycast'], value: true },
        ]),
      ) ?? false,
    members: defined<AddressMembers>({
      OnLinkPrefixLength: reader.read(['PrefixLength'], integer(0, own === 'AF_INET' ? 32 : 128)),
      PrefixOrigin: reader.read(['PrefixOrigin'], prefixOrigin),
      SuffixOrigin: reader.read(['SuffixOrigin'], suffixOrigin),
      DadState: reader.read(['AddressState'], dadState),
      SkipAsSource: reader.read(['SkipAsSource'], toggle),
    }),
    validLifetime: reader.read(['ValidLifetime'], lifetime),
    preferredLifetime: reader.read(['PreferredLifetime'], lifetime),
  };
};

type AddressMembers = Pick<
  UnicastData,
  'OnLinkPrefixLength' | 'PrefixOrigin' | 'SuffixOrigin' | 'DadState' | 'SkipAsSource'
>;

/** Publish says two things: whether a route is advertised, and whether it ends. */
const publish = oneOf<Pick<RouteData, 'Publish' | 'Immortal'>>([
  { number: 0, names: ['No'], value: { Publish: false, Immortal: false } },
  { number: 1, names: ['Age'], value: { Publish: true, Immortal: false } },
  { number: 2, names: ['Yes'], value: { Publish: true, Immortal: true } },
]);

/** The cmdlet does not show the origin. */
const originOf = (protocol: RouteData['Protocol']): RouteData['Origin'] => {
  if (protocol === 'MIB_IPPROTO_LOCAL') return 'NlroWellKnown';
  return protocol === 'MIB_IPPROTO_DHCP' ? 'NlroDHCP' : 'NlroManual';
};

/** A route as Get-NetRoute tells of it. @throws PowerShellError */
export const readRoute = (reader: PropertyReader): ToldRoute => {
  const place = on(reader);
  const DestinationPrefix = reader.require(['DestinationPrefix'], prefix);
  const NextHop = addressOn(reader, ['NextHop'], place.InterfaceIndex);
  const own = familyOf(DestinationPrefix);
  if (familyOf(NextHop) !== own)
    throw reader.fault('NextHop', `${NextHop} is no next hop of a route to ${DestinationPrefix}`);
  checkFamily(reader, own, DestinationPrefix);
  const Protocol = reader.read(['Protocol'], routeProtocol);
  return {
    ...place,
    DestinationPrefix,
    NextHop,
    members: {
      ...defined<Pick<RouteData, 'Metric' | 'Protocol' | 'Origin'>>({
        Metric: reader.read(['RouteMetric'], ulong),
        Protocol,
        Origin: Protocol === undefined ? undefined : originOf(Protocol),
      }),
      ...reader.read(['Publish'], publish),
    },
    validLifetime: reader.read(['ValidLifetime'], lifetime),
    preferredLifetime: reader.read(['PreferredLifetime'], lifetime),
  };
};

const NO_ADDRESS = physicalAddress('');

/** A neighbor as Get-NetNeighbor tells of it. @throws PowerShellError */
export const readNeighbor = (reader: PropertyReader): ToldNeighbor => {
  const place = on(reader);
  const Address = addressOn(reader, ['IPAddress', 'IPv4Address', 'IPv6Address'], place.InterfaceIndex);
  checkFamily(reader, familyOf(Address), Address);
  const State: NeighborData['State'] = reader.read(['State'], neighborState) ?? 'NlnsPermanent';
  const told = reader.read(['LinkLayerAddress'], physicalAddress) ?? NO_ADDRESS;
  const isUnknown = (State === 'NlnsUnreachable' || State === 'NlnsIncomplete') && /^[0-]*$/.test(told);
  return { ...place, Address, State, PhysicalAddress: isUnknown ? NO_ADDRESS : told };
};
