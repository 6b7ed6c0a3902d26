import * as fc from 'fast-check';

import {
  ethernet,
  InterfaceHost,
  type AddressOnHost,
  type InterfaceHostState,
} from '../../test/interface-host';
import { propertyRuns } from '../../test/property-runs';
import { makeLuid, parseIpAddress, type IpAddress } from '../net';
import { interfaceConnectivityHintOf } from './connectivity';
import { connectivityHintOf } from './index';

const ETHERNET = makeLuid(6, 5);
const OTHER = makeLuid(6, 6);

const address = (
  text: string,
  DadState = 'IpDadStatePreferred',
  InterfaceLuid = ETHERNET,
): AddressOnHost => ({
  InterfaceLuid,
  Address: parseIpAddress(text) as IpAddress,
  DadState,
});

const withRows = (
  state: InterfaceHostState,
  addresses: readonly AddressOnHost[],
  defaultRoutes: readonly (readonly [prefix: '0.0.0.0/0' | '::/0', luid: typeof ETHERNET])[],
): InterfaceHostState => ({
  ...state,
  unicast: {
    onInterface: (luid) => addresses.filter((row) => row.InterfaceLuid === luid),
    values: () => addresses,
  },
  routes: {
    at: (prefix) =>
      defaultRoutes
        .filter(([ofRoute]) => ofRoute === String(prefix))
        .map(([, InterfaceLuid]) => ({ InterfaceLuid })),
  },
});

const host = new InterfaceHost([ethernet, { InterfaceIndex: 6 }]);
const ipv4Route = ['0.0.0.0/0', ETHERNET] as const;
const ipv6Route = ['::/0', ETHERNET] as const;

