import { ARPHRD, IFF, linkFlagBits, linkTypeNames } from '../netlink';
import type { LinkObject } from './objects';
import type { InterfaceData } from './row-data';

type IfTypeName = InterfaceData['Type'];

/** By IFLA_INFO_KIND, whatever the hardware type. */
const typeOfKind: ReadonlyMap<string, IfTypeName> = new Map<string, IfTypeName>([
  ['bridge', 'IF_TYPE_BRIDGE'],
  ['bond', 'IF_TYPE_IEEE8023AD_LAG'],
  ['team', 'IF_TYPE_IEEE8023AD_LAG'],
  ['vlan', 'IF_TYPE_L2_VLAN'],
  ['wireguard', 'IF_TYPE_PROP_VIRTUAL'],
  ['gre', 'IF_TYPE_TUNNEL'],
  ['ipip', 'IF_TYPE_TUNNEL'],
  ['sit', 'IF_TYPE_TUNNEL'],
  ['ip6tnl', 'IF_TYPE_TUNNEL'],
  ['ip6gre', 'IF_TYPE_TUNNEL'],
  ['vti', 'IF_TYPE_TUNNEL'],
  ['vti6', 'IF_TYPE_TUNNEL'],
  ['ppp', 'IF_TYPE_PPP'],
  ['wwan', 'IF_TYPE_WWANPP'],
  ['rmnet', 'IF_TYPE_WWANPP'],
]);

/** By ARPHRD_ where there is no kind. */
const typeOfHardware: ReadonlyMap<number, IfTypeName> = new Map<number, IfTypeName>([
  [ARPHRD.ETHER, 'IF_TYPE_ETHERNET_CSMACD'],
  [ARPHRD.PPP, 'IF_TYPE_PPP'],
  [ARPHRD.TUNNEL, 'IF_TYPE_TUNNEL'],
  [ARPHRD.TUNNEL6, 'IF_TYPE_TUNNEL'],
  [ARPHRD.SIT, 'IF_TYPE_TUNNEL'],
  [ARPHRD.IPGRE, 'IF_TYPE_TUNNEL'],
  [ARPHRD.IP6GRE, 'IF_TYPE_TUNNEL'],
  [ARPHRD.INFINIBAND, 'IF_TYPE_INFINIBAND'],
  [ARPHRD.IEEE1394, 'IF_TYPE_IEEE1394'],
  [ARPHRD.ATM, 'IF_TYPE_ATM'],
  [ARPHRD.IEEE80211, 'IF_TYPE_IEEE80211'],
  [ARPHRD.IEEE80211_PRISM, 'IF_TYPE_IEEE80211'],
  [ARPHRD.IEEE80211_RADIOTAP, 'IF_TYPE_IEEE80211'],
  [ARPHRD.NONE, 'IF_TYPE_PROP_VIRTUAL'],
]);

/** Names of wireless interfaces begin so (systemd, and before it the kernel). */
const WIRELESS_NAME = 'wl';

/**
 * Type of the interface that a link is: loopback first, then by its kind, then by its hardware type and name.
 */
export const interfaceTypeOf = ({ flags, ifname, link_type, linkinfo }: LinkObject): IfTypeName => {
  const hardware = linkTypeNames.numberOf(link_type);
  if ((linkFlagBits(flags) & IFF.LOOPBACK) !== 0 || hardware === ARPHRD.LOOPBACK)
    return 'IF_TYPE_SOFTWARE_LOOPBACK';
  const kind = linkinfo?.info_kind;
  if (kind !== undefined) return typeOfVirtual(kind, hardware);
  if (hardware === ARPHRD.ETHER && ifname?.startsWith(WIRELESS_NAME) === true) return 'IF_TYPE_IEEE80211';
  return (hardware === undefined ? undefined : typeOfHardware.get(hardware)) ?? 'IF_TYPE_OTHER';
};

const typeOfVirtual = (kind: string, hardware: number | undefined): IfTypeName => {
  // A tap device, which carries Ethernet frames, has the kind of the tun device, which carries packets.
  if (kind === 'tun') return hardware === ARPHRD.NONE ? 'IF_TYPE_PROP_VIRTUAL' : 'IF_TYPE_ETHERNET_CSMACD';
  return typeOfKind.get(kind) ?? (hardware === ARPHRD.ETHER ? 'IF_TYPE_ETHERNET_CSMACD' : 'IF_TYPE_OTHER');
};
