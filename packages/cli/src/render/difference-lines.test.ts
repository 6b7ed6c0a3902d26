import { createHost, difference, hardware, netioapi, type Host } from '@netlapse/core';

import { differenceLines } from './difference-lines';
import { InterfaceNames } from './interface-names';
import { paintFor } from './paint';

const plain = paintFor({ isTerminal: false, columns: undefined, write: () => undefined }, {}, true);

const begin = (): Host =>
  createHost({
    now: Date.UTC(2026, 10, 20, 12),
    interfaces: [{ InterfaceIndex: 5, Alias: 'Ethernet', Type: 'IF_TYPE_ETHERNET_CSMACD' }],
  });

const linesBetween = (host: Host, from: number): string[] => {
  const [a, b] = [host.timeline.stateAt(from), host.state];
  return [...differenceLines(difference(a, b), new InterfaceNames(a, b), plain, ['linux'])];
};

const path = (PathMtu: number) => ({
  InterfaceIndex: 5,
  Source: '2001:db8::10',
  Destination: '2001:db8:1::1',
  CurrentNextHop: 'fe80::1',
  PathMtu,
  IsReachable: true,
});

it('names changed rows of every kind of key', () => {
  const host = begin();
  const happen = hardware(host);
  const { Row } = netioapi(host).InitializeIpForwardEntry({});
  const route = {
    ...Row,
    InterfaceLuid: '0x0000000000000000',
    InterfaceIndex: 5,
    DestinationPrefix: '2001:db8::/32',
    NextHop: 'fe80::1',
    Protocol: 'MIB_IPPROTO_NETMGMT' as const,
    Metric: 10,
  };
  netioapi(host).CreateIpForwardEntry2({ Row: route });
  happen['path-reported'](path(1500));
  const from = host.state.seq;
  netioapi(host).SetIpForwardEntry2({
    Route: { ...netioapi(host).GetIpForwardEntry2({ Row: route }).Row, Metric: 20 },
  });
  happen['path-reported'](path(1400));
  happen['interface-changes']({ InterfaceIndex: 5, Mtu: 1400 });
  expect(linesBetween(host, from)).toStrictEqual([
    'interfaces',
    '  ~ Ethernet #5: Mtu 1500 → 1400',
    'IP interfaces',
    '  ~ IPv4 on Ethernet #5: NlMtu 1500 → 1400',
    '  ~ IPv6 on Ethernet #5: NlMtu 1500 → 1400',
    'routes',
    '  ~ 2001:db8::/32 via fe80::1 on Ethernet #5: Metric 10 → 20',
    'paths',
    '  ~ 2001:db8::10 to 2001:db8:1::1 on Ethernet #5: PathMtu 1500 → 1400',
  ]);
});

it('says so where nothing differs', () => {
  const host = begin();
  expect(linesBetween(host, host.state.seq)).toStrictEqual(['no difference']);
});
