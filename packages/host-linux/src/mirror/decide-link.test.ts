import {
  delLink,
  delNetconf,
  down,
  link,
  loopback,
  mirroredHost,
  newAddress,
  newLink,
  newNeighbor,
  newNetconf,
  newRoute,
  address,
  neighbor,
  route,
  rowsOf,
  typesOf,
  withoutCarrier,
} from '../../test/mirrored-host';
import { AF } from '../netlink';

describe('RTM_NEWLINK of a link not known before', () => {
  it('brings the interface and both families, behind the object', () => {
    const events = mirroredHost().tell(newLink(link(2)));
    expect(events).toMatchObject([
      { type: 'LinuxObjectReported', data: { key: '2', kind: 'link', object: { ifname: 'eth2' } } },
      {
        type: 'InterfaceArrived',
        data: {
          AccessType: 'NET_IF_ACCESS_BROADCAST',
          AdminStatus: 'NET_IF_ADMIN_STATUS_UP',
          Alias: 'eth2',
          Description: 'eth2',
          InterfaceIndex: 2,
          InterfaceLuid: '0x0006000002000000',
          MediaConnectState: 'MediaConnectStateConnected',
          Mtu: 1500,
          OperStatus: 'IfOperStatusUp',
          PermanentPhysicalAddress: '02-00-00-00-00-02',
          PhysicalAddress: '02-00-00-00-00-02',
          TransmitLinkSpeed: '1000000000',
          Type: 'IF_TYPE_ETHERNET_CSMACD',
          lowerInterfaces: [],
        },
      },
      { type: 'IpInterfaceBound', data: { Family: 'AF_INET' } },
      { type: 'IpInterfaceBound', data: { Family: 'AF_INET6' } },
    ]);
  });

  it('binds families as those of a weak host, whose routes alone have metrics', () => {
    const { state } = mirroredHost(newLink(link(2, { mtu: 9000 })));
    for (const row of state.ipInterfaces.inTableOrder())
      expect(row).toMatchObject({
        ForwardingEnabled: false,
        Metric: 0,
        NlMtu: 9000,
        ReachableTime: row.BaseReachableTime,
        UseAutomaticMetric: false,
        WeakHostReceive: true,
        WeakHostSend: true,
        formsLinkLocal: false,
      });
  });

  it('says nothing of itself in messages of other families', () => {
    const mirror = mirroredHost();
    expect(mirror.tell(newLink(link(2), AF.INET6))).toEqual([]);
    expect(mirror.tell(newLink(link(2), AF.BRIDGE))).toEqual([]);
    mirror.tell(newLink(link(2)));
    expect(mirror.tell(delLink(link(2), AF.BRIDGE))).toEqual([]);
    expect(mirror.state.interfaces.size).toBe(1);
  });

  it('heeds forwarding that was told before the link', () => {
    const settings = { family: 'inet', forwarding: true, ifindex: 2 } as const;
    const { state } = mirroredHost(newNetconf(settings), newLink(link(2)));
    expect(state.ipInterfaces.inTableOrder().map((row) => row.ForwardingEnabled)).toEqual([true, false]);
  });

  it('makes rows of what was told of it before', () => {
    const mirror = mirroredHost(
      newAddress(address(2, '192.0.2.1/24')),
      newRoute(route('10.0.0.0/8', { gateway: '192.0.2.7', oif: 2 })),
      newNeighbor(neighbor(2, '192.0.2.7')),
    );
    expect(mirror.state.unicast.size + mirror.state.routes.size + mirror.state.neighbors.size).toBe(0);
    expect(typesOf(mirror.tell(newLink(link(2))))).toEqual([
      'LinuxObjectReported',
      'InterfaceArrived',
      'IpInterfaceBound',
      'IpInterfaceBound',
      'UnicastAddressCreated',
      'RouteCreated',
      'NeighborCreated',
      'ConnectivityHintChanged',
    ]);
  });
});

