import { NeighborHost } from '../../test/neighbor-host';

const hostWithNeighbors = (): NeighborHost => {
  const host = new NeighborHost([
    { InterfaceIndex: 6 },
    { InterfaceIndex: 5 },
    { InterfaceIndex: 7, families: ['AF_INET'] },
    { InterfaceIndex: 8, families: [] },
  ]);
  const rows = [
    ['2001:db8::9', 6, 'NlnsStale'],
    ['192.0.2.2', 6, 'NlnsPermanent'],
    ['192.0.2.1', 5, 'NlnsDelay'],
    ['fe80::1', 5, 'NlnsPermanent'],
  ] as const;
  for (const [Address, InterfaceIndex, State] of rows)
    host.call('CreateIpNetEntry2', {
      Row: { Address, InterfaceIndex, State, PhysicalAddress: '02-AA-00-00-00-01' },
    });
  host.events = [];
  return host;
};

const flushed = (params: object): unknown => {
  const host = hostWithNeighbors();
  const { status } = host.call('FlushIpNetTable2', params);
  return status === 'STATUS_SUCCESS' ? host.records.map(({ Address }) => Address) : status;
};

describe('FlushIpNetTable2', () => {
  it.each([
    [{ Family: 'AF_UNSPEC', InterfaceIndex: 0 }, ['2001:db8::9', '192.0.2.2', '192.0.2.1', 'fe80::1']],
    [{}, ['2001:db8::9', '192.0.2.2', '192.0.2.1', 'fe80::1']],
    [{ Family: 'AF_INET' }, ['192.0.2.2', '192.0.2.1']],
    [{ Family: 23, InterfaceIndex: 0 }, ['2001:db8::9', 'fe80::1']],
    [{ Family: 'AF_UNSPEC', InterfaceIndex: 5 }, ['192.0.2.1', 'fe80::1']],
    [{ Family: 'AF_INET6', InterfaceIndex: 6 }, ['2001:db8::9']],
    [{ Family: 'AF_INET', InterfaceIndex: 7 }, []],
    [{ Family: 'AF_UNSPEC', InterfaceIndex: 8 }, []],
  ])('with %j removes %j, in order of creation', (params, addresses) => {
    expect(flushed(params)).toEqual(addresses);
  });

  it('refuses in the order of its checks', () => {
    expect(flushed({ Family: 7, InterfaceIndex: 77 })).toBe('STATUS_INVALID_PARAMETER');
    expect(flushed({ Family: null })).toBe('STATUS_INVALID_PARAMETER');
    expect(flushed({ Family: 'AF_INET', InterfaceIndex: 'five' })).toBe('STATUS_INVALID_PARAMETER');
    expect(flushed({ Family: 'AF_INET', InterfaceIndex: 77 })).toBe('STATUS_NOT_FOUND');
    expect(flushed({ Family: 'AF_UNSPEC', InterfaceIndex: 77 })).toBe('STATUS_NOT_FOUND');
    expect(flushed({ Family: 'AF_INET6', InterfaceIndex: 7 })).toBe('STATUS_NOT_FOUND');
    const ipv4Only = new NeighborHost([{ InterfaceIndex: 5 }], ['AF_INET']);
    const status = (params: object): string => ipv4Only.call('FlushIpNetTable2', params).status;
    expect(status({ Family: 'AF_INET6', InterfaceIndex: 77 })).toBe('STATUS_NOT_SUPPORTED');
    expect(status({ Family: 'AF_UNSPEC', InterfaceIndex: 5 })).toBe('STATUS_SUCCESS');
    ipv4Only.mirrored = true;
    expect(status({ Family: 'AF_INET', InterfaceIndex: 77 })).toBe('STATUS_NOT_FOUND');
    expect(status({ Family: 'AF_INET', InterfaceIndex: 5 })).toBe('STATUS_NOT_SUPPORTED');
  });

  it('tells the reason of each removal', () => {
    const host = hostWithNeighbors();
    host.call('FlushIpNetTable2', { Family: 'AF_UNSPEC' });
    expect(new Set(host.appended())).toEqual(new Set(['NeighborDeleted flushed']));
    expect(host.state.neighbors.size).toBe(0);
  });
});
