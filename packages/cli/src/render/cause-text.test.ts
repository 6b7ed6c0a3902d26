import { createHost, hardware, netioapi, parseIpAddress, type CommitRecord, type Host } from '@netlapse/core';

import { appendText, metAt, originText } from './cause-text';

const begin = (): Host =>
  createHost({
    now: 1_795_217_522_000,
    interfaces: [
      {
        InterfaceIndex: 5,
        Alias: 'Ethernet',
        Type: 'IF_TYPE_ETHERNET_CSMACD',
        PhysicalAddress: '02-00-00-00-00-05',
      },
      { InterfaceIndex: 7, Alias: 'VPN', Type: 'IF_TYPE_PROP_VIRTUAL' },
    ],
  });

const addAddress = (host: Host, Address: string, ValidLifetime = 0xffff_ffff): void => {
  const { Row } = netioapi(host).InitializeUnicastIpAddressEntry({});
  netioapi(host).CreateUnicastIpAddressEntry({
    Row: {
      ...Row,
      Address,
      InterfaceIndex: 5,
      OnLinkPrefixLength: 24,
      ValidLifetime,
      PreferredLifetime: ValidLifetime,
    },
  });
};

const route = (
  host: Host,
  DestinationPrefix: string,
  NextHop: string,
  InterfaceIndex: number,
  Metric: number,
) => ({
  ...netioapi(host).InitializeIpForwardEntry({}).Row,
  InterfaceLuid: '0x0000000000000000',
  DestinationPrefix,
  NextHop,
  InterfaceIndex,
  Metric,
  Protocol: 'MIB_IPPROTO_NETMGMT' as const,
});

const lastCommit = (host: Host): CommitRecord => {
  const last = [...host.log.records()].filter((record) => record.kind === 'commit').pop();
  if (last?.kind !== 'commit') throw new Error('nothing was appended');
  return last;
};

/** What is said of the newest append. */
const told = (host: Host, destination?: string): string => {
  const record = lastCommit(host);
  const before = metAt(host, (record.events[0]?.seq ?? 1) - 1);
  return appendText(record, before, destination === undefined ? undefined : parseIpAddress(destination));
};

it('tells of a route that came, changed and went', () => {
  const host = begin();
  netioapi(host).CreateIpForwardEntry2({ Row: route(host, '10.0.0.0/8', '192.0.2.1', 5, 10) });
  expect(told(host)).toBe('route 10.0.0.0/8 via 192.0.2.1 on Ethernet #5 was added (netmgmt)');
  const { Row } = netioapi(host).GetIpForwardEntry2({
    Row: { DestinationPrefix: '10.0.0.0/8', NextHop: '192.0.2.1', InterfaceIndex: 5 },
  });
  netioapi(host).SetIpForwardEntry2({ Route: { ...Row, Metric: 25 } });
  expect(told(host)).toMatch(/^route 10\.0\.0\.0\/8 via 192\.0\.2\.1 on Ethernet #5 changed: Metric 10 → 25/);
  netioapi(host).DeleteIpForwardEntry2({ Row: route(host, '10.0.0.0/8', '192.0.2.1', 5, 25) });
  expect(told(host)).toBe('route 10.0.0.0/8 via 192.0.2.1 on Ethernet #5 was removed');
});

it('calls the default route by its name', () => {
  const host = begin();
  netioapi(host).CreateIpForwardEntry2({ Row: route(host, '0.0.0.0/0', '192.0.2.1', 5, 10) });
  expect(told(host)).toBe('default route via 192.0.2.1 on Ethernet #5 was added (netmgmt)');
  netioapi(host).CreateIpForwardEntry2({ Row: route(host, '::/0', '::', 7, 10) });
  expect(told(host)).toBe('default route on VPN #7 was added (netmgmt)');
});

it('tells of an address before the routes that it brings or takes along', () => {
  const host = begin();
  addAddress(host, '192.0.2.10');
  expect(told(host)).toBe('address 192.0.2.10 on Ethernet #5 was added');
  netioapi(host).DeleteUnicastIpAddressEntry({ Row: { Address: '192.0.2.10', InterfaceIndex: 5 } });
  expect(told(host)).toBe('address 192.0.2.10 on Ethernet #5 was removed');
});

it('tells of an address whose time was over', () => {
  const host = begin();
  addAddress(host, '192.0.2.10', 60);
  host.advance(60_000);
  expect(told(host)).toBe('address 192.0.2.10 on Ethernet #5 was removed: its valid lifetime ended');
  expect(originText(lastCommit(host).cause)).toBe('time (valid-lifetime)');
});

it('tells of links and interfaces before all that follows from them', () => {
  const host = begin();
  addAddress(host, '192.0.2.10');
  const {
    'media-disconnects': unplug,
    'media-connects': plug,
    'interface-changes': change,
    'interface-departs': remove,
  } = hardware(host);
  unplug({ InterfaceIndex: 5 });
  expect(told(host)).toBe('Ethernet #5 lost its link');
  plug({ InterfaceIndex: 5 });
  expect(told(host)).toBe('Ethernet #5 got its link');
  change({ InterfaceIndex: 5, AdminStatus: 'NET_IF_ADMIN_STATUS_DOWN' });
  expect(told(host)).toBe('Ethernet #5 was set down');
  change({ InterfaceIndex: 5, Alias: 'Cable' });
  expect(told(host)).toBe('Cable #5: Alias Ethernet → Cable');
  remove({ InterfaceIndex: 5 });
  expect(told(host)).toBe('Cable #5 was removed');
});

it('tells of the routes that hold a destination, where an append has several', () => {
  const other = begin();
  for (const prefix of ['10.0.0.0/8', '198.51.100.0/24'])
    netioapi(other).CreateIpForwardEntry2({ Row: route(other, prefix, '192.0.2.1', 5, 10) });
  const records = [...other.log.records()].flatMap((record) => (record.kind === 'commit' ? [record] : []));
  const events = records.slice(1).flatMap((record) => record.events);
  const record: CommitRecord = { ...lastCommit(other), events };
  const before = metAt(other, (events[0]?.seq ?? 1) - 1);
  expect(appendText(record, before, parseIpAddress('198.51.100.7'))).toContain('route 198.51.100.0/24');
  expect(appendText(record, before, parseIpAddress('10.1.1.1'))).toContain('route 10.0.0.0/8');
  expect(appendText(record, before, parseIpAddress('203.0.113.1'))).toContain('route 10.0.0.0/8');
});

it('names who did it', () => {
  expect(originText({ kind: 'call', name: 'CreateIpForwardEntry2', params: {}, actor: 'vpn\u001b' })).toBe(
    'CreateIpForwardEntry2 by vpn\\u001b',
  );
  expect(originText({ kind: 'import', name: 'RTM_NEWROUTE', params: {} })).toBe('RTM_NEWROUTE');
});
