import { NeighborHost } from '../../test/neighbor-host';
import { readNeighborRow } from './get';

const row = { Address: '192.0.2.1', InterfaceIndex: 5, PhysicalAddress: '02-AA-00-00-00-01' };
const NEVER = 0xffff_ffff;

const hostWith = (members: object = {}): NeighborHost => {
  const host = NeighborHost.ethernet();
  host.call('CreateIpNetEntry2', { Row: { ...row, ...members } });
  return host;
};
const elapsed = (host: NeighborHost): number | undefined =>
  host.entry(row.Address)?.ReachabilityTime.LastReachable;

describe('GetIpNetEntry2', () => {
  it('fills the whole row', () => {
    const host = hostWith({ IsRouter: true });
    expect(host.call('GetIpNetEntry2', { Row: { Address: '192.0.2.1', InterfaceIndex: 5 } })).toEqual({
      status: 'STATUS_SUCCESS',
      out: {
        Row: {
          Address: '192.0.2.1',
          InterfaceIndex: 5,
          InterfaceLuid: '0x0006000005000000',
          PhysicalAddress: '02-AA-00-00-00-01',
          PhysicalAddressLength: 6,
          State: 'NlnsPermanent',
          IsRouter: true,
          IsUnreachable: false,
          Flags: 1,
          ReachabilityTime: { LastReachable: 0, LastUnreachable: 0 },
        },
      },
    });
  });

  it('refuses in the order of its checks, without a row', () => {
    const host = new NeighborHost(
      [{ InterfaceIndex: 5 }, { InterfaceIndex: 7, Type: 'IF_TYPE_PPP' }],
      ['AF_INET'],
    );
    const get = (Row: unknown): object => host.call('GetIpNetEntry2', { Row });
    const cases = [
      [null, 'STATUS_INVALID_PARAMETER'],
      [{ Address: '0.0.0.7', InterfaceIndex: 77 }, 'STATUS_INVALID_PARAMETER'],
      [{ Address: '2001:db8::1' }, 'STATUS_INVALID_PARAMETER'],
      [{ Address: '2001:db8::1', InterfaceIndex: 77 }, 'STATUS_NOT_SUPPORTED'],
      [{ Address: '192.0.2.1', InterfaceIndex: 77 }, 'STATUS_NOT_FOUND'],
      [{ Address: '192.0.2.1', InterfaceIndex: 7 }, 'STATUS_NOT_FOUND'],
      [{ Address: '192.0.2.1', InterfaceIndex: 5 }, 'STATUS_NOT_FOUND'],
    ] as const;
    for (const [Row, status] of cases) {
      expect(get(Row)).toMatchObject({ status });
      expect(get(Row)).not.toHaveProperty('out');
    }
  });

  it('refuses the scope id of another interface, and shows none', () => {
    const host = hostWith({ Address: 'fe80::1' });
    const get = (Address: string): object =>
      host.call('GetIpNetEntry2', { Row: { Address, InterfaceIndex: 5 } });
    expect(get('fe80::1%6')).toMatchObject({ status: 'STATUS_INVALID_PARAMETER' });
    expect(get('fe80::1%5')).toMatchObject({ out: { Row: { Address: 'fe80::1' } } });
  });

  it('works on a mirrored host', () => {
    const host = hostWith();
    host.mirrored = true;
    expect(host.call('GetIpNetEntry2', { Row: row }).status).toBe('STATUS_SUCCESS');
  });
});