describe('the connectivity hint', () => {
  it.each<
    [string, readonly AddressOnHost[], readonly (readonly ['0.0.0.0/0' | '::/0', typeof ETHERNET])[], string]
  >([
    ['without an address', [], [ipv4Route, ipv6Route], 'None'],
    ['with a tentative address', [address('192.0.2.10', 'IpDadStateTentative')], [ipv4Route], 'None'],
    ['with a duplicate address', [address('192.0.2.10', 'IpDadStateDuplicate')], [ipv4Route], 'None'],
    ['with an address and no route', [address('192.0.2.10')], [], 'LocalAccess'],
    ['with a deprecated address', [address('192.0.2.10', 'IpDadStateDeprecated')], [], 'LocalAccess'],
    [
      'with a deprecated address and a route',
      [address('192.0.2.10', 'IpDadStateDeprecated')],
      [ipv4Route],
      'InternetAccess',
    ],
    ['with an address and a route', [address('192.0.2.10')], [ipv4Route], 'InternetAccess'],
    ['with IPv6 alone', [address('2001:db8::1')], [ipv6Route], 'InternetAccess'],
    ['with a route of the other family', [address('192.0.2.10')], [ipv6Route], 'LocalAccess'],
    ['with a route on the other interface', [address('192.0.2.10')], [['0.0.0.0/0', OTHER]], 'LocalAccess'],
    ['with a link-local IPv6 address', [address('fe80::1')], [ipv6Route], 'LocalAccess'],
    ['with a link-local IPv4 address', [address('169.254.1.1')], [ipv4Route], 'LocalAccess'],
    [
      'with a global address that is tentative yet',
      [address('fe80::1'), address('2001:db8::1', 'IpDadStateTentative')],
      [ipv6Route],
      'LocalAccess',
    ],
  ])('%s', (_, addresses, routes, level) => {
    const hint = connectivityHintOf(withRows(host.state, addresses, routes));
    expect(hint).toEqual({
      ConnectivityLevel: `NetworkConnectivityLevelHint${level}`,
      ConnectivityCost: `NetworkConnectivityCostHint${level === 'None' ? 'Unknown' : 'Unrestricted'}`,
      ApproachingDataLimit: false,
      OverDataLimit: false,
      Roaming: false,
    });
  });

  it('is the highest of all interfaces, also where few of them are looked at', () => {
    const luids = [makeLuid(24, 1), ETHERNET, OTHER, makeLuid(6, 7)];
    const levels = ['None', 'LocalAccess', 'InternetAccess'].map(
      (level) => `NetworkConnectivityLevelHint${level}`,
    );
    const addressArbitrary = fc
      .record({
        text: fc.constantFrom('192.0.2.10', '169.254.1.1', 'fe80::1', '2001:db8::1'),
        state: fc.constantFrom('Tentative', 'Preferred', 'Deprecated', 'Duplicate'),
        luid: fc.constantFrom(...luids),
      })
      .map(({ text, state, luid }) => address(text, `IpDadState${state}`, luid));
    const route = fc.tuple(fc.constantFrom('0.0.0.0/0' as const, '::/0' as const), fc.constantFrom(...luids));
    const changes = fc.array(fc.tuple(fc.boolean(), fc.constantFrom(5, 6)), { maxLength: 3 });
    fc.assert(
      fc.property(
        fc.array(addressArbitrary, { maxLength: 6 }),
        fc.array(route, { maxLength: 4 }),
        changes,
        (addresses, routes, links) => {
          const three = new InterfaceHost([
            { InterfaceIndex: 1, Type: 'IF_TYPE_SOFTWARE_LOOPBACK' },
            ethernet,
            { InterfaceIndex: 6 },
          ]);
          for (const [isUp, InterfaceIndex] of links)
            three.report(isUp ? 'media-connects' : 'media-disconnects', { InterfaceIndex });
          const state = withRows(three.state, addresses, routes);
          const each = [...state.interfaces.values()].map((row) =>
            levels.indexOf(interfaceConnectivityHintOf(state, row).ConnectivityLevel),
          );
          expect(levels.indexOf(connectivityHintOf(state).ConnectivityLevel)).toBe(Math.max(...each));
        },
      ),
      propertyRuns(300),
    );
  });

  it('is None of a host without interfaces', () => {
    expect(connectivityHintOf(new InterfaceHost([]).state).ConnectivityLevel).toBe(
      'NetworkConnectivityLevelHintNone',
    );
  });

  it('is None of loopback and of disconnected interfaces, whatever they have', () => {
    const level = (test: InterfaceHost, luid: typeof ETHERNET) =>
      connectivityHintOf(
        withRows(test.state, [address('192.0.2.10', 'IpDadStatePreferred', luid)], [['0.0.0.0/0', luid]]),
      ).ConnectivityLevel;
    const loopback = new InterfaceHost([{ InterfaceIndex: 1, Type: 'IF_TYPE_SOFTWARE_LOOPBACK' }]);
    expect(level(loopback, makeLuid(24, 1))).toBe('NetworkConnectivityLevelHintNone');
    const down = new InterfaceHost();
    down.report('media-disconnects', { InterfaceIndex: 5 });
    expect(level(down, ETHERNET)).toBe('NetworkConnectivityLevelHintNone');
  });

  it('passes over default routes that are disabled, for that family', () => {
    const disabled = new InterfaceHost();
    const row = disabled.call('InitializeIpInterfaceEntry', {}).out?.['Row'] as object;
    disabled.call('SetIpInterfaceEntry', {
      Row: { ...row, Family: 'AF_INET', InterfaceIndex: 5, DisableDefaultRoutes: true },
    });
    const level = (addresses: readonly AddressOnHost[]) =>
      connectivityHintOf(withRows(disabled.state, addresses, [ipv4Route, ipv6Route])).ConnectivityLevel;
    expect(level([address('192.0.2.10')])).toBe('NetworkConnectivityLevelHintLocalAccess');
    expect(level([address('192.0.2.10'), address('2001:db8::1')])).toBe(
      'NetworkConnectivityLevelHintInternetAccess',
    );
  });

  it('of the host is the highest of its interfaces', () => {
    const both = [address('192.0.2.10'), address('198.51.100.1', 'IpDadStatePreferred', OTHER)];
    expect(connectivityHintOf(withRows(host.state, both, [['0.0.0.0/0', OTHER]])).ConnectivityLevel).toBe(
      'NetworkConnectivityLevelHintInternetAccess',
    );
    expect(connectivityHintOf(withRows(host.state, both.slice(0, 1), [])).ConnectivityLevel).toBe(
      'NetworkConnectivityLevelHintLocalAccess',
    );
  });
});

