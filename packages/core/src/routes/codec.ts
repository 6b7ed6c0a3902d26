import { either } from 'fp-ts';

import {
  booleanInput,
  enumInput,
  ignoredInput,
  inputRow,
  invalid,
  luidInput,
  prefixInput,
  readInputRow,
  socketAddressInput,
  ucharInput,
  ulongInput,
  type InputMember,
  type Refusal,
  type RowOf,
} from '../call';
import { ULONG_MAX } from '../codec';
import {
  familyOf,
  isIpv4Broadcast,
  isMulticast,
  prefixLength,
  ZERO_LUID,
  type AddressFamily,
  type IpAddress,
  type Luid,
  type Prefix,
  type SocketAddress,
} from '../net';
import { RouteProtocol } from './enumerations';

/** The prefix of a row that Initialize made reads as one of no family, so that its refusal says what is missing. */
const destinationInput: InputMember<Prefix | null> = {
  ...prefixInput,
  read: (value) => (value === 'AF_UNSPEC/0' ? null : prefixInput.read(value)),
};

const constantInput = enumInput(RouteProtocol);
const SECOND_SPELLING = 'PROTO_IP_';

/** nldef.h gives each protocol two names: PROTO_IP_RIP is MIB_IPPROTO_RIP. Both are read, the latter is kept. */
const protocolInput: InputMember<number> = {
  ...constantInput,
  read: (value) =>
    constantInput.read(
      typeof value === 'string' && value.startsWith(SECOND_SPELLING)
        ? `MIB_IPPROTO_${value.slice(SECOND_SPELLING.length)}`
        : value,
    ),
};

interface RouteKeyMembers {
  readonly InterfaceLuid: Luid;
  readonly InterfaceIndex: number;
  readonly DestinationPrefix: Prefix | null;
  readonly NextHop: SocketAddress;
}

interface LifetimeMembers {
  readonly SitePrefixLength: number;
  readonly ValidLifetime: number;
  readonly PreferredLifetime: number;
}

export interface RouteValues extends LifetimeMembers {
  readonly Metric: number;
  /** The number: a constant's, or one that means "not given". */
  readonly Protocol: number;
  readonly Loopback: boolean;
  readonly AutoconfigureAddress: boolean;
  readonly Publish: boolean;
  readonly Immortal: boolean;
}

type Ignored<Members extends string> = { readonly [Member in Members]: null };

const keyInputs = {
  InterfaceLuid: luidInput,
  InterfaceIndex: ulongInput,
  DestinationPrefix: destinationInput,
  NextHop: socketAddressInput,
};
const lifetimeInputs = {
  SitePrefixLength: ucharInput,
  ValidLifetime: ulongInput,
  PreferredLifetime: ulongInput,
};
const ignoredByRead = {
  Metric: ignoredInput,
  Protocol: ignoredInput,
  Loopback: ignoredInput,
  AutoconfigureAddress: ignoredInput,
  Publish: ignoredInput,
  Immortal: ignoredInput,
  Age: ignoredInput,
  Origin: ignoredInput,
};

/** MIB_IPFORWARD_ROW2 as CreateIpForwardEntry2 and SetIpForwardEntry2 read it. */
export const routeInput = inputRow<RouteKeyMembers & RouteValues & Ignored<'Age' | 'Origin'>>(
  'MIB_IPFORWARD_ROW2',
  {
    ...keyInputs,
    ...lifetimeInputs,
    Metric: ulongInput,
    Protocol: protocolInput,
    Loopback: booleanInput,
    AutoconfigureAddress: booleanInput,
    Publish: booleanInput,
    Immortal: booleanInput,
    Age: ignoredInput,
    Origin: ignoredInput,
  },
);

/** The same as GetIpForwardEntry2 reads it: the key, and what may contradict itself. */
export const routeReadInput = inputRow<
  RouteKeyMembers & LifetimeMembers & Ignored<keyof typeof ignoredByRead>
>('MIB_IPFORWARD_ROW2', { ...keyInputs, ...lifetimeInputs, ...ignoredByRead });

/** The same as DeleteIpForwardEntry2 reads it: the key alone. */
export const routeKeyInput = inputRow<
  RouteKeyMembers & Ignored<keyof typeof ignoredByRead | keyof typeof lifetimeInputs>
>('MIB_IPFORWARD_ROW2', {
  ...keyInputs,
  SitePrefixLength: ignoredInput,
  ValidLifetime: ignoredInput,
  PreferredLifetime: ignoredInput,
  ...ignoredByRead,
});

