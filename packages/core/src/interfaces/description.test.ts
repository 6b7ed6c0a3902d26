import type { AddressFamily } from '../net';
import { interfaceOf, InterfaceTable, Retired, evolveInterfaces, type InterfaceDescription } from './index';

const empty = {
  stacks: ['AF_INET', 'AF_INET6'],
  interfaces: InterfaceTable.empty,
  retired: Retired.empty,
} as const;

const eventsOf = (
  description: unknown,
  {
    stacks = empty.stacks,
    formsLinkLocal = true,
  }: { stacks?: readonly AddressFamily[]; formsLinkLocal?: boolean } = {},
) => {
  const events = interfaceOf({ ...empty, stacks }, description, { formsLinkLocal, draw: () => 0.5 });
  if (events._tag === 'Left') throw new Error(`${events.left.member}: ${events.left.why}`);
  return events.right;
};

const arrived = (description: InterfaceDescription) => {
  const [event] = eventsOf(description);
  if (event?.type !== 'InterfaceArrived') throw new Error('no arrival');
  return event.data;
};

const bound = (description: InterfaceDescription) =>
  eventsOf(description).flatMap((event) => (event.type === 'IpInterfaceBound' ? [event.data] : []));

describe('a described interface', () => {
  it('has defaults for all but its index', () => {
    expect(arrived({ InterfaceIndex: 5 })).toEqual({
      InterfaceLuid: '0x0006000005000000',
      InterfaceIndex: 5,
      InterfaceGuid: '{00060000-0500-4000-8000-000000000000}',
      Alias: 'Interface 5',
      Description: 'Interface 5',
      Type: 'IF_TYPE_ETHERNET_CSMACD',
      PhysicalAddress: '',
      PermanentPhysicalAddress: '',
      Mtu: 1500,
      TunnelType: 'TUNNEL_TYPE_NONE',
      MediaType: 'NdisMedium802_3',
      PhysicalMediumType: 'NdisPhysicalMedium802_3',
      AccessType: 'NET_IF_ACCESS_BROADCAST',
      DirectionType: 'NET_IF_DIRECTION_SENDRECEIVE',
      ConnectionType: 'NET_IF_CONNECTION_DEDICATED',
      NetworkGuid: '{00000000-0000-0000-0000-000000000000}',
      OperStatus: 'IfOperStatusUp',
      AdminStatus: 'NET_IF_ADMIN_STATUS_UP',
      MediaConnectState: 'MediaConnectStateConnected',
      InterfaceAndOperStatusFlags: {
        HardwareInterface: true,
        FilterInterface: false,
        ConnectorPresent: true,
        NotAuthenticated: false,
        Paused: false,
        LowPower: false,
        EndPointInterface: false,
      },
      TransmitLinkSpeed: '1000000000',
      ReceiveLinkSpeed: '1000000000',
      supportsRoutes: true,
      lowerInterfaces: [],
    });
  });

  it('keeps what is given, in canonical form', () => {
    const data = arrived({
      InterfaceIndex: 21,
      InterfaceLuid: '0x0090000115ABCDEF',
      InterfaceGuid: '0000aaaa-0000-4000-8000-000000000015',
      Alias: 'Link',
      Type: 144,
      PhysicalAddress: '02-00-00-00-00-aa',
      PhysicalAddressLength: 6,
      MediaType: 'NdisMedium802_3',
      AccessType: 3,
      OperStatus: 'IfOperStatusDormant',
      AdminStatus: 'NET_IF_ADMIN_STATUS_DOWN',
      InterfaceAndOperStatusFlags: { HardwareInterface: false, LowPower: true },
      TransmitLinkSpeed: '007',
      supportsRoutes: false,
      lowerInterfaces: [7, 5, 7],
    });
    expect(data).toMatchObject({
      InterfaceLuid: '0x0090000115abcdef',
      InterfaceGuid: '{0000AAAA-0000-4000-8000-000000000015}',
      Description: 'Link',
      Type: 'IF_TYPE_IEEE1394',
      PhysicalAddress: '02-00-00-00-00-AA',
      PermanentPhysicalAddress: '02-00-00-00-00-AA',
      MediaType: 'NdisMedium802_3',
      PhysicalMediumType: 'NdisPhysicalMedium1394',
      AccessType: 'NET_IF_ACCESS_POINT_TO_POINT',
      OperStatus: 'IfOperStatusDormant',
      AdminStatus: 'NET_IF_ADMIN_STATUS_DOWN',
      InterfaceAndOperStatusFlags: { HardwareInterface: false, ConnectorPresent: false, LowPower: true },
      TransmitLinkSpeed: '7',
      ReceiveLinkSpeed: '1000000000',
      supportsRoutes: false,
      lowerInterfaces: [7, 5],
    });
  });

  it('keeps a type that has no name as its number, and builds the LUID from it', () => {
    expect(arrived({ InterfaceIndex: 2, Type: 258 })).toMatchObject({
      Type: 258,
      InterfaceLuid: '0x0102000002000000',
      MediaType: 'NdisMedium802_3',
      PhysicalMediumType: 'NdisPhysicalMediumUnspecified',
      InterfaceAndOperStatusFlags: { HardwareInterface: false, ConnectorPresent: false },
    });
  });

  it('takes null for a member left out, and passes over counters and NotMediaConnected', () => {
    const description: object = {
      InterfaceIndex: 5,
      Alias: null,
      families: null,
      InOctets: '77',
      InterfaceAndOperStatusFlags: { NotMediaConnected: true },
    };
    expect(eventsOf(description)).toEqual(eventsOf({ InterfaceIndex: 5 }));
  });

  it.each<[InterfaceDescription['Type'] & string, string, string, string, boolean]>([
    ['IF_TYPE_ISO88025_TOKENRING', 'NdisMedium802_5', 'NdisPhysicalMedium802_5', 'BROADCAST', true],
    ['IF_TYPE_FDDI', 'NdisMediumFddi', 'NdisPhysicalMediumUnspecified', 'BROADCAST', true],
    ['IF_TYPE_IEEE80211', 'NdisMediumNative802_11', 'NdisPhysicalMediumNative802_11', 'BROADCAST', true],
    ['IF_TYPE_ATM', 'NdisMediumAtm', 'NdisPhysicalMediumUnspecified', 'POINT_TO_MULTI_POINT', true],
    ['IF_TYPE_IEEE1394', 'NdisMedium1394', 'NdisPhysicalMedium1394', 'BROADCAST', true],
    ['IF_TYPE_INFINIBAND', 'NdisMediumInfiniBand', 'NdisPhysicalMediumInfiniband', 'BROADCAST', true],
    ['IF_TYPE_IEEE80216_WMAN', 'NdisMediumWiMAX', 'NdisPhysicalMediumWiMax', 'POINT_TO_POINT', true],
    ['IF_TYPE_WWANPP', 'NdisMediumWirelessWan', 'NdisPhysicalMediumWirelessWan', 'POINT_TO_POINT', true],
    ['IF_TYPE_WWANPP2', 'NdisMediumWirelessWan', 'NdisPhysicalMediumWirelessWan', 'POINT_TO_POINT', true],
    ['IF_TYPE_PPP', 'NdisMediumWan', 'NdisPhysicalMediumUnspecified', 'POINT_TO_POINT', false],
    ['IF_TYPE_SLIP', 'NdisMediumWan', 'NdisPhysicalMediumUnspecified', 'POINT_TO_POINT', false],
    ['IF_TYPE_SOFTWARE_LOOPBACK', 'NdisMediumLoopback', 'NdisPhysicalMediumUnspecified', 'LOOPBACK', false],
    ['IF_TYPE_TUNNEL', 'NdisMediumTunnel', 'NdisPhysicalMediumUnspecified', 'POINT_TO_POINT', false],
    ['IF_TYPE_PROP_VIRTUAL', 'NdisMediumIP', 'NdisPhysicalMediumUnspecified', 'POINT_TO_POINT', false],
    ['IF_TYPE_BRIDGE', 'NdisMedium802_3', 'NdisPhysicalMediumUnspecified', 'BROADCAST', false],
  ])('of %s is of medium %s', (Type, MediaType, PhysicalMediumType, access, HardwareInterface) => {
    expect(arrived({ InterfaceIndex: 5, Type })).toMatchObject({
      MediaType,
      PhysicalMediumType,
      AccessType: `NET_IF_ACCESS_${access}`,
      TunnelType: Type === 'IF_TYPE_TUNNEL' ? 'TUNNEL_TYPE_OTHER' : 'TUNNEL_TYPE_NONE',
      InterfaceAndOperStatusFlags: { HardwareInterface, ConnectorPresent: HardwareInterface },
    });
  });

  it('is down where its media is disconnected and nothing else is said', () => {
    const disconnected = { InterfaceIndex: 5, MediaConnectState: 'MediaConnectStateDisconnected' } as const;
    expect(arrived(disconnected).OperStatus).toBe('IfOperStatusDown');
    expect(arrived({ ...disconnected, OperStatus: 'IfOperStatusUnknown' }).OperStatus).toBe(
      'IfOperStatusUnknown',
    );
    expect(arrived({ InterfaceIndex: 5, MediaConnectState: 'MediaConnectStateUnknown' }).OperStatus).toBe(
      'IfOperStatusUp',
    );
  });

  it.each<[string, unknown, string]>([
    ['nothing at all', null, 'interface'],
    ['text', 'Ethernet', 'interface'],
    ['an unknown member', { InterfaceIndex: 5, Speed: 1 }, 'interface.Speed'],
    ['no index', {}, 'interface.InterfaceIndex'],
    ['an index of 0', { InterfaceIndex: 0 }, 'interface.InterfaceIndex'],
    ['an index as text', { InterfaceIndex: '5' }, 'interface.InterfaceIndex'],
    ['a LUID that is none', { InterfaceIndex: 5, InterfaceLuid: '0x5' }, 'interface.InterfaceLuid'],
    ['a type of unknown name', { InterfaceIndex: 5, Type: 'IF_TYPE_ETHERNET' }, 'interface.Type'],
    ['an alias too long', { InterfaceIndex: 5, Alias: 'x'.repeat(257) }, 'interface.Alias'],
    ['a GUID that is none', { InterfaceIndex: 5, InterfaceGuid: '{}' }, 'interface.InterfaceGuid'],
    [
      'a physical address that is none',
      { InterfaceIndex: 5, PhysicalAddress: '02:00' },
      'interface.PhysicalAddress',
    ],
    [
      'a length that is not that of the address',
      { InterfaceIndex: 5, PhysicalAddress: '02-00', PhysicalAddressLength: 6 },
      'interface.PhysicalAddressLength',
    ],
    ['a speed that is none', { InterfaceIndex: 5, TransmitLinkSpeed: 'fast' }, 'interface.TransmitLinkSpeed'],
    ['families that are none', { InterfaceIndex: 5, families: ['AF_UNSPEC'] }, 'interface.families'],
    ['a metric that means unchanged', { InterfaceIndex: 5, Metric: 0xffff_ffff }, 'interface.Metric'],
    [
      'a behaviour that means unchanged',
      { InterfaceIndex: 5, LinkLocalAddressBehavior: 'LinkLocalUnchanged' },
      'interface.LinkLocalAddressBehavior',
    ],
    [
      'an unknown flag',
      { InterfaceIndex: 5, InterfaceAndOperStatusFlags: { Up: true } },
      'interface.InterfaceAndOperStatusFlags',
    ],
    ['a lower interface of 0', { InterfaceIndex: 5, lowerInterfaces: [0] }, 'interface.lowerInterfaces'],
    [
      'itself as lower interface',
      { InterfaceIndex: 5, lowerInterfaces: [6, 5] },
      'interface.lowerInterfaces',
    ],
    ['an index too great for a LUID', { InterfaceIndex: 0x100_0000 }, 'interface.InterfaceLuid'],
    ['a type too great for a LUID', { InterfaceIndex: 5, Type: 0x1_0000 }, 'interface.InterfaceLuid'],
  ])('cannot have %s', (_, description, member) => {
    const events = interfaceOf(empty, description, { formsLinkLocal: true, draw: () => 0.5 });
    expect(events).toMatchObject({ _tag: 'Left', left: { member } });
  });

  it('may have an alias of 256 characters and any index with a LUID of its own', () => {
    expect(arrived({ InterfaceIndex: 5, Alias: 'x'.repeat(256) }).Alias).toHaveLength(256);
    const great = { InterfaceIndex: 0xffff_ffff, InterfaceLuid: '0x0006000009000000' };
    expect(arrived(great).InterfaceIndex).toBe(0xffff_ffff);
  });

  it.each<[string, InterfaceDescription, string]>([
    ['an index that stands', { InterfaceIndex: 5, InterfaceLuid: '0x0006000009000000' }, 'InterfaceIndex'],
    ['a LUID that stands', { InterfaceIndex: 9, InterfaceLuid: '0x0006000005000000' }, 'InterfaceLuid'],
    ['a retired index', { InterfaceIndex: 7, InterfaceLuid: '0x0006000009000000' }, 'InterfaceIndex'],
    ['a retired LUID', { InterfaceIndex: 9, InterfaceLuid: '0x0006000007000000' }, 'InterfaceLuid'],
  ])('cannot have %s', (_, description, member) => {
    const interfaces = evolveInterfaces(
      InterfaceTable.empty,
      { type: 'InterfaceArrived', data: arrived({ InterfaceIndex: 5 }) },
      { seq: 1, at: 0 },
    );
    const gone = arrived({ InterfaceIndex: 7 });
    const retired = Retired.empty.with(7, gone.InterfaceLuid);
    const events = interfaceOf({ ...empty, interfaces, retired }, description, {
      formsLinkLocal: true,
      draw: () => 0.5,
    });
    expect(events).toMatchObject({ _tag: 'Left', left: { member: `interface.${member}` } });
  });
});

