import { luidIn } from '../../test/row-luid';
import { link } from '../../test/mirrored-host';
import type { LinuxLink } from '../netlink';
import { interfaceDataOf } from './interface-row';

const dataOf = (members: Partial<LinuxLink>) =>
  interfaceDataOf(link(2, members), { InterfaceIndex: 2, InterfaceLuid: luidIn(2) }, [], undefined);

const kind = (info_kind: string, link_type = 'ether'): Partial<LinuxLink> => ({
  link_type,
  linkinfo: { info_kind },
});

it.each<[string, Partial<LinuxLink>, string]>([
  ['a loopback flag', { flags: ['LOOPBACK', 'UP'], ...kind('bridge') }, 'SOFTWARE_LOOPBACK'],
  ['ARPHRD 772', { link_type: 'loopback' }, 'SOFTWARE_LOOPBACK'],
  ['bridge', kind('bridge'), 'BRIDGE'],
  ['bond', kind('bond'), 'IEEE8023AD_LAG'],
  ['team', kind('team'), 'IEEE8023AD_LAG'],
  ['vlan', kind('vlan'), 'L2_VLAN'],
  ['wireguard', kind('wireguard', 'none'), 'PROP_VIRTUAL'],
  ['tun', kind('tun', 'none'), 'PROP_VIRTUAL'],
  ['tap', kind('tun'), 'ETHERNET_CSMACD'],
  ['gre', kind('gre', 'gre'), 'TUNNEL'],
  ['ipip', kind('ipip', 'ipip'), 'TUNNEL'],
  ['sit', kind('sit', 'sit'), 'TUNNEL'],
  ['ip6tnl', kind('ip6tnl', 'tunnel6'), 'TUNNEL'],
  ['ip6gre', kind('ip6gre', 'gre6'), 'TUNNEL'],
  ['vti', kind('vti', 'ipip'), 'TUNNEL'],
  ['vti6', kind('vti6', 'tunnel6'), 'TUNNEL'],
  ['ppp', kind('ppp', 'ppp'), 'PPP'],
  ['wwan', kind('wwan', 'none'), 'WWANPP'],
  ['rmnet', kind('rmnet', '519'), 'WWANPP'],
  ['veth', kind('veth'), 'ETHERNET_CSMACD'],
  ['vxlan with a wireless name', { ...kind('vxlan'), ifname: 'wlx' }, 'ETHERNET_CSMACD'],
  ['any other kind that is no Ethernet', kind('can', 'can'), 'OTHER'],
  ['Ethernet', {}, 'ETHERNET_CSMACD'],
  ['a wireless name', { ifname: 'wlp3s0' }, 'IEEE80211'],
  ['ARPHRD 512', { link_type: 'ppp' }, 'PPP'],
  ['ARPHRD 768', { link_type: 'ipip' }, 'TUNNEL'],
  ['ARPHRD 769', { link_type: 'tunnel6' }, 'TUNNEL'],
  ['ARPHRD 776', { link_type: 'sit' }, 'TUNNEL'],
  ['ARPHRD 778', { link_type: 'gre' }, 'TUNNEL'],
  ['ARPHRD 823', { link_type: 'gre6' }, 'TUNNEL'],
  ['ARPHRD 32', { link_type: 'infiniband' }, 'INFINIBAND'],
  ['ARPHRD 24', { link_type: 'ieee1394' }, 'IEEE1394'],
  ['ARPHRD 19', { link_type: 'atm' }, 'ATM'],
  ['ARPHRD 801', { link_type: 'ieee802.11' }, 'IEEE80211'],
  ['ARPHRD 802', { link_type: 'ieee802.11/prism' }, 'IEEE80211'],
  ['ARPHRD 803', { link_type: 'ieee802.11/radiotap' }, 'IEEE80211'],
  ['ARPHRD 65534', { link_type: 'none' }, 'PROP_VIRTUAL'],
  ['any other ARPHRD', { link_type: 'can' }, 'OTHER'],
  ['a number without a word', { link_type: '519' }, 'OTHER'],
])('tells the type of an interface by %s', (_what, members, type) => {
  expect(dataOf(members).Type).toBe(`IF_TYPE_${type}`);
});

