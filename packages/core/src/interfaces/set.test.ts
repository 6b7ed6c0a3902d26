import { ethernet, InterfaceHost } from '../../test/interface-host';
import { initializedIpInterface, type IpInterfaceEntryInput } from './index';

const row = (members: IpInterfaceEntryInput): IpInterfaceEntryInput => ({
  ...initializedIpInterface,
  Family: 'AF_INET',
  InterfaceIndex: 5,
  ...members,
});

const set = (host: InterfaceHost, members: IpInterfaceEntryInput) =>
  host.call('SetIpInterfaceEntry', { Row: row(members) });

describe('SetIpInterfaceEntry', () => {
  // Each case is wrong in its own way and in all ways of the cases below it: the first check decides.
  const wrong = {
    Family: 'AF_INET6',
    InterfaceIndex: 99,
    WeakHostSend: 2,
    RouterDiscoveryBehavior: 3,
    LinkLocalAddressBehavior: 9,
    BaseReachableTime: 0,
    RetransmitTime: 0,
    SitePrefixLength: 129,
    NlMtu: 100,
  } as const;
  it.each<[string, unknown, string, string]>([
    ['a NULL row', null, 'STATUS_INVALID_PARAMETER', 'Row'],
    [
      'no family',
      { ...wrong, Family: 'AF_UNSPEC', InterfaceIndex: 0 },
      'STATUS_INVALID_PARAMETER',
      'Row.Family',
    ],
    ['a family of 7', { ...wrong, Family: 7, InterfaceIndex: 0 }, 'STATUS_INVALID_PARAMETER', 'Row.Family'],
    ['no interface', { ...wrong, InterfaceIndex: 0 }, 'STATUS_INVALID_PARAMETER', 'Row.InterfaceLuid'],
    ['a BOOLEAN of 2', wrong, 'STATUS_INVALID_PARAMETER', 'Row.WeakHostSend'],
    [
      'a discovery of 3',
      { ...wrong, WeakHostSend: 255 },
      'STATUS_INVALID_PARAMETER',
      'Row.RouterDiscoveryBehavior',
    ],
    [
      'a link-local behaviour of 9',
      { ...wrong, WeakHostSend: 1, RouterDiscoveryBehavior: -1 },
      'STATUS_INVALID_PARAMETER',
      'Row.LinkLocalAddressBehavior',
    ],
    [
      'a base of 0',
      { ...wrong, WeakHostSend: 0, RouterDiscoveryBehavior: 2, LinkLocalAddressBehavior: 2 },
      'STATUS_INVALID_PARAMETER',
      'Row.BaseReachableTime',
    ],
    [
      'a site prefix of 129',
      row({ Family: 'AF_INET6', InterfaceIndex: 99, SitePrefixLength: 129, NlMtu: 100 }),
      'STATUS_INVALID_PARAMETER',
      'Row.SitePrefixLength',
    ],
    [
      'a family without a stack',
      row({ Family: 'AF_INET6', InterfaceIndex: 99, NlMtu: 100 }),
      'STATUS_NOT_SUPPORTED',
      '',
    ],
    ['no such interface', row({ InterfaceIndex: 99, NlMtu: 100 }), 'STATUS_NOT_FOUND', 'Row.InterfaceIndex'],
    [
      'no such LUID, whatever the index',
      row({ InterfaceLuid: '0x0006000063000000', NlMtu: 100 }),
      'STATUS_NOT_FOUND',
      'Row.InterfaceLuid',
    ],
    ['a family that is not bound', row({ InterfaceIndex: 6, NlMtu: 100 }), 'STATUS_NOT_FOUND', ''],
    [
      'an NlMtu of 100, also on a mirrored host',
      row({ NlMtu: 100 }),
      'STATUS_INVALID_PARAMETER',
      'Row.NlMtu',
    ],
    ['a mirrored host', row({ DadTransmits: 1 }), 'STATUS_NOT_SUPPORTED', ''],
  ])('refuses %s', (_, Row, status, member) => {
    const host = new InterfaceHost([ethernet, { InterfaceIndex: 6, families: [] }], {
      stacks: ['AF_INET'],
      mirrored: true,
    });
    const before = host.state;
    const answer = host.call('SetIpInterfaceEntry', { Row });
    expect({ status: answer.status, member: answer.member ?? '' }).toEqual({ status, member });
    expect(answer.out).toBeUndefined();
    expect(host.state).toBe(before);
  });

  it.each<[keyof IpInterfaceEntryInput, number, string]>([
    ['BaseReachableTime', 3_600_000, 'STATUS_SUCCESS'],
    ['BaseReachableTime', 3_600_001, 'STATUS_INVALID_PARAMETER'],
    ['BaseReachableTime', 1, 'STATUS_SUCCESS'],
    ['RetransmitTime', 1, 'STATUS_SUCCESS'],
    ['RetransmitTime', 0xffff_fffe, 'STATUS_SUCCESS'],
    ['RetransmitTime', 0, 'STATUS_INVALID_PARAMETER'],
    ['DadTransmits', 0, 'STATUS_SUCCESS'],
    ['DadTransmits', -1, 'STATUS_INVALID_PARAMETER'],
    ['DadTransmits', 1.5, 'STATUS_INVALID_PARAMETER'],
    ['RouterDiscoveryBehavior', 0xffff_ffff, 'STATUS_SUCCESS'],
    ['LinkLocalAddressBehavior', -2, 'STATUS_INVALID_PARAMETER'],
    ['AdvertisingEnabled', 254, 'STATUS_INVALID_PARAMETER'],
    ['AdvertisingEnabled', 256, 'STATUS_INVALID_PARAMETER'],
  ])('takes or refuses %s of %d', (member, value, status) => {
    expect(set(new InterfaceHost(), { [member]: value }).status).toBe(status);
  });

  it.each<[string, number, 'AF_INET' | 'AF_INET6', string, number]>([
    ['0 for IPv4, which keeps what it shows', 0, 'AF_INET', 'STATUS_SUCCESS', 64],
    ['no change for IPv4', 0xffff_ffff, 'AF_INET', 'STATUS_SUCCESS', 64],
    ['not even the 64 that IPv4 shows', 64, 'AF_INET', 'STATUS_INVALID_PARAMETER', 64],
    ['0 for IPv6', 0, 'AF_INET6', 'STATUS_SUCCESS', 0],
    ['128 for IPv6', 128, 'AF_INET6', 'STATUS_SUCCESS', 128],
    ['no change for IPv6', 0xffff_ffff, 'AF_INET6', 'STATUS_SUCCESS', 64],
    ['no 255 for IPv6', 255, 'AF_INET6', 'STATUS_INVALID_PARAMETER', 64],
  ])('takes as SitePrefixLength %s', (_, SitePrefixLength, Family, status, shown) => {
    const host = new InterfaceHost();
    expect(set(host, { Family, SitePrefixLength }).status).toBe(status);
    expect(host.entry(Family)['SitePrefixLength']).toBe(shown);
  });

  it.each<['AF_INET' | 'AF_INET6', number, string]>([
    ['AF_INET', 575, 'STATUS_INVALID_PARAMETER'],
    ['AF_INET', 576, 'STATUS_SUCCESS'],
    ['AF_INET', 1500, 'STATUS_SUCCESS'],
    ['AF_INET', 1501, 'STATUS_INVALID_PARAMETER'],
    ['AF_INET6', 1279, 'STATUS_INVALID_PARAMETER'],
    ['AF_INET6', 1280, 'STATUS_SUCCESS'],
    ['AF_INET6', 0xffff_ffff, 'STATUS_SUCCESS'],
  ])('bounds the %s NlMtu: %d', (Family, NlMtu, status) => {
    expect(set(new InterfaceHost(), { Family, NlMtu }).status).toBe(status);
  });

  it('accepts the NlMtu that stands though it is out of bounds', () => {
    const host = new InterfaceHost([{ ...ethernet, Mtu: 500 }]);
    expect(host.entry('AF_INET')['NlMtu']).toBe(500);
    expect(set(host, { NlMtu: 500, DadTransmits: 1 }).status).toBe('STATUS_SUCCESS');
    expect(set(host, { NlMtu: 499 }).status).toBe('STATUS_INVALID_PARAMETER');
  });

  it('refuses a row of zeros but for its key', () => {
    const host = new InterfaceHost();
    const answer = host.call('SetIpInterfaceEntry', { Row: { Family: 'AF_INET', InterfaceIndex: 5 } });
    expect(answer).toMatchObject({ status: 'STATUS_INVALID_PARAMETER', member: 'Row.BaseReachableTime' });
  });

  it('makes one event with the whole row, of the one family', () => {
    const host = new InterfaceHost();
    set(host, {
      ForwardingEnabled: true,
      RetransmitTime: 2000,
      RouterDiscoveryBehavior: 'RouterDiscoveryEnabled',
    });
    const events = host.takeEvents();
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      type: 'IpInterfaceSet',
      data: {
        InterfaceIndex: 5,
        Family: 'AF_INET',
        ForwardingEnabled: true,
        RetransmitTime: 2000,
        RouterDiscoveryBehavior: 'RouterDiscoveryEnabled',
        DadTransmits: 3,
        formsLinkLocal: false,
      },
    });
    expect(events[0]?.data).not.toHaveProperty('createdSeq');
    expect(host.entry('AF_INET6')).toMatchObject({ ForwardingEnabled: false, RetransmitTime: 1000 });
  });

  it('makes no event where nothing differs', () => {
    const host = new InterfaceHost();
    expect(set(host, {}).status).toBe('STATUS_SUCCESS');
    expect(set(host, { DadTransmits: 3, WeakHostSend: false, NlMtu: 1500 }).status).toBe('STATUS_SUCCESS');
    expect(host.takeEvents()).toEqual([]);
  });

  it('neither changes nor checks what the stack owns', () => {
    const host = new InterfaceHost();
    const answer = host.call('SetIpInterfaceEntry', {
      Row: { ...row({ MaxReassemblySize: 9, ReachableTime: 1 }), Connected: 7, ZoneIndices: 'none' },
    });
    expect(answer.status).toBe('STATUS_SUCCESS');
    expect(host.takeEvents()).toEqual([]);
  });

  it.each<[string, IpInterfaceEntryInput[], boolean, number]>([
    ['ignores a Metric while it is automatic', [{ Metric: 10 }], true, 25],
    [
      'keeps the automatic number when it goes manual without one',
      [{ UseAutomaticMetric: false }],
      false,
      25,
    ],
    ['takes 0 for a metric', [{ UseAutomaticMetric: false, Metric: 0 }], false, 0],
    ['takes a Metric once it is manual', [{ UseAutomaticMetric: false }, { Metric: 10 }], false, 10],
    [
      'computes it anew when it goes automatic, whatever Metric says',
      [
        { UseAutomaticMetric: false, Metric: 5 },
        { UseAutomaticMetric: true, Metric: 77 },
      ],
      true,
      25,
    ],
  ])('%s', (_, settings, UseAutomaticMetric, Metric) => {
    const host = new InterfaceHost();
    for (const setting of settings) expect(set(host, setting).status).toBe('STATUS_SUCCESS');
    expect(host.entry('AF_INET')).toMatchObject({ UseAutomaticMetric, Metric });
  });

  it('draws ReachableTime anew exactly when its base changes, and rounds it down', () => {
    // Two numbers go to the binding of IPv4 and IPv6.
    const host = new InterfaceHost([ethernet], { draws: [0, 0.25, 0.1234567, 0.9] });
    expect(host.entry('AF_INET')['ReachableTime']).toBe(15_000);
    expect(host.entry('AF_INET6')['ReachableTime']).toBe(22_500);
    set(host, { DadTransmits: 1 });
    set(host, { BaseReachableTime: 30_000 });
    expect(host.drawsLeft).toBe(2);
    set(host, { BaseReachableTime: 20_001 });
    expect(host.entry('AF_INET')).toMatchObject({ BaseReachableTime: 20_001, ReachableTime: 12_469 });
    expect(host.drawsLeft).toBe(1);
  });

  it('fills in the missing key and leaves the rest of the row as it was given', () => {
    const host = new InterfaceHost();
    expect(set(host, { DadTransmits: 2 }).out?.['Row']).toMatchObject({
      Family: 'AF_INET',
      InterfaceLuid: '0x0006000005000000',
      InterfaceIndex: 5,
      DadTransmits: 2,
      RetransmitTime: 0xffff_ffff,
      ForwardingEnabled: 255,
    });
    const byLuid = set(host, { InterfaceLuid: '0x0006000005000000', InterfaceIndex: 0 });
    expect(byLuid.out?.['Row']).toMatchObject({ InterfaceIndex: 5 });
  });

  it('goes by the LUID where the index names another interface, and leaves that index alone', () => {
    const host = new InterfaceHost([ethernet, { InterfaceIndex: 6 }]);
    const answer = set(host, { InterfaceLuid: '0x0006000006000000', DadTransmits: 7 });
    expect(answer.out?.['Row']).toMatchObject({ InterfaceLuid: '0x0006000006000000', InterfaceIndex: 5 });
    expect(host.entry('AF_INET', 6)['DadTransmits']).toBe(7);
    expect(host.entry('AF_INET', 5)['DadTransmits']).toBe(3);
  });
});
