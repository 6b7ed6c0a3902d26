import type { Step } from '../random-steps';
import { families } from './address-arithmetic';
import type { Draw, Weighted } from './draw';
import type { Given } from './given';
import { ALL_ONES } from './lifetimes';

const types = [
  'IF_TYPE_ETHERNET_CSMACD',
  'IF_TYPE_ETHERNET_CSMACD',
  'IF_TYPE_ETHERNET_CSMACD',
  'IF_TYPE_IEEE80211',
  'IF_TYPE_SOFTWARE_LOOPBACK',
  'IF_TYPE_TUNNEL',
  'IF_TYPE_PROP_VIRTUAL',
  'IF_TYPE_IEEE1394',
  'IF_TYPE_PPP',
  'IF_TYPE_INFINIBAND',
  'IF_TYPE_WWANPP',
  'IF_TYPE_OTHER',
] as const;
const typesWithoutPhysical: readonly string[] = [
  'IF_TYPE_SOFTWARE_LOOPBACK',
  'IF_TYPE_PPP',
  'IF_TYPE_PROP_VIRTUAL',
];
const linkLocalBehaviors = ['LinkLocalAlwaysOff', 'LinkLocalDelayed', 'LinkLocalAlwaysOn'] as const;
const nobody = '{00000000-0000-0000-0000-000000000000}';

/** An interface as a host begins with it, or as it arrives. */
export const interfaceDrawn = (draw: Draw, InterfaceIndex: number): Step => {
  const Type = draw.pick(types);
  const own = `02-00-00-00-00-0${InterfaceIndex % 10}`;
  const physical = draw.pick([
    own,
    own,
    '02-00-00-00-00-05',
    '02-00-00-00-00-00-00-05',
    '00-00-00-00-00-00',
    '02-00-00',
  ]);
  return {
    InterfaceIndex,
    Alias: draw.pick(['Ethernet', 'Wi-Fi', `Link ${InterfaceIndex}`]),
    Type,
    ...(draw.chance(0.7) && !typesWithoutPhysical.includes(Type) ? { PhysicalAddress: physical } : {}),
    ...draw.members(
      {
        MediaConnectState: draw.pick([
          'MediaConnectStateDisconnected',
          'MediaConnectStateDisconnected',
          'MediaConnectStateUnknown',
        ]),
        Metric: draw.pick([0, 10, 100, ALL_ONES - 1]),
        LinkLocalAddressBehavior: draw.pick(linkLocalBehaviors),
        Mtu: draw.pick([500, 576, 1280, 1400, 9000]),
        TransmitLinkSpeed: draw.pick(['0', '200000', '100000000', '99999999999', '18446744073709551615']),
      },
      0.2,
    ),
    ...draw.members({ supportsRoutes: false, families: draw.pick([['AF_INET'], ['AF_INET6'], []]) }, 0.1),
  };
};

const ipInterfaceKey = (draw: Draw): Given => {
  const place = draw.place();
  return { Family: draw.chance(0.05) ? 'AF_UNSPEC' : draw.familyAt(place), ...place };
};

const settings = (draw: Draw): Given =>
  draw.members(
    {
      UseAutomaticMetric: draw.pick([true, false, 255, 2, 0, 1]),
      Metric: draw.pick([0, 10, ALL_ONES, ALL_ONES - 1]),
      NlMtu: draw.pick([0, 575, 576, 1279, 1280, 1281, 1400, 1500, 9000, ALL_ONES]),
      WeakHostSend: draw.pick([true, false, 255]),
      DisableDefaultRoutes: draw.pick([true, false]),
      DadTransmits: draw.pick([0, 1, 2, 5, ALL_ONES - 1, ALL_ONES]),
      RetransmitTime: draw.pick([0, 1, 250, 1000, 1500, ALL_ONES, ALL_ONES - 1]),
      BaseReachableTime: draw.pick([0, 1, 1000, 3_600_000, 3_600_001, ALL_ONES]),
      RouterDiscoveryBehavior: draw.pick([
        0,
        1,
        2,
        -1,
        3,
        'RouterDiscoveryEnabled',
        'RouterDiscoveryEnabled',
      ]),
      LinkLocalAddressBehavior: draw.pick([...linkLocalBehaviors, 5, ALL_ONES]),
      SitePrefixLength: draw.pick([0, 64, 128, 129, ALL_ONES]),
      UseNeighborUnreachabilityDetection: draw.chance(0.5),
      ForwardingEnabled: draw.chance(0.5),
    },
    0.15,
  );

/** The row of a Set: a new one, or one that was read, with the site prefix that IPv4 takes or as it was read. */
const setRow = (draw: Draw): Given => {
  const saved = draw.savedRow('ip-interface', 0.15);
  if (saved === undefined) return { ...ipInterfaceKey(draw), ...settings(draw) };
  return { $from: saved, ...draw.members({ SitePrefixLength: 0 }, 0.7), ...settings(draw) };
};

const setIpInterface = (draw: Draw): Step => ({
  call: 'SetIpInterfaceEntry',
  ...(draw.chance(0.95) ? { initialized: true } : {}),
  in: { Row: draw.chance(0.01) ? null : setRow(draw) },
});

const someGuid = (draw: Draw): string => draw.some(draw.model.interfaces, 0.95)?.InterfaceGuid ?? nobody;

/** Flags of DNS settings: a few bits, seldom one that no Version has. */
const dnsFlags = (draw: Draw): string => {
  const bits = [0x1, 0x2, 0x4, 0x8, 0x10, 0x20, 0x80, 0x100, 0x200, 0x400, 0x800];
  const chosen = [
    ...bits.filter(() => draw.chance(0.25)),
    ...[0x40, 0x1000, 0x2000].filter(() => draw.chance(0.05)),
  ];
  return String(chosen.reduce((sum, bit) => sum + bit, 0));
};

