import { either } from 'fp-ts';

import { invalid, refuse, type CommandView } from '../call';
import { isLoopbackInterface } from '../interfaces';
import { isLoopback } from '../net';
import { scopeIdOf } from './address-class';
import { checkChosenMembers } from './chosen-members';
import {
  anycastClass,
  anycastInput,
  readKeyedRow,
  unicastClass,
  unicastInput,
  type ScopedRowParams,
  type UnicastRowParams,
} from './codec';
import type { AnycastEvent, UnicastEvent } from './events';
import { locate, mirrorOnly, type AddressDecision } from './locate';
import { createdOn } from './new-address';
import type { AddressReads } from './reads';

/**
 * CreateUnicastIpAddressEntry: adds a unicast address to an interface. Its routes and groups follow from the event.
 *
 * @returns one UnicastAddressCreated, or the first refusal in the order of the checks:
 *   STATUS_INVALID_PARAMETER: the row, its address, interface or other members are not given or not valid;
 *   STATUS_NOT_SUPPORTED: no stack for the family;
 *   STATUS_NOT_FOUND: no such interface, or it is not bound to the family;
 *   STATUS_INVALID_PARAMETER: the scope id of another interface, or a loopback address where there is no loopback;
 *   STATUS_NOT_SUPPORTED: a mirrored host;
 *   ERROR_OBJECT_ALREADY_EXISTS: the address stands on the interface.
 */
export const createUnicast = (
  { state, at, mirrored }: CommandView<AddressReads>,
  { Row }: UnicastRowParams,
): AddressDecision<UnicastEvent> => {
  const read = readKeyedRow(unicastInput, unicastClass, Row);
  if (either.isLeft(read)) return read;
  const { address, family, row } = read.right;
  const members = checkChosenMembers(row, family);
  if (either.isLeft(members)) return members;
  const located = locate(state, read.right);
  if (either.isLeft(located)) return located;
  if (isLoopback(address) && !isLoopbackInterface(located.right.interface))
    return invalid(`${address} stands on a loopback interface only`, 'Row.Address');
  if (mirrored) return mirrorOnly();
  if (state.unicast.get(located.right.key) !== undefined)
    return refuse('ERROR_OBJECT_ALREADY_EXISTS', `${address} stands on the interface`, 'Row.Address');

  const { PrefixOrigin, SuffixOrigin, ...chosen } = members.right;
  const created = createdOn(
    located.right,
    {
      ...chosen,
      Address: address,
      PrefixOrigin: PrefixOrigin ?? 'IpPrefixOriginManual',
      SuffixOrigin: SuffixOrigin ?? 'IpSuffixOriginManual',
      isOptimistic: row.DadState,
    },
    at,
  );
  return either.right({ events: [created] });
};

/**
 * CreateAnycastIpAddressEntry: adds an anycast address to an interface. Its route and group follow from the event.
 *
 * @returns one AnycastAddressCreated, or a refusal as of CreateUnicastIpAddressEntry; a loopback address is none here.
 */
export const createAnycast = (
  { state, mirrored }: CommandView<AddressReads>,
  { Row }: ScopedRowParams,
): AddressDecision<AnycastEvent> => {
  const read = readKeyedRow(anycastInput, anycastClass, Row);
  if (either.isLeft(read)) return read;
  const located = locate(state, read.right);
  if (either.isLeft(located)) return located;
  if (mirrored) return mirrorOnly();
  const { address } = read.right;
  if (state.anycast.get(located.right.key) !== undefined)
    return refuse('ERROR_OBJECT_ALREADY_EXISTS', `${address} stands on the interface`, 'Row.Address');

  const { InterfaceIndex, InterfaceLuid } = located.right.interface;
  const ScopeId = scopeIdOf(address, InterfaceIndex);
  return either.right({
    events: [
      { type: 'AnycastAddressCreated', data: { Address: address, InterfaceIndex, InterfaceLuid, ScopeId } },
    ],
  });
};