describe('RTM_NEWLINK of a link that stands', () => {
  it('makes nothing of what stands', () => {
    expect(mirroredHost(newLink(link(2))).tell(newLink(link(2)), 5)).toEqual([]);
  });

  it('renames the interface', () => {
    const events = mirroredHost(newLink(link(2))).tell(newLink(link(2, { ifname: 'wan' })));
    expect(rowsOf(events)).toMatchObject([
      { type: 'InterfaceSet', data: { Alias: 'wan', Description: 'wan' } },
    ]);
  });

  it('tells an alias of Linux as description', () => {
    const mirror = mirroredHost(newLink(link(2, { linkinfo: { info_kind: 'veth' } })));
    expect(mirror.state.interfaces.byIndex(2)?.Description).toBe('veth');
    expect(
      rowsOf(mirror.tell(newLink(link(2, { ifalias: 'uplink', linkinfo: { info_kind: 'veth' } })))),
    ).toMatchObject([{ type: 'InterfaceSet', data: { Alias: 'eth2', Description: 'uplink' } }]);
  });

  it('keeps an object that differs in what has no row, without an event of a row', () => {
    const events = mirroredHost(newLink(link(2))).tell(newLink(link(2, { qdisc: 'fq' })));
    expect(typesOf(events)).toEqual(['LinuxObjectReported']);
  });

  it('tells of lost and found carrier by media events alone, which bear the operational state', () => {
    const mirror = mirroredHost(newLink(link(2)));
    expect(rowsOf(mirror.tell(newLink(link(2, withoutCarrier))))).toEqual([
      {
        type: 'MediaDisconnected',
        data: {
          InterfaceIndex: 2,
          InterfaceLuid: '0x0006000002000000',
          MediaConnectState: 'MediaConnectStateDisconnected',
          OperStatus: 'IfOperStatusDown',
        },
      },
    ]);
    expect(rowsOf(mirror.tell(newLink(link(2))))).toMatchObject([
      { type: 'MediaConnected', data: { OperStatus: 'IfOperStatusUp' } },
    ]);
  });

  it('tells what else differs first, with the old media state', () => {
    expect(rowsOf(mirroredHost(newLink(link(2))).tell(newLink(link(2, down))))).toMatchObject([
      {
        type: 'InterfaceSet',
        data: {
          AdminStatus: 'NET_IF_ADMIN_STATUS_DOWN',
          MediaConnectState: 'MediaConnectStateConnected',
          OperStatus: 'IfOperStatusUp',
        },
      },
      { type: 'MediaDisconnected', data: { OperStatus: 'IfOperStatusDown' } },
    ]);
  });

  it('tells an operational state that changed without the media', () => {
    const mirror = mirroredHost(newLink(link(2, withoutCarrier)));
    const waiting = { ...withoutCarrier, operstate: 'LOWERLAYERDOWN' };
    expect(rowsOf(mirror.tell(newLink(link(2, waiting))))).toMatchObject([
      { type: 'InterfaceSet', data: { OperStatus: 'IfOperStatusLowerLayerDown' } },
    ]);
  });

  it('changes the MTU of both families with its own', () => {
    const events = mirroredHost(newLink(link(2))).tell(newLink(link(2, { mtu: 1400 })));
    expect(rowsOf(events)).toMatchObject([
      { type: 'InterfaceSet', data: { Mtu: 1400 } },
      { type: 'IpInterfaceSet', data: { Family: 'AF_INET', NlMtu: 1400 } },
      { type: 'IpInterfaceSet', data: { Family: 'AF_INET6', NlMtu: 1400 } },
    ]);
  });

  it('keeps the permanent address that came first, unless the host tells one', () => {
    const mirror = mirroredHost(newLink(link(2)));
    mirror.tell(newLink(link(2, { address: '06:00:00:00:00:99' })));
    expect(mirror.state.interfaces.byIndex(2)).toMatchObject({
      PermanentPhysicalAddress: '02-00-00-00-00-02',
      PhysicalAddress: '06-00-00-00-00-99',
    });
    mirror.tell(newLink(link(2, { permaddr: '0a:00:00:00:00:01' })));
    expect(mirror.state.interfaces.byIndex(2)?.PermanentPhysicalAddress).toBe('0A-00-00-00-00-01');
  });

  it('takes a message of a few attributes as a change of these alone', () => {
    const mirror = mirroredHost(newLink(link(2)));
    const { flags, ifindex, ifname, link_type } = link(2);
    expect(mirror.tell(newLink({ flags, ifindex, ifname: ifname ?? '', link_type }))).toEqual([]);
    expect(mirror.state.interfaces.byIndex(2)).toMatchObject({
      Mtu: 1500,
      PhysicalAddress: '02-00-00-00-00-02',
    });
  });

  it('leaves the LUID where the type changes', () => {
    const mirror = mirroredHost(newLink(link(2)));
    mirror.tell(newLink(link(2, { linkinfo: { info_kind: 'bridge' } })));
    expect(mirror.state.interfaces.byIndex(2)).toMatchObject({
      InterfaceLuid: '0x0006000002000000',
      Type: 'IF_TYPE_BRIDGE',
    });
  });
});