describe('its IP interfaces', () => {
  const families = (description: InterfaceDescription, stacks?: readonly AddressFamily[]) =>
    eventsOf(description, stacks === undefined ? {} : { stacks }).flatMap((event) =>
      event.type === 'IpInterfaceBound' ? [event.data.Family] : [],
    );

  it('are of the families that are given and have a stack, AF_INET first', () => {
    expect(families({ InterfaceIndex: 5 })).toEqual(['AF_INET', 'AF_INET6']);
    expect(families({ InterfaceIndex: 5 }, ['AF_INET6', 'AF_INET'])).toEqual(['AF_INET', 'AF_INET6']);
    expect(families({ InterfaceIndex: 5, families: ['AF_INET6', 'AF_INET'] })).toEqual([
      'AF_INET',
      'AF_INET6',
    ]);
    expect(families({ InterfaceIndex: 5, families: ['AF_INET6'] })).toEqual(['AF_INET6']);
    expect(families({ InterfaceIndex: 5, families: ['AF_INET', 'AF_INET6'] }, ['AF_INET'])).toEqual([
      'AF_INET',
    ]);
    expect(families({ InterfaceIndex: 5, families: [] })).toEqual([]);
  });

  it('say whether they may form a link-local address', () => {
    for (const formsLinkLocal of [true, false]) {
      const [, ipv4, ipv6] = eventsOf({ InterfaceIndex: 5 }, { formsLinkLocal });
      expect(ipv4?.data).toMatchObject({ Family: 'AF_INET', formsLinkLocal });
      expect(ipv6?.data).toMatchObject({ Family: 'AF_INET6', formsLinkLocal });
    }
  });

  it('begin with the defaults of their family', () => {
    const common = {
      InterfaceLuid: '0x0006000005000000',
      InterfaceIndex: 5,
      MaxReassemblySize: 0,
      InterfaceIdentifier: '0',
      MinRouterAdvertisementInterval: 200,
      MaxRouterAdvertisementInterval: 600,
      AdvertisingEnabled: false,
      ForwardingEnabled: false,
      WeakHostSend: false,
      WeakHostReceive: false,
      UseAutomaticMetric: true,
      Metric: 25,
      UseNeighborUnreachabilityDetection: true,
      AdvertiseDefaultRoute: false,
      BaseReachableTime: 30_000,
      ReachableTime: 30_000,
      RetransmitTime: 1000,
      PathMtuDiscoveryTimeout: 600_000,
      ZoneIndices: [5, 5, 5, 5, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
      SitePrefixLength: 64,
      NlMtu: 1500,
      SupportsWakeUpPatterns: false,
      SupportsNeighborDiscovery: true,
      SupportsRouterDiscovery: true,
      DisableDefaultRoutes: false,
      formsLinkLocal: true,
    };
    const [ipv4, ipv6] = bound({ InterfaceIndex: 5 });
    expect(ipv4).toMatchObject({
      ...common,
      Family: 'AF_INET',
      ManagedAddressConfigurationSupported: true,
      OtherStatefulConfigurationSupported: true,
      RouterDiscoveryBehavior: 'RouterDiscoveryDhcp',
      DadTransmits: 3,
      LinkLocalAddressBehavior: 'LinkLocalDelayed',
      LinkLocalAddressTimeout: 6500,
    });
    expect(ipv6).toMatchObject({
      ...common,
      Family: 'AF_INET6',
      ManagedAddressConfigurationSupported: false,
      OtherStatefulConfigurationSupported: false,
      RouterDiscoveryBehavior: 'RouterDiscoveryEnabled',
      DadTransmits: 1,
      LinkLocalAddressBehavior: 'LinkLocalAlwaysOn',
      LinkLocalAddressTimeout: 0,
    });
  });

  it('of a loopback interface detect and discover nothing', () => {
    const loopback = {
      Metric: 75,
      UseNeighborUnreachabilityDetection: false,
      ManagedAddressConfigurationSupported: false,
      OtherStatefulConfigurationSupported: false,
      RouterDiscoveryBehavior: 'RouterDiscoveryDisabled',
      DadTransmits: 0,
      LinkLocalAddressBehavior: 'LinkLocalAlwaysOff',
      SupportsNeighborDiscovery: false,
      SupportsRouterDiscovery: false,
    };
    expect(bound({ InterfaceIndex: 1, Type: 'IF_TYPE_SOFTWARE_LOOPBACK' })).toMatchObject([
      { ...loopback, Family: 'AF_INET', LinkLocalAddressTimeout: 6500 },
      { ...loopback, Family: 'AF_INET6', LinkLocalAddressTimeout: 0 },
    ]);
  });

  it('take a metric of both families and a link-local behaviour of IPv6', () => {
    const description = {
      InterfaceIndex: 5,
      Metric: 0,
      LinkLocalAddressBehavior: 'LinkLocalAlwaysOff',
    } as const;
    expect(bound(description)).toMatchObject([
      { UseAutomaticMetric: false, Metric: 0, LinkLocalAddressBehavior: 'LinkLocalDelayed' },
      { UseAutomaticMetric: false, Metric: 0, LinkLocalAddressBehavior: 'LinkLocalAlwaysOff' },
    ]);
  });

  it('follow the MTU, the speed and the link of the interface', () => {
    const description = {
      InterfaceIndex: 22,
      Type: 'IF_TYPE_WWANPP',
      Mtu: 1280,
      TransmitLinkSpeed: '100000000',
    } as const;
    const expected = { NlMtu: 1280, Metric: 45, SupportsNeighborDiscovery: false };
    expect(bound(description)).toMatchObject([expected, expected]);
  });
});
