import { ethernet, InterfaceHost } from '../../test/interface-host';
import { checkTableCall, readFamily } from './index';

describe('GetIpInterfaceEntry', () => {
  // Each case is wrong in its own way and in those of the cases below it.
  it.each<[string, unknown, string, string]>([
    ['a NULL row', null, 'STATUS_INVALID_PARAMETER', 'Row'],
    ['no row', undefined, 'STATUS_INVALID_PARAMETER', 'Row'],
    ['what is no row', [5], 'STATUS_INVALID_PARAMETER', 'Row'],
    ['an unknown member', { Speed: 1 }, 'STATUS_INVALID_PARAMETER', 'Row.Speed'],
    ['a LUID that is none', { InterfaceLuid: '5' }, 'STATUS_INVALID_PARAMETER', 'Row.InterfaceLuid'],
    ['no family', { InterfaceIndex: 0 }, 'STATUS_INVALID_PARAMETER', 'Row.Family'],
    ['AF_UNSPEC', { Family: 'AF_UNSPEC', InterfaceIndex: 0 }, 'STATUS_INVALID_PARAMETER', 'Row.Family'],
    ['no interface', { Family: 'AF_INET6' }, 'STATUS_INVALID_PARAMETER', 'Row.InterfaceLuid'],
    ['a family without a stack', { Family: 'AF_INET6', InterfaceIndex: 99 }, 'STATUS_NOT_SUPPORTED', ''],
    [
      'no such interface',
      { Family: 'AF_INET', InterfaceIndex: 99 },
      'STATUS_NOT_FOUND',
      'Row.InterfaceIndex',
    ],
    [
      'a LUID that nobody has, with an index that somebody has',
      { Family: 'AF_INET', InterfaceIndex: 5, InterfaceLuid: '0x0006000063000000' },
      'STATUS_NOT_FOUND',
      'Row.InterfaceLuid',
    ],
    ['a family that is not bound', { Family: 'AF_INET', InterfaceIndex: 6 }, 'STATUS_NOT_FOUND', ''],
  ])('refuses %s', (_, Row, status, member) => {
    const host = new InterfaceHost([ethernet, { InterfaceIndex: 6, families: [] }], { stacks: ['AF_INET'] });
    const answer = host.call('GetIpInterfaceEntry', { Row });
    expect({ status: answer.status, member: answer.member ?? '' }).toEqual({ status, member });
    expect(answer.out).toBeUndefined();
  });

  it('gives the whole row with the keys that are right, and nothing of ours', () => {
    const host = new InterfaceHost([ethernet, { InterfaceIndex: 6 }]);
    const Row = { Family: 2, InterfaceLuid: '0x0006000006000000', InterfaceIndex: 5, Metric: 'any' };
    const row = host.call('GetIpInterfaceEntry', { Row }).out?.['Row'] as Record<string, unknown>;
    expect(row).toMatchObject({
      Family: 'AF_INET',
      InterfaceLuid: '0x0006000006000000',
      InterfaceIndex: 6,
      Connected: true,
      TransmitOffload: { NlChecksumSupported: false, TlGiantSendOffloadSupported: false },
    });
    expect(Object.keys(row)).toHaveLength(35);
    for (const member of ['formsLinkLocal', 'createdSeq', 'setSeq']) expect(row).not.toHaveProperty(member);
    expect(
      Object.isFrozen(row) && Object.isFrozen(row['ZoneIndices']) && Object.isFrozen(row['TransmitOffload']),
    ).toBe(true);
  });

  it('computes Connected when it is read', () => {
    const host = new InterfaceHost([
      ethernet,
      {
        InterfaceIndex: 1,
        Type: 'IF_TYPE_SOFTWARE_LOOPBACK',
        MediaConnectState: 'MediaConnectStateDisconnected',
      },
    ]);
    host.report('media-disconnects', { InterfaceIndex: 5 });
    expect(host.entry('AF_INET6')['Connected']).toBe(false);
    expect(host.entry('AF_INET6', 1)['Connected']).toBe(true);
  });
});