describe('a row of MIB_IPNET_ROW2', () => {
  it('turns from NlnsReachable to NlnsStale without an event', () => {
    const host = hostWith({ State: 'NlnsReachable' });
    host.appended();
    host.advance(29_999);
    expect(host.entry(row.Address)?.State).toBe('NlnsReachable');
    host.advance(1);
    expect(host.entry(row.Address)?.State).toBe('NlnsStale');
    expect(host.appended()).toEqual([]);
  });

  it.each(['NlnsReachable', 'NlnsStale', 'NlnsDelay', 'NlnsProbe'])(
    'counts in %s from the last confirmation',
    (State) => {
      const host = hostWith({ State: 'NlnsReachable' });
      host.advance(500);
      if (State !== 'NlnsReachable') host.call('SetIpNetEntry2', { Row: { ...row, State } });
      expect(elapsed(host)).toBe(500);
    },
  );

  it.each(['NlnsStale', 'NlnsDelay', 'NlnsProbe'])(
    'tells in %s that there never was a confirmation',
    (State) => {
      expect(elapsed(hostWith({ State }))).toBe(NEVER);
    },
  );

  it('counts in NlnsUnreachable from when it was entered, with both members equal', () => {
    const host = hostWith({ State: 'NlnsProbe' });
    host.advance(10_000);
    expect(host.entry(row.Address)).toMatchObject({
      State: 'NlnsUnreachable',
      IsUnreachable: true,
      Flags: 2,
      PhysicalAddress: row.PhysicalAddress,
      ReachabilityTime: { LastReachable: 7000, LastUnreachable: 7000 },
    });
  });

  it('counts nothing in NlnsIncomplete and NlnsPermanent', () => {
    const host = NeighborHost.ethernet();
    host.call('ResolveIpNetEntry2', { Row: row });
    host.advance(10);
    expect(elapsed(host)).toBe(0);
    expect(host.entry(row.Address)).toMatchObject({ PhysicalAddress: '', PhysicalAddressLength: 0 });
    const other = hostWith();
    other.advance(10);
    expect(elapsed(other)).toBe(0);
  });

  it('cuts the elapsed time short of the number that means never', () => {
    const host = hostWith({ State: 'NlnsReachable' });
    host.advance(2 ** 33);
    expect(elapsed(host)).toBe(0xffff_fffe);
  });

  it('shows a router while the default route that it advertised stands', () => {
    const host = hostWith({ Address: 'fe80::1' });
    const route = `${host.interface(5).InterfaceLuid}/fe80::1`;
    const isRouter = (): boolean | undefined => host.entry('fe80::1')?.IsRouter;
    expect(isRouter()).toBe(false);
    host.defaultRoutes.set(route, 'NlroManual');
    expect(isRouter()).toBe(false);
    host.defaultRoutes.set(route, 'NlroRouterAdvertisement');
    expect(isRouter()).toBe(true);
    expect(host.entry('fe80::1')?.Flags).toBe(1);
    expect(host.neighbor('fe80::1')?.IsRouter).toBe(false);
    host.defaultRoutes.delete(route);
    expect(isRouter()).toBe(false);
  });

  it('is frozen, and does not age where a live host is mirrored', () => {
    const host = hostWith({ State: 'NlnsReachable' });
    const kept = host.neighbor(row.Address);
    if (kept === undefined) throw new Error('the neighbor is not there');
    const mirrored = readNeighborRow({ ...kept, dueAt: null }, host.state, 1e12);
    expect(mirrored.State).toBe('NlnsReachable');
    expect(Object.isFrozen(mirrored)).toBe(true);
    const unknown = { ...kept, State: 'NlnsUnreachable', lastUnreachableAt: null } as const;
    expect(readNeighborRow(unknown, host.state, 5).ReachabilityTime.LastUnreachable).toBe(NEVER);
  });
});

describe('GetIpNetTable2', () => {
  it('gives every neighbor of the family in the documented order', () => {
    const host = NeighborHost.ethernet({ InterfaceIndex: 4 });
    for (const Address of ['2001:db8::1', '192.0.2.10', '192.0.2.9'])
      for (const InterfaceIndex of [5, 4])
        host.call('CreateIpNetEntry2', { Row: { ...row, Address, InterfaceIndex, State: 'NlnsStale' } });
    const listed = (Family?: unknown): unknown => {
      const { Table } = host.call('GetIpNetTable2', { Family }).out ?? {};
      return (Table as { Address: string; InterfaceIndex: number }[]).map(
        ({ Address, InterfaceIndex }) => `${Address} ${InterfaceIndex}`,
      );
    };
    expect(listed('AF_INET')).toEqual(['192.0.2.9 4', '192.0.2.10 4', '192.0.2.9 5', '192.0.2.10 5']);
    expect(listed('AF_INET6')).toEqual(['2001:db8::1 4', '2001:db8::1 5']);
    expect(listed()).toEqual([...(listed('AF_INET') as string[]), ...(listed('AF_INET6') as string[])]);
  });

  it('refuses in the order of its checks', () => {
    const host = new NeighborHost([{ InterfaceIndex: 5 }], ['AF_INET']);
    const get = (params: object): object => host.call('GetIpNetTable2', params);
    expect(get({ Family: 'AF_INET6', Table: null })).toMatchObject({ status: 'STATUS_INVALID_PARAMETER' });
    expect(get({ Family: 7 })).toMatchObject({ status: 'STATUS_INVALID_PARAMETER' });
    expect(get({ Family: 'AF_INET6' })).toMatchObject({ status: 'STATUS_NOT_SUPPORTED' });
    for (const Family of ['AF_INET', 'AF_UNSPEC'])
      expect(get({ Family })).toMatchObject({ status: 'STATUS_NOT_FOUND', out: { Table: null } });
  });
});

describe('ResolveNeighbor', () => {
  it('is never supported', () => {
    const host = hostWith();
    for (const params of [{}, { NetworkAddress: row.Address }, { NetworkAddress: null }])
      expect(host.call('ResolveNeighbor', params).status).toBe('STATUS_NOT_SUPPORTED');
  });
});
