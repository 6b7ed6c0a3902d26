import { families } from './address-arithmetic';
import { check, gives, present, type Answer } from './answers';
import { numberIn, physicalIn, textIn, type Given } from './given';
import { interfaceType, physicalBytes } from './interface-types';
import { bindFamily } from './ip-interfaces';
import { formLinkLocal } from './link-local';
import { add, type Model, type Row } from './model';
import { interfaceNamed, namesInterface } from './places';
import type { InterfaceData } from './rows';

const luidOf = (description: Given, typeNumber: number): string => {
  const given = textIn(description, 'InterfaceLuid').toLowerCase();
  if (given !== '') return given;
  const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');
  return `0x${hex(typeNumber, 4)}${hex(numberIn(description, 'InterfaceIndex'), 6)}000000`;
};

const guidOf = (luid: string): string => {
  const digits = luid.slice(2).toUpperCase();
  const [first, second, third] = [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 15)];
  return `{${first}-${second}-4${third}-8${digits.slice(15)}00-000000000000}`;
};

/** The row of an interface as a script describes it. */
const interfaceDescribed = (description: Given): InterfaceData => {
  const Type = textIn(description, 'Type') || 'IF_TYPE_ETHERNET_CSMACD';
  const { number, MediaType, PhysicalMediumType, access, isHardware } = interfaceType(Type);
  const InterfaceIndex = numberIn(description, 'InterfaceIndex');
  const InterfaceLuid = luidOf(description, number);
  const Alias = textIn(description, 'Alias') || `Interface ${InterfaceIndex}`;
  const MediaConnectState = textIn(description, 'MediaConnectState') || 'MediaConnectStateConnected';
  const isDown = MediaConnectState === 'MediaConnectStateDisconnected';
  return {
    InterfaceLuid,
    InterfaceIndex,
    InterfaceGuid: guidOf(InterfaceLuid),
    Alias,
    Description: Alias,
    Type,
    PhysicalAddress: physicalIn(description, 'PhysicalAddress'),
    PermanentPhysicalAddress: physicalIn(description, 'PhysicalAddress'),
    Mtu: (description['Mtu'] as number | undefined) ?? 1500,
    TunnelType: Type === 'IF_TYPE_TUNNEL' ? 'TUNNEL_TYPE_OTHER' : 'TUNNEL_TYPE_NONE',
    MediaType,
    PhysicalMediumType,
    AccessType: `NET_IF_ACCESS_${access}`,
    DirectionType: 'NET_IF_DIRECTION_SENDRECEIVE',
    ConnectionType: 'NET_IF_CONNECTION_DEDICATED',
    NetworkGuid: '{00000000-0000-0000-0000-000000000000}',
    OperStatus: isDown ? 'IfOperStatusDown' : 'IfOperStatusUp',
    AdminStatus: 'NET_IF_ADMIN_STATUS_UP',
    MediaConnectState,
    InterfaceAndOperStatusFlags: {
      HardwareInterface: isHardware,
      FilterInterface: false,
      ConnectorPresent: isHardware,
      NotAuthenticated: false,
      Paused: false,
      LowPower: false,
      EndPointInterface: false,
    },
    TransmitLinkSpeed: textIn(description, 'TransmitLinkSpeed') || '1000000000',
    ReceiveLinkSpeed: textIn(description, 'ReceiveLinkSpeed') || '1000000000',
    supportsRoutes: (description['supportsRoutes'] as boolean | undefined) ?? true,
    lowerInterfaces: [],
  };
};

/**
 * An interface comes: at the beginning of a host, when no address forms by itself, or later.
 *
 * @returns FALSE where its index or LUID is or was another's: the report is refused
 */
export const arrive = (model: Model, description: Given, formsLinkLocal: boolean): boolean => {
  const row = interfaceDescribed(description);
  const { InterfaceIndex, InterfaceLuid } = row;
  const isTaken = model.interfaces.some(
    (other) => other.InterfaceIndex === InterfaceIndex || other.InterfaceLuid === InterfaceLuid,
  );
  if (isTaken || model.retired.includes(InterfaceIndex) || model.retired.includes(InterfaceLuid))
    return false;
  add(model, 'interfaces', 'InterfaceArrived', row);
  const wanted = (description['families'] ?? families) as readonly string[];
  for (const family of families)
    if (model.stacks.includes(family) && wanted.includes(family))
      bindFamily(model, row, family, formsLinkLocal, description);
  formLinkLocal(model, row);
  return true;
};

const counters = Object.fromEntries(
  ['In', 'Out'].flatMap((direction) =>
    ['Octets', 'UcastPkts', 'NUcastPkts', 'Discards', 'Errors', 'UcastOctets', 'MulticastOctets']
      .concat('BroadcastOctets', direction === 'In' ? 'UnknownProtos' : 'QLen')
      .map((name) => [direction + name, '0']),
  ),
);

const read = (row: Row<'interfaces'>): object => {
  const {
    createdSeq: _created,
    setSeq: _set,
    supportsRoutes: _takes,
    lowerInterfaces: _lower,
    ...rest
  } = row;
  return {
    ...rest,
    ...counters,
    PhysicalAddressLength: physicalBytes(row.PhysicalAddress),
    InterfaceAndOperStatusFlags: {
      ...row.InterfaceAndOperStatusFlags,
      NotMediaConnected: row.MediaConnectState === 'MediaConnectStateDisconnected',
    },
  };
};

export const getIfEntry2 = (model: Model, params: Given): Answer => {
  const row = params['Row'] as Given | null;
  check(row !== null && namesInterface(row), 'STATUS_INVALID_PARAMETER');
  return gives({ Row: read(present(interfaceNamed(model, row), 'STATUS_NOT_FOUND')) });
};

export const getIfTable2 = (model: Model): Answer =>
  gives({ Table: model.interfaces.toSorted((a, b) => a.InterfaceIndex - b.InterfaceIndex).map(read) });
