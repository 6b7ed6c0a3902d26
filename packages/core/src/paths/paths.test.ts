import { address, Misreported, NeighborHost } from '../../test/neighbor-host';
import { makeLuid } from '../net';
import { pathsBefore } from './consequences';

const key = { InterfaceIndex: 5, Source: '192.0.2.10', Destination: '198.51.100.7' };
const ip6 = { InterfaceIndex: 5, Source: '2001:db8::10', Destination: '2001:db8:1::7' };

const report = (host: NeighborHost, members: object = {}): void =>
  host.report('path-reported', { ...key, ...members });
const get = (host: NeighborHost, Row: unknown): { status: string; out?: object } =>
  host.call('GetIpPathEntry', { Row });

describe('path-reported', () => {
  it('creates a path, leaving zero what it does not tell', () => {
    const host = NeighborHost.ethernet();
    host.advance(5000);
    report(host);
    expect(host.events).toEqual([
      {
        type: 'PathCreated',
        data: {
          ...key,
          InterfaceLuid: '0x0006000005000000',
          CurrentNextHop: '198.51.100.7',
          PathMtu: 0,
          RttMean: 0,
          RttDeviation: 0,
          IsReachable: false,
          lastReachableAt: null,
          lastUnreachableAt: 5000,
          LinkTransmitSpeed: '0',
          LinkReceiveSpeed: '0',
        },
      },
    ]);
  });

  it('keeps elapsed times as instants: the one that is told, the other as it was', () => {
    const host = NeighborHost.ethernet();
    host.advance(5000);
    report(host, { IsReachable: true, LastReachable: 500 });
    host.advance(1000);
    report(host, { IsReachable: false, LastReachable: 100 });
    expect(host.state.paths.onInterface(makeLuid(6, 5))).toMatchObject([
      { IsReachable: false, lastReachableAt: 4500, lastUnreachableAt: 5900 },
    ]);
    report(host, { IsReachable: true, LastUnreachable: 50 });
    expect(host.state.paths.onInterface(makeLuid(6, 5))).toMatchObject([
      { IsReachable: true, lastReachableAt: 5950, lastUnreachableAt: 5900 },
    ]);
    report(host, { LastReachable: 1, LastUnreachable: 2 });
    expect(host.state.paths.onInterface(makeLuid(6, 5))).toMatchObject([{ lastUnreachableAt: 5998 }]);
  });

  it('sets a path where a kept member differs, and only there', () => {
    const host = NeighborHost.ethernet();
    const whole = {
      CurrentNextHop: '192.0.2.1',
      PathMtu: 1400,
      RttMean: 20,
      RttDeviation: 5,
      IsReachable: true,
      LastReachable: 0,
      LinkTransmitSpeed: '18446744073709551615',
      LinkReceiveSpeed: 7,
    };
    report(host, whole);
    report(host, whole);
    expect(host.appended()).toEqual(['PathCreated']);
    const changes = [
      { CurrentNextHop: '192.0.2.2' },
      { PathMtu: 1300 },
      { RttMean: 1 },
      { RttDeviation: 1 },
      { IsReachable: false },
      { LastReachable: 9 },
      { LinkTransmitSpeed: '1' },
      { LinkReceiveSpeed: '1' },
    ];
    for (const members of changes) {
      const before = host.state.paths.onInterface(makeLuid(6, 5));
      report(host, { ...whole, ...members });
      expect(host.appended()).toEqual(['PathSet']);
      const after = host.state.paths.onInterface(makeLuid(6, 5));
      expect(after[0]?.createdSeq).toBe(before[0]?.createdSeq);
      expect(after[0]?.setSeq).toBe(host.seq);
      report(host, whole);
      host.appended();
    }
  });

  it('is ignored where it cannot be a path of the interface', () => {
    const host = NeighborHost.ethernet({ InterfaceIndex: 6, families: ['AF_INET6'] });
    const unfit = [
      { InterfaceIndex: 6 },
      { Source: 'AF_UNSPEC' },
      { Destination: '' },
      { Source: '2001:db8::10' },
      { Source: 'fe80::10', Destination: 'fe80::1%6' },
      { Source: 'fe80::10%6', Destination: 'fe80::1' },
    ];
    for (const members of unfit) {
      report(host, members);
      host.report('path-gone', { ...key, ...members });
    }
    expect(host.appended()).toEqual([]);
  });

  it('of an unknown interface is an error', () => {
    const host = NeighborHost.ethernet();
    expect(() => report(host, { InterfaceIndex: 77 })).toThrow(Misreported);
    expect(() => host.report('path-gone', { ...key, InterfaceIndex: 77 })).toThrow(Misreported);
  });
});

describe('path-gone', () => {
  it('removes the path, once', () => {
    const host = NeighborHost.ethernet();
    report(host);
    host.report('path-gone', { ...key, Source: '192.0.2.11' });
    host.report('path-gone', key);
    host.report('path-gone', key);
    expect(host.appended()).toEqual(['PathCreated', 'PathDeleted host-report']);
  });
});

