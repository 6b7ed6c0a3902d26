import { SortedMap } from '.';

const byNumber = SortedMap.empty<number, string>((a, b) => a - b);

describe('SortedMap', () => {
  it('begins without keys', () => {
    expect(byNumber.size).toBe(0);
    expect(byNumber.first()).toBeUndefined();
    expect(byNumber.last()).toBeUndefined();
    expect(Array.from(byNumber)).toEqual([]);
    expect(Array.from(byNumber.entriesDescending())).toEqual([]);
  });

  it('finds what was put in, in the order of the comparator', () => {
    const map = byNumber.with(10, 'ten').with(9, 'nine').with(100, 'hundred');
    expect(map.get(9)).toBe('nine');
    expect(map.get(11)).toBeUndefined();
    expect([map.has(10), map.has(11)]).toEqual([true, false]);
    expect(Array.from(map.keys())).toEqual([9, 10, 100]);
    expect(Array.from(map.values())).toEqual(['nine', 'ten', 'hundred']);
    expect(Array.from(map.entriesDescending())).toEqual([
      [100, 'hundred'],
      [10, 'ten'],
      [9, 'nine'],
    ]);
    expect([map.first(), map.last()]).toEqual([
      [9, 'nine'],
      [100, 'hundred'],
    ]);
  });

  it('leaves the map it came from as it was', () => {
    const one = byNumber.with(1, 'one');
    const two = one.with(1, 'uno').with(2, 'two');
    const none = one.without(1);
    expect(Array.from(one)).toEqual([[1, 'one']]);
    expect(Array.from(two)).toEqual([
      [1, 'uno'],
      [2, 'two'],
    ]);
    expect(Array.from(none)).toEqual([]);
    expect(byNumber.size).toBe(0);
  });

  it('is the same object where nothing changes', () => {
    const map = byNumber.withAll(Array.from({ length: 200 }, (_, key) => [key, 'same'] as const));
    expect(map.with(77, 'same')).toBe(map);
    expect(map.without(200)).toBe(map);
    expect(map.without(0.5)).toBe(map);
    expect(map.withAll([])).toBe(map);
    expect(map.mutate((batch) => batch.delete(-1))).toBe(map);
  });

  it('replaces an equal key by the new one', () => {
    const byName = SortedMap.empty<{ name: string; at: number }, number>((a, b) =>
      a.name < b.name ? -1 : a.name === b.name ? 0 : 1,
    );
    const map = byName.with({ name: 'a', at: 1 }, 7).with({ name: 'a', at: 2 }, 7);
    expect(Array.from(map)).toEqual([[{ name: 'a', at: 2 }, 7]]);
  });

  it('starts at the first key that is not below the given one', () => {
    const map = byNumber.withAll(Array.from({ length: 1000 }, (_, key) => [key * 2, String(key)] as const));
    expect(Array.from(map.keys(1990))).toEqual([1990, 1992, 1994, 1996, 1998]);
    expect(Array.from(map.keys(1989))).toEqual([1990, 1992, 1994, 1996, 1998]);
    expect(Array.from(map.values(1997))).toEqual(['999']);
    expect(Array.from(map.entries(1999))).toEqual([]);
    expect(Array.from(map.keys(-5))).toHaveLength(1000);
  });

  it('holds many keys that come in order, against it, and go again', () => {
    const ascending = Array.from({ length: 5000 }, (_, key) => key);
    const up = byNumber.withAll(ascending.map((key) => [key, 'up'] as const));
    const down = byNumber.withAll(ascending.toReversed().map((key) => [key, 'down'] as const));
    expect(Array.from(up.keys())).toEqual(ascending);
    expect(Array.from(down.keys())).toEqual(ascending);
    const emptied = ascending.reduce((map, key) => map.without(key), up);
    expect([emptied.size, Array.from(emptied).length]).toEqual([0, 0]);
    expect(Array.from(up.keys())).toEqual(ascending);
  });
});

describe('a batch', () => {
  it('sees its own writes, the map does not before the end', () => {
    const map = byNumber.with(1, 'one');
    const next = map.mutate((batch) => {
      batch.set(2, 'two');
      batch.delete(1);
      expect([batch.get(1), batch.get(2), batch.size]).toEqual([undefined, 'two', 1]);
      expect([batch.has(1), batch.has(2)]).toEqual([false, true]);
      expect(Array.from(map)).toEqual([[1, 'one']]);
    });
    expect(Array.from(next)).toEqual([[2, 'two']]);
  });

  it('cannot change a map that was handed out', () => {
    let kept: Parameters<Parameters<typeof byNumber.mutate>[0]>[0] | undefined;
    const map = byNumber.mutate((batch) => {
      kept = batch;
      batch.set(1, 'one');
    });
    expect(() => kept?.set(2, 'two')).toThrow('handed out');
    expect(() => kept?.delete(1)).toThrow('handed out');
    expect(() => kept?.get(1)).toThrow('handed out');
    expect(Array.from(map)).toEqual([[1, 'one']]);
  });

  it('that throws leaves nothing behind', () => {
    const map = byNumber.with(1, 'one');
    expect(() =>
      map.mutate((batch) => {
        batch.set(1, 'uno');
        throw new Error('no more');
      }),
    ).toThrow('no more');
    expect(Array.from(map)).toEqual([[1, 'one']]);
  });

  it('does not write in the nodes of a batch before it, nor of one within it', () => {
    const first = byNumber.mutate((batch) => batch.set(1, 'first'));
    let inner = first;
    const outer = first.mutate((batch) => {
      batch.set(2, 'outer');
      inner = first.mutate((other) => other.set(2, 'inner'));
      batch.set(3, 'outer');
    });
    expect(Array.from(first)).toEqual([[1, 'first']]);
    expect(Array.from(inner)).toEqual([
      [1, 'first'],
      [2, 'inner'],
    ]);
    expect(Array.from(outer)).toEqual([
      [1, 'first'],
      [2, 'outer'],
      [3, 'outer'],
    ]);
  });
});
