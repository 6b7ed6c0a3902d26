import type { InterfaceData } from './row';

type IfTypeOrNumber = InterfaceData['Type'];

/** What an interface is where its host did not say more than its Type. */
export interface TypeDefaults {
  readonly MediaType: InterfaceData['MediaType'];
  readonly PhysicalMediumType: InterfaceData['PhysicalMediumType'];
  readonly AccessType: InterfaceData['AccessType'];
  readonly HardwareInterface: boolean;
}

const defaults = (
  MediaType: TypeDefaults['MediaType'],
  PhysicalMediumType: TypeDefaults['PhysicalMediumType'],
  AccessType: TypeDefaults['AccessType'],
  HardwareInterface: boolean,
): TypeDefaults => Object.freeze({ MediaType, PhysicalMediumType, AccessType, HardwareInterface });

const cellular = defaults(
  'NdisMediumWirelessWan',
  'NdisPhysicalMediumWirelessWan',
  'NET_IF_ACCESS_POINT_TO_POINT',
  true,
);
const serial = defaults(
  'NdisMediumWan',
  'NdisPhysicalMediumUnspecified',
  'NET_IF_ACCESS_POINT_TO_POINT',
  false,
);

const byType: ReadonlyMap<IfTypeOrNumber, TypeDefaults> = new Map<IfTypeOrNumber, TypeDefaults>([
  [
    'IF_TYPE_ETHERNET_CSMACD',
    defaults('NdisMedium802_3', 'NdisPhysicalMedium802_3', 'NET_IF_ACCESS_BROADCAST', true),
  ],
  [
    'IF_TYPE_ISO88025_TOKENRING',
    defaults('NdisMedium802_5', 'NdisPhysicalMedium802_5', 'NET_IF_ACCESS_BROADCAST', true),
  ],
  [
    'IF_TYPE_FDDI',
    defaults('NdisMediumFddi', 'NdisPhysicalMediumUnspecified', 'NET_IF_ACCESS_BROADCAST', true),
  ],
  [
    'IF_TYPE_IEEE80211',
    defaults('NdisMediumNative802_11', 'NdisPhysicalMediumNative802_11', 'NET_IF_ACCESS_BROADCAST', true),
  ],
  [
    'IF_TYPE_ATM',
    defaults('NdisMediumAtm', 'NdisPhysicalMediumUnspecified', 'NET_IF_ACCESS_POINT_TO_MULTI_POINT', true),
  ],
  ['IF_TYPE_IEEE1394', defaults('NdisMedium1394', 'NdisPhysicalMedium1394', 'NET_IF_ACCESS_BROADCAST', true)],
  [
    'IF_TYPE_INFINIBAND',
    defaults('NdisMediumInfiniBand', 'NdisPhysicalMediumInfiniband', 'NET_IF_ACCESS_BROADCAST', true),
  ],
  [
    'IF_TYPE_IEEE80216_WMAN',
    defaults('NdisMediumWiMAX', 'NdisPhysicalMediumWiMax', 'NET_IF_ACCESS_POINT_TO_POINT', true),
  ],
  ['IF_TYPE_WWANPP', cellular],
  ['IF_TYPE_WWANPP2', cellular],
  ['IF_TYPE_PPP', serial],
  ['IF_TYPE_SLIP', serial],
  [
    'IF_TYPE_SOFTWARE_LOOPBACK',
    defaults('NdisMediumLoopback', 'NdisPhysicalMediumUnspecified', 'NET_IF_ACCESS_LOOPBACK', false),
  ],
  [
    'IF_TYPE_TUNNEL',
    defaults('NdisMediumTunnel', 'NdisPhysicalMediumUnspecified', 'NET_IF_ACCESS_POINT_TO_POINT', false),
  ],
  [
    'IF_TYPE_PROP_VIRTUAL',
    defaults('NdisMediumIP', 'NdisPhysicalMediumUnspecified', 'NET_IF_ACCESS_POINT_TO_POINT', false),
  ],
]);

const otherTypes = defaults(
  'NdisMedium802_3',
  'NdisPhysicalMediumUnspecified',
  'NET_IF_ACCESS_BROADCAST',
  false,
);

/** The members of MIB_IF_ROW2 that follow from the Type where a report leaves them out. */
export const typeDefaults = (type: IfTypeOrNumber): TypeDefaults => byType.get(type) ?? otherTypes;
