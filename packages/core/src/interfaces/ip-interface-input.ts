import {
  booleanByteInput,
  enumInput,
  ignoredInput,
  inputRow,
  luidInput,
  ulongInput,
  type InputMember,
  type RowOf,
} from '../call';
import { ULONG_MAX } from '../codec';
import { ZERO_LUID } from '../net';
import { LinkLocalAddressBehavior, RouterDiscoveryBehavior } from './enumerations';
import { familyInput } from './family';
import { zeroIpInterfaceEntry, type IpInterfaceEntryInput } from './ip-interface-entry';
import type { ReadMembers } from './read-members';

/** The members of MIB_IPINTERFACE_ROW that are a BOOLEAN and that SetIpInterfaceEntry can change. */
export const settableBooleans = [
  'AdvertisingEnabled',
  'ForwardingEnabled',
  'WeakHostSend',
  'WeakHostReceive',
  'UseAutomaticMetric',
  'UseNeighborUnreachabilityDetection',
  'ManagedAddressConfigurationSupported',
  'OtherStatefulConfigurationSupported',
  'AdvertiseDefaultRoute',
  'DisableDefaultRoutes',
] as const;

/** The ULONGs that it can change. */
export const settableUlongs = [
  'DadTransmits',
  'BaseReachableTime',
  'RetransmitTime',
  'PathMtuDiscoveryTimeout',
  'LinkLocalAddressTimeout',
  'SitePrefixLength',
  'Metric',
  'NlMtu',
] as const;

/** Of a BOOLEAN: SetIpInterfaceEntry leaves the member as it is. */
export const UNCHANGED_BOOLEAN = 255;
/** Of a ULONG: the same. */
export const UNCHANGED_ULONG = ULONG_MAX;
/** Of an enumeration: the same. */
export const UNCHANGED_CONSTANT = -1;

const each = <Name extends string, A>(names: readonly Name[], value: A): Readonly<Record<Name, A>> =>
  Object.fromEntries(names.map((name) => [name, value])) as Record<Name, A>;

const keyMembers = { Family: familyInput, InterfaceLuid: luidInput, InterfaceIndex: ulongInput };

/** Members that only the stack sets: no call looks at them. */
const ownMembers = {
  MaxReassemblySize: ignoredInput,
  InterfaceIdentifier: ignoredInput,
  MinRouterAdvertisementInterval: ignoredInput,
  MaxRouterAdvertisementInterval: ignoredInput,
  ZoneIndices: ignoredInput,
  Connected: ignoredInput,
  SupportsWakeUpPatterns: ignoredInput,
  SupportsNeighborDiscovery: ignoredInput,
  SupportsRouterDiscovery: ignoredInput,
  ReachableTime: ignoredInput,
  TransmitOffload: ignoredInput,
  ReceiveOffload: ignoredInput,
};

const lookupMembers = {
  ...keyMembers,
  ...ownMembers,
  ...each(settableBooleans, ignoredInput),
  ...each(settableUlongs, ignoredInput),
  RouterDiscoveryBehavior: ignoredInput,
  LinkLocalAddressBehavior: ignoredInput,
};

/** MIB_IPINTERFACE_ROW given to GetIpInterfaceEntry: its key counts, all else is output. */
export const ipInterfaceLookup = inputRow<ReadMembers<typeof lookupMembers>>(
  'MIB_IPINTERFACE_ROW',
  lookupMembers,
);

/** An enumeration is an int in C, so 0xFFFFFFFF is another spelling of -1, "unchanged". */
const signed = ({ expected, zero, read }: InputMember<number>): InputMember<number> => ({
  expected,
  zero,
  read: (value) => {
    const number = read(value);
    return number === ULONG_MAX ? UNCHANGED_CONSTANT : number;
  },
});

const setMembers = {
  ...keyMembers,
  ...ownMembers,
  ...each(settableBooleans, booleanByteInput),
  ...each(settableUlongs, ulongInput),
  RouterDiscoveryBehavior: signed(enumInput(RouterDiscoveryBehavior)),
  LinkLocalAddressBehavior: signed(enumInput(LinkLocalAddressBehavior)),
};

/** MIB_IPINTERFACE_ROW given to SetIpInterfaceEntry. */
export const ipInterfaceInput = inputRow<ReadMembers<typeof setMembers>>('MIB_IPINTERFACE_ROW', setMembers);
export type IpInterfaceInput = RowOf<typeof ipInterfaceInput>;

/**
 * What InitializeIpInterfaceEntry fills a row with: "unchanged" in the members that SetIpInterfaceEntry can change,
 * zero in all others. Zeros everywhere would make a Set turn everything off.
 */
export const initializedIpInterface: Required<IpInterfaceEntryInput> = Object.freeze({
  ...zeroIpInterfaceEntry,
  Family: 'AF_UNSPEC',
  InterfaceLuid: ZERO_LUID,
  ...each(settableBooleans, UNCHANGED_BOOLEAN),
  ...each(settableUlongs, UNCHANGED_ULONG),
  RouterDiscoveryBehavior: 'RouterDiscoveryUnchanged',
  LinkLocalAddressBehavior: 'LinkLocalUnchanged',
});