describe('the stack of interfaces', () => {
  const lower = (mirror: ReturnType<typeof mirroredHost>, index: number): readonly number[] | undefined =>
    mirror.state.interfaces.byIndex(index)?.lowerInterfaces;

  it('puts the link beneath below a VLAN', () => {
    const vlan = link(3, { link_index: 2, linkinfo: { info_kind: 'vlan' } });
    expect(lower(mirroredHost(newLink(link(2)), newLink(vlan)), 3)).toEqual([2]);
  });

  it('puts nothing below links of pairs, of other namespaces, or of themselves', () => {
    const mirror = mirroredHost(
      newLink(link(2)),
      newLink(link(3, { link_index: 2, linkinfo: { info_kind: 'veth' } })),
      newLink(link(4, { link_index: 2, link_netnsid: 0 })),
      newLink(link(5, { link_index: 5 })),
      newLink(link(6, { link_index: 77 })),
    );
    expect([3, 4, 5, 6].map((index) => lower(mirror, index))).toEqual([[], [], [], []]);
  });

  it('puts a link below its master, whichever was told first, until it leaves', () => {
    const bridge = link(9, { linkinfo: { info_kind: 'bridge' } });
    const mirror = mirroredHost(newLink(link(2, { master_index: 9 })), newLink(bridge), newLink(link(3)));
    expect(lower(mirror, 9)).toEqual([2]);
    expect(rowsOf(mirror.tell(newLink(link(3, { master_index: 9 }))))).toMatchObject([
      { type: 'InterfaceSet', data: { InterfaceIndex: 9, lowerInterfaces: [2, 3] } },
    ]);
    expect(rowsOf(mirror.tell(newLink(link(2))))).toMatchObject([
      { type: 'InterfaceSet', data: { InterfaceIndex: 9, lowerInterfaces: [3] } },
    ]);
  });

  it('tells the interface above before the one below departs', () => {
    const vlan = link(3, { link_index: 2, linkinfo: { info_kind: 'vlan' } });
    const mirror = mirroredHost(newLink(link(2)), newLink(vlan));
    expect(rowsOf(mirror.tell(delLink(link(2)))).map(({ type, data }) => [type, data])).toMatchObject([
      ['InterfaceSet', { InterfaceIndex: 3, lowerInterfaces: [] }],
      ['IpInterfaceUnbound', { InterfaceIndex: 2 }],
      ['IpInterfaceUnbound', { InterfaceIndex: 2 }],
      ['InterfaceDeparted', { InterfaceIndex: 2 }],
    ]);
    mirror.tell(newLink(link(2)));
    expect(lower(mirror, 3)).toEqual([2]);
  });
});