it.each<[string | undefined, boolean, string]>([
  ['UNKNOWN', true, 'Up'],
  ['UNKNOWN', false, 'Unknown'],
  [undefined, true, 'Up'],
  ['NOTPRESENT', true, 'NotPresent'],
  ['DOWN', true, 'Down'],
  ['LOWERLAYERDOWN', true, 'LowerLayerDown'],
  ['TESTING', true, 'Testing'],
  ['DORMANT', false, 'Dormant'],
  ['UP', false, 'Up'],
])('tells the operational state of %s, running %s: %s', (operstate, runs, status) => {
  const flags = runs ? ['UP'] : ['NO-CARRIER', 'UP'];
  const { operstate: _operstate, ...members } = link(2, { flags });
  const given = operstate === undefined ? members : { ...members, operstate };
  const data = interfaceDataOf(given, { InterfaceIndex: 2, InterfaceLuid: luidIn(2) }, [], undefined);
  expect(data.OperStatus).toBe(`IfOperStatus${status}`);
});

it.each<[readonly string[], string, string]>([
  [['UP', 'LOWER_UP'], 'UP', 'Connected'],
  [['NO-CARRIER', 'UP'], 'UP', 'Disconnected'],
  [['LOWER_UP'], 'DOWN', 'Disconnected'],
])('tells administrative and media state of %j', (flags, admin, media) => {
  expect(dataOf({ flags })).toMatchObject({
    AdminStatus: `NET_IF_ADMIN_STATUS_${admin}`,
    MediaConnectState: `MediaConnectState${media}`,
  });
});

it.each([
  [['LOOPBACK', 'UP'], 'LOOPBACK'],
  [['POINTOPOINT', 'UP'], 'POINT_TO_POINT'],
  [['BROADCAST', 'UP'], 'BROADCAST'],
  [['UP'], 'BROADCAST'],
])('tells the access of %j: %s', (flags, access) => {
  expect(dataOf({ flags }).AccessType).toBe(`NET_IF_ACCESS_${access}`);
});

it.each<[string, string | undefined, string]>([
  ['none', undefined, ''],
  ['Ethernet', '02:aa:00:00:00:0f', '02-AA-00-00-00-0F'],
  ['eight bytes, which look like IPv6', '02:00:00:00:00:00:00:05', '02-00-00-00-00-00-00-05'],
  ['the IPv4 end of a tunnel', '192.0.2.1', 'C0-00-02-01'],
  ['the IPv6 end of a tunnel', '2001:db8::1', '20-01-0D-B8-00-00-00-00-00-00-00-00-00-00-00-01'],
  ['what is none of these', 'no address', ''],
])('reads a physical address: %s', (_what, text, expected) => {
  const { address: _address, ...members } = link(2);
  const given = text === undefined ? members : { ...members, address: text };
  expect(
    interfaceDataOf(given, { InterfaceIndex: 2, InterfaceLuid: luidIn(2) }, [], undefined).PhysicalAddress,
  ).toBe(expected);
});

it('has a name and an MTU where the host says nothing of them', () => {
  const { ifname: _ifname, mtu: _mtu, ...members } = link(2);
  expect(
    interfaceDataOf(members, { InterfaceIndex: 2, InterfaceLuid: luidIn(2) }, [], undefined),
  ).toMatchObject({
    Alias: 'if2',
    Description: 'if2',
    Mtu: 1500,
  });
});

it('takes the rest of its members from its type', () => {
  expect(dataOf(kind('gre', 'gre'))).toMatchObject({
    MediaType: 'NdisMediumTunnel',
    TunnelType: 'TUNNEL_TYPE_OTHER',
    InterfaceAndOperStatusFlags: { ConnectorPresent: false, HardwareInterface: false },
  });
  expect(dataOf({})).toMatchObject({
    MediaType: 'NdisMedium802_3',
    TunnelType: 'TUNNEL_TYPE_NONE',
    InterfaceAndOperStatusFlags: { ConnectorPresent: true, HardwareInterface: true },
  });
});
