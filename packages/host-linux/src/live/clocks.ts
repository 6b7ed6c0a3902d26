import { liveNotices, type NoticeReport } from '@netlapse/core';

import { libc } from './libc';

/** Three clocks at one instant, in milliseconds. */
export interface ClockReading {
  /** Epoch; may be set. */
  readonly wall: number;
  /** Since the start of the system, without the time that it slept. */
  readonly awake: number;
  /** Since the start of the system, the time that it slept included. */
  readonly sinceBoot: number;
}

const CLOCK_MONOTONIC = 1;
const CLOCK_BOOTTIME = 7;

const time = new BigInt64Array(2);
const timeBytes = new Uint8Array(time.buffer);

/** Two longs: seconds and nanoseconds, 8 bytes each on systems of 64 bits, 4 on others. */
const read = (clock: number): number => {
  libc().clock_gettime(clock, timeBytes);
  const isWide = process.arch.endsWith('64') || process.arch === 's390x';
  if (isWide) return Number(time[0]) * 1000 + Number(time[1]) / 1e6;
  const [seconds = 0, nanoseconds = 0] = new Int32Array(time.buffer);
  return seconds * 1000 + nanoseconds / 1e6;
};

/** Longer than this takes no reading, unless the process was held up in its midst, ms. */
const READING_MAX_MS = 20;

/** The clocks of this computer. */
export const readClocks = (attempts = 5): ClockReading => {
  const before = read(CLOCK_BOOTTIME);
  const reading = { wall: Date.now(), awake: read(CLOCK_MONOTONIC), sinceBoot: read(CLOCK_BOOTTIME) };
  const isApart = reading.sinceBoot - before > READING_MAX_MS;
  return isApart && attempts > 1 ? readClocks(attempts - 1) : reading;
};

/** What is no sleep but the time between two readings, ms. */
const SLEEP_MIN_MS = 500;

/** What a clock may be off by without being set: steady correction moves it by 0.05 % at most, ms. */
const SET_MIN_MS = 250;

/** Compares readings, and tells when the computer slept or its clock was set. */
export class ClockWatch {
  #last: ClockReading;

  constructor(private readonly clocks: () => ClockReading = () => readClocks()) {
    this.#last = clocks();
  }

  /** The present, epoch milliseconds, and what became of the clocks since this was asked for last. */
  look(): { readonly at: number; readonly notices: readonly NoticeReport[] } {
    const now = this.clocks();
    const last = this.#last;
    this.#last = now;
    const at = now.wall;
    const passed = now.sinceBoot - last.sinceBoot;
    const slept = Math.round(passed - (now.awake - last.awake));
    const setBy = Math.round(now.wall - last.wall - passed);
    const notices: NoticeReport[] = [];
    if (slept >= SLEEP_MIN_MS)
      notices.push({ kind: 'notice', at, name: liveNotices.suspended, params: { forMs: slept } });
    if (Math.abs(setBy) >= SET_MIN_MS + passed / 1000)
      notices.push({ kind: 'notice', at, name: liveNotices.clockSet, params: { byMs: setBy, wall: at } });
    return { at, notices };
  }
}
