import { either } from 'fp-ts';

import { refuse, type CommandView, type Refusal } from '../call';
import {
  anycastClass,
  anycastInput,
  readKeyedRow,
  unicastClass,
  unicastKeyInput,
  type KeyedRow,
  type KeyMembers,
  type ScopedRowParams,
  type UnicastRowParams,
} from './codec';
import type { AnycastEvent, UnicastEvent } from './events';
import { locate, mirrorOnly, type AddressDecision } from './locate';
import type { AddressReads } from './reads';
import type { AddressKey } from './row';

/** The row to delete, after all checks. */
const rowToDelete = <Row>(
  { state, mirrored }: CommandView<AddressReads>,
  keyed: KeyedRow<KeyMembers>,
  table: { get(key: AddressKey): Row | undefined },
): either.Either<Refusal, Row> => {
  const located = locate(state, keyed);
  if (either.isLeft(located)) return located;
  if (mirrored) return mirrorOnly();
  const row = table.get(located.right.key);
  return row === undefined
    ? refuse('STATUS_NOT_FOUND', `${keyed.address} does not stand on the interface`, 'Row.Address')
    : either.right(row);
};

/**
 * DeleteUnicastIpAddressEntry: removes a unicast address, also one that the stack made. Paths, routes and groups that
 * go with it go before.
 *
 * @returns one UnicastAddressDeleted, or the first refusal in the order of the checks:
 *   STATUS_INVALID_PARAMETER: the row, its address or interface are not given or not valid;
 *   STATUS_NOT_SUPPORTED: no stack for the family;
 *   STATUS_NOT_FOUND: no such interface, or it is not bound to the family;
 *   STATUS_INVALID_PARAMETER: the scope id of another interface;
 *   STATUS_NOT_SUPPORTED: a mirrored host;
 *   STATUS_NOT_FOUND: the address does not stand on the interface.
 */
export const deleteUnicast = (
  view: CommandView<AddressReads>,
  { Row }: UnicastRowParams,
): AddressDecision<UnicastEvent> => {
  const read = readKeyedRow(unicastKeyInput, unicastClass, Row);
  if (either.isLeft(read)) return read;
  const found = rowToDelete(view, read.right, view.state.unicast);
  if (either.isLeft(found)) return found;
  const { Address, InterfaceIndex, InterfaceLuid } = found.right;
  return either.right({
    events: [
      { type: 'UnicastAddressDeleted', data: { Address, InterfaceIndex, InterfaceLuid, reason: 'call' } },
    ],
  });
};

/**
 * DeleteAnycastIpAddressEntry: removes an anycast address. Its route and group go before.
 *
 * @returns one AnycastAddressDeleted, or a refusal as of DeleteUnicastIpAddressEntry.
 */
export const deleteAnycast = (
  view: CommandView<AddressReads>,
  { Row }: ScopedRowParams,
): AddressDecision<AnycastEvent> => {
  const read = readKeyedRow(anycastInput, anycastClass, Row);
  if (either.isLeft(read)) return read;
  const found = rowToDelete(view, read.right, view.state.anycast);
  if (either.isLeft(found)) return found;
  const { Address, InterfaceIndex, InterfaceLuid } = found.right;
  return either.right({
    events: [
      { type: 'AnycastAddressDeleted', data: { Address, InterfaceIndex, InterfaceLuid, reason: 'call' } },
    ],
  });
};
