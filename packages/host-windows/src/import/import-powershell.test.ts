import { createHost, netioapi, openHost, stateDocument, type Host } from '@netlapse/core';

import { deskBefore, exportFile, jsonFile, objectsOf } from '../../test/desk-export';
import { importPowerShell, readPowerShell, type PowerShellFile } from '..';

const AT = Date.UTC(2026, 10, 28, 12);
const MINUTES = 60_000;

const mirror = (): Host => createHost({ now: AT, mirror: 'windows' });
const load = (host: Host, files: readonly PowerShellFile[], at = AT) =>
  importPowerShell(host, readPowerShell(files), { at });

const eventsAfter = (host: Host, seq: number): readonly { type: string; data: Record<string, unknown> }[] =>
  Array.from(host.log.records()).flatMap((record) =>
    record.kind === 'commit'
      ? record.events
          .filter((event) => event.seq > seq)
          .map(({ data, type }) => ({ type, data: data as Record<string, unknown> }))
      : [],
  );

const countsOf = (host: Host, seq: number): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const { type } of eventsAfter(host, seq)) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
};

describe('the first point in time', () => {
  it('is one append in the order of the tables, of that instant', () => {
    const host = mirror();
    expect(load(host, deskBefore())).toMatchObject({
      at: AT,
      events: 50,
      objects: { adapter: 3, ipInterface: 10, address: 8, route: 18, neighbor: 8 },
    });
    expect(host.log.head.n).toBe(2);
    expect(countsOf(host, 0)).toEqual({
      InterfaceArrived: 5,
      IpInterfaceBound: 10,
      UnicastAddressCreated: 8,
      RouteCreated: 18,
      NeighborCreated: 8,
      ConnectivityHintChanged: 1,
    });
    const order = eventsAfter(host, 0).map(({ type }) => type);
    const firsts = Array.from(new Set(order));
    expect(firsts.map((type) => order.lastIndexOf(type))).toEqual(
      firsts.map((type) => order.lastIndexOf(type)).toSorted((a, b) => a - b),
    );
  });

  it('gives the rows that the cmdlets showed', () => {
    const host = mirror();
    load(host, deskBefore());
    const api = netioapi(host);
    const { Row: wired } = api.GetIfEntry2({ Row: { InterfaceIndex: 12 } });
    expect(wired).toMatchObject({
      Alias: 'Ethernet',
      InterfaceLuid: '0x0006008001000000',
      MediaConnectState: 'MediaConnectStateConnected',
      PhysicalAddress: '02-15-5D-01-02-0C',
      TransmitLinkSpeed: '1000000000',
    });
    expect(host.state.interfaces.byIndex(5)).toMatchObject({
      Type: 'IF_TYPE_IEEE80211',
      MediaConnectState: 'MediaConnectStateDisconnected',
      TransmitLinkSpeed: '0',
    });
    const { Row: ipv4 } = api.GetIpInterfaceEntry({ Row: { Family: 'AF_INET', InterfaceIndex: 12 } });
    expect(ipv4).toMatchObject({ Metric: 25, NlMtu: 1500, ReachableTime: 28_500, UseAutomaticMetric: true });
    const { Row: lease } = api.GetUnicastIpAddressEntry({
      Row: { InterfaceIndex: 12, Address: '192.168.1.23' },
    });
    expect(lease).toMatchObject({
      OnLinkPrefixLength: 24,
      PrefixOrigin: 'IpPrefixOriginDhcp',
      ValidLifetime: 86_398,
      DadState: 'IpDadStatePreferred',
    });
    const loopback = host.state.interfaces.byIndex(1);
    expect(loopback).toMatchObject({
      Type: 'IF_TYPE_SOFTWARE_LOOPBACK',
      Alias: 'Loopback Pseudo-Interface 1',
    });
    expect(host.state.interfaces.byIndex(17)).toMatchObject({
      MediaConnectState: 'MediaConnectStateDisconnected',
    });
    const local = Array.from(host.state.routes.values()).filter(({ Loopback }) => Loopback);
    expect(local.map(({ DestinationPrefix }) => DestinationPrefix).sort()).toEqual([
      '127.0.0.1/32',
      '172.28.112.1/32',
      '192.168.1.23/32',
      '::1/128',
      'fe80::215:5dff:fe01:20c/128',
    ]);
    expect(api.GetIfStackTable({}).Table).toEqual([
      { HigherLayerInterfaceIndex: 23, LowerLayerInterfaceIndex: 12 },
    ]);
  });

  it('answers which way the host sends, by the rules of Windows, and takes no calls', () => {
    const host = mirror();
    load(host, deskBefore());
    const api = netioapi(host);
    const best = api.GetBestRoute2({ DestinationAddress: '198.51.100.7' });
    expect(best).toMatchObject({
      BestRoute: { NextHop: '192.168.1.1', InterfaceIndex: 12 },
      BestSourceAddress: '192.168.1.23',
    });
    expect(api.GetBestRoute2({ DestinationAddress: '10.9.9.9' }).BestRoute?.NextHop).toBe('192.168.1.254');
    expect(api.DeleteIpForwardEntry2({ Row: best.BestRoute ?? {} }).status).toBe('STATUS_NOT_SUPPORTED');
  });

  it('reads few properties by their short names', () => {
    const host = mirror();
    load(host, [exportFile('server/all.json')]);
    const best = netioapi(host).GetBestRoute2({ DestinationAddress: '203.0.113.5' });
    expect(best).toMatchObject({
      BestRoute: { NextHop: '198.51.100.1', Metric: 256 },
      BestSourceAddress: '198.51.100.7',
    });
    expect(host.state.ipInterfaces.size).toBe(2);
  });
});

