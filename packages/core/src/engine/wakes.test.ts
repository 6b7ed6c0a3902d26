import { Wakes } from './wakes';

describe('wakes', () => {
  it('are taken when their instant has come: the earliest first, then who waited first', () => {
    const wakes = new Wakes<string>();
    for (const [handle, at] of [
      ['b', 20],
      ['a', 20],
      ['c', 10],
      ['d', 30],
    ] as const)
      wakes.set(handle, at);
    expect(wakes.next).toBe(10);
    expect(wakes.takeDue(9)).toEqual([]);
    expect(wakes.takeDue(20)).toEqual(['c', 'b', 'a']);
    expect(wakes.next).toBe(30);
    expect(wakes.takeDue(20)).toEqual([]);
  });

  it('are one for each, moved and given up at will', () => {
    const wakes = new Wakes<string>();
    wakes.set('a', 10);
    wakes.set('b', 15);
    wakes.set('a', 20);
    expect(wakes.next).toBe(15);
    wakes.set('b', undefined);
    expect(wakes.next).toBe(20);
    wakes.set('a', 5);
    expect(wakes.next).toBe(5);
    wakes.set('a', undefined);
    wakes.set('a', undefined);
    expect(wakes.next).toBeUndefined();
    wakes.set('c', 1);
    wakes.clear();
    expect([wakes.next, wakes.takeDue(Infinity)]).toEqual([undefined, []]);
  });

  it('are those of a list that is searched, in its order, whatever was done to them', () => {
    const wakes = new Wakes<number>();
    const plain = new Map<number, number>();
    let random = 1;
    for (let step = 0; step < 20_000; step += 1) {
      random = (Math.imul(random, 1_103_515_245) + 12_345) >>> 0;
      const handle = (random >>> 8) % 40;
      const at = random % 5 === 0 ? undefined : step + ((random >>> 16) % 40);
      wakes.set(handle, at);
      if (at === undefined) plain.delete(handle);
      else plain.set(handle, at);
      const now = random % 31 === 0 ? step : -1;
      const due = [...plain].filter(([, instant]) => instant <= now).sort(([, a], [, b]) => a - b);
      for (const [each] of due) plain.delete(each);
      expect(wakes.takeDue(now)).toEqual(due.map(([each]) => each));
      expect(wakes.next).toBe(plain.size === 0 ? undefined : Math.min(...plain.values()));
    }
  });
});
