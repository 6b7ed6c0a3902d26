import {
  AdminStatus,
  interfaceDataOfDescription,
  makeLuid,
  MediaConnectState,
  OperStatus,
  type InterfaceDescription,
  type Luid,
} from '@netlapse/core';

import type { PropertyReader } from './property-reader';
import type { ToldAdapter } from './told-rows';
import {
  firstText,
  guid,
  indexes,
  integer,
  interfaceIndex,
  linkSpeed,
  luid,
  oneOf,
  physicalAddress,
  text,
  toggle,
  ulong,
  ulong64,
  type Choice,
} from './values';

/** The constants of an enumeration, each also by the end of its name, which is how PowerShell writes it. */
const choicesOf = <Name extends string>(
  { name: _name, values }: { readonly name: string; readonly values: Readonly<Record<Name, number>> },
  start: string,
): readonly Choice<Name>[] =>
  Object.entries<number>(values).map(([constant, number]) => ({
    number,
    names: [constant.slice(start.length).replaceAll('_', '')],
    value: constant as Name,
  }));

const operStatus = oneOf(choicesOf(OperStatus, 'IfOperStatus'));
const adminStatus = oneOf(choicesOf(AdminStatus, 'NET_IF_ADMIN_STATUS_'));
const mediaState = oneOf(choicesOf(MediaConnectState, 'MediaConnectState'));

/** What people read in the column Status, where the states themselves are missing. */
const status = oneOf<Partial<InterfaceDescription>>([
  { names: ['Up'], value: { MediaConnectState: 'MediaConnectStateConnected' } },
  {
    names: ['Disconnected', 'Not Present', 'NotPresent'],
    value: { MediaConnectState: 'MediaConnectStateDisconnected', OperStatus: 'IfOperStatusDown' },
  },
  {
    names: ['Disabled'],
    value: {
      MediaConnectState: 'MediaConnectStateDisconnected',
      AdminStatus: 'NET_IF_ADMIN_STATUS_DOWN',
      OperStatus: 'IfOperStatusDown',
    },
  },
]);

const ALIAS_NAMES = ['Name', 'InterfaceAlias', 'ifAlias'];
const NET_LUID_INDEX_MAX = 0xff_ffff;

/**
 * An adapter as Get-NetAdapter tells of it.
 *
 * @throws PowerShellError
 */
export const readAdapter = (reader: PropertyReader): ToldAdapter => {
  const InterfaceIndex = reader.require(['InterfaceIndex', 'ifIndex'], interfaceIndex);
  const Type = reader.read(['InterfaceType'], ulong);
  const told = luidOf(reader, Type);
  const members: Record<string, unknown> = {
    InterfaceIndex,
    InterfaceLuid: told,
    Type,
    InterfaceGuid: reader.read(['InterfaceGuid', 'DeviceID'], guid),
    Alias: reader.read(ALIAS_NAMES, text),
    Description: reader.read(['InterfaceDescription', 'ifDesc'], text),
    PhysicalAddress: ownAddress(reader),
    PermanentPhysicalAddress: reader.read(['PermanentAddress'], physicalAddress),
    Mtu: reader.read(['MtuSize'], ulong),
    MediaType: reader.read(['NdisMedium'], ulong),
    PhysicalMediumType: reader.read(['NdisPhysicalMedium'], ulong),
    InterfaceAndOperStatusFlags: flagsOf(reader),
    ...statesOf(reader),
    ...speedsOf(reader),
  };
  for (const name of Object.keys(members)) if (members[name] === undefined) delete members[name];
  const description = members as unknown as InterfaceDescription;
  const made = interfaceDataOfDescription(description);
  if (made._tag === 'Left') throw reader.fault(made.left.member?.replace('interface.', ''), made.left.why);
  return {
    place: reader.found,
    InterfaceIndex,
    alias: undefined,
    luid: told,
    description,
    higher: reader.read(['HigherLayerInterfaceIndices'], indexes) ?? [],
    lower: reader.read(['LowerLayerInterfaceIndices'], indexes),
  };
};

/** NetLuid; where it is missing, made of the type and NetLuidIndex. */
const luidOf = (reader: PropertyReader, type: number | undefined): Luid | undefined => {
  const told = reader.read(['NetLuid'], luid);
  const number = reader.read(['NetLuidIndex'], integer(0, NET_LUID_INDEX_MAX));
  if (told !== undefined) return told;
  return type === undefined || number === undefined || type > 0xffff ? undefined : makeLuid(type, number);
};

const ownAddress = (reader: PropertyReader): string | undefined => {
  const own = reader.read(['MacAddress', 'LinkLayerAddress'], physicalAddress);
  const first = reader.read(['NetworkAddresses'], (value) => physicalAddress(firstText(value)));
  return own ?? first;
};

const flagsOf = (reader: PropertyReader): Readonly<Record<string, boolean>> | undefined => {
  const flags = {
    ConnectorPresent: reader.read(['ConnectorPresent'], toggle),
    HardwareInterface: reader.read(['HardwareInterface'], toggle),
    EndPointInterface: reader.read(['EndPointInterface'], toggle),
    FilterInterface: reader.read(['IMFilter'], toggle),
    NotAuthenticated: reader.read(['OperationalStatusDownDefaultPortNotAuthenticated'], toggle),
    Paused: reader.read(['OperationalStatusDownInterfacePaused'], toggle),
    LowPower: reader.read(['OperationalStatusDownLowPowerState'], toggle),
  };
  const told = Object.entries(flags).filter(([, value]) => value !== undefined);
  return told.length === 0 ? undefined : (Object.fromEntries(told) as Record<string, boolean>);
};

const statesOf = (reader: PropertyReader): Partial<InterfaceDescription> => {
  const oper = reader.read(['InterfaceOperationalStatus', 'ifOperStatus'], operStatus);
  const admin = reader.read(['InterfaceAdminStatus', 'AdminStatus'], adminStatus);
  const media = reader.read(['MediaConnectionState', 'MediaConnectState'], mediaState);
  const shownStatus = oper === undefined && media === undefined ? reader.read(['Status'], status) : undefined;
  const states = {
    ...(oper === undefined ? {} : { OperStatus: oper }),
    ...(admin === undefined ? {} : { AdminStatus: admin }),
    ...(media === undefined ? {} : { MediaConnectState: media }),
    ...shownStatus,
  };
  // What is switched off has no link, whatever the driver remembers.
  return states.AdminStatus === 'NET_IF_ADMIN_STATUS_DOWN'
    ? { ...states, MediaConnectState: 'MediaConnectStateDisconnected' }
    : states;
};

/** bit/s as decimal text; an adapter without a link tells null. */
const speedsOf = (reader: PropertyReader): Partial<InterfaceDescription> => {
  const speedOf = (name: string): string | undefined =>
    reader.read([name], ulong64)?.toString() ?? (reader.isNull(name) ? '0' : undefined);
  const [sent, received] = [speedOf('TransmitLinkSpeed'), speedOf('ReceiveLinkSpeed')];
  const both = reader.read(['LinkSpeed'], linkSpeed)?.toString();
  const isTold = reader.has('TransmitLinkSpeed') || reader.has('ReceiveLinkSpeed');
  const transmit = isTold ? (sent ?? received) : (both ?? sent);
  const receive = isTold ? (received ?? sent) : (both ?? received);
  return {
    ...(transmit === undefined ? {} : { TransmitLinkSpeed: transmit }),
    ...(receive === undefined ? {} : { ReceiveLinkSpeed: receive }),
  };
};