describe('the calls for it', () => {
  const asked = new InterfaceHost([ethernet, { InterfaceIndex: 6 }]);
  asked.state = withRows(asked.state, [address('192.0.2.10')], [ipv4Route]);
  asked.state = { ...asked.state, connectivityHint: connectivityHintOf(asked.state) };

  it('give that of the host, and that of each interface', () => {
    const level = (
      name: 'GetNetworkConnectivityHint' | 'GetNetworkConnectivityHintForInterface',
      params: object,
    ) => asked.call(name, params).out?.['ConnectivityHint'];
    const internet = { ConnectivityLevel: 'NetworkConnectivityLevelHintInternetAccess' };
    expect(level('GetNetworkConnectivityHint', {})).toMatchObject(internet);
    expect(level('GetNetworkConnectivityHintForInterface', { InterfaceIndex: 5 })).toMatchObject(internet);
    expect(level('GetNetworkConnectivityHintForInterface', { InterfaceIndex: 6 })).toMatchObject({
      ConnectivityLevel: 'NetworkConnectivityLevelHintNone',
      ConnectivityCost: 'NetworkConnectivityCostHintUnknown',
    });
  });

  it.each<[object, string, string]>([
    [{ InterfaceIndex: 0, ConnectivityHint: null }, 'STATUS_INVALID_PARAMETER', 'ConnectivityHint'],
    [{ InterfaceIndex: 0 }, 'STATUS_INVALID_PARAMETER', 'InterfaceIndex'],
    [{}, 'STATUS_INVALID_PARAMETER', 'InterfaceIndex'],
    [{ InterfaceIndex: 'five' }, 'STATUS_INVALID_PARAMETER', 'InterfaceIndex'],
    [{ InterfaceIndex: 9 }, 'STATUS_NOT_FOUND', 'InterfaceIndex'],
  ])('of an interface refuses %p', (params, status, member) => {
    expect(asked.call('GetNetworkConnectivityHintForInterface', params)).toMatchObject({ status, member });
  });

  it('of the host refuses NULL', () => {
    expect(asked.call('GetNetworkConnectivityHint', { ConnectivityHint: null }).status).toBe(
      'STATUS_INVALID_PARAMETER',
    );
  });
});

describe('GetIpNetworkConnectionBandwidthEstimates', () => {
  const narrow = new InterfaceHost([ethernet, { InterfaceIndex: 6, families: [] }], { stacks: ['AF_INET'] });

  it('has no estimate yet', () => {
    const none = { Bandwidth: '0', Instability: '0', BandwidthPeaked: false };
    expect(
      narrow.call('GetIpNetworkConnectionBandwidthEstimates', {
        InterfaceIndex: 5,
        AddressFamily: 'AF_INET',
      }),
    ).toEqual({
      status: 'STATUS_SUCCESS',
      out: { BandwidthEstimates: { InboundBandwidthInformation: none, OutboundBandwidthInformation: none } },
    });
  });

  it.each<[object, string, string]>([
    [
      { InterfaceIndex: 0, AddressFamily: 7, BandwidthEstimates: null },
      'STATUS_INVALID_PARAMETER',
      'BandwidthEstimates',
    ],
    [{ InterfaceIndex: 0, AddressFamily: 7 }, 'STATUS_INVALID_PARAMETER', 'AddressFamily'],
    [{ InterfaceIndex: 0 }, 'STATUS_INVALID_PARAMETER', 'AddressFamily'],
    [{ InterfaceIndex: 0, AddressFamily: 'AF_INET6' }, 'STATUS_INVALID_PARAMETER', 'InterfaceIndex'],
    [{ InterfaceIndex: 9, AddressFamily: 'AF_INET6' }, 'STATUS_NOT_SUPPORTED', ''],
    [{ InterfaceIndex: 9, AddressFamily: 'AF_INET' }, 'STATUS_NOT_FOUND', 'InterfaceIndex'],
    [{ InterfaceIndex: 6, AddressFamily: 'AF_INET' }, 'STATUS_NOT_FOUND', ''],
  ])('refuses %p', (params, status, member) => {
    const answer = narrow.call('GetIpNetworkConnectionBandwidthEstimates', params);
    expect({ status: answer.status, member: answer.member ?? '' }).toEqual({ status, member });
  });
});
