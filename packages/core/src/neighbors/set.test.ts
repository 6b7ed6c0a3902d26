import { NeighborHost } from '../../test/neighbor-host';

const row = { Address: '192.0.2.1', InterfaceIndex: 5, PhysicalAddress: '02-AA-00-00-00-01' };

const hostWith = (members: object = {}): NeighborHost => {
  const host = NeighborHost.ethernet();
  host.call('CreateIpNetEntry2', { Row: { ...row, ...members } });
  host.appended();
  return host;
};
const set = (host: NeighborHost, members: object): string =>
  host.call('SetIpNetEntry2', { Row: { ...row, ...members } }).status;

describe('SetIpNetEntry2', () => {
  it('refuses in the order of its checks', () => {
    const host = new NeighborHost(
      [
        { InterfaceIndex: 5 },
        { InterfaceIndex: 7, Type: 'IF_TYPE_PPP' },
        { InterfaceIndex: 9, families: [] },
      ],
      ['AF_INET'],
    );
    host.own(5, '192.0.2.2');
    const statuses = [
      host.call('SetIpNetEntry2', { Row: null }).status,
      set(host, { Address: '255.255.255.255', InterfaceIndex: 77 }),
      set(host, { Address: '2001:db8::1', State: 'NlnsIncomplete' }),
      set(host, { Address: '2001:db8::1', InterfaceIndex: 77 }),
      set(host, { InterfaceIndex: 9, PhysicalAddress: '02' }),
      set(host, { InterfaceIndex: 7, PhysicalAddress: '02' }),
      set(host, { Address: '192.0.2.2', PhysicalAddress: '02' }),
      set(host, { Address: '192.0.2.2' }),
      set(host, { Address: '192.0.2.3' }),
    ];
    expect(statuses).toEqual([
      'STATUS_INVALID_PARAMETER',
      'STATUS_INVALID_PARAMETER',
      'STATUS_INVALID_PARAMETER',
      'STATUS_NOT_SUPPORTED',
      'STATUS_NOT_FOUND',
      'STATUS_NOT_SUPPORTED',
      'STATUS_INVALID_PARAMETER',
      'STATUS_INVALID_PARAMETER',
      'STATUS_NOT_FOUND',
    ]);
    expect(host.appended()).toEqual([]);
  });

  it('refuses a mirrored host before it looks for the neighbor', () => {
    const host = hostWith();
    host.mirrored = true;
    expect(set(host, { Address: '192.0.2.99' })).toBe('STATUS_NOT_SUPPORTED');
  });

  it('makes any neighbor static, and clears a router flag that is left out', () => {
    for (const State of ['NlnsReachable', 'NlnsStale', 'NlnsDelay', 'NlnsProbe', 'NlnsPermanent']) {
      const host = hostWith({ State, IsRouter: true });
      expect(set(host, { PhysicalAddress: '02-AA-00-00-00-02' })).toBe('STATUS_SUCCESS');
      expect(host.neighbor(row.Address)).toMatchObject({
        State: 'NlnsPermanent',
        IsRouter: false,
        PhysicalAddress: '02-AA-00-00-00-02',
        dueAt: null,
        solicits: 0,
        lastReachableAt: null,
      });
      expect(host.appended()).toEqual(['NeighborSet NlnsPermanent']);
    }
  });

  it('ends a resolution', () => {
    const host = NeighborHost.ethernet();
    host.call('ResolveIpNetEntry2', { Row: row });
    set(host, {});
    host.advance(10_000);
    expect(host.entry(row.Address)?.State).toBe('NlnsPermanent');
  });

  it('gives no event where nothing changes', () => {
    const host = hostWith();
    expect(set(host, {})).toBe('STATUS_SUCCESS');
    expect(set(host, { State: 'NlnsPermanent', IsUnreachable: true, Flags: 2 })).toBe('STATUS_SUCCESS');
    expect(host.appended()).toEqual([]);
  });

  it('confirms anew with NlnsReachable, later only', () => {
    const host = hostWith({ State: 'NlnsReachable' });
    set(host, { State: 'NlnsReachable' });
    expect(host.appended()).toEqual([]);
    host.advance(1);
    set(host, { State: 'NlnsReachable' });
    expect(host.appended()).toEqual(['NeighborSet NlnsReachable']);
    expect(host.neighbor(row.Address)).toMatchObject({ lastReachableAt: 1, dueAt: 30_001 });
  });

  it('keeps the last confirmation in NlnsStale, NlnsDelay and NlnsProbe', () => {
    for (const State of ['NlnsStale', 'NlnsDelay', 'NlnsProbe']) {
      const host = hostWith({ State: 'NlnsReachable' });
      host.advance(10);
      set(host, { State });
      expect(host.neighbor(row.Address)).toMatchObject({ State, lastReachableAt: 0 });
    }
    const host = hostWith();
    set(host, { State: 'NlnsStale' });
    expect(host.neighbor(row.Address)).toMatchObject({ State: 'NlnsStale', lastReachableAt: null });
  });

  it('records NlnsStale where that was only computed so far', () => {
    const host = hostWith({ State: 'NlnsReachable' });
    host.advance(40_000);
    expect(host.entry(row.Address)?.State).toBe('NlnsStale');
    set(host, { State: 'NlnsStale' });
    expect(host.appended()).toEqual(['NeighborSet NlnsStale']);
    expect(host.neighbor(row.Address)).toMatchObject({ State: 'NlnsStale', dueAt: null });
  });

  it('probes at once with NlnsProbe', () => {
    const host = hostWith();
    host.report('neighbor-answers', { ...row, PhysicalAddress: '02-AA-00-00-00-07' });
    set(host, { State: 'NlnsProbe' });
    expect(host.neighbor(row.Address)).toMatchObject({
      State: 'NlnsReachable',
      PhysicalAddress: '02-AA-00-00-00-07',
    });
  });
});
