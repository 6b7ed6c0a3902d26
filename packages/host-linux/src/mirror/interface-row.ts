import {
  guidOfLuid,
  IfType,
  ipInterfaceOf,
  makeLuid,
  typeDefaults,
  ZERO_GUID,
  type AddressFamily,
  type HostState,
  type Luid,
} from '@netlapse/core';

import { IFF, linkFlagBits } from '../netlink';
import { interfaceTypeOf } from './interface-type';
import type { LinkObject } from './objects';
import { isZeroAddress, physicalAddressOf } from './physical-address';
import type { InterfaceData, InterfaceKey, IpInterfaceData } from './row-data';

/** What rtnetlink does not tell in its announcements, in bit/s. */
const UNKNOWN_SPEED = '1000000000';

/** What a link has that says nothing of its size: only odd messages leave it out. */
const DEFAULT_MTU = 1500;

const isSet = (flags: number, bit: number): boolean => (flags & bit) !== 0;

/**
 * The interface that a link is. What it stands on, and what it was before, is not to be had from the link
 * alone.
 */
export const interfaceDataOf = (
  link: LinkObject,
  key: InterfaceKey,
  lowerInterfaces: readonly number[],
  before: Pick<InterfaceData, 'PermanentPhysicalAddress'> | undefined,
): InterfaceData => {
  const flags = linkFlagBits(link.flags);
  const Type = interfaceTypeOf(link);
  const ofType = typeDefaults(Type);
  const Alias = aliasOf(link);
  const PhysicalAddress = addressOf(link, flags);
  return {
    AccessType: accessTypeOf(flags),
    AdminStatus: isSet(flags, IFF.UP) ? 'NET_IF_ADMIN_STATUS_UP' : 'NET_IF_ADMIN_STATUS_DOWN',
    Alias,
    ConnectionType: 'NET_IF_CONNECTION_DEDICATED',
    Description: link.ifalias ?? link.linkinfo?.info_kind ?? Alias,
    DirectionType: 'NET_IF_DIRECTION_SENDRECEIVE',
    InterfaceAndOperStatusFlags: {
      ConnectorPresent: ofType.HardwareInterface,
      EndPointInterface: false,
      FilterInterface: false,
      HardwareInterface: ofType.HardwareInterface,
      LowPower: false,
      NotAuthenticated: false,
      Paused: false,
    },
    InterfaceGuid: guidOfLuid(key.InterfaceLuid),
    InterfaceIndex: key.InterfaceIndex,
    InterfaceLuid: key.InterfaceLuid,
    MediaConnectState:
      isSet(flags, IFF.UP) && isSet(flags, IFF.RUNNING)
        ? 'MediaConnectStateConnected'
        : 'MediaConnectStateDisconnected',
    MediaType: ofType.MediaType,
    Mtu: link.mtu ?? DEFAULT_MTU,
    NetworkGuid: ZERO_GUID,
    OperStatus: operStatusOf(link.operstate, flags),
    PermanentPhysicalAddress:
      physicalAddressOf(link.permaddr) || before?.PermanentPhysicalAddress || PhysicalAddress,
    PhysicalAddress,
    PhysicalMediumType: ofType.PhysicalMediumType,
    ReceiveLinkSpeed: UNKNOWN_SPEED,
    TransmitLinkSpeed: UNKNOWN_SPEED,
    TunnelType: Type === 'IF_TYPE_TUNNEL' ? 'TUNNEL_TYPE_OTHER' : 'TUNNEL_TYPE_NONE',
    Type,
    lowerInterfaces: [...lowerInterfaces],
    supportsRoutes: true,
  };
};

const aliasOf = ({ ifindex, ifname }: LinkObject): string => ifname ?? `if${ifindex}`;

/** Loopback links say that their address is all zero, and mean that they have none. */
const addressOf = ({ address }: LinkObject, flags: number): InterfaceData['PhysicalAddress'] => {
  const bytes = physicalAddressOf(address);
  return isSet(flags, IFF.LOOPBACK) && isZeroAddress(bytes) ? physicalAddressOf(undefined) : bytes;
};

const accessTypeOf = (flags: number): InterfaceData['AccessType'] => {
  if (isSet(flags, IFF.LOOPBACK)) return 'NET_IF_ACCESS_LOOPBACK';
  return isSet(flags, IFF.POINTOPOINT) ? 'NET_IF_ACCESS_POINT_TO_POINT' : 'NET_IF_ACCESS_BROADCAST';
};

const operStatuses: ReadonlyMap<string, InterfaceData['OperStatus']> = new Map<
  string,
  InterfaceData['OperStatus']
>([
  ['NOTPRESENT', 'IfOperStatusNotPresent'],
  ['DOWN', 'IfOperStatusDown'],
  ['LOWERLAYERDOWN', 'IfOperStatusLowerLayerDown'],
  ['TESTING', 'IfOperStatusTesting'],
  ['DORMANT', 'IfOperStatusDormant'],
  ['UP', 'IfOperStatusUp'],
]);

/** Drivers that do not say more than that they run leave the state unknown. */
const operStatusOf = (operstate: string | undefined, flags: number): InterfaceData['OperStatus'] =>
  operStatuses.get(operstate ?? '') ?? (isSet(flags, IFF.RUNNING) ? 'IfOperStatusUp' : 'IfOperStatusUnknown');

/** Where LUIDs begin that bear no index, because theirs was given before. */
const FIRST_SPARE_NUMBER = 0x80_0000;
const NUMBER_MAX = 0xff_ffff;

/**
 * The LUID of an interface that arrives: its type and index. The kernel may give an index again, a LUID is
 * never used twice in a log: then the lowest free number from 0x800000 on takes the place of the index.
 *
 * @throws RangeError where all LUIDs of the type were used.
 */
export const luidOf = (
  { interfaces, retired }: Pick<HostState, 'interfaces' | 'retired'>,
  link: LinkObject,
  taken: ReadonlySet<Luid>,
): Luid => {
  const type = interfaceTypeOf(link);
  const ifType = typeof type === 'number' ? type : IfType.values[type];
  const isFree = (luid: Luid): boolean =>
    interfaces.get({ InterfaceLuid: luid }) === undefined && !retired.hasLuid(luid) && !taken.has(luid);
  const own = link.ifindex <= NUMBER_MAX ? makeLuid(ifType, link.ifindex) : undefined;
  if (own !== undefined && isFree(own)) return own;
  for (let number = FIRST_SPARE_NUMBER; number <= NUMBER_MAX; number++) {
    const luid = makeLuid(ifType, number);
    if (isFree(luid)) return luid;
  }
  throw new RangeError(`no LUID of ${type} is left`);
};

/**
 * The IP interface with which a family is bound: Linux is a weak host, and a route's own metric alone decides
 * there.
 */
export const ipInterfaceDataOf = (
  onInterface: InterfaceData,
  family: AddressFamily,
  isForwarding: boolean,
): IpInterfaceData => ({
  ...ipInterfaceOf(onInterface, family, {
    formsLinkLocal: false,
    draw: () => 0.5,
    metric: 0,
    linkLocalAddressBehavior: null,
  }),
  ForwardingEnabled: isForwarding,
  WeakHostReceive: true,
  WeakHostSend: true,
});
