import { either } from 'fp-ts';

import { inputRow, luidInput, readInputRow, ulongInput, type ReportError } from '../call';
import {
  addressFamilies,
  guidOfLuid,
  makeLuid,
  physicalAddressLength,
  ZERO_GUID,
  ZERO_LUID,
  type AddressFamily,
  type Luid,
} from '../net';
import { IfType } from './enumerations';
import type { InterfaceEvent, IpInterfaceEvent } from './events';
import { ipInterfaceOf, type Binding } from './ip-interface-defaults';
import type { ReadMembers } from './read-members';
import { bindingMembers, interfaceMembers } from './report-members';
import type { Retired } from './retired';
import type { InterfaceData, IpInterfaceData } from './row';
import type { InterfaceTable } from './table';
import { typeDefaults } from './type-defaults';

/**
 * An interface as a host begins with it, or as it arrives. What is left out, or null, takes its default by Type; text
 * may be in any spelling that is read, enumerations may be numbers.
 */
export interface InterfaceDescription {
  /** 1 and above, unique. */
  readonly InterfaceIndex: number;
  /** `0x` and 16 hex digits; left out, made of Type and InterfaceIndex. */
  readonly InterfaceLuid?: string;
  /** Left out, derived from the LUID. */
  readonly InterfaceGuid?: string;
  /** Up to 256 characters; left out, `Interface N`. */
  readonly Alias?: string;
  /** Up to 256 characters; left out, the Alias. */
  readonly Description?: string;
  /** IF_TYPE_ETHERNET_CSMACD unless given. */
  readonly Type?: InterfaceData['Type'];
  /** `02-00-00-00-00-05`, or `''` for none. */
  readonly PhysicalAddress?: string;
  /** Must be the bytes of PhysicalAddress. */
  readonly PhysicalAddressLength?: number;
  readonly PermanentPhysicalAddress?: string;
  /** Bytes; 1500 unless given. */
  readonly Mtu?: number;
  readonly TunnelType?: InterfaceData['TunnelType'];
  readonly MediaType?: InterfaceData['MediaType'];
  readonly PhysicalMediumType?: InterfaceData['PhysicalMediumType'];
  readonly AccessType?: InterfaceData['AccessType'];
  readonly DirectionType?: InterfaceData['DirectionType'];
  readonly ConnectionType?: InterfaceData['ConnectionType'];
  readonly NetworkGuid?: string;
  /** Those left out take their defaults. */
  readonly InterfaceAndOperStatusFlags?: Partial<InterfaceData['InterfaceAndOperStatusFlags']>;
  readonly OperStatus?: InterfaceData['OperStatus'];
  readonly AdminStatus?: InterfaceData['AdminStatus'];
  /** MediaConnectStateConnected unless given. */
  readonly MediaConnectState?: InterfaceData['MediaConnectState'];
  /** bit/s, decimal text; 1000000000 unless given. */
  readonly TransmitLinkSpeed?: string;
  /** bit/s, decimal text; 1000000000 unless given. */
  readonly ReceiveLinkSpeed?: string;
  /** FALSE: CreateIpForwardEntry2 is refused there. */
  readonly supportsRoutes?: boolean;
  /** InterfaceIndex of each interface immediately below. */
  readonly lowerInterfaces?: readonly number[];
  /** Families to bind; left out, all that have a stack. */
  readonly families?: readonly AddressFamily[];
  /** Metric of its IP interfaces, 0 to 4294967294; left out, it is automatic. */
  readonly Metric?: number;
  /** Of its IPv6 interface. */
  readonly LinkLocalAddressBehavior?: IpInterfaceData['LinkLocalAddressBehavior'];
}

const descriptionMembers = {
  InterfaceIndex: ulongInput,
  InterfaceLuid: luidInput,
  ...interfaceMembers,
  ...bindingMembers,
};

type Description = ReadMembers<typeof descriptionMembers>;

/** How an InterfaceDescription is read. */
const interfaceDescription = inputRow<Description>('interface description', descriptionMembers);

