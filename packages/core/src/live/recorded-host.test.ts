import { VirtualTimeScheduler } from 'rxjs';

import { createHost, openHost, repeatLive, takeReports, type Host } from '../engine';
import { stateDocument } from '../state';
import { doubtIntervals } from './doubt';
import { liveHostContract, recordedDay } from './live-host.contract';
import { LiveHostStarted } from './live-host';
import type { LiveReport } from './live-report';
import { logReports } from './log-reports';
import { RecordedHost } from './recorded-host';

const BEGIN = 1_800_000_000_000;

const mirror = (): Host => createHost({ mirror: 'linux', now: BEGIN });

const recorded = (): Host => {
  const host = mirror();
  takeReports(host, recordedDay(BEGIN));
  return host;
};

liveHostContract('a recording', () => {
  const scheduler = new VirtualTimeScheduler();
  const { log } = recorded();
  return {
    live: new RecordedHost(logReports(log.records()), { scheduler }),
    begin: BEGIN,
    settle: () => {
      scheduler.flush();
      return Promise.resolve();
    },
    change: undefined,
    dispose: () => undefined,
  };
});

it('tells a log again so that the same log comes of it', () => {
  const original = recorded();
  const again = mirror();
  const scheduler = new VirtualTimeScheduler();
  repeatLive(again, new RecordedHost(logReports(original.log.records()), { scheduler }));
  scheduler.flush();
  expect([...again.log.records()]).toEqual([...original.log.records()]);
  expect(stateDocument(openHost(again.log).state)).toEqual(stateDocument(original.state));
});

it('lets as much time pass as really passed, or a part of it', () => {
  const instantsAt = (speed: number): ReadonlyArray<readonly number[]> => {
    const scheduler = new VirtualTimeScheduler();
    const told: number[][] = [];
    const live = new RecordedHost(recordedDay(BEGIN), { scheduler, speed });
    live.start({
      onReports: (reports) => told.push([scheduler.now(), ...reports.map(({ at }) => at - BEGIN)]),
      onFailure: () => undefined,
    });
    scheduler.flush();
    return told;
  };
  expect(instantsAt(1)).toEqual([
    [0, 0],
    [20, 20, 20],
    [3_600_020, 3_600_020],
    [7_200_000, 7_200_000],
    [7_200_500, 7_200_500, 7_200_500],
    // The clock was set back an hour: what was told then was told at once.
    [7_200_500 + 60_000 * 60 * 24 * 40, 7_200_500 + 60_000 * 60 * 24 * 40, 7_200_500],
  ]);
  expect(instantsAt(2)[2]).toEqual([1_800_010, 3_600_020]);
  expect(instantsAt(Number.POSITIVE_INFINITY)).toHaveLength(1);
});

it('says when it is over, also where it is empty', () => {
  for (const reports of [[], recordedDay(BEGIN)]) {
    const scheduler = new VirtualTimeScheduler();
    let ends = 0;
    const live = new RecordedHost(reports, { scheduler, onEnd: () => (ends += 1) });
    live.start({ onReports: () => undefined, onFailure: () => undefined });
    expect(ends).toBe(0);
    scheduler.flush();
    expect(ends).toBe(1);
  }
});

it('ends where a listener throws, and tells it so', () => {
  const scheduler = new VirtualTimeScheduler();
  const host = mirror();
  const failures: unknown[] = [];
  const broken: LiveReport<unknown> = {
    kind: 'message',
    at: BEGIN,
    name: 'RTM_NEWROUTE',
    params: {},
    decide: () => [{ type: 'LinuxObjectWithdrawn', data: { kind: 'route', key: 'none', inferred: false } }],
  };
  const live = new RecordedHost([...recordedDay(BEGIN).slice(0, 3), broken], {
    scheduler,
    speed: Number.POSITIVE_INFINITY,
  });
  repeatLive(host, live, (error) => failures.push(error));
  scheduler.flush();
  expect(failures).toHaveLength(1);
  // One write takes all or nothing.
  expect(host.log.head.n).toBe(1);
  expect(() => live.start({ onReports: () => undefined, onFailure: () => undefined })).toThrow(
    LiveHostStarted,
  );
});

it('refuses a speed that leads nowhere', () => {
  for (const speed of [0, -1, Number.NaN]) expect(() => new RecordedHost([], { speed })).toThrow(RangeError);
});

it('leaves the times of doubt in the log', () => {
  expect(doubtIntervals(recorded().log.records())).toEqual([
    { from: BEGIN, to: BEGIN + 20, because: ['listening-began'] },
    { from: BEGIN + 7_199_000, to: BEGIN + 7_200_500, because: ['messages-lost'] },
  ]);
});

it('leaves doubt open where the log ends in it, and takes a second reason for the same doubt', () => {
  const host = mirror();
  takeReports(host, [
    { kind: 'doubt', at: BEGIN + 5, because: 'messages-lost' },
    { kind: 'doubt', at: BEGIN + 9, because: 'listening-began', since: BEGIN + 2 },
  ]);
  expect(doubtIntervals(host.log.records())).toEqual([
    { from: BEGIN, to: undefined, because: ['messages-lost', 'listening-began'] },
  ]);
});
