import { ascendingOrder, SortedMap, type SortedMapBatch } from '../table';
import { RouteRecord } from './route-record';

/** What one event created: nearly always one route, which then stands by itself; several are ordered by key text. */
type Created = RouteRecord | readonly RouteRecord[];

/** Routes in order of creation: by createdSeq, then by key text. */
export type CreationOrder = SortedMap<number, Created>;

const compareNumbers = (a: number, b: number): number => a - b;

export const noRoutes: CreationOrder = SortedMap.empty(compareNumbers);

const compareKeys = (a: RouteRecord, b: RouteRecord): number => {
  const [textOfA, textOfB] = [a.keyText(), b.keyText()];
  return textOfA < textOfB ? -1 : textOfA > textOfB ? 1 : 0;
};

const isOne = (created: Created): created is RouteRecord => created instanceof RouteRecord;

const createdWith = (created: Created | undefined, record: RouteRecord): Created => {
  if (created === undefined) return record;
  return (isOne(created) ? [created, record] : [...created, record]).sort(compareKeys);
};

/** What is left of a list without one of its routes; undefined where nothing is. */
const createdWithout = (created: Created | undefined, old: RouteRecord): Created | undefined => {
  if (created === undefined || isOne(created)) return created === old ? undefined : created;
  const rest = created.filter((record) => record !== old);
  return rest.length > 1 ? rest : rest[0];
};

/** The list with `record` in place of `old`, a route of the same key. */
const createdReplaced = (created: Created | undefined, old: RouteRecord, record: RouteRecord): Created =>
  created === undefined || isOne(created) ? record : created.map((other) => (other === old ? record : other));

/** The order with `record` in place of `old`, a route of the same key; either may be missing. */
export const orderReplaced = (
  order: CreationOrder,
  old: RouteRecord | undefined,
  record: RouteRecord | undefined,
): CreationOrder => {
  if (old !== undefined && record?.createdSeq === old.createdSeq) {
    const { createdSeq } = record;
    return order.with(createdSeq, createdReplaced(order.get(createdSeq), old, record));
  }
  let changed = order;
  if (old !== undefined) {
    const rest = createdWithout(order.get(old.createdSeq), old);
    changed = rest === undefined ? order.without(old.createdSeq) : order.with(old.createdSeq, rest);
  }
  return record === undefined
    ? changed
    : changed.with(record.createdSeq, createdWith(changed.get(record.createdSeq), record));
};

/** `old` went, or `record` came, or one took the place of the other. */
export type Replacement = readonly [old: RouteRecord | undefined, record: RouteRecord | undefined];

/** Of so many routes that one in this many changes, the order is built anew, not changed route by route. */
const REBUILD_SHARE = 4;

/** The order after many replacements, in order. */
export const orderAfterAll = (order: CreationOrder, replacements: readonly Replacement[]): CreationOrder => {
  if (replacements.length * REBUILD_SHARE > order.size) return rebuilt(order, replacements);
  return order.mutate((batch) => {
    for (const [old, record] of replacements) replaceInOrder(batch, old, record);
  });
};

const replaceInOrder = (
  batch: SortedMapBatch<number, Created>,
  old: RouteRecord | undefined,
  record: RouteRecord | undefined,
): void => {
  if (old !== undefined && record?.createdSeq === old.createdSeq) {
    const { createdSeq } = record;
    batch.set(createdSeq, createdReplaced(batch.get(createdSeq), old, record));
    return;
  }
  if (old !== undefined) {
    const rest = createdWithout(batch.get(old.createdSeq), old);
    if (rest === undefined) batch.delete(old.createdSeq);
    else batch.set(old.createdSeq, rest);
  }
  if (record !== undefined) batch.set(record.createdSeq, createdWith(batch.get(record.createdSeq), record));
};

const rebuilt = (order: CreationOrder, replacements: readonly Replacement[]): CreationOrder => {
  // A record is made once and goes once, so the order in which that happened does not matter.
  const gone = new Set<RouteRecord>();
  for (const [old] of replacements) if (old !== undefined) gone.add(old);
  const records: RouteRecord[] = [];
  for (const record of routesInOrder(order)) if (!gone.has(record)) records.push(record);
  for (const [, record] of replacements) if (record !== undefined && !gone.has(record)) records.push(record);
  return creationOrderOf(records);
};

/** The routes of an order, one by one. */
export function* routesInOrder(order: CreationOrder): IterableIterator<RouteRecord> {
  for (const created of order.values())
    if (isOne(created)) yield created;
    else yield* created;
}

/** Routes sorted by createdSeq; those of one event as they were given. */
export const sortedByCreation = (records: readonly RouteRecord[]): readonly RouteRecord[] => {
  let isSorted = true;
  for (let index = 1; isSorted && index < records.length; index++)
    isSorted = (records[index - 1] as RouteRecord).createdSeq <= (records[index] as RouteRecord).createdSeq;
  if (isSorted) return records;
  const high = new Uint32Array(records.length);
  const low = new Uint32Array(records.length);
  for (const [index, { createdSeq }] of records.entries()) {
    high[index] = createdSeq / 2 ** 32;
    low[index] = createdSeq;
  }
  return Array.from(ascendingOrder([high, low], records.length), (index) => records[index] as RouteRecord);
};

/** The order of many routes at once. */
export const creationOrderOf = (records: readonly RouteRecord[]): CreationOrder => {
  const keys: number[] = [];
  const values: Created[] = [];
  for (const record of sortedByCreation(records)) {
    const last = keys.length - 1;
    if (keys[last] === record.createdSeq) values[last] = createdWith(values[last], record);
    else {
      keys.push(record.createdSeq);
      values.push(record);
    }
  }
  return SortedMap.ofSorted(compareNumbers, keys, values);
};
