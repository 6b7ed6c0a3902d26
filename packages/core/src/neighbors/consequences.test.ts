import { NeighborHost } from '../../test/neighbor-host';
import { neighborsAfter } from './consequences';

const row = { InterfaceIndex: 5, PhysicalAddress: '02-AA-00-00-00-01' };

describe('a link that goes down', () => {
  it('changes its dynamic neighbors of both families in order of creation', () => {
    const host = NeighborHost.ethernet({ InterfaceIndex: 6 });
    const given = [
      ['2001:db8::1', 'NlnsReachable', 5],
      ['192.0.2.1', 'NlnsDelay', 5],
      ['192.0.2.2', 'NlnsProbe', 5],
      ['192.0.2.3', 'NlnsStale', 5],
      ['192.0.2.4', 'NlnsPermanent', 5],
      ['192.0.2.5', 'NlnsReachable', 6],
    ] as const;
    for (const [Address, State, InterfaceIndex] of given)
      host.call('CreateIpNetEntry2', { Row: { ...row, Address, State, InterfaceIndex } });
    host.report('packet-sent', { Address: '192.0.2.6', InterfaceIndex: 5 });
    host.events = [];
    host.setMedia(5, false);
    expect(host.records.map(({ type, Address, State }) => [type, Address, State])).toEqual([
      ['NeighborStateChanged', '2001:db8::1', 'NlnsStale'],
      ['NeighborStateChanged', '192.0.2.1', 'NlnsStale'],
      ['NeighborStateChanged', '192.0.2.2', 'NlnsStale'],
      ['NeighborStateChanged', '192.0.2.6', 'NlnsUnreachable'],
    ]);
    expect(host.entry('192.0.2.5', 6)?.State).toBe('NlnsReachable');
    host.events = [];
    host.setMedia(5, true);
    expect(host.events).toEqual([]);
  });

  it('is the only happening elsewhere that neighbors follow', () => {
    const host = NeighborHost.ethernet();
    host.call('CreateIpNetEntry2', { Row: { ...row, Address: '192.0.2.1', State: 'NlnsReachable' } });
    const { InterfaceLuid, InterfaceIndex } = host.interface(5);
    const data = { InterfaceLuid, InterfaceIndex };
    for (const type of ['MediaConnected', 'InterfaceSet', 'UnicastAddressCreated', 'RouteDeleted'])
      expect(neighborsAfter({ event: { type, data }, before: host.state, state: host.state, at: 0 })).toEqual(
        [],
      );
  });
});
