import { physicalAddressLength } from '../net';
import type { InterfaceRow } from './row';

type IfTypeOrNumber = InterfaceRow['Type'];

/** IF_TYPE_SOFTWARE_LOOPBACK: has no media, no neighbors and detects no duplicates. */
export const isLoopbackInterface = ({ Type }: Pick<InterfaceRow, 'Type'>): boolean =>
  Type === 'IF_TYPE_SOFTWARE_LOOPBACK';

/**
 * Connected of the interface's IP interfaces. An unknown media state counts as connected, and loopback interfaces
 * always are.
 */
export const isConnected = (row: Pick<InterfaceRow, 'Type' | 'MediaConnectState'>): boolean =>
  row.MediaConnectState !== 'MediaConnectStateDisconnected' || isLoopbackInterface(row);

/** Links of these types have no physical addresses, so no neighbors that could be resolved. */
const withoutPhysicalAddresses: ReadonlySet<IfTypeOrNumber> = new Set<IfTypeOrNumber>([
  'IF_TYPE_PPP',
  'IF_TYPE_SOFTWARE_LOOPBACK',
  'IF_TYPE_SLIP',
  'IF_TYPE_PROP_VIRTUAL',
  'IF_TYPE_TUNNEL',
  'IF_TYPE_WWANPP',
  'IF_TYPE_WWANPP2',
]);

/** Bytes of a physical address on links that know one length only. */
const lengths: ReadonlyMap<IfTypeOrNumber, number> = new Map<IfTypeOrNumber, number>([
  ['IF_TYPE_ETHERNET_CSMACD', 6],
  ['IF_TYPE_ISO88025_TOKENRING', 6],
  ['IF_TYPE_FDDI', 6],
  ['IF_TYPE_IEEE80211', 6],
  ['IF_TYPE_IEEE1394', 8],
  ['IF_TYPE_INFINIBAND', 20],
]);

/**
 * Whether the link knows physical addresses at all: an interface that has one itself does, whatever its type; for the
 * others the type tells.
 */
export const hasPhysicalAddresses = ({
  Type,
  PhysicalAddress,
}: Pick<InterfaceRow, 'Type' | 'PhysicalAddress'>): boolean =>
  PhysicalAddress !== '' || !withoutPhysicalAddresses.has(Type);

/**
 * How many bytes a neighbor's physical address has there: as many as the interface's own, else as the type says.
 *
 * @returns undefined where any length of 1 to 32 bytes will do, and where there are no physical addresses
 *   (`hasPhysicalAddresses`)
 */
export const physicalAddressLengthOf = ({
  Type,
  PhysicalAddress,
}: Pick<InterfaceRow, 'Type' | 'PhysicalAddress'>): number | undefined =>
  PhysicalAddress === '' ? lengths.get(Type) : physicalAddressLength(PhysicalAddress);
