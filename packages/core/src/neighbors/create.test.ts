import { NeighborHost } from '../../test/neighbor-host';

const row = { Address: '192.0.2.1', InterfaceIndex: 5, PhysicalAddress: '02-AA-00-00-00-01' };
const ip6 = { ...row, Address: 'fe80::1' };

/**
 * Interface 5 is fit; 6 is bound to IPv4 alone; 7 has no physical addresses; 9 wants 8 bytes. 192.0.2.1 is
 * the host's own on 5 and 9, and a neighbor is tried on each. The stack of IPv6 is missing only where a case
 * says so.
 */
const busyHost = (stacks: readonly ('AF_INET' | 'AF_INET6')[] = ['AF_INET', 'AF_INET6']): NeighborHost => {
  const host = new NeighborHost(
    [
      { InterfaceIndex: 5, PhysicalAddress: '02-00-00-00-00-05' },
      { InterfaceIndex: 6, families: ['AF_INET'] },
      { InterfaceIndex: 7, Type: 'IF_TYPE_TUNNEL' },
      { InterfaceIndex: 9, Type: 'IF_TYPE_IEEE1394' },
    ],
    stacks,
  );
  host.call('CreateIpNetEntry2', { Row: row });
  host.own(5, row.Address);
  host.own(9, row.Address);
  host.appended();
  return host;
};

const statusOf = (host: NeighborHost, Row: unknown): string => host.call('CreateIpNetEntry2', { Row }).status;