/** How the host comes to have the interface. */
export interface Beginning {
  /** TRUE for an arrival, FALSE where the host begins with the interface. */
  readonly formsLinkLocal: boolean;
  /** Next number of the host's number source, 0 ≤ r < 1; one is drawn for each family bound. */
  readonly draw: () => number;
}

/** What is read to tell whether an interface may come. */
export interface ArrivalReads {
  readonly stacks: readonly AddressFamily[];
  readonly interfaces: InterfaceTable;
  readonly retired: Retired;
}

const cannotBe = (why: string, member: string): either.Either<ReportError, never> =>
  either.left({ why, member: `interface.${member}` });

const DEFAULT_LINK_SPEED = '1000000000';
const DEFAULT_MTU = 1500;

/**
 * The events that a description of an interface amounts to: InterfaceArrived, then IpInterfaceBound of each family
 * that is bound and has a stack, AF_INET first.
 *
 * @param description an InterfaceDescription that nobody has checked yet
 * @returns an error that names the member which cannot be; an index or a LUID that was used before, by an interface
 *   that stands or by one that departed, is such an error
 */
export const interfaceOf = (
  { stacks, interfaces, retired }: ArrivalReads,
  description: unknown,
  { formsLinkLocal, draw }: Beginning,
): either.Either<ReportError, ReadonlyArray<InterfaceEvent | IpInterfaceEvent>> => {
  const made = describedInterface(description);
  if (either.isLeft(made)) return made;
  const { data, given } = made.right;
  const { InterfaceLuid, InterfaceIndex } = data;
  if (interfaces.byIndex(InterfaceIndex) !== undefined || retired.hasIndex(InterfaceIndex))
    return cannotBe(`the index ${InterfaceIndex} was used before`, 'InterfaceIndex');
  if (interfaces.get({ InterfaceLuid }) !== undefined || retired.hasLuid(InterfaceLuid))
    return cannotBe(`the LUID ${InterfaceLuid} was used before`, 'InterfaceLuid');
  const binding: Binding = {
    formsLinkLocal,
    draw,
    metric: given.Metric,
    linkLocalAddressBehavior: given.LinkLocalAddressBehavior,
  };
  const isBound = (family: AddressFamily): boolean =>
    stacks.includes(family) && (given.families === null || given.families.includes(family));
  return either.right([
    { type: 'InterfaceArrived', data },
    ...addressFamilies.filter(isBound).map((family): IpInterfaceEvent => ({
      type: 'IpInterfaceBound',
      data: ipInterfaceOf(data, family, binding),
    })),
  ]);
};

/** What is kept of an interface that is described, and the description as it was read. */
const describedInterface = (
  description: unknown,
): either.Either<ReportError, { readonly data: InterfaceData; readonly given: Description }> => {
  const read = readInputRow(interfaceDescription, description, 'interface');
  if (either.isLeft(read))
    return either.left({ why: read.left.why, member: read.left.member ?? 'interface' });
  const given = read.right;
  return either.map((data: InterfaceData) => ({ data, given }))(dataOfDescription(given));
};

/**
 * What is kept of an interface that is described, whether or not it could arrive here.
 *
 * @param description an InterfaceDescription that nobody has checked yet
 * @returns an error that names the member which cannot be
 */
export const interfaceDataOfDescription = (description: unknown): either.Either<ReportError, InterfaceData> =>
  either.map(({ data }: { readonly data: InterfaceData }) => data)(describedInterface(description));

