import { bestRouteHistory, createHost, hardware, netioapi, type Host } from '@netlapse/core';

import { turningPoint, type TurningPoint } from './turning-point';

const begin = (): Host =>
  createHost({
    now: 1_795_217_522_000,
    stacks: ['AF_INET'],
    interfaces: [
      { InterfaceIndex: 5, Alias: 'Cable', Type: 'IF_TYPE_ETHERNET_CSMACD' },
      { InterfaceIndex: 7, Alias: 'VPN', Type: 'IF_TYPE_PROP_VIRTUAL' },
    ],
  });

const addAddress = (host: Host, InterfaceIndex: number, Address: string): void => {
  const { Row } = netioapi(host).InitializeUnicastIpAddressEntry({});
  netioapi(host).CreateUnicastIpAddressEntry({
    Row: { ...Row, Address, InterfaceIndex, OnLinkPrefixLength: 24 },
  });
};

const addRoute = (host: Host, DestinationPrefix: string, NextHop: string, InterfaceIndex: number): void => {
  const { Row } = netioapi(host).InitializeIpForwardEntry({});
  netioapi(host).CreateIpForwardEntry2({
    Row: {
      ...Row,
      InterfaceLuid: '0x0000000000000000',
      InterfaceIndex,
      DestinationPrefix,
      NextHop,
      Metric: 1,
      Protocol: 'MIB_IPPROTO_NETMGMT',
    },
  });
};

const find = (host: Host): TurningPoint | undefined =>
  turningPoint(host, bestRouteHistory(host, { DestinationAddress: '8.8.8.8' }));

it('begins before the interface has its address and ends at the first pause', () => {
  const host = begin();
  addAddress(host, 5, '192.0.2.10');
  addRoute(host, '0.0.0.0/0', '192.0.2.1', 5);
  host.advance(10_000);
  const { seq, at } = host.position;
  addAddress(host, 7, '198.51.100.10');
  host.advance(50);
  addRoute(host, '0.0.0.0/1', '198.51.100.1', 7);
  host.advance(50);
  addRoute(host, '128.0.0.0/1', '198.51.100.1', 7);
  const after = host.position;
  host.advance(10_000);
  const found = find(host);
  expect(found).toMatchObject({ InterfaceLuid: host.state.interfaces.byIndex(7)?.InterfaceLuid, after });
  expect(found?.before.seq).toBe(seq);
  expect(found?.before.at).toBeLessThanOrEqual(at);
});

it('begins before the turn where the interface had its address long before', () => {
  const host = begin();
  addAddress(host, 5, '192.0.2.10');
  addAddress(host, 7, '198.51.100.10');
  addRoute(host, '0.0.0.0/0', '198.51.100.1', 7);
  addRoute(host, '0.0.0.0/1', '192.0.2.1', 5);
  host.advance(10_000);
  hardware(host)['media-disconnects']({ InterfaceIndex: 5 });
  expect(find(host)?.InterfaceLuid).toBe(host.state.interfaces.byIndex(5)?.InterfaceLuid);
});

it('is nothing where packets never changed the interface', () => {
  const host = begin();
  expect(find(host)).toBeUndefined();
  addAddress(host, 5, '192.0.2.10');
  addRoute(host, '0.0.0.0/0', '192.0.2.1', 5);
  expect(find(host)).toBeUndefined();
  hardware(host)['media-disconnects']({ InterfaceIndex: 5 });
  expect(find(host)).toBeUndefined();
});
