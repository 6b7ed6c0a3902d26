import { either } from 'fp-ts';

import { invalid, refuse, type Decision, type Refusal } from '../call';
import { resolveInterface, type InterfaceReads } from '../interfaces';
import type { KeyedRow, KeyMembers } from './codec';
import type { Link } from './detection';
import type { AnycastEvent, UnicastEvent } from './events';
import type { AddressReads } from './reads';
import type { AddressKey } from './row';

/** What a row speaks of: its interface, its IP interface of the family, and the key it has in the tables. */
export interface Located extends Link {
  readonly key: AddressKey;
}

/**
 * Checks 5, 6 and 6a: the interface and IP interface that a row names, whose scope id, where it bears one, is theirs.
 *
 * @returns refused with
 *   STATUS_NOT_SUPPORTED: the family has no stack on this computer;
 *   STATUS_NOT_FOUND: there is no such interface, or the family is not bound to it;
 *   STATUS_INVALID_PARAMETER: a link-local address bears the scope id of another interface.
 */
export const locate = <Row extends KeyMembers>(
  reads: InterfaceReads,
  { family, address, scopeId, row }: KeyedRow<Row>,
): either.Either<Refusal, Located> => {
  const resolved = resolveInterface(reads, family, row);
  if (either.isLeft(resolved)) return resolved;
  const { InterfaceIndex, InterfaceLuid } = resolved.right.interface;
  if (scopeId !== 0 && scopeId !== InterfaceIndex)
    return invalid(`the scope id ${scopeId} is not the interface's index ${InterfaceIndex}`, 'Row.Address');
  return either.right({ ...resolved.right, key: { InterfaceLuid, Address: address } });
};

/** Check 7: a host that repeats a live one is changed by that one alone. */
export const mirrorOnly = (): either.Either<Refusal, never> =>
  refuse('STATUS_NOT_SUPPORTED', 'the host is the mirror of a live one, which alone can change it');

/** What the calls that change addresses decide. */
export type AddressDecision<Event extends UnicastEvent | AnycastEvent> = either.Either<
  Refusal,
  Decision<Event, AddressReads>
>;
