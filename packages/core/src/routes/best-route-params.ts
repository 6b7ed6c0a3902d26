import { either } from 'fp-ts';

import { invalid, luidInput, refuse, ulongInput, type InputMember, type Refusal } from '../call';
import { findInterface, type InterfaceRow, type InterfaceTable, type IpInterfaceTable } from '../interfaces';
import {
  isIpv4Broadcast,
  isMulticast,
  isUnspecified,
  parseSocketAddress,
  ZERO_LUID,
  type AddressFamily,
  type IpAddress,
} from '../net';

export interface BestRouteParams {
  /** Decides alone where it is given and not zero. */
  readonly InterfaceLuid?: string | null;
  /** 0, or left out: any interface, unless the LUID names one. */
  readonly InterfaceIndex?: number;
  /** Not given where it is null, AF_UNSPEC, 0.0.0.0 or `::`. */
  readonly SourceAddress?: string | null;
  readonly DestinationAddress: string | null;
  /** Ignored. */
  readonly AddressSortOptions?: number;
  /** null: a NULL pointer. */
  readonly BestRoute?: null;
  /** null: a NULL pointer. */
  readonly BestSourceAddress?: null;
}

/** A lookup past its checks. */
export interface LookupRequest {
  readonly destination: IpAddress;
  /** Scope id of a link-local destination: the InterfaceIndex of its link; 0 where it is left open. */
  readonly scopeId: number;
  /** undefined: not given. */
  readonly source: IpAddress | undefined;
  /** Scope id of a link-local source; 0 where it is left open. */
  readonly sourceScopeId: number;
  /** The interface that the caller asks for; undefined: any. */
  readonly interface: InterfaceRow | undefined;
  /** The interface that `scopeId` names; undefined where it is 0. */
  readonly scope: InterfaceRow | undefined;
}

interface Reads {
  readonly stacks: readonly AddressFamily[];
  readonly interfaces: InterfaceTable;
  readonly ipInterfaces: IpInterfaceTable;
}

/** A parameter by value, zero where it is left out; undefined where it is none of its type. */
const read = <A>(member: InputMember<A>, value: unknown): A | undefined =>
  value === undefined ? member.zero : member.read(value);

const notGiven = { address: undefined, scopeId: 0 } as const;

/** The source address that a caller names, if it does; STATUS_INVALID_PARAMETER where it cannot be one. */
const readSource = (
  text: unknown,
  family: AddressFamily,
): either.Either<Refusal, { readonly address: IpAddress | undefined; readonly scopeId: number }> => {
  if (text === undefined || text === null) return either.right(notGiven);
  const given = typeof text === 'string' ? parseSocketAddress(text) : undefined;
  if (given === undefined) return invalid('SourceAddress is not an IP address', 'SourceAddress');
  if (given.family === 'AF_UNSPEC' || isUnspecified(given.address)) return either.right(notGiven);
  if (given.family !== family)
    return invalid(`SourceAddress is not of ${family} as the destination is`, 'SourceAddress');
  if (isMulticast(given.address) || isIpv4Broadcast(given.address))
    return invalid(`${given.address} is no source address`, 'SourceAddress');
  return either.right(given);
};

/**
 * Checks 1 to 7 of GetBestRoute2, in their order.
 *
 * @returns what to look up, or the first refusal:
 *   STATUS_INVALID_PARAMETER: an address or out parameter is NULL or not valid, or the source does not fit;
 *   STATUS_NOT_SUPPORTED: no stack for the family;
 *   STATUS_NOT_FOUND: no such interface, or it is not bound to the family, or the scope id names none;
 *   STATUS_INVALID_PARAMETER: the scope id names another interface than the one that is given.
 */
export const readBestRouteParams = (
  { stacks, interfaces, ipInterfaces }: Reads,
  params: BestRouteParams,
): either.Either<Refusal, LookupRequest> => {
  const text: unknown = params.DestinationAddress;
  if (text === undefined || text === null) return invalid('DestinationAddress is NULL', 'DestinationAddress');
  if (params.BestRoute === null) return invalid('BestRoute is NULL', 'BestRoute');
  if (params.BestSourceAddress === null) return invalid('BestSourceAddress is NULL', 'BestSourceAddress');
  const given = typeof text === 'string' ? parseSocketAddress(text) : undefined;
  if (given === undefined || given.family === 'AF_UNSPEC')
    return invalid('DestinationAddress is not an IP address', 'DestinationAddress');
  const { family, address: destination, scopeId } = given;
  const source = readSource(params.SourceAddress, family);
  if (either.isLeft(source)) return source;
  const InterfaceLuid = read(luidInput, params.InterfaceLuid ?? undefined);
  if (InterfaceLuid === undefined) return invalid('InterfaceLuid is not a NET_LUID', 'InterfaceLuid');
  const InterfaceIndex = read(ulongInput, params.InterfaceIndex);
  if (InterfaceIndex === undefined) return invalid('InterfaceIndex is not a ULONG', 'InterfaceIndex');

  if (!stacks.includes(family)) return refuse('STATUS_NOT_SUPPORTED', `this computer has no ${family} stack`);
  const isLimited = InterfaceLuid !== ZERO_LUID || InterfaceIndex !== 0;
  const limit = isLimited ? findInterface(interfaces, { InterfaceLuid, InterfaceIndex }) : undefined;
  if (isLimited && limit === undefined) return refuse('STATUS_NOT_FOUND', 'there is no such interface');
  if (
    limit !== undefined &&
    ipInterfaces.get({ InterfaceLuid: limit.InterfaceLuid, Family: family }) === undefined
  )
    return refuse('STATUS_NOT_FOUND', `${family} is not bound to the interface ${limit.Alias}`);
  const scope = scopeId === 0 ? undefined : interfaces.byIndex(scopeId);
  if (scopeId !== 0 && scope === undefined)
    return refuse('STATUS_NOT_FOUND', `the scope id ${scopeId} is no interface`, 'DestinationAddress');
  if (limit !== undefined && scope !== undefined && limit.InterfaceLuid !== scope.InterfaceLuid)
    return invalid('the scope id names another interface than the one given', 'DestinationAddress');
  return either.right({
    destination,
    scopeId,
    source: source.right.address,
    sourceScopeId: source.right.scopeId,
    interface: limit,
    scope,
  });
};
