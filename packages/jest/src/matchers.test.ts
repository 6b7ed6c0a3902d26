import { stripVTControlCharacters } from 'node:util';

import { expect as globalsExpect } from '@jest/globals';
import { createHost, hardware, netioapi, type Host } from '@netlapse/core';

import { matchers, timeLine } from '.';

const way = (NextHop: string, InterfaceIndex: number, Metric: number) =>
  ({
    InterfaceIndex,
    DestinationPrefix: '0.0.0.0/0',
    NextHop,
    Metric,
    ValidLifetime: 0xffffffff,
    PreferredLifetime: 0xffffffff,
  }) as const;

/** Two ways out; the cable is pulled after five seconds. */
const story = (): Host => {
  const host = createHost({
    now: 1000,
    interfaces: [
      { InterfaceIndex: 5, Alias: 'Cable' },
      { InterfaceIndex: 7, Alias: 'Wireless' },
    ],
  });
  const api = netioapi(host);
  api.CreateIpForwardEntry2({ Row: way('192.0.2.1', 5, 10) }, { actor: 'dhcp' });
  api.CreateIpForwardEntry2({ Row: way('198.51.100.1', 7, 50) });
  host.mark('cable in');
  host.advance(5000);
  hardware(host)['media-disconnects']({ InterfaceIndex: 5 });
  return host;
};

const messageOf = (check: () => void): string => {
  try {
    check();
  } catch (error) {
    return stripVTControlCharacters((error as Error).message);
  }
  throw new Error('it did not fail');
};

describe('toHaveRoute', () => {
  it('finds a route by the members named, as of now and of the past, by what they denote', () => {
    const host = createHost({ interfaces: [{ InterfaceIndex: 5 }] });
    host.mark('before');
    netioapi(host).CreateIpForwardEntry2({
      Row: { ...way('fe80::1', 5, 3), DestinationPrefix: '2001:db8::/32' },
    });
    expect(host).toHaveRoute({ DestinationPrefix: '2001:DB8:0::/32', Metric: 3 });
    expect(host).toHaveRoute({ DestinationPrefix: '2001:db8::/32', Metric: expect.any(Number) as number });
    expect(host).not.toHaveRoute({ DestinationPrefix: '2001:db8::/32' }, { asOf: 'before' });
    expect(host).not.toHaveRoute({ Metric: 4 });
    globalsExpect(host).toHaveRoute({ Metric: 3 });
  });

  it('shows how the nearest route differs, and what happened to routes', () => {
    const host = story();
    expect(
      messageOf(() =>
        expect(host).toHaveRoute({ DestinationPrefix: '0.0.0.0/0', InterfaceIndex: 7, Metric: 5 }),
      ),
    ).toBe(`expect(host).toHaveRoute(route)

The nearest of 2 routes, 0.0.0.0/0 via 198.51.100.1 on #7:
- Expected  - 1
+ Received  + 1

  Object {
    "DestinationPrefix": "0.0.0.0/0",
    "InterfaceIndex": 7,
-   "Metric": 5,
+   "Metric": 50,
  }

Time line of routes:
  +0.000s  CreateIpForwardEntry2 by dhcp  + routes 0.0.0.0/0 via 192.0.2.1 on Cable #5
  +0.000s  CreateIpForwardEntry2          + routes 0.0.0.0/0 via 198.51.100.1 on Wireless #7
> +5.000s  the moment asked about`);
  });

  it('says so where nothing is like it, and where it should not be there', () => {
    const host = story();
    expect(messageOf(() => expect(host).toHaveRoute({ DestinationPrefix: '10.0.0.0/8' }))).toContain(
      'Received: none like it among 2 routes',
    );
    expect(messageOf(() => expect(host).not.toHaveRoute({ NextHop: '192.0.2.1' }))).toContain(
      'Expected: not {"NextHop": "192.0.2.1"}\nReceived: {"NextHop": "192.0.2.1"}',
    );
  });
});

describe('toRouteVia', () => {
  it('asks GetBestRoute2, now and in the past', () => {
    const host = story();
    expect(host).toRouteVia('203.0.113.5', '198.51.100.1');
    expect(host).toRouteVia('203.0.113.5', '192.0.2.1', { asOf: 'cable in' });
    expect(host).toRouteVia('203.0.113.5', { Alias: 'Wireless', Metric: 50 });
    expect(host).not.toRouteVia('203.0.113.5', { Alias: 'Cable' });
    expect(host).toRouteVia('2001:db8::1', 'STATUS_NETWORK_UNREACHABLE');
    expect(host).not.toRouteVia('203.0.113.5', 'STATUS_NETWORK_UNREACHABLE');
  });

  it('shows every answer there was, what brought it, and which held then', () => {
    const host = story();
    expect(messageOf(() => expect(host).toRouteVia('203.0.113.5', '192.0.2.1'))).toBe(
      `expect(host).toRouteVia(destination, way)

- Expected  - 1
+ Received  + 1

  Object {
-   "NextHop": "192.0.2.1",
+   "NextHop": "198.51.100.1",
  }

Time line of the way to 203.0.113.5:
  +0.000s  STATUS_NETWORK_UNREACHABLE
  +0.000s  via 192.0.2.1 on Cable #5, by 0.0.0.0/0 (CreateIpForwardEntry2 by dhcp)
> +5.000s  via 198.51.100.1 on Wireless #7, by 0.0.0.0/0 (media-disconnects)`,
    );
    expect(
      messageOf(() => expect(host).not.toRouteVia('203.0.113.5', '192.0.2.1', { asOf: 'cable in' })),
    ).toContain('> +0.000s  via 192.0.2.1 on Cable #5');
  });
});

