import { either } from 'fp-ts';

import { enumInput, invalid, refuse, type InputMember, type Refusal } from '../call';
import type { AddressFamily } from '../net';
import { AddressFamilyConstant } from './enumerations';

/** ADDRESS_FAMILY as a member or parameter: by name or number; left out, AF_UNSPEC. The call judges which it takes. */
export const familyInput: InputMember<number> = enumInput(AddressFamilyConstant);

/** AF_INET or AF_INET6 of a number that familyInput read; undefined for AF_UNSPEC and every other number. */
export const familyOfNumber = (family: number): AddressFamily | undefined => {
  const name = AddressFamilyConstant.nameOf(family);
  return name === 'AF_UNSPEC' ? undefined : name;
};

/** A Family parameter as a caller gave it; left out it is AF_UNSPEC, undefined stands for what is no family. */
export const readFamily = (value: unknown): AddressFamily | 'AF_UNSPEC' | undefined => {
  const family = value === undefined ? familyInput.zero : familyInput.read(value);
  return family === undefined ? undefined : AddressFamilyConstant.nameOf(family);
};

/**
 * The first checks of the calls that return a table of a family.
 *
 * @param Family as the caller gave it
 * @param Table as the caller gave it; null is a NULL pointer
 * @returns the family to list, undefined for both (AF_UNSPEC); refused with
 *   STATUS_INVALID_PARAMETER: Table is NULL, or Family is none of AF_UNSPEC, AF_INET, AF_INET6;
 *   STATUS_NOT_SUPPORTED: the one family that was asked for has no stack on this computer.
 */
export const checkTableCall = (
  stacks: readonly AddressFamily[],
  Family: unknown,
  Table: unknown,
): either.Either<Refusal, AddressFamily | undefined> => {
  if (Table === null) return invalid('Table is NULL', 'Table');
  const family = readFamily(Family);
  if (family === undefined) return invalid('Family is none of AF_UNSPEC, AF_INET, AF_INET6', 'Family');
  if (family === 'AF_UNSPEC') return either.right(undefined);
  if (!stacks.includes(family))
    return refuse('STATUS_NOT_SUPPORTED', `this computer has no ${family} stack`, 'Family');
  return either.right(family);
};