describe('GetIpPathEntry', () => {
  it('fills the whole row, with the time elapsed and the MTU that holds now', () => {
    const host = NeighborHost.ethernet();
    report(host, { IsReachable: true, LastReachable: 500, RttMean: 20, LinkTransmitSpeed: '1000' });
    host.advance(2000);
    const row = {
      ...key,
      InterfaceLuid: '0x0006000005000000',
      CurrentNextHop: '198.51.100.7',
      PathMtu: 1500,
      RttMean: 20,
      RttDeviation: 0,
      LastReachable: 2500,
      LastUnreachable: 2500,
      IsReachable: true,
      LinkTransmitSpeed: '1000',
      LinkReceiveSpeed: '0',
    };
    expect(get(host, key)).toEqual({ status: 'STATUS_SUCCESS', out: { Row: row } });
    host.setIpInterface(5, 'AF_INET', { NlMtu: 1280 });
    expect(get(host, row)).toMatchObject({ out: { Row: { PathMtu: 1280 } } });
    report(host, { PathMtu: 1400, LastReachable: 100 });
    host.advance(2 ** 33);
    expect(get(host, key)).toMatchObject({
      out: { Row: { PathMtu: 1400, LastReachable: 0xffff_fffe, LastUnreachable: 0xffff_fffe } },
    });
  });

  it('without a Source gives the path that was reported last', () => {
    const host = NeighborHost.ethernet();
    report(host, { Source: '192.0.2.11', RttMean: 1 });
    report(host, { Source: '192.0.2.12', RttMean: 1 });
    report(host, { Source: '192.0.2.13', Destination: '198.51.100.8' });
    const Row = { Destination: key.Destination, InterfaceIndex: 5 };
    expect(get(host, Row)).toMatchObject({ out: { Row: { Source: '192.0.2.12' } } });
    report(host, { Source: '192.0.2.11', RttMean: 2 });
    expect(get(host, Row)).toMatchObject({ out: { Row: { Source: '192.0.2.11' } } });
  });

  it('refuses in the order of its checks', () => {
    const host = new NeighborHost([{ InterfaceIndex: 5 }, { InterfaceIndex: 6, families: [] }], ['AF_INET']);
    report(host);
    const statuses = [
      null,
      { ...key, Gateway: '192.0.2.1' },
      { Source: key.Source, InterfaceIndex: 77 },
      { ...ip6, Source: key.Source, InterfaceIndex: 77 },
      { ...ip6, InterfaceIndex: 0 },
      { ...ip6, InterfaceIndex: 77 },
      { ...key, InterfaceIndex: 77 },
      { ...key, InterfaceIndex: 6 },
      { ...key, Source: '192.0.2.99' },
      { ...key, Destination: '127.0.0.1' },
      key,
    ].map((Row) => get(host, Row).status);
    expect(statuses).toEqual([
      'STATUS_INVALID_PARAMETER',
      'STATUS_INVALID_PARAMETER',
      'STATUS_INVALID_PARAMETER',
      'STATUS_INVALID_PARAMETER',
      'STATUS_INVALID_PARAMETER',
      'STATUS_NOT_SUPPORTED',
      'STATUS_NOT_FOUND',
      'STATUS_NOT_FOUND',
      'STATUS_NOT_FOUND',
      'STATUS_NOT_FOUND',
      'STATUS_SUCCESS',
    ]);
  });

  it('finds link-local ends by the scope of the interface alone', () => {
    const host = NeighborHost.ethernet();
    report(host, { Source: 'fe80::10%5', Destination: 'fe80::1' });
    const status = (Source: string, Destination: string): string =>
      get(host, { Source, Destination, InterfaceIndex: 5 }).status;
    expect(status('fe80::10', 'fe80::1%5')).toBe('STATUS_SUCCESS');
    expect(status('fe80::10', 'fe80::1%6')).toBe('STATUS_NOT_FOUND');
    expect(status('fe80::10%6', 'fe80::1')).toBe('STATUS_NOT_FOUND');
    expect(status('', 'fe80::1%6')).toBe('STATUS_NOT_FOUND');
  });
});