describe('CreateIpNetEntry2', () => {
  // Each row is wrong in its own way and in later ones too: the first check decides.
  it.each([
    ['NULL', null],
    ['no row at all', undefined],
    ['what is no row', 'Row'],
    ['an array', []],
    ['a member that the row does not have', { ...row, Metric: 1, InterfaceIndex: 77 }],
    ['an address left out', { InterfaceIndex: 77, PhysicalAddress: '02-AA-00-00-00-01' }],
    ['what is no address', { ...row, Address: '10.0.0.0/33', InterfaceIndex: 77 }],
    ['a loopback address', { ...row, Address: '::1', InterfaceIndex: 77 }],
    ['no interface', { Address: '2001:db8::1', PhysicalAddress: '02-AA' }],
    ['no physical address', { Address: '2001:db8::1', InterfaceIndex: 77 }],
    ['a length of 0', { ...row, Address: '2001:db8::1', InterfaceIndex: 77, PhysicalAddressLength: 0 }],
    ['a length above 32', { ...row, Address: '2001:db8::1', InterfaceIndex: 77, PhysicalAddressLength: 33 }],
    ['zeros', { ...row, Address: '2001:db8::1', InterfaceIndex: 77, PhysicalAddress: '00-00-00-00-00-00' }],
    [
      'a length of zeros only',
      { ...row, InterfaceIndex: 77, PhysicalAddress: '00-00-01', PhysicalAddressLength: 2 },
    ],
    ['NlnsIncomplete', { ...row, Address: '2001:db8::1', InterfaceIndex: 77, State: 'NlnsIncomplete' }],
    ['NlnsMaximum', { ...row, Address: '2001:db8::1', InterfaceIndex: 77, State: 7 }],
    ['a negative state', { ...row, InterfaceIndex: 77, State: -1 }],
    ['a state of no name', { ...row, InterfaceIndex: 77, State: 'NlnsHappy' }],
  ])('refuses %s before it looks at stacks and interfaces', (_, Row) => {
    expect(statusOf(busyHost(['AF_INET']), Row)).toBe('STATUS_INVALID_PARAMETER');
  });

  it('refuses a family without a stack before it looks for the interface', () => {
    expect(statusOf(busyHost(['AF_INET']), { ...ip6, InterfaceIndex: 77 })).toBe('STATUS_NOT_SUPPORTED');
    expect(statusOf(busyHost(['AF_INET']), { ...ip6, InterfaceIndex: 5, PhysicalAddress: '02' })).toBe(
      'STATUS_NOT_SUPPORTED',
    );
  });

  it('refuses an interface that is not there, or not bound, before it looks at scope and link', () => {
    for (const InterfaceIndex of [77, 6])
      expect(
        statusOf(busyHost(), { ...ip6, Address: 'fe80::1%9', InterfaceIndex, PhysicalAddress: '02' }),
      ).toBe('STATUS_NOT_FOUND');
    expect(statusOf(busyHost(), { ...row, InterfaceLuid: '0x00060000ff000000', PhysicalAddress: '02' })).toBe(
      'STATUS_NOT_FOUND',
    );
  });

  it('refuses the scope id of another interface before it looks at the link', () => {
    expect(statusOf(busyHost(), { ...ip6, Address: 'fe80::1%5', InterfaceIndex: 7 })).toBe(
      'STATUS_INVALID_PARAMETER',
    );
    expect(statusOf(busyHost(), { ...ip6, Address: 'fe80::1%5' })).toBe('STATUS_SUCCESS');
    expect(statusOf(busyHost(), { ...ip6, Address: '2001:db8::1%9' })).toBe('STATUS_SUCCESS');
  });

  it('refuses a mirrored host, and a link without physical addresses, before it looks at lengths', () => {
    const mirror = busyHost();
    mirror.mirrored = true;
    expect(statusOf(mirror, { ...row, PhysicalAddress: '02' })).toBe('STATUS_NOT_SUPPORTED');
    expect(statusOf(busyHost(), { ...row, InterfaceIndex: 7, PhysicalAddress: '02' })).toBe(
      'STATUS_NOT_SUPPORTED',
    );
  });

  it('refuses another length than the link’s, then an own address, then a neighbor that stands', () => {
    const host = busyHost();
    expect(host.call('CreateIpNetEntry2', { Row: { ...row, InterfaceIndex: 9 } })).toMatchObject({
      status: 'STATUS_INVALID_PARAMETER',
      member: 'Row.PhysicalAddressLength',
    });
    expect(host.call('CreateIpNetEntry2', { Row: row })).toMatchObject({
      status: 'STATUS_INVALID_PARAMETER',
      member: 'Row.Address',
    });
    host.ownAnycast(5, '192.0.2.2');
    expect(statusOf(host, { ...row, Address: '192.0.2.2' })).toBe('STATUS_INVALID_PARAMETER');
    const there = { ...row, Address: '192.0.2.3', State: 'NlnsStale' };
    expect(statusOf(host, there)).toBe('STATUS_SUCCESS');
    expect(statusOf(host, { ...there, PhysicalAddress: '02-AA-00-00-00-09' })).toBe(
      'ERROR_OBJECT_ALREADY_EXISTS',
    );
  });

  it('changes nothing where it refuses', () => {
    const host = busyHost();
    const before = host.state;
    statusOf(host, { ...row, InterfaceIndex: 9 });
    statusOf(host, row);
    expect(host.state).toBe(before);
    expect(host.appended()).toEqual([]);
  });

  it.each([
    [undefined, { State: 'NlnsPermanent', dueAt: null, lastReachableAt: null }],
    ['NlnsUnreachable', { State: 'NlnsPermanent', dueAt: null, lastReachableAt: null }],
    ['NlnsPermanent', { State: 'NlnsPermanent', dueAt: null, lastReachableAt: null }],
    ['NlnsReachable', { State: 'NlnsReachable', dueAt: 31_000, lastReachableAt: 1000 }],
    ['NlnsStale', { State: 'NlnsStale', dueAt: null, lastReachableAt: null }],
    ['NlnsDelay', { State: 'NlnsDelay', dueAt: 6000, lastReachableAt: null }],
    ['NlnsProbe', { State: 'NlnsProbe', dueAt: 2000, lastReachableAt: null, solicits: 1 }],
    [5, { State: 'NlnsReachable' }],
  ])('makes of State %s what it stands for', (State, expected) => {
    const host = NeighborHost.ethernet();
    host.advance(1000);
    const Row = { ...row, ...(State === undefined ? {} : { State }) };
    expect(host.call('CreateIpNetEntry2', { Row })).toEqual({ status: 'STATUS_SUCCESS' });
    expect(host.neighbor(row.Address)).toMatchObject({ ...expected, PhysicalAddress: row.PhysicalAddress });
    expect(host.appended()).toEqual([`NeighborCreated ${expected.State}`]);
  });

  it('makes NlnsProbe reachable where the first probe is answered at once, with the answer’s address', () => {
    const host = NeighborHost.ethernet();
    host.report('neighbor-answers', { ...row, PhysicalAddress: '02-AA-00-00-00-07' });
    host.call('CreateIpNetEntry2', { Row: { ...row, State: 'NlnsProbe' } });
    expect(host.neighbor(row.Address)).toMatchObject({
      State: 'NlnsReachable',
      PhysicalAddress: '02-AA-00-00-00-07',
      lastReachableAt: 0,
    });
  });

  it('keeps the router flag, by its own member or by bit 0 of Flags', () => {
    const host = NeighborHost.ethernet();
    const given = [{ IsRouter: true }, { Flags: 1 }, { Flags: 3 }, { Flags: 2 }, { IsUnreachable: true }, {}];
    const kept = given.map((members, index) => {
      const Address = `192.0.2.${index + 1}`;
      host.call('CreateIpNetEntry2', { Row: { ...row, ...members, Address } });
      return host.neighbor(Address)?.IsRouter;
    });
    expect(kept).toEqual([true, true, true, false, false, false]);
  });

  it('counts only as many bytes as PhysicalAddressLength says', () => {
    const host = NeighborHost.ethernet();
    const long = { ...row, PhysicalAddress: '02-AA-00-00-00-01-99-99', PhysicalAddressLength: 6 };
    const short = { ...row, Address: '192.0.2.2', PhysicalAddress: '02-AA', PhysicalAddressLength: 6 };
    expect([statusOf(host, long), statusOf(host, short)]).toEqual(['STATUS_SUCCESS', 'STATUS_SUCCESS']);
    expect(host.neighbor('192.0.2.1')?.PhysicalAddress).toBe('02-AA-00-00-00-01');
    expect(host.neighbor('192.0.2.2')?.PhysicalAddress).toBe('02-AA-00-00-00-00');
  });

  it('lets the LUID decide alone', () => {
    const host = busyHost();
    const { InterfaceLuid } = host.interface(6);
    expect(statusOf(host, { ...row, InterfaceLuid })).toBe('STATUS_SUCCESS');
    expect(host.neighbor(row.Address, 6)).toMatchObject({ InterfaceIndex: 6 });
  });

  it('takes one address on several interfaces, and addresses outside every prefix', () => {
    const host = NeighborHost.ethernet({ InterfaceIndex: 6 });
    expect(statusOf(host, row)).toBe('STATUS_SUCCESS');
    expect(statusOf(host, { ...row, InterfaceIndex: 6 })).toBe('STATUS_SUCCESS');
    expect(statusOf(host, { ...row, Address: '169.254.169.254' })).toBe('STATUS_SUCCESS');
  });
});
