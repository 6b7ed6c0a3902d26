import { createHost, moveHost, openHost, takeReports, type Host } from '../engine';
import { doubtIntervals, type LiveReport } from '../live';
import { LogMoved, MemoryEventLog, verifyLog } from '../log';
import { stateDocument, type HostState } from '../state';
import { catchUp, compact, compactInSteps, type CompactedLog, type CompactionOptions } from './compact';

const object = (id: number) => ({ id, family: 'AF_INET', scope: 'global', protocol: 'static', flags: [] });

/** A message that reports a nexthop object. */
const told = (at: number, id: number): LiveReport<HostState> => ({
  kind: 'message',
  at,
  name: 'RTM_NEWNEXTHOP',
  params: {},
  decide: () => [
    { type: 'LinuxObjectReported', data: { kind: 'nexthop', key: String(id), object: object(id) } },
  ],
});

const mirrorOf = (...reports: ReadonlyArray<LiveReport<HostState>>): Host => {
  const host = createHost({ now: 0, log: new MemoryEventLog(), mirror: 'linux' });
  takeReports(host, reports);
  return host;
};

const messages = (from: number, count: number): ReadonlyArray<LiveReport<HostState>> =>
  Array.from({ length: count }, (_, index) => told(from + index, from + index));

const finished = (
  host: Host,
  at: number,
  target: MemoryEventLog,
  options?: CompactionOptions,
  between: () => void = () => undefined,
): CompactedLog | undefined => {
  for (const steps = compactInSteps(host, { at }, target, options); ;) {
    const next = steps.next();
    if (next.done === true) return next.value;
    expect(next.value.done).toBeLessThanOrEqual(next.value.of);
    between();
  }
};

const doubt = (at: number): LiveReport<HostState> => ({ kind: 'doubt', at, because: 'messages-lost' });
const certain = (at: number): LiveReport<HostState> => ({ kind: 'certain', at });

describe('a compaction in steps', () => {
  it('has all that is written meanwhile, and is what compacting at once makes', () => {
    const host = mirrorOf(...messages(1, 2500));
    const target = new MemoryEventLog();
    let at = 2501;
    const made = finished(host, 1000, target, {}, () => takeReports(host, [told(at, at++)]));
    expect(at).toBeGreaterThan(2505);
    const atOnce = new MemoryEventLog();
    expect(compact(host, { at: 1000 }, atOnce)).toEqual(made?.made);
    expect(target.head).toEqual(atOnce.head);
    verifyLog(target, { head: target.head });
  });

  it('is gone on with in its place without being read, once it has the last that was written', () => {
    const host = mirrorOf(...messages(1, 600));
    const target = new MemoryEventLog();
    const made = finished(host, 300, target) as CompactedLog;
    takeReports(host, [told(601, 601)]);
    expect(() => moveHost(host, target, made)).toThrow(LogMoved);
    catchUp(host, target, made);
    catchUp(host, target, made);
    const moved = moveHost(host, target, made);
    takeReports(moved, messages(602, 5));
    expect(moved.mirrored).toBe(true);
    expect(moved.timeline.beginning).toBe(300);
    expect(() => moved.view({ at: 299 })).toThrow('removed by compaction');
    expect(moved.view({ at: 300 }).state.linux.size).toBe(300);
    expect(stateDocument(openHost(target).state)).toEqual(stateDocument(moved.state));
  });
});

describe('a compaction outside of doubt', () => {
  const cutAt = (host: Host, at: number) => {
    const target = new MemoryEventLog();
    const made = finished(host, at, target, { outsideDoubt: true });
    return made && { ...made.made.position, doubts: doubtIntervals(target.records()) };
  };

  it('begins where it is asked to where nothing is in doubt', () => {
    const host = mirrorOf(told(1, 1), doubt(5), told(6, 2), certain(7), told(8, 3), told(9, 4));
    expect(cutAt(host, 8)).toEqual({ seq: 3, at: 8, doubts: [] });
  });

  it('begins before a doubt that it would begin in, so that the log tells of it', () => {
    const host = mirrorOf(told(1, 1), told(4, 9), doubt(5), told(6, 2), certain(7), told(8, 3));
    const doubts = [{ from: 4, to: 7, because: ['messages-lost'] }];
    expect(cutAt(host, 6)).toEqual({ seq: 2, at: 4, doubts });
    expect(cutAt(host, 5)).toEqual({ seq: 2, at: 5, doubts });
  });

  it('begins at the end of a doubt before which nothing is', () => {
    const host = mirrorOf(doubt(5), told(6, 2), told(6, 3), certain(7), told(8, 4), told(9, 5));
    expect(cutAt(host, 6)).toEqual({ seq: 2, at: 7, doubts: [] });
  });

  it('is not made where doubt began before all and has not ended', () => {
    expect(cutAt(mirrorOf(doubt(5), told(6, 2), told(7, 3)), 6)).toBeUndefined();
    expect(cutAt(mirrorOf(doubt(5), certain(6), doubt(6), told(7, 3), told(8, 4)), 7)).toBeUndefined();
  });

  it('is made in the same way at once, or says why it is not', () => {
    const host = mirrorOf(told(1, 1), told(4, 9), doubt(5), told(6, 2), certain(7), told(8, 3));
    const options = { outsideDoubt: true };
    expect(compact(host, { at: 6 }, new MemoryEventLog(), options).position).toEqual({ seq: 2, at: 4 });
    const target = new MemoryEventLog();
    const open = mirrorOf(doubt(5), told(6, 2), told(7, 3));
    expect(() => compact(open, { at: 6 }, target, options)).toThrow('a time of doubt');
    expect(target.head.n).toBe(0);
  });
});
