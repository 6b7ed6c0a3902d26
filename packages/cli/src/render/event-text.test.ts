import { createHost, eventsBetween, hardware, netioapi, type DomainEvent, type Host } from '@netlapse/core';

import { eventText, signOf } from './event-text';
import { InterfaceNames } from './interface-names';
import { KnownRows } from './known-rows';

/** Every event of a host from its beginning, as it is told: sign, type and words. */
const told = (host: Host): string[] => {
  const names = new InterfaceNames();
  const rows = new KnownRows(host.timeline.stateAt(0));
  return Array.from(eventsBetween(host, { from: { seq: 0, at: host.timeline.beginning } }), ({ event }) => {
    const before = rows.step(event);
    names.note(event);
    return `${signOf(event, before)} ${event.type} ${eventText(event, before, names)}`;
  });
};

const begin = (): Host =>
  createHost({
    now: Date.UTC(2026, 10, 20, 12),
    interfaces: [{ InterfaceIndex: 5, Alias: 'Ethernet', Type: 'IF_TYPE_ETHERNET_CSMACD' }],
  });

it('tells of every table', () => {
  const host = begin();
  const api = netioapi(host);
  const happen = hardware(host);
  api.CreateAnycastIpAddressEntry({ Row: { Address: '2001:db8::', InterfaceIndex: 5 } });
  api.CreateIpNetEntry2({
    Row: { Address: '192.0.2.9', InterfaceIndex: 5, PhysicalAddress: '02-00-00-00-00-09' },
  });
  api.DeleteIpNetEntry2({ Row: { Address: '192.0.2.9', InterfaceIndex: 5 } });
  happen['neighbor-answers']({
    InterfaceIndex: 5,
    Address: '192.0.2.7',
    PhysicalAddress: '02-00-00-00-00-07',
  });
  happen['neighbor-silent']({ InterfaceIndex: 5, Address: '192.0.2.7' });
  happen['teredo-port']({ Port: 3544 });
  happen['path-reported']({
    InterfaceIndex: 5,
    Source: '192.0.2.10',
    Destination: '203.0.113.1',
    CurrentNextHop: '192.0.2.1',
    PathMtu: 1400,
    IsReachable: true,
  });
  const lines = told(host);
  expect(lines.slice(0, 3)).toStrictEqual([
    '+ InterfaceArrived Ethernet #5, ethernet-csmacd, MTU 1500',
    '+ IpInterfaceBound IPv4 on Ethernet #5, MTU 1500',
    '+ IpInterfaceBound IPv6 on Ethernet #5, MTU 1500',
  ]);
  expect(lines).toContain('+ AnycastAddressCreated 2001:db8:: on Ethernet #5');
  expect(lines).toContain('+ NeighborCreated 192.0.2.9 on Ethernet #5, 02-00-00-00-00-09, permanent');
  expect(lines).toContain('- NeighborDeleted 192.0.2.9 on Ethernet #5 (call)');
  expect(lines).toContain('+ NeighborBeganAnswering 192.0.2.7 on Ethernet #5, 02-00-00-00-00-07');
  expect(lines).toContain('- NeighborFellSilent 192.0.2.7 on Ethernet #5');
  expect(lines).toContain('~ TeredoPortChanged Port 0 → 3544');
  expect(lines).toContain('+ PathCreated 192.0.2.10 to 203.0.113.1 on Ethernet #5, MTU 1400');
});

it('tells of DNS settings, and what changed in them', () => {
  const host = begin();
  const Interface = host.state.interfaces.byIndex(5)?.InterfaceGuid ?? '';
  const set = (NameServer: string): unknown =>
    netioapi(host).SetInterfaceDnsSettings({ Interface, Settings: { Version: 1, Flags: 2, NameServer } });
  set('192.0.2.53');
  set('192.0.2.54');
  const lines = told(host).filter((line) => line.includes('InterfaceDnsSet'));
  expect(lines).toStrictEqual([
    '+ InterfaceDnsSet DNS of IPv4 on Ethernet #5',
    '~ InterfaceDnsSet DNS of IPv4 on Ethernet #5: NameServer 192.0.2.53 → 192.0.2.54',
  ]);
});

it('tells what changed inside an object of Linux', () => {
  const object = (mtu: number): DomainEvent => ({
    type: 'LinuxObjectReported',
    data: { kind: 'link', key: '2', object: { ifindex: 2, mtu, flags: ['UP'] } },
  });
  const names = new InterfaceNames();
  expect(eventText(object(1500), undefined, names)).toBe('link 2');
  expect(eventText(object(1420), object(1500).data, names)).toBe('link 2: mtu 1500 → 1420');
  const withdrawn = (inferred: boolean): DomainEvent => ({
    type: 'LinuxObjectWithdrawn',
    data: { kind: 'link', key: '2', inferred },
  });
  expect(eventText(withdrawn(true), object(1500).data, names)).toBe('link 2 (inferred)');
  expect(eventText(withdrawn(false), object(1500).data, names)).toBe('link 2');
});

it('names an interface by its index where nothing is known of it', () => {
  const names = new InterfaceNames();
  expect(names.label({ InterfaceLuid: '0x0006000005000000', InterfaceIndex: 5 })).toBe('#5');
  expect(names.label({ InterfaceLuid: '0x0006000005000000' })).toBe('0x0006000005000000');
});