/** The key of a route as a caller gave it, each part well-formed; the interface is not looked up yet. */
export interface GivenRouteKey {
  readonly family: AddressFamily;
  readonly prefix: Prefix;
  readonly nextHop: IpAddress;
  /** Scope id of a link-local next hop; 0: that of the interface. */
  readonly scopeId: number;
  readonly InterfaceLuid: Luid;
  readonly InterfaceIndex: number;
}

/** Checks 2 and 3: prefix, next hop and interface are given, fit each other, and a route may have them. */
const checkKey = (row: RouteKeyMembers, parameter: string): either.Either<Refusal, GivenRouteKey> => {
  const { InterfaceLuid, InterfaceIndex, DestinationPrefix: prefix, NextHop } = row;
  if (prefix === null) return invalid('DestinationPrefix is not specified', `${parameter}.DestinationPrefix`);
  const family = familyOf(prefix);
  if (NextHop.family !== family) {
    const why = NextHop.family === 'AF_UNSPEC' ? 'is not specified' : `is not of ${family} as the prefix is`;
    return invalid(`NextHop ${why}`, `${parameter}.NextHop`);
  }
  const { address: nextHop, scopeId } = NextHop;
  if (isMulticast(nextHop) || isIpv4Broadcast(nextHop))
    return invalid(`${nextHop} names no single next hop`, `${parameter}.NextHop`);
  if (InterfaceLuid === ZERO_LUID && InterfaceIndex === 0)
    return invalid('neither InterfaceLuid nor InterfaceIndex is given', `${parameter}.InterfaceLuid`);
  return either.right({ family, prefix, nextHop, scopeId, InterfaceLuid, InterfaceIndex });
};

/** Check 4 as far as Create, Set and Get share it. */
const checkLifetimes = (
  row: LifetimeMembers,
  prefix: Prefix,
  parameter: string,
): either.Either<Refusal, void> => {
  if (row.PreferredLifetime > row.ValidLifetime)
    return invalid('PreferredLifetime is above ValidLifetime', `${parameter}.PreferredLifetime`);
  if (row.SitePrefixLength > prefixLength(prefix) && row.SitePrefixLength !== NO_SITE_PREFIX_LENGTH)
    return invalid('SitePrefixLength is above the length of the prefix', `${parameter}.SitePrefixLength`);
  return either.right(undefined);
};

/** SitePrefixLength "not given". */
export const NO_SITE_PREFIX_LENGTH = 255;

/** Protocol "not given": 0, or all bits set, which a signed C enumeration shows as -1. */
export const isProtocolGiven = (protocol: number): boolean =>
  protocol !== 0 && protocol !== ULONG_MAX && protocol !== -1;

/** A route as Create and Set take it, past checks 1 to 4. */
export interface GivenRoute {
  readonly key: GivenRouteKey;
  readonly values: RouteValues;
}

/** Checks 1 to 4 of CreateIpForwardEntry2 and SetIpForwardEntry2: all STATUS_INVALID_PARAMETER. */
export const readRoute = (value: unknown, parameter: string): either.Either<Refusal, GivenRoute> => {
  const row = readInputRow<RowOf<typeof routeInput>>(routeInput, value, parameter);
  if (either.isLeft(row)) return row;
  const values = row.right;
  const key = checkKey(values, parameter);
  if (either.isLeft(key)) return key;
  const lifetimes = checkLifetimes(values, key.right.prefix, parameter);
  if (either.isLeft(lifetimes)) return lifetimes;
  if (values.ValidLifetime === 0) return invalid('ValidLifetime is 0', `${parameter}.ValidLifetime`);
  if (isProtocolGiven(values.Protocol) && RouteProtocol.nameOf(values.Protocol) === undefined)
    return invalid(`${values.Protocol} is no constant of NL_ROUTE_PROTOCOL`, `${parameter}.Protocol`);
  return either.right({ key: key.right, values });
};

/** Checks 1 to 4 of GetIpForwardEntry2. */
export const readRouteToGet = (value: unknown, parameter: string): either.Either<Refusal, GivenRouteKey> => {
  const row = readInputRow<RowOf<typeof routeReadInput>>(routeReadInput, value, parameter);
  if (either.isLeft(row)) return row;
  const key = checkKey(row.right, parameter);
  if (either.isLeft(key)) return key;
  const lifetimes = checkLifetimes(row.right, key.right.prefix, parameter);
  return either.isLeft(lifetimes) ? lifetimes : key;
};

/** Checks 1 to 3 of DeleteIpForwardEntry2, which reads nothing but the key. */
export const readRouteKey = (value: unknown, parameter: string): either.Either<Refusal, GivenRouteKey> => {
  const row = readInputRow<RowOf<typeof routeKeyInput>>(routeKeyInput, value, parameter);
  return either.isLeft(row) ? row : checkKey(row.right, parameter);
};