describe('a second point in time', () => {
  it('gives what changed between', () => {
    const host = mirror();
    load(host, deskBefore());
    const { seq } = host.position;
    load(host, [exportFile('desk/after.json')], AT + 5 * MINUTES);
    expect(countsOf(host, seq)).toMatchObject({
      InterfaceDeparted: 1,
      InterfaceArrived: 1,
      MediaConnected: 1,
      MediaDisconnected: 1,
      DadStateChanged: 2,
      NeighborStateChanged: 1,
    });
    expect(
      eventsAfter(host, seq)
        .filter(({ data }) => data['reason'] !== undefined)
        .map(({ data }) => data['reason']),
    ).toContain('host-report');
    expect(netioapi(host).GetBestRoute2({ DestinationAddress: '198.51.99.7' }).BestRoute?.NextHop).toBe(
      '10.20.0.1',
    );
    expect(
      netioapi(host).GetBestRoute2({ DestinationAddress: '198.51.99.7' }, { asOf: { seq } }).BestRoute
        ?.NextHop,
    ).toBe('192.168.1.1');
  });

  it('is nothing where nothing changed, and comes to the same rows whichever way', () => {
    const host = mirror();
    load(host, deskBefore());
    expect(load(host, deskBefore(), AT + 1000)).toMatchObject({ events: 0 });
    load(host, [exportFile('desk/after.json')], AT + 5 * MINUTES);
    expect(load(host, [exportFile('desk/after.json')], AT + 5 * MINUTES + 500)).toMatchObject({ events: 0 });
    const direct = mirror();
    load(direct, [exportFile('desk/after.json')], AT + 5 * MINUTES);
    const keysOf = ({ state }: Host): readonly string[] =>
      [
        ...Array.from(state.routes.values(), ({ DestinationPrefix, InterfaceLuid, Metric, NextHop }) => [
          DestinationPrefix,
          InterfaceLuid,
          NextHop,
          Metric,
        ]),
        ...Array.from(state.unicast.values(), ({ Address, DadState, InterfaceLuid }) => [
          Address,
          InterfaceLuid,
          DadState,
        ]),
        ...Array.from(state.neighbors.values(), ({ Address, InterfaceLuid, State }) => [
          Address,
          InterfaceLuid,
          State,
        ]),
        ...Array.from(state.ipInterfaces.values(), ({ Family, InterfaceLuid, Metric }) => [
          Family,
          InterfaceLuid,
          Metric,
        ]),
        ...Array.from(state.interfaces.values(), ({ Alias, InterfaceLuid, OperStatus }) => [
          InterfaceLuid,
          Alias,
          OperStatus,
        ]),
      ]
        .map((row) => row.join(' '))
        .sort();
    expect(keysOf(host)).toEqual(keysOf(direct));
  });

  it('leaves tables and families alone of which there is no file', () => {
    const host = mirror();
    load(host, deskBefore());
    const ipv4 = objectsOf('desk/before-routes.json')
      .filter(({ AddressFamily }) => AddressFamily === 2)
      .slice(0, 5);
    const { seq } = host.position;
    load(host, [jsonFile('r.json', ipv4)], AT + MINUTES);
    expect(countsOf(host, seq)).toEqual({ RouteDeleted: 7 });
    expect(Array.from(host.state.routes.inTableOrder('AF_INET6'))).toHaveLength(6);
  });

  it('keeps an interface that only a file of Get-NetIPInterface could tell is gone, and says so', () => {
    const host = mirror();
    load(host, deskBefore());
    const adapters = objectsOf('desk/before-adapters.json').slice(0, 2);
    const { events, skipped } = load(host, [jsonFile('a.json', adapters)], AT + MINUTES);
    expect(events).toBe(0);
    expect(skipped['stays, for no file of Get-NetIPInterface tells that it is gone: interface']).toBe(3);
  });

  it('gives an index anew to another adapter: what was on the one before goes with it', () => {
    const host = mirror();
    load(host, deskBefore());
    const { seq } = host.position;
    const [wired] = objectsOf('desk/before-adapters.json');
    load(
      host,
      [jsonFile('a.json', { ...wired, NetLuid: 1689399716741120, NetLuidIndex: 32774 })],
      AT + MINUTES,
    );
    const counts = countsOf(host, seq);
    expect(counts).toMatchObject({ InterfaceDeparted: 1, InterfaceArrived: 1 });
    expect(host.state.routes.onInterface('0x0006008001000000' as never)).toHaveLength(0);
  });

  it('is refused where it lies before the end of the log', () => {
    const host = mirror();
    load(host, deskBefore());
    expect(() => load(host, deskBefore(), AT - 1)).toThrow(/lies before the host's clock/);
    expect(host.log.head.n).toBe(2);
  });
});

describe('a host of its own', () => {
  it('goes on by the rules of Windows: lifetimes end, detection comes to its end', () => {
    const host = createHost({ now: AT });
    const addresses = objectsOf('desk/before-addresses.json').map((one) =>
      one['IPAddress'] === '192.168.1.23'
        ? { ...one, AddressState: 1, ValidLifetime: '01:00:00', PreferredLifetime: '00:30:00' }
        : one,
    );
    load(host, [
      ...deskBefore().filter(({ name }) => !name.includes('addresses')),
      jsonFile('a.json', addresses),
    ]);
    const stateOf = (): string | undefined =>
      netioapi(host).GetUnicastIpAddressEntry({ Row: { InterfaceIndex: 12, Address: '192.168.1.23' } }).Row
        ?.DadState;
    expect(stateOf()).toBe('IpDadStateTentative');
    host.advance(4000);
    expect(stateOf()).toBe('IpDadStatePreferred');
    host.advance(31 * MINUTES);
    expect(stateOf()).toBe('IpDadStateDeprecated');
    host.advance(30 * MINUTES);
    expect(stateOf()).toBeUndefined();
    expect(
      netioapi(host).CreateIpForwardEntry2({
        Row: {
          InterfaceIndex: 12,
          DestinationPrefix: '10.99.0.0/16',
          NextHop: '192.168.1.9',
          ValidLifetime: 60,
          PreferredLifetime: 60,
        },
      }).status,
    ).toBe('STATUS_SUCCESS');
  });

  it('keeps a log that folds to what stands', () => {
    for (const host of [mirror(), createHost({ now: AT })]) {
      load(host, deskBefore());
      load(host, [exportFile('desk/after.json')], AT + 5 * MINUTES);
      expect(stateDocument(openHost(host.log).state)).toEqual(stateDocument(host.state));
      expect(openHost(host.log).mirrorOf).toBe(host.mirrorOf);
    }
  });
});