describe('toHaveNotified', () => {
  it('tells from the log what a registration would have been told', () => {
    const host = story();
    expect(host).toHaveNotified('NotifyRouteChange2', {
      NotificationType: 'MibAddInstance',
      Row: { NextHop: '198.51.100.1' },
    });
    expect(host).toHaveNotified('NotifyRouteChange2', [], { since: 'cable in' });
    expect(host).toHaveNotified(
      'NotifyIpInterfaceChange',
      [{ NotificationType: 'MibParameterNotification', Row: { InterfaceIndex: 5, Family: 'AF_INET6' } }],
      { since: 'cable in', Family: 'AF_INET6' },
    );
    expect(host).not.toHaveNotified('NotifyUnicastIpAddressChange', {});
  });

  it('looks at the calls of a mock function', () => {
    const host = createHost({ interfaces: [{ InterfaceIndex: 5 }] });
    const [rows, hint] = [jest.fn(), jest.fn()];
    const api = netioapi(host);
    api.NotifyRouteChange2({ Callback: rows, InitialNotification: true });
    api.NotifyNetworkConnectivityHintChange({ Callback: hint });
    const { CreateIpForwardEntry2 } = api;
    CreateIpForwardEntry2({ Row: way('192.0.2.1', 5, 1) });
    expect(rows).toHaveNotified([
      { NotificationType: 'MibInitialNotification', Row: null },
      { NotificationType: 'MibAddInstance', Row: { NextHop: '192.0.2.1' } },
    ]);
    expect(rows).not.toHaveNotified({ NotificationType: 'MibDeleteInstance' });
    expect(hint).not.toHaveNotified({ Port: 5 });
    expect(messageOf(() => expect(rows).toHaveNotified({ NotificationType: 'MibDeleteInstance' })))
      .toBe(`expect(callback).toHaveNotified(expected)

Expected: {"NotificationType": "MibDeleteInstance"}
Received: 2, none of them as expected

Calls of it:
  {"Row":null,"NotificationType":"MibInitialNotification"}
  MibAddInstance 0.0.0.0/0 via 192.0.2.1 on #5`);
  });

  it('shows the difference of lists, and the time line', () => {
    const host = story();
    const message = messageOf(() =>
      expect(host).toHaveNotified('NotifyIpInterfaceChange', [
        { NotificationType: 'MibDeleteInstance', Row: { Family: 'AF_INET' } },
        { NotificationType: 'MibParameterNotification', Row: { Family: 'AF_INET6' } },
      ]),
    );
    expect(message).toContain('-     "NotificationType": "MibDeleteInstance",');
    expect(message).toContain('+     "NotificationType": "MibParameterNotification",');
    expect(message).toContain(
      'Time line of NotifyIpInterfaceChange:\n  +5.000s  media-disconnects  MibParameterNotification AF_INET on Cable #5',
    );
    expect(message).toContain(
      '  +5.000s  media-disconnects              ~ interfaces Cable #5: MediaConnectState MediaConnectStateConnected → MediaConnectStateDisconnected, OperStatus IfOperStatusUp → IfOperStatusDown',
    );
  });
});

it('says what it needs where it is given something else', () => {
  expect(messageOf(() => expect({}).toHaveRoute({ Metric: 1 }))).toContain(
    'received value must be a host, as createHost and openHost give it',
  );
  expect(messageOf(() => expect(5).toMatchHistory())).toContain('must be a host');
});

it("offers its matchers for an expect of one's own, and the time line by itself", () => {
  expect(Object.keys(matchers)).toEqual(['toHaveNotified', 'toHaveRoute', 'toMatchHistory', 'toRouteVia']);
  expect(timeLine(story(), { around: 'cable in', tables: ['interfaces'] })).toBe(`Time line of interfaces:
> +0.000s  the moment asked about
  +5.000s  media-disconnects  ~ interfaces Cable #5: MediaConnectState MediaConnectStateConnected → MediaConnectStateDisconnected, OperStatus IfOperStatusUp → IfOperStatusDown`);
});
