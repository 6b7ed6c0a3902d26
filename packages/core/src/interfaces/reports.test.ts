import { ethernet, InterfaceHost } from '../../test/interface-host';
import type { interfaceReports } from './index';

const key = { InterfaceLuid: '0x0006000005000000', InterfaceIndex: 5 };

describe('a report of an interface that the host does not have', () => {
  it.each<[keyof typeof interfaceReports, object]>([
    ['interface-departs', {}],
    ['media-connects', {}],
    ['media-disconnects', {}],
    ['interface-changes', { Mtu: 1400 }],
    ['family-binds', { Family: 'AF_INET' }],
    ['family-unbinds', { Family: 'AF_INET' }],
  ])('is an error of its caller: %s', (name, members) => {
    const host = new InterfaceHost();
    const before = host.state;
    for (const InterfaceIndex of [99, 0])
      expect(host.report(name, { InterfaceIndex, ...members })).toMatchObject({ member: 'InterfaceIndex' });
    expect(host.report('interface-departs', { InterfaceIndex: 5 })).toBeUndefined();
    expect(host.report(name, { InterfaceIndex: 5, ...members })).toMatchObject({ member: 'InterfaceIndex' });
    expect(before.interfaces.size).toBe(1);
    expect(host.takeEvents()).toHaveLength(1);
  });
});

describe('a report that names its interface by LUID', () => {
  it('is of that interface alone, whatever the index says', () => {
    const host = new InterfaceHost([ethernet, { InterfaceIndex: 6 }]);
    host.report('media-disconnects', { InterfaceLuid: key.InterfaceLuid, InterfaceIndex: 6 });
    expect(host.takeEvents()).toMatchObject([{ type: 'MediaDisconnected', data: key }]);
  });

  it('is an error of its caller where no interface has the LUID', () => {
    const host = new InterfaceHost();
    const InterfaceLuid = '0x0006000009000000';
    for (const [name, members] of [
      ['interface-departs', {}],
      ['media-connects', {}],
      ['interface-changes', { Mtu: 1400 }],
      ['family-unbinds', { Family: 'AF_INET' }],
    ] as const)
      expect(host.report(name, { InterfaceLuid, InterfaceIndex: 5, ...members })).toMatchObject({
        member: 'InterfaceLuid',
      });
    expect(host.takeEvents()).toEqual([]);
  });
});

describe('interface-arrives', () => {
  it('makes the interface, then its IP interfaces', () => {
    const host = new InterfaceHost();
    const arriving = { InterfaceIndex: 8, Type: 'IF_TYPE_IEEE80211', PhysicalAddress: '02-00-00-00-00-08' };
    expect(host.report('interface-arrives', { interface: arriving })).toBeUndefined();
    expect(host.takeEvents()).toMatchObject([
      { type: 'InterfaceArrived', data: { InterfaceLuid: '0x0047000008000000', Alias: 'Interface 8' } },
      { type: 'IpInterfaceBound', data: { Family: 'AF_INET', Metric: 30, formsLinkLocal: true } },
      { type: 'IpInterfaceBound', data: { Family: 'AF_INET6', Metric: 30, formsLinkLocal: true } },
    ]);
  });

  it('is an error with an index or a LUID used before, standing or retired, and with what cannot be', () => {
    const host = new InterfaceHost([ethernet, { InterfaceIndex: 6 }]);
    host.report('interface-departs', { InterfaceIndex: 5 });
    host.takeEvents();
    const before = host.state;
    for (const arriving of [
      { InterfaceIndex: 6 },
      { InterfaceIndex: 7, InterfaceLuid: '0x0006000006000000' },
      { InterfaceIndex: 5, InterfaceLuid: '0x0006000007000000' },
      { InterfaceIndex: 7, InterfaceLuid: '0x0006000005000000' },
      { InterfaceIndex: 7, Type: 'IF_TYPE_NONE' },
      null,
    ])
      expect(host.report('interface-arrives', { interface: arriving })).toBeDefined();
    expect(host.report('interface-arrives', {})).toBeDefined();
    expect(host.state).toBe(before);
  });
});

describe('interface-departs', () => {
  it('is the departure alone, and retires index and LUID', () => {
    const host = new InterfaceHost();
    host.report('interface-departs', { InterfaceIndex: 5 });
    expect(host.takeEvents()).toEqual([
      { type: 'InterfaceDeparted', data: { ...key, reason: 'host-report' } },
    ]);
    expect(host.state.retired.indexes()).toEqual([5]);
    expect(host.state.retired.luids()).toEqual(['0x0006000005000000']);
  });
});

