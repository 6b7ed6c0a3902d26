import {
  attachArchive,
  compact,
  compactionPosition,
  difference,
  findEvents,
  HistoryCompacted,
  MemoryEventLog,
  openHost,
  stateDocument,
  stateHash,
  verifyLog,
  type EventLog,
  type FoundEntry,
  type Host,
  type Position,
} from '@netlapse/core';

import { Random } from './random-steps';
import { carryOut, overScripts, readNow, run, type LiveRead } from './simulation';

interface Compacted {
  readonly host: Host;
  readonly reads: readonly LiveRead[];
  /** Where it was cut. */
  readonly position: Position;
  readonly log: EventLog;
}

/** The host of a script, and its log compacted at one of the moments at which it was looked at. */
const compacted = (script: Parameters<typeof run>[0]): Compacted | undefined => {
  const { host, reads } = run(script);
  host.view();
  if (reads.length === 0) return undefined;
  const { position } = new Random(script.seed).pick(reads);
  const log = new MemoryEventLog();
  compact(host, position, log);
  return { host, reads, position, log };
};

/** An entry without the number of its record, which a compaction gives anew. */
const kept = (entry: FoundEntry): unknown => {
  if (entry.kind === 'event') {
    const { append, ...envelope } = entry.envelope;
    return { envelope, place: append.index, size: append.size };
  }
  const { n: _n, prev: _prev, hash: _hash, ...record } = entry.record;
  return record;
};

it('a compaction keeps every state, read and search after its position, and gives no other before', () => {
  overScripts(30, 80, (script) => {
    const made = compacted(script);
    if (made === undefined) return;
    const { host, reads, position, log } = made;
    const after = openHost(log);
    // A log that is opened again has its clock at its last record.
    after.advanceTo(host.clock);
    expect(stateDocument(after.state)).toEqual(stateDocument(host.state));
    const step = Math.ceil((host.state.seq - position.seq + 1) / 6);
    for (let seq = position.seq; seq <= host.state.seq; seq += step)
      expect(stateDocument(after.timeline.stateAt(seq))).toEqual(stateDocument(host.timeline.stateAt(seq)));
    for (const { step, position: then, answer } of reads) {
      if (then.seq < position.seq || then.at < position.at)
        expect(() => readNow(after, step, then)).toThrow(HistoryCompacted);
      else expect({ step, answer: readNow(after, step, then) }).toEqual({ step, answer });
    }
    const search = { from: position, refusals: true };
    expect(Array.from(findEvents(after, search), kept)).toEqual(Array.from(findEvents(host, search), kept));
    expect(difference(after.view(position).state, after.state)).toEqual(
      difference(host.view(position).state, host.state),
    );
    expect(verifyLog(log).records).toBe(log.head.n);
  });
});

it('a host goes on from its compacted log as it would have without', () => {
  overScripts(40, 60, (script) => {
    const half = Math.floor(script.steps.length / 2);
    const made = compacted({ ...script, steps: script.steps.slice(0, half) });
    if (made === undefined) return;
    const { host, log } = made;
    const after = openHost(log);
    after.advanceTo(host.clock);
    for (const step of script.steps.slice(half)) {
      if (step['isRead'] === true) expect(readNow(after, step)).toEqual(readNow(host, step));
      else expect(carryOut(after, step)).toEqual(carryOut(host, step));
    }
    expect(stateDocument(after.state)).toEqual(stateDocument(host.state));
  });
});

it('with its archive a compacted log is the log as it was, and takes new records', () => {
  overScripts(40, 60, (script) => {
    const made = compacted(script);
    if (made === undefined) return;
    const { host, log } = made;
    const whole = attachArchive(log, host.log);
    expect(whole.head).toEqual(host.log.head);
    expect([...whole.records()]).toEqual([...host.log.records()]);
    const random = new Random(script.seed);
    const { n } = host.log.head;
    for (let times = 0; times < 10; times += 1) {
      const [from, to] = [1 + random.below(n), 1 + random.below(n)];
      expect([...whole.records(from, to)]).toEqual([...host.log.records(from, to)]);
      const seq = random.below(host.state.seq + 2);
      expect(whole.recordNumberOfSeq(seq)).toBe(host.log.recordNumberOfSeq(seq));
      const instant = host.timeline.beginning - 1 + random.below(host.clock - host.timeline.beginning + 3);
      expect(whole.lastUpTo(instant)).toEqual(host.log.lastUpTo(instant));
    }
    const again = openHost(whole);
    expect(again.log.head).toEqual(host.log.head);
    const before = log.head.n;
    again.advance(600_000);
    host.advance(600_000);
    expect([...whole.records()]).toEqual([...host.log.records()]);
    expect(log.head.n - before).toBe(host.log.head.n - n);
  });
});

it('compacted twice, a log finds its past in both archives', () => {
  overScripts(30, 80, (script) => {
    const made = compacted(script);
    if (made === undefined) return;
    const { host, position, log } = made;
    const later = made.reads.filter(
      (read) => read.position.seq >= position.seq && read.position.at >= position.at,
    );
    const second = new MemoryEventLog();
    const { stateHash: hash } = compact(openHost(log), new Random(script.seed).pick(later).position, second);
    expect(hash).toHaveLength(64);
    const whole = attachArchive(second, log, host.log);
    expect([...whole.records()]).toEqual([...host.log.records()]);
    expect(whole.head).toEqual(host.log.head);
  });
});

it('a policy keeps what it says: no more events, none that are older', () => {
  overScripts(60, 80, (script) => {
    const { host } = run(script);
    host.view();
    const random = new Random(script.seed);
    const maxEvents = random.below(host.state.seq + 3);
    const byNumber = compactionPosition(host, { maxEvents });
    if (byNumber === undefined) expect(host.state.seq).toBeLessThanOrEqual(maxEvents);
    else expect(compact(host, byNumber, new MemoryEventLog()).events).toBeLessThanOrEqual(maxEvents);
    const maxAge = random.below(host.clock - host.timeline.beginning + 1000);
    const byAge = compactionPosition(host, { maxAge });
    if (byAge === undefined) return;
    const log = new MemoryEventLog();
    compact(host, byAge, log);
    for (const record of log.records(2)) expect(record.at).toBeGreaterThanOrEqual(host.clock - maxAge);
    const [first] = log.records(1, 1);
    expect(first).toMatchObject({ kind: 'base', stateHash: stateHash(host.view(byAge).state) });
  });
});
