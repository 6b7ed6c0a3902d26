import * as fc from 'fast-check';
import { propertyRuns } from '../../test/property-runs';
import { SortedMap } from '.';

/** One change of a map: a value set or, where there is none, the key removed. */
type Change = readonly [key: number, value: number | undefined];
type Operation =
  | { readonly kind: 'one'; readonly change: Change }
  | { readonly kind: 'batch'; readonly changes: readonly Change[] };

/** Keys from a short range collide; ranges of neighbours fill and empty whole nodes. */
const operationsWithin = (keyMax: number): fc.Arbitrary<Operation[]> => {
  const key = fc.nat(keyMax);
  const change = fc.tuple(key, fc.option(fc.nat(3), { nil: undefined }));
  const range = fc
    .tuple(key, fc.nat(150), fc.option(fc.nat(3), { nil: undefined }), fc.boolean())
    .map(([start, length, value, isDescending]) => {
      const changes = Array.from({ length }, (_, index): Change => [start + index, value]);
      return isDescending ? changes.reverse() : changes;
    });
  const operation: fc.Arbitrary<Operation> = fc.oneof(
    { weight: 4, arbitrary: change.map((one) => ({ kind: 'one' as const, change: one })) },
    { weight: 2, arbitrary: range.map((changes) => ({ kind: 'batch' as const, changes })) },
    { weight: 1, arbitrary: fc.array(change).map((changes) => ({ kind: 'batch' as const, changes })) },
  );
  return fc.array(operation, { maxLength: 40 });
};

type Twin = readonly (readonly [number, number])[];

const changed = (twin: Twin, [key, value]: Change): Twin => {
  const others = twin.filter(([other]) => other !== key);
  return value === undefined ? others : [...others, [key, value] as const].sort(([a], [b]) => a - b);
};

const apply = (map: SortedMap<number, number>, operation: Operation): SortedMap<number, number> => {
  if (operation.kind === 'batch')
    return map.mutate((batch) => {
      for (const [key, value] of operation.changes) {
        if (value === undefined) batch.delete(key);
        else batch.set(key, value);
        expect(batch.get(key)).toBe(value);
      }
    });
  const [key, value] = operation.change;
  return value === undefined ? map.without(key) : map.with(key, value);
};

const expectSame = (map: SortedMap<number, number>, twin: Twin, probe: number): void => {
  expect(map.size).toBe(twin.length);
  expect(Array.from(map)).toEqual(twin);
  expect(Array.from(map.entriesDescending())).toEqual(twin.toReversed());
  expect(Array.from(map.entries(probe))).toEqual(twin.filter(([key]) => key >= probe));
  expect([map.first(), map.last()]).toEqual([twin[0], twin.at(-1)]);
  const found = twin.find(([key]) => key === probe)?.[1];
  expect([map.get(probe), map.has(probe)]).toEqual([found, found !== undefined]);
};

describe('SortedMap', () => {
  it.each([20, 500, 5000])('is a sorted list, in every version, with keys up to %d', (keyMax) => {
    fc.assert(
      fc.property(operationsWithin(keyMax), fc.nat(keyMax), fc.nat(1500), (operations, probe, count) => {
        // Built at once of keys with gaps; few or none half of the time.
        let twin: Twin = Array.from({ length: count > 750 ? count : count % 40 }, (_, index) => [
          2 * index,
          7,
        ]);
        let map = SortedMap.ofSorted<number, number>(
          (a, b) => a - b,
          twin.map(([key]) => key),
          twin.map(([, value]) => value),
        );
        const kept: { map: SortedMap<number, number>; twin: Twin }[] = [{ map, twin }];
        for (const operation of operations) {
          map = apply(map, operation);
          twin = (operation.kind === 'one' ? [operation.change] : operation.changes).reduce(changed, twin);
          expect(map.size).toBe(twin.length);
          kept.push({ map, twin });
        }
        for (const version of kept) expectSame(version.map, version.twin, probe);
      }),
      propertyRuns(40),
    );
  });
});
