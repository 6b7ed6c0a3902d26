import { base, commit, genesis, noop, refusal, thrownBy } from './event-log.contract';
import {
  canonicalJson,
  ChainVerifier,
  hmacSha256Hex,
  LogCorrupt,
  LogLocked,
  MemoryEventLog,
  sha256Hex,
  verifyLog,
  type EventLog,
  type Json,
  type LogRecord,
  type RecordDraft,
} from './index';

const START = 1000;
const logOf = (...drafts: readonly RecordDraft[]): MemoryEventLog => {
  const log = new MemoryEventLog();
  log.append(0, drafts);
  return log;
};
const six = (): MemoryEventLog =>
  logOf(
    genesis(START),
    commit(START, 1),
    commit(START + 1, 2, [{}, {}]),
    refusal(START + 2),
    noop(START + 2),
    commit(START + 3, 4),
  );

const faultOf = (records: Iterable<LogRecord>): LogCorrupt | undefined => {
  const verifier = new ChainVerifier();
  try {
    for (const record of records) verifier.check(record);
    return undefined;
  } catch (error) {
    if (error instanceof LogCorrupt) return error;
    throw error;
  }
};

/** A record with other content and the hash that goes with it, as one who can compute would make it. */
const rehashed = (record: LogRecord, change: object): LogRecord => {
  const { hash: _, ...rest } = { ...record, ...change } as LogRecord;
  return { ...rest, hash: sha256Hex(canonicalJson(rest as unknown as Json)) };
};

const eventOf = (record: LogRecord | undefined, index = 0): object =>
  (record?.kind === 'commit' ? record.events[index] : undefined) ?? {};

describe('the chain', () => {
  it('holds for a log as written', () => {
    const verifier = new ChainVerifier();
    expect(verifier.summary).toMatchObject({ records: 0, firstAt: undefined, lastAt: undefined });
    for (const record of six().records()) verifier.check(record);
    expect(verifier.summary).toEqual({
      records: 6,
      events: 4,
      refusals: 1,
      noops: 1,
      firstAt: START,
      lastAt: START + 3,
      head: six().head,
    });
  });

  const changes: readonly [string, number, (records: LogRecord[]) => LogRecord[]][] = [
    [
      'data',
      3,
      (all) =>
        all.with(2, {
          ...all[2],
          events: [{ ...eventOf(all[2]), data: { x: 1 } }, eventOf(all[2], 1)],
        } as LogRecord),
    ],
    [
      'a cause',
      2,
      (all) => all.with(1, { ...all[1], cause: { kind: 'call', name: 'Other', params: {} } } as LogRecord),
    ],
    ['a status', 4, (all) => all.with(3, { ...all[3], status: 'STATUS_SUCCESS' } as LogRecord)],
    ['an instant', 6, (all) => all.with(5, { ...(all[5] as LogRecord), at: START + 4 })],
    ['a hash', 3, (all) => all.with(2, { ...(all[2] as LogRecord), hash: 'c'.repeat(64) })],
    ['prev', 3, (all) => all.with(2, { ...(all[2] as LogRecord), prev: 'c'.repeat(64) })],
    [
      'content together with its hash',
      4,
      (all) => all.with(2, rehashed(all[2] as LogRecord, { status: 'OTHER' })),
    ],
  ];
  it.each(changes)('breaks where %s was altered', (_, n, change) => {
    expect(faultOf(change([...six().records()]))).toMatchObject({ n });
  });

  it('breaks where a record was removed', () => {
    for (let gone = 1; gone <= 5; gone++)
      expect(faultOf([...six().records()].filter(({ n }) => n !== gone))).toMatchObject({ n: gone });
  });

  it('breaks where two records were exchanged', () => {
    const [first, second, third, ...rest] = six().records() as Iterable<LogRecord>;
    expect(faultOf([first, third, second, ...rest] as LogRecord[])).toMatchObject({ n: 2 });
  });

  it('breaks where a record was inserted', () => {
    const all = [...six().records()];
    const extra = rehashed(all[3] as LogRecord, { n: 4, status: 'OTHER' });
    expect(faultOf(all.toSpliced(3, 0, extra))).toMatchObject({ n: 5 });
  });

  it.each<[string, number, (all: LogRecord[]) => LogRecord]>([
    ['an instant that goes back', 6, (all) => rehashed(all[5] as LogRecord, { at: START })],
    [
      'a sequence number out of place',
      6,
      (all) => rehashed(all[5] as LogRecord, { events: [{ seq: 5, type: 'A', v: 1, data: {} }] }),
    ],
    [
      'a genesis within the log',
      6,
      (all) => ({ ...(all[0] as LogRecord), n: 6, prev: all[4]?.hash }) as unknown as LogRecord,
    ],
    [
      'a fraction in its data',
      6,
      (all) => ({ ...all[5], events: [{ seq: 4, type: 'A', v: 1, data: { x: 0.5 } }] }) as LogRecord,
    ],
  ])('breaks at %s, even where the hash is right', (_, n, last) => {
    const all = [...six().records()];
    expect(faultOf([...all.slice(0, 5), last(all)])).toMatchObject({ n });
  });

  it('begins with a genesis or a base', () => {
    expect(
      faultOf([...six().records()].slice(1).map((record): LogRecord => ({ ...record, n: 1 }))),
    ).toMatchObject({ n: 1 });
  });

  it('holds the state of a base against its hash', () => {
    const draft = base(9, START);
    expect(faultOf(logOf(draft, commit(START, 10)).records())).toBeUndefined();
    const wrong = logOf({ ...draft, stateHash: 'd'.repeat(64) });
    expect(faultOf(wrong.records())).toMatchObject({
      n: 1,
      reason: expect.stringContaining('stateHash') as string,
    });
  });

  it('of a keyed log cannot be checked without the key', () => {
    const log = new MemoryEventLog({ hasher: hmacSha256Hex('key') });
    log.append(0, [genesis(START), commit(START, 1)]);
    expect(verifyLog(log).records).toBe(2);
    expect(faultOf(log.records())).toMatchObject({ n: 1 });
  });
});

