import { either } from 'fp-ts';

import { refuse, type Refusal } from '../call';
import { ZERO_LUID, type AddressFamily, type Luid } from '../net';
import type { InterfaceRow, IpInterfaceRow } from './row';
import type { InterfaceTable, IpInterfaceTable } from './table';

/** How a row names its interface. */
export interface InterfaceTarget {
  /** Decides alone where it is not zero. */
  readonly InterfaceLuid: Luid;
  /** Decides where the LUID is zero; 0: not given. */
  readonly InterfaceIndex: number;
}

/** FALSE where neither LUID nor index is given: STATUS_INVALID_PARAMETER to the calls that take a row. */
export const namesInterface = ({ InterfaceLuid, InterfaceIndex }: InterfaceTarget): boolean =>
  InterfaceLuid !== ZERO_LUID || InterfaceIndex !== 0;

/** The interface that a row names: by its LUID alone, unless that is zero; then by its index. */
export const findInterface = (
  interfaces: InterfaceTable,
  { InterfaceLuid, InterfaceIndex }: InterfaceTarget,
): InterfaceRow | undefined =>
  InterfaceLuid === ZERO_LUID ? interfaces.byIndex(InterfaceIndex) : interfaces.get({ InterfaceLuid });

/** What is read to find an IP interface. */
export interface InterfaceReads {
  /** The families that have an IP stack on this computer. */
  readonly stacks: readonly AddressFamily[];
  readonly interfaces: InterfaceTable;
  readonly ipInterfaces: IpInterfaceTable;
}

export interface ResolvedInterface {
  readonly interface: InterfaceRow;
  readonly ipInterface: IpInterfaceRow;
}

/**
 * Checks 5 and 6 of the calls that take a row.
 *
 * @param prefix what stands before the member's name in the refusal: `Row.`, or nothing for a plain parameter
 * @returns the interface and its IP interface of the family; refused with
 *   STATUS_NOT_SUPPORTED: the family has no stack on this computer;
 *   STATUS_NOT_FOUND: there is no such interface, or the family is not bound to it.
 */
export const resolveInterface = (
  { stacks, interfaces, ipInterfaces }: InterfaceReads,
  family: AddressFamily,
  target: InterfaceTarget,
  prefix = 'Row.',
): either.Either<Refusal, ResolvedInterface> => {
  if (!stacks.includes(family)) return refuse('STATUS_NOT_SUPPORTED', `this computer has no ${family} stack`);
  const found = findInterface(interfaces, target);
  if (found === undefined) {
    const { InterfaceLuid, InterfaceIndex } = target;
    return InterfaceLuid === ZERO_LUID
      ? refuse('STATUS_NOT_FOUND', `no interface has the index ${InterfaceIndex}`, `${prefix}InterfaceIndex`)
      : refuse('STATUS_NOT_FOUND', `no interface has the LUID ${InterfaceLuid}`, `${prefix}InterfaceLuid`);
  }
  const ipInterface = ipInterfaces.get({ InterfaceLuid: found.InterfaceLuid, Family: family });
  if (ipInterface === undefined)
    return refuse('STATUS_NOT_FOUND', `${family} is not bound to the interface ${found.Alias}`);
  return either.right({ interface: found, ipInterface });
};
