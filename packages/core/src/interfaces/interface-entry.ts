import { ignoredInput, inputRow, luidInput, ulongInput } from '../call';
import { physicalAddressLength, type Guid, type Luid, type PhysicalAddress } from '../net';
import type { ReadMembers } from './read-members';
import type { InterfaceData, InterfaceRow } from './row';

/** Counters of MIB_IF_ROW2, ULONG64 each: always 0, as traffic is not modelled. */
export const counterNames = [
  'InOctets',
  'InUcastPkts',
  'InNUcastPkts',
  'InDiscards',
  'InErrors',
  'InUnknownProtos',
  'InUcastOctets',
  'InMulticastOctets',
  'InBroadcastOctets',
  'OutOctets',
  'OutUcastPkts',
  'OutNUcastPkts',
  'OutDiscards',
  'OutErrors',
  'OutUcastOctets',
  'OutMulticastOctets',
  'OutBroadcastOctets',
  'OutQLen',
] as const;

type Counters = { readonly [Name in (typeof counterNames)[number]]: string };

const counters = Object.fromEntries(counterNames.map((name) => [name, '0'])) as Counters;

/** MIB_IF_ROW2 as GetIfEntry2 and GetIfTable2 return it. */
export interface InterfaceEntry extends Counters {
  readonly InterfaceLuid: Luid;
  readonly InterfaceIndex: number;
  readonly InterfaceGuid: Guid;
  readonly Alias: string;
  readonly Description: string;
  /** Bytes of PhysicalAddress, 0 where there is none. */
  readonly PhysicalAddressLength: number;
  readonly PhysicalAddress: PhysicalAddress;
  readonly PermanentPhysicalAddress: PhysicalAddress;
  /** Bytes. */
  readonly Mtu: number;
  readonly Type: InterfaceData['Type'];
  readonly TunnelType: InterfaceData['TunnelType'];
  readonly MediaType: InterfaceData['MediaType'];
  readonly PhysicalMediumType: InterfaceData['PhysicalMediumType'];
  readonly AccessType: InterfaceData['AccessType'];
  readonly DirectionType: InterfaceData['DirectionType'];
  readonly InterfaceAndOperStatusFlags: InterfaceData['InterfaceAndOperStatusFlags'] & {
    /** TRUE where MediaConnectState is MediaConnectStateDisconnected. */
    readonly NotMediaConnected: boolean;
  };
  readonly OperStatus: InterfaceData['OperStatus'];
  readonly AdminStatus: InterfaceData['AdminStatus'];
  readonly MediaConnectState: InterfaceData['MediaConnectState'];
  readonly NetworkGuid: Guid;
  readonly ConnectionType: InterfaceData['ConnectionType'];
  /** bit/s, decimal. */
  readonly TransmitLinkSpeed: string;
  /** bit/s, decimal. */
  readonly ReceiveLinkSpeed: string;
}

/** MIB_IF_ROW2 as a caller passes it in: the key counts, all else is output. */
export type InterfaceEntryInput = {
  readonly [Member in keyof InterfaceEntry]?: Member extends 'InterfaceLuid'
    ? string
    : InterfaceEntry[Member];
};

/** Entries that were read before: no clock and no other table goes into one, so a row has the same for ever. */
const entries = new WeakMap<InterfaceRow, InterfaceEntry>();

/** The documented row of an interface. */
export const interfaceEntryOf = (row: InterfaceRow): InterfaceEntry => {
  const known = entries.get(row);
  if (known !== undefined) return known;
  const entry = madeEntry(row);
  entries.set(row, entry);
  return entry;
};

const madeEntry = (row: InterfaceRow): InterfaceEntry => {
  const {
    HardwareInterface,
    FilterInterface,
    ConnectorPresent,
    NotAuthenticated,
    Paused,
    LowPower,
    EndPointInterface,
  } = row.InterfaceAndOperStatusFlags;
  return Object.freeze({
    InterfaceLuid: row.InterfaceLuid,
    InterfaceIndex: row.InterfaceIndex,
    InterfaceGuid: row.InterfaceGuid,
    Alias: row.Alias,
    Description: row.Description,
    PhysicalAddressLength: physicalAddressLength(row.PhysicalAddress),
    PhysicalAddress: row.PhysicalAddress,
    PermanentPhysicalAddress: row.PermanentPhysicalAddress,
    Mtu: row.Mtu,
    Type: row.Type,
    TunnelType: row.TunnelType,
    MediaType: row.MediaType,
    PhysicalMediumType: row.PhysicalMediumType,
    AccessType: row.AccessType,
    DirectionType: row.DirectionType,
    InterfaceAndOperStatusFlags: Object.freeze({
      HardwareInterface,
      FilterInterface,
      ConnectorPresent,
      NotAuthenticated,
      NotMediaConnected: row.MediaConnectState === 'MediaConnectStateDisconnected',
      Paused,
      LowPower,
      EndPointInterface,
    }),
    OperStatus: row.OperStatus,
    AdminStatus: row.AdminStatus,
    MediaConnectState: row.MediaConnectState,
    NetworkGuid: row.NetworkGuid,
    ConnectionType: row.ConnectionType,
    TransmitLinkSpeed: row.TransmitLinkSpeed,
    ReceiveLinkSpeed: row.ReceiveLinkSpeed,
    ...counters,
  });
};

/** The counters where a caller or a report gives them. */
export const ignoredCounters = Object.fromEntries(counterNames.map((name) => [name, ignoredInput])) as Record<
  (typeof counterNames)[number],
  typeof ignoredInput
>;

const interfaceRowMembers = {
  InterfaceLuid: luidInput,
  InterfaceIndex: ulongInput,
  InterfaceGuid: ignoredInput,
  Alias: ignoredInput,
  Description: ignoredInput,
  PhysicalAddressLength: ignoredInput,
  PhysicalAddress: ignoredInput,
  PermanentPhysicalAddress: ignoredInput,
  Mtu: ignoredInput,
  Type: ignoredInput,
  TunnelType: ignoredInput,
  MediaType: ignoredInput,
  PhysicalMediumType: ignoredInput,
  AccessType: ignoredInput,
  DirectionType: ignoredInput,
  InterfaceAndOperStatusFlags: ignoredInput,
  OperStatus: ignoredInput,
  AdminStatus: ignoredInput,
  MediaConnectState: ignoredInput,
  NetworkGuid: ignoredInput,
  ConnectionType: ignoredInput,
  TransmitLinkSpeed: ignoredInput,
  ReceiveLinkSpeed: ignoredInput,
  ...ignoredCounters,
};

/** MIB_IF_ROW2 on input: its key. */
export const interfaceRowInput = inputRow<ReadMembers<typeof interfaceRowMembers>>(
  'MIB_IF_ROW2',
  interfaceRowMembers,
);
