import { NeighborHost } from '../../test/neighbor-host';

const row = { Address: '192.0.2.1', InterfaceIndex: 5, PhysicalAddress: '02-AA-00-00-00-01' };

describe('DeleteIpNetEntry2', () => {
  it('refuses in the order of its checks', () => {
    const host = new NeighborHost([{ InterfaceIndex: 5 }, { InterfaceIndex: 7, Type: 'IF_TYPE_PPP' }]);
    const ipv4Only = new NeighborHost([{ InterfaceIndex: 5 }], ['AF_INET']);
    const status = (on: NeighborHost, Row: unknown): string => on.call('DeleteIpNetEntry2', { Row }).status;
    expect([
      status(host, null),
      status(host, { Address: '::ffff:192.0.2.1', InterfaceIndex: 77 }),
      status(ipv4Only, { Address: '2001:db8::1' }),
      status(ipv4Only, { Address: '2001:db8::1', InterfaceIndex: 77 }),
      status(host, { Address: 'fe80::1%6', InterfaceIndex: 77 }),
      status(host, { Address: 'fe80::1%6', InterfaceIndex: 5 }),
      status(host, { Address: '192.0.2.1', InterfaceIndex: 5 }),
      status(host, { Address: '192.0.2.1', InterfaceIndex: 7 }),
    ]).toEqual([
      'STATUS_INVALID_PARAMETER',
      'STATUS_INVALID_PARAMETER',
      'STATUS_INVALID_PARAMETER',
      'STATUS_NOT_SUPPORTED',
      'STATUS_NOT_FOUND',
      'STATUS_INVALID_PARAMETER',
      'STATUS_NOT_FOUND',
      'STATUS_NOT_FOUND',
    ]);
    host.mirrored = true;
    expect(status(host, { Address: '192.0.2.1', InterfaceIndex: 5 })).toBe('STATUS_NOT_SUPPORTED');
    expect(host.appended()).toEqual([]);
  });

  it('removes a neighbor of any state, and looks at nothing but its key', () => {
    for (const State of ['NlnsReachable', 'NlnsStale', 'NlnsDelay', 'NlnsProbe', 'NlnsPermanent']) {
      const host = NeighborHost.ethernet();
      host.call('CreateIpNetEntry2', { Row: { ...row, State } });
      const Row = { ...row, PhysicalAddress: 'nonsense', PhysicalAddressLength: -1, State: 99, Flags: 'x' };
      expect(host.call('DeleteIpNetEntry2', { Row }).status).toBe('STATUS_SUCCESS');
      expect(host.appended()).toEqual([`NeighborCreated ${State}`, 'NeighborDeleted call']);
      expect(host.call('DeleteIpNetEntry2', { Row }).status).toBe('STATUS_NOT_FOUND');
    }
  });
});
