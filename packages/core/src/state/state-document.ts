import * as t from 'io-ts';

import {
  definitionOf,
  tableDefinitionOf,
  tableNames,
  type DomainEvent,
  type EventType,
  type TableName,
} from '../catalogue';
import { closed, rowKeyText, Ulong } from '../codec';
import { ConnectivityHint, Retired } from '../interfaces';
import { canonicalJson, sha256Hex, type Hasher, type Json, type JsonObject } from '../log';
import { addressFamilies, LuidText, type AddressFamily } from '../net';
import { RouteTable, type RouteRow } from '../routes';
import { evolve } from './evolve';
import { emptyState, tableOf, type AnyRow, type HostState } from './state';

/**
 * The state in the form in which it is written, hashed and compared: plain JSON, each table ascending by
 * createdSeq, then by row key text.
 */
export const stateDocument = (state: HostState): JsonObject => {
  const document: Record<string, Json> = { stacks: [...state.stacks] };
  for (const name of tableNames)
    document[name] = tableOf(state, name).inOrderOfCreation() as unknown as readonly Json[];
  document['teredoPort'] = state.teredoPort;
  document['connectivityHint'] = { ...state.connectivityHint };
  document['retired'] = { indexes: [...state.retired.indexes()], luids: [...state.retired.luids()] };
  return document;
};

/** SHA-256 of the canonical JSON of the state document: equal states have equal hashes. */
export const stateHash = (state: HostState, hasher: Hasher = sha256Hex): string =>
  hasher(canonicalJson(stateDocument(state)));

/** A document that is no state document of ours. */
export class MalformedState extends Error {
  override readonly name = 'MalformedState';
}

/** The event that puts a whole row into a table, for building tables from a document. */
const creationOf: Readonly<Record<TableName, EventType>> = {
  interfaces: 'InterfaceArrived',
  ipInterfaces: 'IpInterfaceBound',
  routes: 'RouteCreated',
  neighbors: 'NeighborCreated',
  unicast: 'UnicastAddressCreated',
  anycast: 'AnycastAddressCreated',
  multicast: 'MulticastGroupJoined',
  paths: 'PathCreated',
  dns: 'InterfaceDnsSet',
  answering: 'NeighborBeganAnswering',
  linux: 'LinuxObjectReported',
};

const rowsOf = (document: JsonObject, name: TableName): readonly AnyRow[] => {
  const rows = document[name];
  if (!Array.isArray(rows)) throw new MalformedState(`the state document has no table ${name}`);
  return rows.map((row: unknown, index) => {
    if (typeof row !== 'object' || row === null) throw new MalformedState(`${name}[${index}] is no row`);
    const { createdSeq, setSeq, ...data } = row as Record<string, unknown>;
    if (!Number.isSafeInteger(createdSeq) || !Number.isSafeInteger(setSeq))
      throw new MalformedState(`${name}[${index}] bears no createdSeq and setSeq`);
    if (!definitionOf(creationOf[name]).isData(data))
      throw new MalformedState(`${name}[${index}] is not a row of ${name}`);
    return row as AnyRow;
  });
};

const isFamily = (text: unknown): text is AddressFamily =>
  (addressFamilies as readonly unknown[]).includes(text);

/**
 * The state that a document describes.
 *
 * @param seq sequence number of the last event before it
 * @throws MalformedState
 */
export const stateOfDocument = (document: JsonObject, seq: number): HostState => {
  const { stacks, teredoPort, connectivityHint, retired } = document as Readonly<Record<string, unknown>>;
  if (!Array.isArray(stacks) || !stacks.every(isFamily))
    throw new MalformedState('the state document has no stacks');
  if (!Number.isSafeInteger(teredoPort)) throw new MalformedState('the state document has no teredoPort');
  if (!ConnectivityHint.is(connectivityHint))
    throw new MalformedState('the state document has no connectivityHint');
  let state = emptyState(stacks);
  for (const name of tableNames) {
    if (name === 'routes') {
      state = { ...state, routes: routesOf(rowsOf(document, name) as readonly RouteRow[]) };
      continue;
    }
    // A row is put by its creation, then by what set it last: both stamps come out as they were.
    for (const { createdSeq, setSeq, ...data } of rowsOf(document, name)) {
      const event = { type: creationOf[name], data } as DomainEvent;
      state = evolve(state, event, { seq: createdSeq, at: 0 });
      if (setSeq !== createdSeq) state = restamp(state, name, data, setSeq);
    }
  }
  return Object.freeze({
    ...state,
    seq,
    teredoPort: teredoPort as number,
    connectivityHint: Object.freeze({ ...connectivityHint }),
    retired: readRetired(retired),
  });
};

/** A table of a million rows is built in one piece, not row by row. */
const routesOf = (rows: readonly RouteRow[]): RouteTable => {
  try {
    return RouteTable.ofRows(rows);
  } catch (error) {
    if (error instanceof RangeError) throw new MalformedState(`routes: ${error.message}`);
    throw error;
  }
};

const RetiredDocument = closed(
  { indexes: t.readonlyArray(Ulong), luids: t.readonlyArray(LuidText) },
  'retired',
);

const readRetired = (value: unknown): Retired => {
  if (!RetiredDocument.is(value))
    throw new MalformedState('the state document has no retired indexes and LUIDs');
  return Retired.of(value.indexes, value.luids);
};

const restamp = (state: HostState, name: TableName, key: object, setSeq: number): HostState => {
  const table = tableOf(state, name);
  const row = table.get(key);
  if (row === undefined) throw new MalformedState(`no row ${rowKeyText(tableDefinitionOf(name), key)}`);
  return { ...state, [name]: table.with(Object.freeze({ ...row, setSeq })) };
};
