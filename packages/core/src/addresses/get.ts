import { either } from 'fp-ts';

import { answer, refuse, refused, type Answer, type Refusal, type View } from '../call';
import { checkTableCall } from '../interfaces';
import type { AddressFamily } from '../net';
import {
  anycastClass,
  anycastInput,
  multicastClass,
  multicastInput,
  readKeyedRow,
  unicastClass,
  unicastKeyInput,
  type KeyedRow,
  type KeyMembers,
  type ScopedRowParams,
  type UnicastRowParams,
} from './codec';
import { readScopedRow, readUnicastRow, type ScopedEntry, type UnicastEntry } from './entry';
import { locate } from './locate';
import type { AddressReads } from './reads';
import type { AddressKey } from './row';

/** Parameters of the calls that list a table. */
export interface AddressTableParams {
  /** AF_UNSPEC, the rows of both families, where it is left out. */
  readonly Family?: 'AF_UNSPEC' | AddressFamily | number;
  /** null: a NULL pointer. */
  readonly Table?: null;
}

interface Rows<Row> {
  get(key: AddressKey): Row | undefined;
  inTableOrder(family?: AddressFamily): Iterable<Row>;
}

/** The standing row of a key that has passed checks 1 to 3. */
const standingRow = <Row>(
  state: AddressReads,
  keyed: either.Either<Refusal, KeyedRow<KeyMembers>>,
  rows: Rows<Row>,
): either.Either<Refusal, Row> => {
  if (either.isLeft(keyed)) return keyed;
  const located = locate(state, keyed.right);
  if (either.isLeft(located)) return located;
  const row = rows.get(located.right.key);
  return row === undefined
    ? refuse('STATUS_NOT_FOUND', `${keyed.right.address} is not on the interface`, 'Row.Address')
    : either.right(row);
};

/**
 * GetUnicastIpAddressEntry: the whole row of an address, as it reads at the instant of the view.
 *
 * Refused with STATUS_INVALID_PARAMETER, STATUS_NOT_SUPPORTED and STATUS_NOT_FOUND as
 * DeleteUnicastIpAddressEntry is.
 */
export const getUnicast = (
  { state, at }: View<AddressReads>,
  { Row }: UnicastRowParams,
): Answer<{ Row: UnicastEntry }> => {
  const row = standingRow(state, readKeyedRow(unicastKeyInput, unicastClass, Row), state.unicast);
  return either.isLeft(row) ? refused(row.left) : answer({ Row: readUnicastRow(row.right, at) });
};

/** GetAnycastIpAddressEntry: the whole row of an anycast address. */
export const getAnycast = (
  { state }: View<AddressReads>,
  { Row }: ScopedRowParams,
): Answer<{ Row: ScopedEntry }> => {
  const row = standingRow(state, readKeyedRow(anycastInput, anycastClass, Row), state.anycast);
  return either.isLeft(row) ? refused(row.left) : answer({ Row: readScopedRow(row.right) });
};

/** GetMulticastIpAddressEntry: the whole row of a group; STATUS_NOT_FOUND where the interface has not joined it. */
export const getMulticast = (
  { state }: View<AddressReads>,
  { Row }: ScopedRowParams,
): Answer<{ Row: ScopedEntry }> => {
  const row = standingRow(state, readKeyedRow(multicastInput, multicastClass, Row), state.multicast);
  return either.isLeft(row) ? refused(row.left) : answer({ Row: readScopedRow(row.right) });
};

/** The three calls that list a table: all rows of a family, in table order; STATUS_NOT_FOUND where there is none. */
const listTable = <Row, Entry>(
  { state }: View<AddressReads>,
  { Family, Table }: AddressTableParams,
  rows: Rows<Row>,
  read: (row: Row) => Entry,
): Answer<{ Table: readonly Entry[] | null }> => {
  const family = checkTableCall(state.stacks, Family, Table);
  if (either.isLeft(family)) return refused(family.left);
  const entries = Array.from(rows.inTableOrder(family.right), read);
  return entries.length === 0
    ? refused({ status: 'STATUS_NOT_FOUND', why: 'there is no such row', member: 'Family' }, { Table: null })
    : answer({ Table: Object.freeze(entries) });
};

/** GetUnicastIpAddressTable: the addresses of a family, in whatever state, of disconnected interfaces too. */
export const getUnicastTable = (
  view: View<AddressReads>,
  params: AddressTableParams,
): Answer<{ Table: readonly UnicastEntry[] | null }> =>
  listTable(view, params, view.state.unicast, (row) => readUnicastRow(row, view.at));

/** GetAnycastIpAddressTable: the anycast addresses of a family. */
export const getAnycastTable = (
  view: View<AddressReads>,
  params: AddressTableParams,
): Answer<{ Table: readonly ScopedEntry[] | null }> =>
  listTable(view, params, view.state.anycast, readScopedRow);

/** GetMulticastIpAddressTable: the groups that the interfaces have joined. */
export const getMulticastTable = (
  view: View<AddressReads>,
  params: AddressTableParams,
): Answer<{ Table: readonly ScopedEntry[] | null }> =>
  listTable(view, params, view.state.multicast, readScopedRow);
