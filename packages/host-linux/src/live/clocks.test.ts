import { ClockWatch, type ClockReading } from './clocks';

const BEGIN: ClockReading = { wall: 1_800_000_000_000, awake: 5_000, sinceBoot: 9_000 };

/** Looks once more, after the clocks went on by so many milliseconds each. */
const looked = (by: ClockReading) => {
  let reading = BEGIN;
  const watch = new ClockWatch(() => reading);
  reading = {
    wall: BEGIN.wall + by.wall,
    awake: BEGIN.awake + by.awake,
    sinceBoot: BEGIN.sinceBoot + by.sinceBoot,
  };
  const first = watch.look();
  expect(watch.look().notices).toEqual([]);
  return { at: first.at - BEGIN.wall, notices: first.notices.map(({ name, params }) => ({ name, params })) };
};

it('has nothing to say of clocks that agree', () => {
  expect(looked({ wall: 60_000, awake: 60_000, sinceBoot: 60_000 })).toEqual({ at: 60_000, notices: [] });
});

it('bears with a clock that is steadily corrected', () => {
  expect(looked({ wall: 3_601_800, awake: 3_600_000, sinceBoot: 3_600_000 }).notices).toEqual([]);
  expect(looked({ wall: 1_100, awake: 1_000, sinceBoot: 1_000 }).notices).toEqual([]);
});

it('notices that the computer slept', () => {
  expect(looked({ wall: 3_601_000, awake: 1_000, sinceBoot: 3_601_000 }).notices).toEqual([
    { name: 'suspended', params: { forMs: 3_600_000 } },
  ]);
});

it.each([-3_600_000, -400, 400, 3_600_000])('notices that the clock was set by %d ms', (byMs) => {
  expect(looked({ wall: 1_000 + byMs, awake: 1_000, sinceBoot: 1_000 })).toEqual({
    at: 1_000 + byMs,
    notices: [{ name: 'clock-set', params: { byMs, wall: BEGIN.wall + 1_000 + byMs } }],
  });
});

it('notices both where the clock was set while it slept', () => {
  const { notices } = looked({ wall: 10_000, awake: 1_000, sinceBoot: 61_000 });
  expect(notices.map(({ name }) => name)).toEqual(['suspended', 'clock-set']);
});