describe('GetIpInterfaceTable', () => {
  const rowsOf = (host: InterfaceHost, params: object) =>
    host
      .table('GetIpInterfaceTable', params)
      .map((row) => `${String(row['Family'])} ${String(row['InterfaceIndex'])}`);

  it('lists AF_INET first, then by index, disconnected ones too', () => {
    const host = new InterfaceHost([
      { InterfaceIndex: 6, families: ['AF_INET'], MediaConnectState: 'MediaConnectStateDisconnected' },
      ethernet,
    ]);
    const all = ['AF_INET 5', 'AF_INET 6', 'AF_INET6 5'];
    expect(rowsOf(host, {})).toEqual(all);
    expect(rowsOf(host, { Family: 'AF_UNSPEC' })).toEqual(all);
    expect(rowsOf(host, { Family: 'AF_INET' })).toEqual(all.slice(0, 2));
    expect(rowsOf(host, { Family: 23 })).toEqual(all.slice(2));
  });

  it.each<[string, object, string, unknown]>([
    ['a NULL table', { Family: 99, Table: null }, 'STATUS_INVALID_PARAMETER', undefined],
    ['what is no family', { Family: 99 }, 'STATUS_INVALID_PARAMETER', undefined],
    ['a family without a stack', { Family: 'AF_INET6' }, 'STATUS_NOT_SUPPORTED', undefined],
    ['a family without a row', { Family: 'AF_INET' }, 'STATUS_NOT_FOUND', { Table: null }],
    ['no row at all', { Family: 'AF_UNSPEC' }, 'STATUS_NOT_FOUND', { Table: null }],
  ])('refuses %s', (_, params, status, out) => {
    const host = new InterfaceHost([{ InterfaceIndex: 6, families: [] }], { stacks: ['AF_INET'] });
    const answer = host.call('GetIpInterfaceTable', params);
    expect(answer.status).toBe(status);
    expect(answer.out).toEqual(out);
  });
});

describe('InitializeIpInterfaceEntry', () => {
  it('marks what Set can change, and zeroes all else', () => {
    const Row = { Family: 'AF_INET', InterfaceIndex: 5, Metric: 9, Connected: true };
    const { status, out } = new InterfaceHost().call('InitializeIpInterfaceEntry', { Row });
    expect(status).toBe('STATUS_SUCCESS');
    expect(out?.['Row']).toMatchObject({
      Family: 'AF_UNSPEC',
      InterfaceLuid: '0x0000000000000000',
      InterfaceIndex: 0,
      MaxReassemblySize: 0,
      InterfaceIdentifier: '0',
      MinRouterAdvertisementInterval: 0,
      UseAutomaticMetric: 255,
      DisableDefaultRoutes: 255,
      RouterDiscoveryBehavior: 'RouterDiscoveryUnchanged',
      LinkLocalAddressBehavior: 'LinkLocalUnchanged',
      DadTransmits: 0xffff_ffff,
      SitePrefixLength: 0xffff_ffff,
      Metric: 0xffff_ffff,
      NlMtu: 0xffff_ffff,
      ZoneIndices: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
      Connected: false,
      ReachableTime: 0,
    });
  });

  it('does nothing with NULL', () => {
    expect(new InterfaceHost().call('InitializeIpInterfaceEntry', { Row: null })).toEqual({
      status: 'STATUS_SUCCESS',
      out: {},
    });
  });
});

describe('a Family parameter', () => {
  it.each([
    [undefined, 'AF_UNSPEC'],
    ['AF_UNSPEC', 'AF_UNSPEC'],
    [0, 'AF_UNSPEC'],
    ['AF_INET', 'AF_INET'],
    [2, 'AF_INET'],
    [23, 'AF_INET6'],
    [10, undefined],
    ['IPv4', undefined],
    [null, undefined],
  ])('reads %p as %p', (given, family) => {
    expect(readFamily(given)).toBe(family);
  });

  it('is checked by all calls that return a table alike', () => {
    const ipv4 = ['AF_INET'] as const;
    expect(checkTableCall(ipv4, 7, null)).toMatchObject({ left: { member: 'Table' } });
    expect(checkTableCall(ipv4, 7, undefined)).toMatchObject({
      left: { status: 'STATUS_INVALID_PARAMETER' },
    });
    expect(checkTableCall(ipv4, 'AF_INET6', undefined)).toMatchObject({
      left: { status: 'STATUS_NOT_SUPPORTED' },
    });
    expect(checkTableCall(ipv4, 'AF_INET', undefined)).toMatchObject({ right: 'AF_INET' });
    expect(checkTableCall([], 'AF_UNSPEC', undefined)).toEqual({ _tag: 'Right', right: undefined });
  });
});