describe('media reports', () => {
  it('change the media state and OperStatus, once', () => {
    const host = new InterfaceHost();
    host.report('media-connects', { InterfaceIndex: 5 });
    expect(host.takeEvents()).toEqual([]);
    host.report('media-disconnects', { InterfaceIndex: 5 });
    host.report('media-disconnects', { InterfaceIndex: 5 });
    expect(host.takeEvents()).toEqual([
      {
        type: 'MediaDisconnected',
        data: { ...key, MediaConnectState: 'MediaConnectStateDisconnected', OperStatus: 'IfOperStatusDown' },
      },
    ]);
    expect(host.entry('AF_INET')).toMatchObject({ Connected: false, Metric: 25 });
    host.report('media-connects', { InterfaceIndex: 5 });
    expect(host.takeEvents()).toEqual([
      {
        type: 'MediaConnected',
        data: { ...key, MediaConnectState: 'MediaConnectStateConnected', OperStatus: 'IfOperStatusUp' },
      },
    ]);
    expect(host.entry('AF_INET')).toMatchObject({ Connected: true });
  });

  it('take an unknown state for connected', () => {
    const host = new InterfaceHost([{ ...ethernet, MediaConnectState: 'MediaConnectStateUnknown' }]);
    host.report('media-connects', { InterfaceIndex: 5 });
    expect(host.takeEvents()).toEqual([]);
    host.report('media-disconnects', { InterfaceIndex: 5 });
    expect(host.takeEvents()).toHaveLength(1);
  });

  it('do nothing on a loopback interface', () => {
    const Type = 'IF_TYPE_SOFTWARE_LOOPBACK';
    for (const MediaConnectState of [
      'MediaConnectStateConnected',
      'MediaConnectStateDisconnected',
    ] as const) {
      const host = new InterfaceHost([{ InterfaceIndex: 1, Type, MediaConnectState }]);
      host.report('media-disconnects', { InterfaceIndex: 1 });
      host.report('media-connects', { InterfaceIndex: 1 });
      expect(host.takeEvents()).toEqual([]);
    }
  });
});

describe('interface-changes', () => {
  it('replaces the members given and keeps all others', () => {
    const host = new InterfaceHost([{ ...ethernet, lowerInterfaces: [7] }]);
    const error = host.report('interface-changes', {
      InterfaceIndex: 5,
      Alias: 'Office',
      PhysicalAddress: '02-00-00-00-00-aa',
      ReceiveLinkSpeed: '5',
      AdminStatus: 2,
      OperStatus: 'IfOperStatusTesting',
      InterfaceAndOperStatusFlags: { Paused: true },
      lowerInterfaces: [],
      supportsRoutes: false,
    });
    expect(error).toBeUndefined();
    expect(host.takeEvents()).toMatchObject([
      {
        type: 'InterfaceSet',
        data: {
          ...key,
          Alias: 'Office',
          Description: 'Ethernet',
          PhysicalAddress: '02-00-00-00-00-AA',
          PermanentPhysicalAddress: '02-00-00-00-00-05',
          TransmitLinkSpeed: '1000000000',
          ReceiveLinkSpeed: '5',
          AdminStatus: 'NET_IF_ADMIN_STATUS_DOWN',
          OperStatus: 'IfOperStatusTesting',
          InterfaceAndOperStatusFlags: { HardwareInterface: true, Paused: true },
          lowerInterfaces: [],
          supportsRoutes: false,
        },
      },
    ]);
  });

  it('makes no event where nothing differs', () => {
    const host = new InterfaceHost([{ ...ethernet, lowerInterfaces: [7, 8] }]);
    const error = host.report('interface-changes', {
      InterfaceIndex: 5,
      Alias: 'Ethernet',
      Mtu: 1500,
      TransmitLinkSpeed: '1000000000',
      MediaConnectState: 'MediaConnectStateConnected',
      InterfaceAndOperStatusFlags: { HardwareInterface: true },
      lowerInterfaces: [7, 8],
    });
    expect(error).toBeUndefined();
    expect(host.takeEvents()).toEqual([]);
  });

  it('leaves the media state to media reports, whatever it says of it', () => {
    const host = new InterfaceHost();
    const MediaConnectState = 'MediaConnectStateDisconnected';
    expect(host.report('interface-changes', { InterfaceIndex: 5, MediaConnectState })).toBeUndefined();
    expect(host.takeEvents()).toEqual([]);
    host.report('interface-changes', { InterfaceIndex: 5, MediaConnectState, Alias: 'Office' });
    expect(host.takeEvents()).toMatchObject([
      { type: 'InterfaceSet', data: { Alias: 'Office', MediaConnectState: 'MediaConnectStateConnected' } },
    ]);
  });

  it.each<[string, object, string]>([
    ['itself as lower interface', { lowerInterfaces: [5] }, 'lowerInterfaces'],
    ['a length that is not that of the address', { PhysicalAddressLength: 8 }, 'PhysicalAddressLength'],
    ['a member that no interface has', { families: [] }, 'report.families'],
    ['an alias that is none', { Alias: 7 }, 'report.Alias'],
  ])('refuses %s', (_, members, member) => {
    const host = new InterfaceHost();
    const before = host.state;
    expect(host.report('interface-changes', { InterfaceIndex: 5, ...members })).toMatchObject({ member });
    expect(host.state).toBe(before);
  });
});