const dataOfDescription = (given: Description): either.Either<ReportError, InterfaceData> => {
  const { InterfaceIndex } = given;
  if (InterfaceIndex === 0) return cannotBe('InterfaceIndex is required, 1 or above', 'InterfaceIndex');
  const Type = given.Type ?? 'IF_TYPE_ETHERNET_CSMACD';
  const luid = given.InterfaceLuid === ZERO_LUID ? defaultLuid(Type, InterfaceIndex) : given.InterfaceLuid;
  if (luid === undefined)
    return cannotBe('no LUID can be made of this Type and InterfaceIndex: give one', 'InterfaceLuid');
  const PhysicalAddress = given.PhysicalAddress ?? ('' as InterfaceData['PhysicalAddress']);
  const length = physicalAddressLength(PhysicalAddress);
  if (given.PhysicalAddressLength !== null && given.PhysicalAddressLength !== length)
    return cannotBe(`PhysicalAddress has ${length} bytes`, 'PhysicalAddressLength');
  if (given.lowerInterfaces?.includes(InterfaceIndex) === true)
    return cannotBe('an interface does not stand on itself', 'lowerInterfaces');
  const Alias = given.Alias ?? `Interface ${InterfaceIndex}`;
  const MediaConnectState = given.MediaConnectState ?? 'MediaConnectStateConnected';
  const ofType = typeDefaults(Type);
  return either.right({
    InterfaceLuid: luid,
    InterfaceIndex,
    InterfaceGuid: given.InterfaceGuid ?? guidOfLuid(luid),
    Alias,
    Description: given.Description ?? Alias,
    Type,
    PhysicalAddress,
    PermanentPhysicalAddress: given.PermanentPhysicalAddress ?? PhysicalAddress,
    Mtu: given.Mtu ?? DEFAULT_MTU,
    TunnelType: given.TunnelType ?? (Type === 'IF_TYPE_TUNNEL' ? 'TUNNEL_TYPE_OTHER' : 'TUNNEL_TYPE_NONE'),
    MediaType: given.MediaType ?? ofType.MediaType,
    PhysicalMediumType: given.PhysicalMediumType ?? ofType.PhysicalMediumType,
    AccessType: given.AccessType ?? ofType.AccessType,
    DirectionType: given.DirectionType ?? 'NET_IF_DIRECTION_SENDRECEIVE',
    ConnectionType: given.ConnectionType ?? 'NET_IF_CONNECTION_DEDICATED',
    NetworkGuid: given.NetworkGuid ?? ZERO_GUID,
    OperStatus: given.OperStatus ?? operStatusOf(MediaConnectState),
    AdminStatus: given.AdminStatus ?? 'NET_IF_ADMIN_STATUS_UP',
    MediaConnectState,
    InterfaceAndOperStatusFlags: flagsOf(given.InterfaceAndOperStatusFlags ?? {}, ofType.HardwareInterface),
    TransmitLinkSpeed: given.TransmitLinkSpeed ?? DEFAULT_LINK_SPEED,
    ReceiveLinkSpeed: given.ReceiveLinkSpeed ?? DEFAULT_LINK_SPEED,
    supportsRoutes: given.supportsRoutes ?? true,
    lowerInterfaces: given.lowerInterfaces ?? [],
  });
};

/** IfType = Type, NetLuidIndex = InterfaceIndex; undefined where one of them has not the room for it. */
const defaultLuid = (type: InterfaceData['Type'], index: number): Luid | undefined => {
  const ifType = typeof type === 'number' ? type : IfType.values[type];
  return ifType <= 0xffff && index <= 0xff_ffff ? makeLuid(ifType, index) : undefined;
};

/** OperStatus of an interface of which the host said no more than its media state. */
export const operStatusOf = (
  state: InterfaceData['MediaConnectState'],
): 'IfOperStatusUp' | 'IfOperStatusDown' =>
  state === 'MediaConnectStateDisconnected' ? 'IfOperStatusDown' : 'IfOperStatusUp';

type Flags = InterfaceData['InterfaceAndOperStatusFlags'];

const flagsOf = (given: Partial<Flags>, isHardware: boolean): Flags => {
  const HardwareInterface = given.HardwareInterface ?? isHardware;
  return {
    HardwareInterface,
    FilterInterface: given.FilterInterface ?? false,
    ConnectorPresent: given.ConnectorPresent ?? HardwareInterface,
    NotAuthenticated: given.NotAuthenticated ?? false,
    Paused: given.Paused ?? false,
    LowPower: given.LowPower ?? false,
    EndPointInterface: given.EndPointInterface ?? false,
  };
};
