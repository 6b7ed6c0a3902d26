import { createHost, hardware, netioapi, type AddressFamily, type Host } from '@netlapse/core';

import { must } from './calls';
import type { OnDecision, VpnClient, VpnSettings } from './settings';

const ethernet = 10;
const wifi = 11;
const tunnel = 30;
const mobile = 40;

const settings: VpnSettings = {
  alias: 'Office VPN',
  server: '203.0.113.9',
  addresses: ['10.8.0.2/24', 'fd00:8::2/64'],
  prefixes: ['10.0.0.0/8', 'fd00::/16'],
  isSplit: true,
  overhead: 80,
};

/** What the client decided, and when: `08:10 AF_INET by 10 192.0.2.1`. */
export type Diary = string[];

/** Hours and minutes of an instant: `08:10`. */
export const timeOf = (at: number): string => new Date(at).toISOString().slice(11, 16);

/** Addresses by DHCP: given with a lease, renewed by the same, with a default route by the gateway. */
const lease = (host: Host, InterfaceIndex: number, Address: string, NextHop: string, hours: number): void => {
  const api = netioapi(host);
  const lifetimes = { ValidLifetime: hours * 3600, PreferredLifetime: hours * 3600 };
  const Row = {
    Address,
    InterfaceIndex,
    OnLinkPrefixLength: 24,
    PrefixOrigin: 3,
    SuffixOrigin: 3,
    ...lifetimes,
  };
  const route = { DestinationPrefix: '0.0.0.0/0', NextHop, InterfaceIndex, ...lifetimes, Metric: 0 };
  const isNew = api.GetUnicastIpAddressEntry({ Row }).status === 'STATUS_NOT_FOUND';
  must(isNew ? api.CreateUnicastIpAddressEntry({ Row }) : api.SetUnicastIpAddressEntry({ Row }));
  const hasRoute = api.GetIpForwardEntry2({ Row: route }).status === 'STATUS_SUCCESS';
  must(hasRoute ? api.SetIpForwardEntry2({ Route: route }) : api.CreateIpForwardEntry2({ Row: route }));
};

/** A working day: at each time what happens to the computer, and what its user does with the VPN. */
const day = (host: Host, client: VpnClient): ReadonlyArray<readonly [time: string, happen: () => void]> => {
  const report = hardware(host);
  const advertise = (InterfaceIndex: number, Prefix: string): void =>
    report['router-advertises']({
      InterfaceIndex,
      Router: 'fe80::1',
      RouterLifetime: 1800,
      Prefixes: [{ Prefix, OnLink: true, Autonomous: true, ValidLifetime: 7200, PreferredLifetime: 3600 }],
    });
  return [
    ['08:00', () => lease(host, ethernet, '192.0.2.50', '192.0.2.1', 8)],
    ['08:00', () => advertise(ethernet, '2001:db8:10::/64')],
    [
      '08:10',
      () =>
        report['interface-arrives']({
          interface: { InterfaceIndex: tunnel, Alias: settings.alias, Type: 'IF_TYPE_PROP_VIRTUAL' },
        }),
    ],
    ['08:10', () => client.connect(settings)],
    // The IPv6 router is silent until 15:01: its default route ends at 08:30.
    ['09:00', () => client.change({ ...settings, prefixes: [...settings.prefixes, '172.16.0.0/12'] })],
    // Undocked.
    ['10:00', () => report['media-disconnects']({ InterfaceIndex: ethernet })],
    ['10:00', () => report['media-connects']({ InterfaceIndex: wifi })],
    ['10:01', () => lease(host, wifi, '198.51.100.20', '198.51.100.1', 4)],
    [
      '10:30',
      () =>
        report['interface-changes']({
          InterfaceIndex: wifi,
          TransmitLinkSpeed: '54000000',
          ReceiveLinkSpeed: '54000000',
        }),
    ],
    ['12:00', () => lease(host, wifi, '198.51.100.20', '198.51.100.1', 4)],
    // The office wants everything to itself.
    [
      '12:30',
      () =>
        client.change({
          ...settings,
          prefixes: ['0.0.0.0/0', '::/0'],
          isSplit: false,
          addresses: ['10.8.0.3/24', 'fd00:8::2/64'],
        }),
    ],
    [
      '13:00',
      () =>
        report['interface-arrives']({
          interface: {
            InterfaceIndex: mobile,
            Alias: 'Cellular',
            Type: 'IF_TYPE_WWANPP',
            Mtu: 1428,
            Metric: 500,
          },
        }),
    ],
    ['13:00', () => lease(host, mobile, '100.64.7.7', '100.64.7.1', 24)],
    ['14:00', () => report['media-disconnects']({ InterfaceIndex: wifi })],
    ['14:20', () => report['interface-departs']({ InterfaceIndex: mobile })],
    ['14:40', () => report['media-connects']({ InterfaceIndex: wifi })],
    ['15:00', () => report['media-connects']({ InterfaceIndex: ethernet })],
    ['15:01', () => lease(host, ethernet, '192.0.2.50', '192.0.2.1', 8)],
    ['15:01', () => advertise(ethernet, '2001:db8:10::/64')],
    ['15:10', () => advertise(ethernet, '2001:db8:10::/64')],
    // Nobody renews the lease of 12:00: it ends at 16:00.
    ['17:00', () => client.change(settings)],
    ['17:30', () => report['family-unbinds']({ InterfaceIndex: ethernet, Family: 'AF_INET6' })],
    ['18:00', () => client.disconnect()],
    ['18:00', () => report['interface-departs']({ InterfaceIndex: tunnel })],
    ['19:00', () => undefined],
  ];
};

/** Lets a client live through the day. */
export const liveThroughDay = (
  clientOf: (host: Host, onDecision: OnDecision) => VpnClient,
  afterEach: (host: Host, time: string) => void = () => undefined,
): { readonly host: Host; readonly diary: Diary } => {
  const midnight = Date.UTC(2026, 0, 5);
  const host = createHost({
    hostId: 'laptop',
    now: midnight + 8 * 3_600_000,
    interfaces: [
      { InterfaceIndex: 1, Alias: 'Loopback', Type: 'IF_TYPE_SOFTWARE_LOOPBACK' },
      { InterfaceIndex: ethernet, Alias: 'Ethernet', PhysicalAddress: '02-00-00-00-00-10' },
      {
        InterfaceIndex: wifi,
        Alias: 'Wi-Fi',
        Type: 'IF_TYPE_IEEE80211',
        PhysicalAddress: '02-00-00-00-00-11',
        MediaConnectState: 'MediaConnectStateDisconnected',
      },
    ],
  });
  const diary: Diary = [];
  const onDecision = (family: AddressFamily, way: Parameters<OnDecision>[1]): void => {
    diary.push(
      `${timeOf(host.clock)} ${family} ${way === undefined ? 'no way' : `by ${way.InterfaceIndex} ${way.NextHop} ${way.NlMtu}`}`,
    );
  };
  for (const [time, happen] of day(host, clientOf(host, onDecision))) {
    const [hours = 0, minutes = 0] = time.split(':').map(Number);
    host.advanceTo(midnight + (hours * 60 + minutes) * 60_000);
    happen();
    afterEach(host, time);
  }
  return { host, diary };
};
