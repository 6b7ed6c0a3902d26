import { ascendingOrder, SortedMap, type SortedMapBatch } from '../table';
import { RouteRecord } from './route-record';

/** What one event created: nearly always one route, which then stands by itself; several are ordered by key text. */
type Created = RouteRecord | readonly RouteRecord[];

/**
 * Routes in order of creation: by createdSeq, then by key text. A route stands in it as it was when it came: setting it
 * moves it nowhere, so that most events write nothing here. Its key is right; what else it is now, its table knows.
 */
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

/** What is left of a list without the route of a key; undefined where nothing is. */
const createdWithout = (created: Created | undefined, old: RouteRecord): Created | undefined => {
  // One alone is the one that goes: nothing else came with that event.
  if (created === undefined || isOne(created)) return undefined;
  const key = old.keyText();
  const rest = created.filter((record) => record.keyText() !== key);
  return rest.length > 1 ? rest : rest[0];
};

/** Whether a route is set, and so keeps its place. */
export const staysInPlace = (old: RouteRecord | undefined, record: RouteRecord | undefined): boolean =>
  old !== undefined && record?.createdSeq === old.createdSeq;

/** The order with `record` in place of `old`, a route of the same key; either may be missing. */
export const orderReplaced = (
  order: CreationOrder,
  old: RouteRecord | undefined,
  record: RouteRecord | undefined,
): CreationOrder => {
  if (staysInPlace(old, record)) return order;
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
  batch: Pick<SortedMapBatch<number, Created>, 'get' | 'set' | 'delete'>,
  old: RouteRecord | undefined,
  record: RouteRecord | undefined,
): void => {
  if (staysInPlace(old, record)) return;
  if (old !== undefined) {
    const rest = createdWithout(batch.get(old.createdSeq), old);
    if (rest === undefined) batch.delete(old.createdSeq);
    else batch.set(old.createdSeq, rest);
  }
  if (record !== undefined) batch.set(record.createdSeq, createdWith(batch.get(record.createdSeq), record));
};

const rebuilt = (order: CreationOrder, replacements: readonly Replacement[]): CreationOrder => {
  const changed = new Map<number, Created | undefined>();
  const batch = {
    get: (seq: number) => (changed.has(seq) ? changed.get(seq) : order.get(seq)),
    set: (seq: number, created: Created) => void changed.set(seq, created),
    delete: (seq: number) => void changed.set(seq, undefined),
  };
  for (const [old, record] of replacements) replaceInOrder(batch, old, record);
  const records: RouteRecord[] = [];
  const take = (created: Created): void => {
    if (isOne(created)) records.push(created);
    else records.push(...created);
  };
  for (const [seq, created] of order.entries()) if (!changed.has(seq)) take(created);
  for (const created of changed.values()) if (created !== undefined) take(created);
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
  for (let index = 0; index < records.length; index++) {
    const { createdSeq } = records[index] as RouteRecord;
    high[index] = createdSeq / 2 ** 32;
    low[index] = createdSeq;
  }
  const order = ascendingOrder([high, low], records.length);
  const sorted = new Array<RouteRecord>(records.length);
  for (let index = 0; index < order.length; index++)
    sorted[index] = records[order[index] as number] as RouteRecord;
  return sorted;
};

/** The order of many routes at once. */
export const creationOrderOf = (records: readonly RouteRecord[]): CreationOrder => {
  const sorted = sortedByCreation(records);
  const seqs = sorted.map(({ createdSeq }) => createdSeq);
  // Nearly always each has an event of its own.
  if (seqs.every((seq, index) => index === 0 || seq !== seqs[index - 1]))
    return SortedMap.ofSorted<number, Created>(compareNumbers, seqs, sorted);
  const keys: number[] = [];
  const values: Created[] = [];
  for (const record of sorted) {
    const last = keys.length - 1;
    if (keys[last] === record.createdSeq) values[last] = createdWith(values[last], record);
    else {
      keys.push(record.createdSeq);
      values.push(record);
    }
  }
  return SortedMap.ofSorted(compareNumbers, keys, values);
};
