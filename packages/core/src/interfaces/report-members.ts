import { booleanInput, physicalAddressInput, ulong64Input, ulongInput, type InputMember } from '../call';
import { ULONG_MAX, type Enumeration } from '../codec';
import { addressFamilies, parseGuid, type AddressFamily, type Guid } from '../net';
import {
  AccessType,
  AdminStatus,
  ConnectionType,
  DirectionType,
  IfType,
  LinkLocalAddressBehavior,
  MediaConnectState,
  NdisMedium,
  NdisPhysicalMedium,
  OperStatus,
  TunnelType,
} from './enumerations';
import { ignoredCounters } from './interface-entry';
import type { InterfaceData, IpInterfaceData } from './row';

/** IF_MAX_STRING_SIZE: characters of an alias or a description. */
const LABEL_LENGTH_MAX = 256;

/** A member that a report may leave out or give as null: then it is null, and a default or the old value holds. */
const optional = <A>(expected: string, read: (value: unknown) => A | undefined): InputMember<A | null> => ({
  expected,
  zero: null,
  read: (value) => (value === null ? null : read(value)),
});

/** A constant by name or number; kept by its name, a number without one as it is. */
const constant = <Name extends string>(constants: Enumeration<Name>): InputMember<Name | number | null> =>
  optional(`a constant of ${constants.name}`, (value) => {
    if (constants.isName(value)) return value;
    const number = ulongInput.read(value);
    return number === undefined ? undefined : (constants.nameOf(number) ?? number);
  });

const label = optional(`text of at most ${LABEL_LENGTH_MAX} characters`, (value) =>
  typeof value === 'string' && value.length <= LABEL_LENGTH_MAX ? value : undefined,
);

const guid: InputMember<Guid | null> = optional('a GUID', (value) =>
  typeof value === 'string' ? parseGuid(value) : undefined,
);

const physicalAddress = optional(
  physicalAddressInput.expected,
  (value) => physicalAddressInput.read(value) ?? undefined,
);

const ulong = optional(ulongInput.expected, ulongInput.read);

const flag = optional(booleanInput.expected, booleanInput.read);

/** bit/s as canonical decimal text. */
const linkSpeed = optional('a ULONG64 as decimal text', (value) => ulong64Input.read(value)?.toString());

type Flags = InterfaceData['InterfaceAndOperStatusFlags'];

const flagNames: ReadonlySet<string> = new Set<keyof Flags>([
  'HardwareInterface',
  'FilterInterface',
  'ConnectorPresent',
  'NotAuthenticated',
  'Paused',
  'LowPower',
  'EndPointInterface',
]);

/** Some of the flags; NotMediaConnected may be there, but MediaConnectState tells it. */
const flags = optional<Partial<Flags>>(
  'an object of the BOOLEANs of InterfaceAndOperStatusFlags',
  (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const read: Record<string, boolean> = {};
    for (const [name, given] of Object.entries(value)) {
      const isSet = booleanInput.read(given);
      if (isSet === undefined || (!flagNames.has(name) && name !== 'NotMediaConnected')) return undefined;
      if (flagNames.has(name)) read[name] = isSet;
    }
    return read;
  },
);

/** Each index once, in the order given. */
const indexes = optional<readonly number[]>('an array of InterfaceIndex', (value) => {
  if (!Array.isArray(value)) return undefined;
  const isIndex = (index: unknown): index is number => index !== 0 && ulongInput.read(index) !== undefined;
  return value.every(isIndex) ? Object.freeze([...new Set(value)]) : undefined;
});

const families = optional<readonly AddressFamily[]>('an array of AF_INET and AF_INET6', (value) => {
  if (!Array.isArray(value)) return undefined;
  const known: readonly unknown[] = addressFamilies;
  return value.every((family) => known.includes(family))
    ? addressFamilies.filter((family) => value.includes(family))
    : undefined;
});

/** What a report may say of an interface, whether it arrives or changes. */
export const interfaceMembers = {
  InterfaceGuid: guid,
  Alias: label,
  Description: label,
  PhysicalAddressLength: ulong,
  PhysicalAddress: physicalAddress,
  PermanentPhysicalAddress: physicalAddress,
  Mtu: ulong,
  Type: constant(IfType),
  TunnelType: constant(TunnelType),
  MediaType: constant(NdisMedium),
  PhysicalMediumType: constant(NdisPhysicalMedium),
  AccessType: constant(AccessType),
  DirectionType: constant(DirectionType),
  InterfaceAndOperStatusFlags: flags,
  OperStatus: constant(OperStatus),
  AdminStatus: constant(AdminStatus),
  MediaConnectState: constant(MediaConnectState),
  NetworkGuid: guid,
  ConnectionType: constant(ConnectionType),
  TransmitLinkSpeed: linkSpeed,
  ReceiveLinkSpeed: linkSpeed,
  // A report may bear the counters; they read 0 all the same.
  ...ignoredCounters,
  supportsRoutes: flag,
  lowerInterfaces: indexes,
};

/** What a report says besides of the IP interfaces of an interface that arrives. */
export const bindingMembers = {
  families,
  Metric: optional('an interface metric, 0 to 4294967294', (value) => {
    const metric = ulongInput.read(value);
    return metric === ULONG_MAX ? undefined : metric;
  }),
  LinkLocalAddressBehavior: optional<IpInterfaceData['LinkLocalAddressBehavior']>(
    'LinkLocalAlwaysOff, LinkLocalDelayed or LinkLocalAlwaysOn',
    (value) => {
      const name = LinkLocalAddressBehavior.isName(value)
        ? value
        : LinkLocalAddressBehavior.nameOf(ulongInput.read(value) ?? ULONG_MAX);
      return name === 'LinkLocalUnchanged' ? undefined : name;
    },
  ),
};