describe('verifying a log', () => {
  it('gives counts, instants, head and the hash of the folded state', () => {
    const seen: number[] = [];
    const verified = verifyLog(six(), {
      fold: ({ n }) => seen.push(n),
      stateHash: () => `state ${seen.length}`,
    });
    expect(verified).toMatchObject({
      records: 6,
      events: 4,
      refusals: 1,
      noops: 1,
      firstAt: START,
      lastAt: START + 3,
    });
    expect(verified.stateHash).toBe('state 6');
    expect(seen).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('takes a log without records', () => {
    expect(verifyLog(new MemoryEventLog())).toMatchObject({
      records: 0,
      firstAt: undefined,
      stateHash: undefined,
    });
  });

  it('notices records missing at the end by a head known from elsewhere', () => {
    const known = six().head;
    const log = six();
    expect(verifyLog(log, { head: known }).head).toEqual(known);
    log.append(6, [commit(START + 9, 5)]);
    expect(verifyLog(log, { head: known }).head.n).toBe(7);
    const cut = logOf(genesis(START), commit(START, 1));
    expect(thrownBy(() => verifyLog(cut, { head: known }))).toMatchObject({ code: 'LogCorrupt', n: 3 });
    expect(verifyLog(cut, { head: { n: 0, hash: '0'.repeat(64) } }).records).toBe(2);
  });

  it('notices a chain computed anew by a head known from elsewhere', () => {
    const other = logOf(genesis(START), commit(START, 1, [{ forged: true }]));
    const known = logOf(genesis(START), commit(START, 1)).head;
    expect(thrownBy(() => verifyLog(other, { head: known }))).toMatchObject({ code: 'LogCorrupt', n: 2 });
  });

  it('reports a record that does not fold, with the reason', () => {
    const fold = ({ n }: LogRecord): void => {
      if (n === 3) throw new Error('no row stands');
    };
    expect(thrownBy(() => verifyLog(six(), { fold }))).toMatchObject({
      n: 3,
      reason: 'it does not fold: no row stands',
    });
  });

  it('passes other errors of the log on', () => {
    const fold = (): never => {
      throw new LogLocked('host.db');
    };
    expect(() => verifyLog(six(), { fold })).toThrow(LogLocked);
  });

  it('notices a log that gives fewer records than it has', () => {
    const log = six();
    const short: EventLog = {
      head: log.head,
      append: (expected, drafts) => log.append(expected, drafts),
      records: () => log.records(1, 4),
      recordNumberOfSeq: (seq) => log.recordNumberOfSeq(seq),
      lastUpTo: (instant) => log.lastUpTo(instant),
      findCommand: (id) => log.findCommand(id),
      close: () => log.close(),
    };
    expect(thrownBy(() => verifyLog(short))).toMatchObject({ code: 'LogCorrupt', n: 5 });
  });
});