describe('what follows from an interface that changes', () => {
  const followers = (host: InterfaceHost, members: object) => {
    host.takeEvents();
    host.report('interface-changes', { InterfaceIndex: 5, ...members });
    return host
      .takeEvents()
      .map(({ type, data }) =>
        type === 'IpInterfaceSet' ? [data.Family, data.UseAutomaticMetric, data.Metric, data.NlMtu] : type,
      );
  };
  const setRow = (host: InterfaceHost, members: object) => {
    const { status, out } = host.call('InitializeIpInterfaceEntry', {});
    expect(status).toBe('STATUS_SUCCESS');
    const Row = { ...(out?.['Row'] as object), InterfaceIndex: 5, Family: 'AF_INET', ...members };
    expect(host.call('SetIpInterfaceEntry', { Row }).status).toBe('STATUS_SUCCESS');
  };

  it('is nothing from another alias', () => {
    expect(followers(new InterfaceHost(), { Alias: 'Office' })).toEqual(['InterfaceSet']);
  });

  it('is the automatic metric of the new speed, AF_INET first', () => {
    expect(followers(new InterfaceHost(), { TransmitLinkSpeed: '100000000' })).toEqual([
      'InterfaceSet',
      ['AF_INET', true, 35, 1500],
      ['AF_INET6', true, 35, 1500],
    ]);
  });

  it('is nothing where the new speed has the metric of the old one, and nothing from the receiving speed', () => {
    const host = new InterfaceHost();
    expect(followers(host, { TransmitLinkSpeed: '300000000' })).toEqual(['InterfaceSet']);
    expect(followers(host, { ReceiveLinkSpeed: '1000' })).toEqual(['InterfaceSet']);
  });

  it('is nothing for a manual metric', () => {
    const host = new InterfaceHost();
    setRow(host, { UseAutomaticMetric: false, Metric: 5 });
    expect(followers(host, { TransmitLinkSpeed: '10000000' })).toEqual([
      'InterfaceSet',
      ['AF_INET6', true, 55, 1500],
    ]);
  });

  it('takes an NlMtu along that was the old Mtu, and cuts one that is above the new one', () => {
    const host = new InterfaceHost();
    setRow(host, { NlMtu: 1400 });
    expect(followers(host, { Mtu: 9000 })).toEqual(['InterfaceSet', ['AF_INET6', true, 25, 9000]]);
    expect(followers(host, { Mtu: 1300 })).toEqual([
      'InterfaceSet',
      ['AF_INET', true, 25, 1300],
      ['AF_INET6', true, 25, 1300],
    ]);
  });

  it('is one event where both follow', () => {
    expect(followers(new InterfaceHost(), { TransmitLinkSpeed: '10000000000', Mtu: 9000 })).toEqual([
      'InterfaceSet',
      ['AF_INET', true, 15, 9000],
      ['AF_INET6', true, 15, 9000],
    ]);
  });
});

describe('family-binds and family-unbinds', () => {
  it('bind with the defaults, whatever metric the interface came with', () => {
    const host = new InterfaceHost([{ ...ethernet, Metric: 10, families: ['AF_INET'] }]);
    expect(host.entry('AF_INET')).toMatchObject({ UseAutomaticMetric: false, Metric: 10 });
    host.report('family-binds', { InterfaceIndex: 5, Family: 'AF_INET6' });
    host.report('family-unbinds', { InterfaceIndex: 5, Family: 'AF_INET' });
    host.report('family-binds', { InterfaceIndex: 5, Family: 2 });
    expect(host.takeEvents()).toMatchObject([
      {
        type: 'IpInterfaceBound',
        data: {
          ...key,
          Family: 'AF_INET6',
          UseAutomaticMetric: true,
          Metric: 25,
          DadTransmits: 1,
          formsLinkLocal: true,
        },
      },
      { type: 'IpInterfaceUnbound', data: { ...key, Family: 'AF_INET', reason: 'host-report' } },
      {
        type: 'IpInterfaceBound',
        data: { Family: 'AF_INET', Metric: 25, DadTransmits: 3, formsLinkLocal: true },
      },
    ]);
  });

  it('do nothing where the family is bound, has no stack, or is not bound', () => {
    const host = new InterfaceHost([ethernet], { stacks: ['AF_INET'] });
    host.report('family-binds', { InterfaceIndex: 5, Family: 'AF_INET' });
    host.report('family-binds', { InterfaceIndex: 5, Family: 'AF_INET6' });
    host.report('family-unbinds', { InterfaceIndex: 5, Family: 'AF_INET6' });
    expect(host.takeEvents()).toEqual([]);
  });

  it('are errors with what is no family', () => {
    for (const Family of ['AF_UNSPEC', 7])
      for (const name of ['family-binds', 'family-unbinds'] as const)
        expect(new InterfaceHost().report(name, { InterfaceIndex: 5, Family })).toMatchObject({
          member: 'Family',
        });
    expect(new InterfaceHost().report('family-binds', { InterfaceIndex: 5 })).toMatchObject({
      member: 'Family',
    });
    expect(new InterfaceHost().report('family-binds', { InterfaceIndex: 5, Family: 'IPv4' })).toMatchObject({
      member: 'report.Family',
    });
  });
});
