import { either } from 'fp-ts';

import { invalid, type Refusal } from '../call';
import {
  resolveInterface,
  type InterfaceRow,
  type InterfaceTable,
  type IpInterfaceTable,
} from '../interfaces';
import type { AddressFamily } from '../net';
import type { GivenRouteKey } from './codec';
import type { RouteKey } from './row';
import type { RouteTable } from './table';

/** What the calls on one route read. */
export interface RouteReads {
  readonly stacks: readonly AddressFamily[];
  readonly interfaces: InterfaceTable;
  readonly ipInterfaces: IpInterfaceTable;
  readonly routes: RouteTable;
}

/** Where a row says that its route is. */
export interface RoutePlace {
  readonly interface: InterfaceRow;
  readonly key: RouteKey & { readonly InterfaceIndex: number };
}

/**
 * Checks 5, 6 and 6a of the calls on one route.
 *
 * @returns the key by the interface's own LUID and index; refused with
 *   STATUS_NOT_SUPPORTED: no stack for the family;
 *   STATUS_NOT_FOUND: no such interface, or the family is not bound to it;
 *   STATUS_INVALID_PARAMETER: the scope id of a link-local next hop names another interface.
 */
export const locateRoute = (
  reads: RouteReads,
  given: GivenRouteKey,
  parameter: string,
): either.Either<Refusal, RoutePlace> => {
  const resolved = resolveInterface(reads, given.family, given, `${parameter}.`);
  if (either.isLeft(resolved)) return resolved;
  const { InterfaceLuid, InterfaceIndex } = resolved.right.interface;
  if (given.scopeId !== 0 && given.scopeId !== InterfaceIndex)
    return invalid(`the scope id of NextHop is not the interface ${InterfaceIndex}`, `${parameter}.NextHop`);
  return either.right({
    interface: resolved.right.interface,
    key: { InterfaceLuid, InterfaceIndex, DestinationPrefix: given.prefix, NextHop: given.nextHop },
  });
};
