import { difference, netioapi, stateDocument, tableNames, type Host } from '@netlapse/core';

import { CallbackClient } from './callback-client';
import { liveThroughDay, timeOf } from './day';
import type { OnDecision, VpnClient } from './settings';
import { StreamClient } from './stream-client';

const byCallbacks = (host: Host, onDecision: OnDecision): VpnClient =>
  new CallbackClient(netioapi(host), onDecision);
const byStreams = (host: Host, onDecision: OnDecision): VpnClient => new StreamClient(host, onDecision);

const nobody = (): VpnClient => ({
  connect: () => undefined,
  change: () => undefined,
  disconnect: () => undefined,
});

const clients = [
  ['callbacks', byCallbacks],
  ['streams', byStreams],
] as const;

/** By which interface and next hop a destination is reached. */
const wayTo = (host: Host, DestinationAddress: string): string => {
  const { status, BestRoute } = netioapi(host).GetBestRoute2({ DestinationAddress });
  return BestRoute === undefined ? status : `${BestRoute.InterfaceIndex} ${BestRoute.NextHop}`;
};

describe('a VPN client through a working day', () => {
  it('does the same by callbacks and by streams, at every moment', () => {
    const [callbacks, streams] = clients.map(([, client]) => {
      const states: object[] = [];
      const { diary, host } = liveThroughDay(client, ({ state }) => states.push(stateDocument(state)));
      return { diary, states, calls: host.position };
    });
    expect(streams?.diary).toEqual(callbacks?.diary);
    expect(streams).toEqual(callbacks);
  });

  it.each(clients)('follows the best way out beside its tunnel, by %s', (_, client) => {
    expect(liveThroughDay(client).diary).toEqual([
      '08:10 AF_INET by 10 192.0.2.1 1500',
      '08:10 AF_INET6 by 10 fe80::1 1500',
      // Half an hour after the router's last word.
      '08:30 AF_INET6 no way',
      '10:00 AF_INET no way',
      '10:01 AF_INET by 11 198.51.100.1 1500',
      '14:00 AF_INET by 40 100.64.7.1 1428',
      '14:20 AF_INET no way',
      '14:40 AF_INET by 11 198.51.100.1 1500',
      '15:00 AF_INET by 10 192.0.2.1 1500',
      '15:01 AF_INET6 by 10 fe80::1 1500',
      '15:40 AF_INET6 no way',
    ]);
  });

  it.each(clients)(
    'sends through the tunnel what belongs there, and reaches its server beside it, by %s',
    (_, client) => {
      const ways: Record<string, readonly string[]> = {};
      liveThroughDay(client, (host, time) => {
        ways[time] = ['10.1.1.1', '8.8.8.8', '203.0.113.9'].map((destination) => wayTo(host, destination));
      });
      const unreachable = 'STATUS_NETWORK_UNREACHABLE';
      const ethernet = '10 192.0.2.1';
      const wifi = '11 198.51.100.1';
      const tunnel = '30 0.0.0.0';
      expect(ways).toMatchObject({
        '08:00': [ethernet, ethernet, ethernet],
        '09:00': [tunnel, ethernet, ethernet],
        '10:00': [tunnel, unreachable, unreachable],
        '10:01': [tunnel, wifi, wifi],
        // Locked down: nothing goes beside the tunnel any more.
        '12:30': [tunnel, tunnel, wifi],
        '13:00': [tunnel, tunnel, wifi],
        '14:00': [tunnel, tunnel, '40 100.64.7.1'],
        // No way out: what is sent to the server would go into the tunnel itself.
        '14:20': [tunnel, tunnel, tunnel],
        '15:01': [tunnel, tunnel, ethernet],
        '17:00': [tunnel, ethernet, ethernet],
        '19:00': [ethernet, ethernet, ethernet],
      });
    },
  );

  it.each(clients)('makes the tunnel fit the way that its packets take, by %s', (_, client) => {
    const mtus: Record<string, number | undefined> = {};
    liveThroughDay(client, (host, time) => {
      const { Row } = netioapi(host).GetIpInterfaceEntry({ Row: { Family: 'AF_INET', InterfaceIndex: 30 } });
      mtus[time] = Row?.NlMtu;
    });
    expect(mtus).toMatchObject({ '09:00': 1420, '14:00': 1348, '15:00': 1420, '18:00': undefined });
  });

  it.each(clients)(
    'locks out the default routes of others while nothing may go beside it, by %s',
    (_, client) => {
      const statuses: Record<string, readonly string[]> = {};
      liveThroughDay(client, (host, time) => {
        statuses[time] = [11, 40].map(
          (InterfaceIndex) =>
            netioapi(host).GetBestRoute2({ InterfaceIndex, DestinationAddress: '8.8.8.8' }).status,
        );
      });
      expect(statuses).toMatchObject({
        '10:01': ['STATUS_SUCCESS', 'STATUS_NOT_FOUND'],
        '12:30': ['STATUS_NETWORK_UNREACHABLE', 'STATUS_NOT_FOUND'],
        // It came while others were locked out, and was so at once.
        '13:00': ['STATUS_NETWORK_UNREACHABLE', 'STATUS_NETWORK_UNREACHABLE'],
      });
    },
  );

  it.each(clients)('changes only what differs when its server changes its mind, by %s', (_, client) => {
    const { host } = liveThroughDay(client);
    const calls = [...host.log.records()].flatMap((record) =>
      record.kind === 'commit' && record.cause.kind === 'call' && timeOf(record.at) === '09:00'
        ? [record.cause.name]
        : [],
    );
    expect(calls).toEqual(['CreateIpForwardEntry2']);
  });

  it.each(clients)('leaves nothing behind, by %s', (_, client) => {
    const [withClient, without] = [client, nobody].map((each) => liveThroughDay(each).host.state);
    if (withClient === undefined || without === undefined) throw new Error('there was no day');
    const left = difference(withClient, without);
    expect(Object.fromEntries(tableNames.map((name) => [name, left[name]]))).toEqual(
      Object.fromEntries(tableNames.map((name) => [name, { added: [], removed: [], changed: [] }])),
    );
  });
});
