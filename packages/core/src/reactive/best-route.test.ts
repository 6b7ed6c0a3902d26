import { addressRow, collect, routeRow, streamHost } from '../../test/stream-host';
import { functions, hardware } from '../netioapi';
import { bestRoute$, type BestRouteAnswer } from '.';

const PhysicalAddress = '02-AA-00-00-00-01';

const inShort = ({ status, BestRoute, BestSourceAddress }: BestRouteAnswer): string =>
  BestRoute === null
    ? status
    : `${BestRoute.DestinationPrefix} by ${BestRoute.NextHop} from ${BestSourceAddress}`;

describe('bestRoute$', () => {
  it('gives the answer now, then each other one', () => {
    const { host, api, addRoute, setRoute, deleteRoute } = streamHost();
    const { items } = collect(bestRoute$(host, '10.0.1.9'));
    addRoute(2);
    addRoute(1);
    setRoute(1, { Metric: 5 });
    api.CreateUnicastIpAddressEntry({ Row: addressRow() });
    host.advance(3000);
    hardware(host)['media-disconnects']({ InterfaceIndex: 5 });
    hardware(host)['media-connects']({ InterfaceIndex: 5 });
    deleteRoute(1);
    expect(items.map(inShort)).toEqual([
      'STATUS_NETWORK_UNREACHABLE',
      '10.0.1.0/24 by 192.0.2.1 from 0.0.0.0',
      '10.0.1.0/24 by 192.0.2.1 from 192.0.2.10',
      'STATUS_NETWORK_UNREACHABLE',
      '10.0.1.0/24 by 192.0.2.1 from 192.0.2.10',
      'STATUS_NETWORK_UNREACHABLE',
    ]);
  });

  it('follows what ends by time, by the event that ends it', () => {
    const { host, addRoute } = streamHost();
    addRoute(1, { ValidLifetime: 60, PreferredLifetime: 60 });
    const { items } = collect(bestRoute$(host, '10.0.1.9'));
    host.advance(59_999);
    expect(items).toHaveLength(1);
    host.advance(1);
    expect(items.map(({ status }) => status)).toEqual(['STATUS_SUCCESS', 'STATUS_NETWORK_UNREACHABLE']);
  });

  it('asks again only after appends that can bear on it', () => {
    const { host, api, addRoute } = streamHost();
    const ask = jest.spyOn(functions.GetBestRoute2, 'run');
    const asked = (work: () => void): number => {
      const before = ask.mock.calls.length;
      work();
      return ask.mock.calls.length - before;
    };
    expect(asked(() => collect(bestRoute$(host, '10.0.1.9')))).toBe(1);
    const none = [
      () => addRoute(2),
      () => api.CreateIpNetEntry2({ Row: { Address: '192.0.2.1', InterfaceIndex: 5, PhysicalAddress } }),
      () => api.CreateUnicastIpAddressEntry({ Row: addressRow({ Address: '2001:db8::5' }) }),
      () => hardware(host)['family-unbinds']({ InterfaceIndex: 6, Family: 'AF_INET6' }),
      () => hardware(host)['teredo-port']({ Port: 9 }),
    ];
    expect(none.map(asked)).toEqual([0, 0, 0, 0, 0]);
    const once = [
      () => addRoute(1),
      () => api.CreateUnicastIpAddressEntry({ Row: addressRow() }),
      () => hardware(host)['media-disconnects']({ InterfaceIndex: 6 }),
      () => hardware(host)['family-unbinds']({ InterfaceIndex: 6, Family: 'AF_INET' }),
    ];
    expect(once.map(asked)).toEqual([1, 1, 1, 1]);
    ask.mockRestore();
  });

  it('is limited as the lookup is: to an interface, or to a source', () => {
    const { host, addRoute, api } = streamHost();
    const byInterface = collect(bestRoute$(host, '10.0.1.9', { InterfaceIndex: 6 }));
    const bySource = collect(bestRoute$(host, '10.0.1.9', { SourceAddress: '192.0.2.10' }));
    addRoute(1);
    api.CreateIpForwardEntry2({
      Row: routeRow(1, { InterfaceIndex: 6, NextHop: '198.51.100.1', Metric: 50 }),
    });
    expect(byInterface.items.map(({ BestRoute, status }) => BestRoute?.NextHop ?? status)).toEqual([
      'STATUS_NETWORK_UNREACHABLE',
      '198.51.100.1',
    ]);
    expect(bySource.items.map(({ status }) => status)).toEqual(['STATUS_NETWORK_UNREACHABLE']);
    api.CreateUnicastIpAddressEntry({ Row: addressRow() });
    host.advance(3000);
    expect(bySource.items.map(({ BestRoute, status }) => BestRoute?.NextHop ?? status)).toEqual([
      'STATUS_NETWORK_UNREACHABLE',
      '192.0.2.1',
    ]);
  });

  it('follows IPv6 by the events of IPv6', () => {
    const { host, api } = streamHost();
    const { items } = collect(bestRoute$(host, '2001:db8::9'));
    api.CreateIpForwardEntry2({
      Row: routeRow(1, { DestinationPrefix: '2001:db8::/32', NextHop: 'fe80::1' }),
    });
    api.SetIpInterfaceEntry({
      Row: {
        ...api.InitializeIpInterfaceEntry({ Row: {} }).Row,
        Family: 'AF_INET6',
        InterfaceIndex: 5,
        Metric: 99,
      },
    });
    hardware(host)['family-unbinds']({ InterfaceIndex: 5, Family: 'AF_INET6' });
    expect(items.map(inShort)).toEqual([
      'STATUS_NETWORK_UNREACHABLE',
      '2001:db8::/32 by fe80::1 from ::',
      'STATUS_NETWORK_UNREACHABLE',
    ]);
  });

  it.each(['nowhere', '', 'AF_UNSPEC'])('refuses %j once and for all', (destination) => {
    const { host, addRoute } = streamHost();
    const { items } = collect(bestRoute$(host, destination));
    addRoute(1);
    expect(items).toEqual([{ status: 'STATUS_INVALID_PARAMETER', BestRoute: null, BestSourceAddress: null }]);
  });
});