describe('RTM_DELLINK', () => {
  const busy = () =>
    mirroredHost(
      newLink(link(2)),
      newNetconf({ family: 'inet', forwarding: true, ifindex: 2 }),
      newAddress(address(2, '192.0.2.1/24')),
      newRoute(
        route('192.0.2.1', { oif: 2, protocol: 'kernel', scope: 'host', table: 'local', type: 'local' }),
      ),
      newRoute(route('2001:db8::/32', { gateway: 'fe80::1', metric: 1024, oif: 2 })),
      newNeighbor(neighbor(2, '192.0.2.7')),
    );

  it('takes all of the link along, the message being about the link alone', () => {
    expect(
      busy()
        .tell(delLink(link(2)))
        .map(({ type, data }) => [type, data]),
    ).toMatchObject([
      ['LinuxObjectWithdrawn', { kind: 'route', inferred: true }],
      ['LinuxObjectWithdrawn', { kind: 'route', inferred: true }],
      ['LinuxObjectWithdrawn', { kind: 'addr', inferred: true }],
      ['LinuxObjectWithdrawn', { kind: 'neigh', inferred: true }],
      ['LinuxObjectWithdrawn', { kind: 'netconf', inferred: true }],
      ['LinuxObjectWithdrawn', { kind: 'link', key: '2', inferred: false }],
      ['NeighborDeleted', { reason: 'interface-departed' }],
      ['RouteDeleted', { DestinationPrefix: '192.0.2.1/32', reason: 'interface-departed' }],
      ['RouteDeleted', { DestinationPrefix: '2001:db8::/32', reason: 'interface-departed' }],
      ['UnicastAddressDeleted', { reason: 'interface-departed' }],
      ['IpInterfaceUnbound', { Family: 'AF_INET', reason: 'interface-departed' }],
      ['IpInterfaceUnbound', { Family: 'AF_INET6', reason: 'interface-departed' }],
      ['InterfaceDeparted', { reason: 'host-report' }],
      ['ConnectivityHintChanged', { ConnectivityLevel: 'NetworkConnectivityLevelHintNone' }],
    ]);
  });

  it('leaves nothing of it behind', () => {
    const mirror = busy();
    mirror.tell(delLink(link(2)));
    const { interfaces, ipInterfaces, linux, neighbors, routes, unicast } = mirror.state;
    expect([interfaces, ipInterfaces, linux, neighbors, routes, unicast].map(({ size }) => size)).toEqual([
      0, 0, 0, 0, 0, 0,
    ]);
  });

  it('says nothing of a link that was never told of', () => {
    expect(mirroredHost().tell(delLink(link(2)))).toEqual([]);
  });

  it('gives a LUID never again, though the kernel gives the index again', () => {
    const mirror = mirroredHost();
    const luids: unknown[] = [];
    for (let life = 0; life < 3; life++) {
      mirror.tell(newLink(link(2)));
      luids.push(mirror.state.interfaces.byIndex(2)?.InterfaceLuid);
      mirror.tell(delLink(link(2)));
    }
    expect(luids).toEqual(['0x0006000002000000', '0x0006800000000000', '0x0006800001000000']);
  });

  it('gives the LUID of another type by its own number', () => {
    const mirror = mirroredHost(newLink(link(2)), delLink(link(2)));
    mirror.tell(newLink(link(2, { linkinfo: { info_kind: 'bridge' } })));
    expect(mirror.state.interfaces.byIndex(2)?.InterfaceLuid).toBe('0x00d1000002000000');
  });

  it('forgets settings that the kernel takes back before it', () => {
    const settings = { family: 'inet', forwarding: true, ifindex: 2 } as const;
    const mirror = mirroredHost(newLink(link(2)), newNetconf(settings), delNetconf(settings));
    expect(mirror.state.linux.netconf('inet', 2)).toBeUndefined();
    expect(mirror.state.ipInterfaces.inTableOrder('AF_INET')[0]?.ForwardingEnabled).toBe(true);
  });
});

it('knows a loopback link, which has no physical address', () => {
  const { state } = mirroredHost(newLink(loopback()));
  expect(state.interfaces.byIndex(1)).toMatchObject({
    AccessType: 'NET_IF_ACCESS_LOOPBACK',
    InterfaceLuid: '0x0018000001000000',
    OperStatus: 'IfOperStatusUp',
    PhysicalAddress: '',
    Type: 'IF_TYPE_SOFTWARE_LOOPBACK',
  });
});