const setDns = (draw: Draw): Step => ({
  call: 'SetInterfaceDnsSettings',
  in: {
    Interface: someGuid(draw),
    Settings: {
      Version: draw.pick([0, 1, 2, 3, 4]),
      Flags: dnsFlags(draw),
      ...draw.members({
        NameServer: draw.pick(['10.0.0.1, 10.0.0.2', '2001:DB8::1', '', null, 'x']),
        SearchList: 'a.example  ,b.example',
        RegistrationEnabled: draw.random.below(3),
        Domain: 'x y',
        ProfileNameServer: null,
        EnableLLMNR: 7,
      }),
    },
  },
});

/** Reads of interfaces, IP interfaces and what the host has besides. */
export const interfaceReads: readonly Weighted[] = [
  [2, (draw) => ({ call: 'GetIpInterfaceEntry', in: { Row: ipInterfaceKey(draw) }, save: 'ip-interface' })],
  [1, (draw) => ({ call: 'GetIpInterfaceTable', in: { Family: draw.anyFamily() } })],
  [0.5, (draw) => ({ call: 'GetIfEntry2', in: { Row: draw.place() } })],
  [0.5, () => ({ call: 'GetIfTable2', in: {} })],
  [1, () => ({ call: 'GetNetworkConnectivityHint', in: {} })],
  [1, (draw) => ({ call: 'GetNetworkConnectivityHintForInterface', in: { InterfaceIndex: draw.index() } })],
  [
    1,
    (draw) => ({
      call: 'GetInterfaceDnsSettings',
      in: {
        Interface: someGuid(draw),
        Settings: { Version: draw.pick([1, 2, 3, 0]), Flags: String(draw.random.below(4)) },
      },
    }),
  ],
  [0.3, () => ({ call: 'GetTeredoPort', in: {} })],
];

/** Calls that change interfaces. */
export const interfaceCalls: readonly Weighted[] = [
  [4, setIpInterface],
  [1, setDns],
];

const interfaceChange = (draw: Draw): Step => ({
  host: 'interface-changes',
  InterfaceIndex: draw.index(),
  ...draw.members(
    {
      Mtu: draw.pick([500, 1280, 1400, 1500, 9000]),
      TransmitLinkSpeed: draw.pick(['0', '100000000', '1000000000']),
      Alias: draw.pick(['a', 'Ethernet']),
      PhysicalAddress: draw.pick(['02-00-00-00-00-05', '', '02-00-00-00-00-00-00-05']),
      AdminStatus: 'NET_IF_ADMIN_STATUS_DOWN',
    },
    0.4,
  ),
});

const duplicate = (draw: Draw): Step => {
  const own = draw.some(draw.model.unicast, 0.8);
  const place = own === undefined ? { InterfaceIndex: draw.index() } : draw.placeOf(own);
  return { host: 'duplicate-address', ...place, Address: own?.Address ?? draw.address() };
};

/** Hardware. */
export const hardware: readonly Weighted[] = [
  [3, (draw) => ({ host: 'media-disconnects', InterfaceIndex: draw.index() })],
  [4, (draw) => ({ host: 'media-connects', InterfaceIndex: draw.index() })],
  [1, (draw) => ({ host: 'interface-arrives', interface: interfaceDrawn(draw, draw.arrival()) })],
  [0.5, (draw) => ({ host: 'interface-departs', InterfaceIndex: draw.index() })],
  [0.7, (draw) => ({ host: 'family-binds', InterfaceIndex: draw.index(), Family: draw.pick(families) })],
  [0.5, (draw) => ({ host: 'family-unbinds', InterfaceIndex: draw.index(), Family: draw.pick(families) })],
  [1, interfaceChange],
  [2, duplicate],
  [0.4, (draw) => ({ host: 'teredo-port', Port: draw.pick([0, 1, 40_000]) })],
];

const advertisedPrefixes = [
  '2001:db8::/64',
  '2001:db8::/64',
  '2001:db8:1::/64',
  'fd00::/64',
  '2001:db8::/32',
  'fe80::/64',
  'ff00::/8',
  '::/0',
  '2001:db8::10/128',
] as const;

const prefixInformation = (draw: Draw): Given => ({
  Prefix: draw.pick(advertisedPrefixes),
  OnLink: draw.chance(0.7),
  Autonomous: draw.chance(0.7),
  ...(draw.chance(0.15) ? { ValidLifetime: 0, PreferredLifetime: 0 } : draw.bothLifetimes()),
});

/** A caller's address in a prefix that is advertised: it brings the route that an advertisement may have made. */
const addressInAdvertised = (draw: Draw): Step => ({
  call: 'CreateUnicastIpAddressEntry',
  initialized: true,
  in: {
    Row: {
      Address: draw.pick(['2001:db8::10', '2001:db8::11', '2001:db8:1::10', 'fd00::1']),
      InterfaceIndex: draw.index(),
      OnLinkPrefixLength: 64,
      ...draw.lifetimes(),
    },
  },
});

/** Router advertisements, and addresses beside them. */
export const advertisements: readonly Weighted[] = [
  [0.3, addressInAdvertised],
  [
    1,
    (draw) => ({
      host: 'router-advertises',
      InterfaceIndex: draw.index(),
      Router: draw.chance(0.9) ? draw.pick(['fe80::1', 'fe80::2', 'fe80::1%5']) : draw.address(),
      RouterLifetime: draw.pick([0, 0, 3, 30, 1800, ALL_ONES]),
      Prefixes: Array.from({ length: draw.random.below(4) }, () => prefixInformation(draw)),
    }),
  ],
];