describe('GetIpPathTable', () => {
  it('lists IPv4 before IPv6, then by index, destination and source', () => {
    const host = NeighborHost.ethernet({ InterfaceIndex: 4 });
    report(host, ip6);
    report(host, { Source: '192.0.2.9' });
    report(host, { Source: '192.0.2.10' });
    report(host, { Destination: '9.0.0.1', Source: '192.0.2.200' });
    report(host, { InterfaceIndex: 4, Destination: '203.0.113.1' });
    const listed = (Family: unknown): readonly string[] => {
      const { Table } = host.call('GetIpPathTable', { Family }).out ?? {};
      return (Table as { InterfaceIndex: number; Destination: string; Source: string }[]).map(
        ({ InterfaceIndex, Destination, Source }) => `${InterfaceIndex} ${Destination} ${Source}`,
      );
    };
    const ipv4 = [
      '4 203.0.113.1 192.0.2.10',
      '5 9.0.0.1 192.0.2.200',
      '5 198.51.100.7 192.0.2.9',
      '5 198.51.100.7 192.0.2.10',
    ];
    const ipv6 = ['5 2001:db8:1::7 2001:db8::10'];
    expect(listed('AF_INET')).toEqual(ipv4);
    expect(listed('AF_INET6')).toEqual(ipv6);
    expect(listed('AF_UNSPEC')).toEqual([...ipv4, ...ipv6]);
  });

  it('refuses in the order of its checks', () => {
    const host = new NeighborHost([{ InterfaceIndex: 5 }], ['AF_INET']);
    const table = (params: object): object => host.call('GetIpPathTable', params);
    expect(table({ Family: 'AF_INET6', Table: null })).toMatchObject({ status: 'STATUS_INVALID_PARAMETER' });
    expect(table({ Family: 3 })).toMatchObject({ status: 'STATUS_INVALID_PARAMETER' });
    expect(table({ Family: 'AF_INET6' })).toMatchObject({ status: 'STATUS_NOT_SUPPORTED' });
    expect(table({ Family: 'AF_INET' })).toMatchObject({ status: 'STATUS_NOT_FOUND', out: { Table: null } });
  });
});

describe('FlushIpPathTable', () => {
  it.each([
    ['AF_INET', ['198.51.100.7', '9.0.0.1']],
    ['AF_INET6', ['2001:db8:1::7']],
    ['AF_UNSPEC', ['198.51.100.7', '2001:db8:1::7', '9.0.0.1']],
  ])('removes the paths of %s in order of creation', (Family, destinations) => {
    const host = NeighborHost.ethernet();
    report(host);
    report(host, ip6);
    report(host, { Destination: '9.0.0.1' });
    host.events = [];
    expect(host.call('FlushIpPathTable', { Family })).toEqual({ status: 'STATUS_SUCCESS' });
    expect(host.records.map(({ Destination }) => Destination)).toEqual(destinations);
    expect(new Set(host.records.map(({ reason }) => reason))).toEqual(new Set(['flushed']));
    expect(host.call('FlushIpPathTable', { Family }).status).toBe('STATUS_SUCCESS');
    expect(host.events).toHaveLength(destinations.length);
  });

  it('refuses in the order of its checks', () => {
    const host = new NeighborHost([{ InterfaceIndex: 5 }], ['AF_INET']);
    report(host);
    host.mirrored = true;
    const status = (Family: unknown): string => host.call('FlushIpPathTable', { Family }).status;
    expect(['AF_NONE', 'AF_INET6', 'AF_INET'].map(status)).toEqual([
      'STATUS_INVALID_PARAMETER',
      'STATUS_NOT_SUPPORTED',
      'STATUS_NOT_SUPPORTED',
    ]);
    expect(host.state.paths.size).toBe(1);
  });
});

describe('a unicast address that goes', () => {
  it('takes the paths from it on its interface along, before it', () => {
    const host = NeighborHost.ethernet({ InterfaceIndex: 6 });
    report(host);
    report(host, { Source: '192.0.2.11' });
    report(host, { InterfaceIndex: 6 });
    report(host, { Destination: '9.0.0.1' });
    const { InterfaceLuid, InterfaceIndex } = host.interface(5);
    const data = { InterfaceLuid, InterfaceIndex, Address: address(key.Source), reason: 'call' };
    const before = (type: string): readonly object[] =>
      pathsBefore({ event: { type, data }, before: host.state, state: host.state, at: 0 });
    const gone = { InterfaceLuid, ...key, reason: 'address-deleted' };
    expect(before('UnicastAddressDeleted')).toEqual([
      { type: 'PathDeleted', data: gone },
      { type: 'PathDeleted', data: { ...gone, Destination: '9.0.0.1' } },
    ]);
    expect(before('AnycastAddressDeleted')).toEqual([]);
  });
});

describe('the table of paths', () => {
  it('is another table after each change, and the same one where nothing is removed', () => {
    const host = NeighborHost.ethernet();
    const empty = host.state.paths;
    report(host);
    const one = host.state.paths;
    expect([empty.size, one.size]).toEqual([0, 1]);
    const [row] = one.inOrderOfCreation();
    if (row === undefined) throw new Error('the path is not there');
    expect([...one.values()]).toEqual([row]);
    expect(one.without({ ...row, Source: address('192.0.2.99') })).toBe(one);
    expect(one.without(row).size).toBe(0);
    expect(Object.isFrozen(row)).toBe(true);
  });
});
