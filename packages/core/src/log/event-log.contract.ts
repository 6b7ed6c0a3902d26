import { base, commit, genesis, noop, refusal, START, thrownBy } from './drafts.contract';
import {
  type EventLog,
  type Hasher,
  type Json,
  type JsonObject,
  type LogRecord,
  type RecordDraft,
  canonicalJson,
  EMPTY_HEAD,
  hmacSha256Hex,
  LogClosed,
  LogMoved,
  NO_HASH,
  sha256Hex,
  verifyLog,
} from './index';
import { refusedDraftsContract } from './refused-drafts.contract';

export { base, commit, genesis, noop, refusal, thrownBy };

/** A fresh, empty log for one test. */
export interface LogUnderTest {
  readonly log: EventLog;
  /** Called after the test; closes and removes everything. */
  readonly dispose: () => void;
}

/** With what a log is to be opened. */
export interface LogOptions {
  readonly hasher?: Hasher;
}

/** What every EventLog does alike; each implementation runs it in its own test file. */
export const eventLogContract = (name: string, open: (options?: LogOptions) => LogUnderTest): void => {
  describe(`the event log contract: ${name}`, () => {
    let opened: LogUnderTest[] = [];
    const openLog = (options?: LogOptions): LogUnderTest => {
      const under = open(options);
      opened.push(under);
      return under;
    };
    const fresh = (...drafts: readonly RecordDraft[]): EventLog => {
      const { log } = openLog();
      log.append(0, drafts);
      return log;
    };
    const numbers = (records: Iterable<LogRecord>): number[] => Array.from(records, ({ n }) => n);

    afterEach(() => {
      for (const under of opened) under.dispose();
      opened = [];
    });

    describe('appending', () => {
      it('begins with the empty head', () => {
        const { log } = openLog();
        expect(log.head).toEqual(EMPTY_HEAD);
        expect(log.head).toEqual({ n: 0, hash: '0'.repeat(64), seq: 0, at: 0 });
        expect(numbers(log.records())).toEqual([]);
        expect(log.lastUpTo(START)).toBeUndefined();
        expect(log.recordNumberOfSeq(1)).toBeUndefined();
        expect(log.findCommand('c')).toBeUndefined();
      });

      it('numbers, chains and hashes what it adds', () => {
        const { log } = openLog();
        const added = log.append(0, [genesis(), commit(START + 1, 1, [{ a: 1 }, { b: [] }])]);
        expect(added.map(({ n, prev }) => [n, prev])).toEqual([
          [1, NO_HASH],
          [2, added[0]?.hash],
        ]);
        for (const { hash, ...hashed } of added)
          expect(hash).toBe(sha256Hex(canonicalJson(hashed as unknown as Json)));
        expect(log.head).toEqual({ n: 2, hash: added[1]?.hash, seq: 2, at: START + 1 });
        expect([...log.records()]).toEqual(added);
      });

      it('gives back every kind of record as it was drafted', () => {
        const drafts = [
          genesis(),
          commit(START, 1, [{ x: null }], {
            actor: 'a',
            commandId: 'c',
            correlationId: 'r',
            causationSeq: 0,
          }),
          refusal(START),
          {
            kind: 'refusal',
            at: START,
            cause: { kind: 'replay', name: 'x', params: {} },
            status: 'CONFLICT',
          },
          noop(START),
        ] satisfies RecordDraft[];
        const read = [...fresh(...drafts).records()].map(
          ({ n: _n, prev: _prev, hash: _hash, ...draft }) => draft,
        );
        expect(read).toEqual(drafts);
      });

      it('goes on from the state of a base', () => {
        const log = fresh(base(41), commit(START, 42));
        expect(log.head).toMatchObject({ n: 2, seq: 42 });
        expect(log.recordNumberOfSeq(41)).toBeUndefined();
        expect(log.recordNumberOfSeq(42)).toBe(2);
        expect(log.lastUpTo(START - 1)).toBeUndefined();
        expect([...log.records(1, 1)][0]).toMatchObject(base(41));
        expect(verifyLog(log)).toMatchObject({ records: 2, events: 1 });
      });

      it('takes the position of a base for its end while no event follows', () => {
        const log = fresh(base(41), refusal(START + 1));
        expect(log.head).toMatchObject({ n: 2, seq: 41 });
        expect(log.lastUpTo(START)).toEqual({ n: 1, seq: 41, at: START });
      });

      it('numbers refusals and noops as records, and gives them no sequence number', () => {
        const log = fresh(genesis(), commit(START, 1), refusal(START), noop(START + 1), commit(START + 2, 2));
        expect([...log.records()].map(({ n, kind }) => `${n} ${kind}`)).toEqual([
          '1 genesis',
          '2 commit',
          '3 refusal',
          '4 noop',
          '5 commit',
        ]);
        expect(log.head.seq).toBe(2);
        expect(verifyLog(log)).toMatchObject({ records: 5, events: 2, refusals: 1, noops: 1 });
      });

      it('adds nothing when given nothing', () => {
        const log = fresh(genesis());
        const before = log.head;
        expect(log.append(1, [])).toEqual([]);
        expect(log.head).toEqual(before);
      });

      it('refuses a writer that reckoned with another end, and writes nothing', () => {
        const log = fresh(genesis(), commit(START, 1));
        const before = log.head;
        for (const expected of [0, 1, 3]) {
          const attempt = (): unknown => log.append(expected, [commit(START, 2)]);
          expect(attempt).toThrow(LogMoved);
          expect(thrownBy(attempt)).toMatchObject({ code: 'LogMoved', expected, actual: 2 });
        }
        expect(() => log.append(1, [])).toThrow(LogMoved);
        expect(log.head).toEqual(before);
        expect(numbers(log.records())).toEqual([1, 2]);
      });

      it('hashes with the key of a keyed log', () => {
        const hasher = hmacSha256Hex('a key');
        const { log } = openLog({ hasher });
        const added = log.append(0, [genesis()]);
        const { hash, ...hashed } = added[0] as LogRecord;
        expect(hash).toBe(hasher(canonicalJson(hashed as unknown as Json)));
        expect(verifyLog(log).records).toBe(1);
      });
    });

    refusedDraftsContract(() => openLog().log);

    describe('reading', () => {
      const five = (): EventLog =>
        fresh(
          genesis(),
          commit(START, 1),
          refusal(START + 1),
          commit(START + 1, 2, [{}, {}]),
          noop(START + 9),
        );

      it.each<[string, [number?, number?], number[]]>([
        ['everything', [], [1, 2, 3, 4, 5]],
        ['from a record on', [3], [3, 4, 5]],
        ['a closed range', [2, 4], [2, 3, 4]],
        ['one record', [4, 4], [4]],
        ['the last', [5, 5], [5]],
        ['a range wider than the log', [-3, 99], [1, 2, 3, 4, 5]],
        ['a range behind the end', [6], []],
        ['a range before the beginning', [-5, 0], []],
        ['a range turned round', [4, 2], []],
      ])('gives %s', (_, range, expected) => {
        expect(numbers(five().records(...range))).toEqual(expected);
      });

      it('does not show in an iterator at hand what is added later', () => {
        const log = five();
        const records = log.records(4);
        expect(records.next().value).toMatchObject({ n: 4 });
        log.append(5, [commit(START + 10, 4)]);
        expect(numbers(records)).toEqual([5]);
        expect(numbers(log.records(5))).toEqual([5, 6]);
      });

      it('lets an iterator be left before its end', () => {
        const log = five();
        for (const { n } of log.records()) if (n === 2) break;
        log.append(5, [commit(START + 10, 4)]);
        expect(log.head.n).toBe(6);
      });

      it('finds the record that holds an event', () => {
        const log = five();
        expect([0, 1, 2, 3, 4, -1, 1.5].map((seq) => log.recordNumberOfSeq(seq))).toEqual([
          undefined,
          2,
          4,
          4,
          undefined,
          undefined,
          undefined,
        ]);
      });

      it('finds the last record up to an instant, counting all of that instant', () => {
        const log = fresh(
          genesis(START),
          commit(START, 1),
          commit(START, 2, [{}, {}]),
          refusal(START + 5),
          commit(START + 5, 4),
          noop(START + 5),
          commit(START + 10, 5),
        );
        const found = (instant: number): unknown => log.lastUpTo(instant);
        expect(found(START - 1)).toBeUndefined();
        expect(found(Number.MIN_SAFE_INTEGER)).toBeUndefined();
        expect(found(START)).toEqual({ n: 3, seq: 3, at: START });
        expect(found(START + 4)).toEqual({ n: 3, seq: 3, at: START });
        expect(found(START + 5)).toEqual({ n: 6, seq: 4, at: START + 5 });
        expect(found(START + 9)).toEqual({ n: 6, seq: 4, at: START + 5 });
        expect(found(START + 10)).toEqual({ n: 7, seq: 5, at: START + 10 });
        expect(found(Number.MAX_SAFE_INTEGER)).toEqual({ n: 7, seq: 5, at: START + 10 });
      });

      it('finds a command by its id, whatever came of it', () => {
        const log = fresh(
          genesis(),
          commit(START, 1, [{}], { commandId: 'made' }),
          refusal(START, { commandId: 'refused' }),
          noop(START, { commandId: 'nothing to do' }),
          commit(START, 2),
        );
        expect(log.findCommand('made')).toMatchObject({ n: 2, kind: 'commit', status: 'STATUS_SUCCESS' });
        expect(log.findCommand('refused')).toMatchObject({
          n: 3,
          kind: 'refusal',
          status: 'STATUS_NOT_FOUND',
        });
        expect(log.findCommand('nothing to do')).toMatchObject({ n: 4, kind: 'noop' });
        expect(log.findCommand('mad')).toBeUndefined();
        expect(log.findCommand('')).toBeUndefined();
      });

      it('finds the first record of an id that several records bear', () => {
        const log = fresh(
          genesis(),
          commit(START, 1, [{}], { commandId: 'twice' }),
          commit(START, 2, [{}], { commandId: 'twice' }),
        );
        expect(log.findCommand('twice')).toMatchObject({ n: 2 });
      });

      it('takes nothing for a command id that only stands in the parameters', () => {
        const log = fresh(genesis(), commit(START, 1, [{}], { params: { commandId: 'inner' } }));
        expect(log.findCommand('inner')).toBeUndefined();
      });
    });

    describe('values', () => {
      const odd: readonly JsonObject[] = [
        {},
        { '': '' },
        { text: '"quoted" \\ back\u0000slash \u001f\u007f \u2028 \b\f\n\r\t' },
        { text: 'naïve Ω 漢字 😀 \u{10ffff} e\u0301', 'naïve 😀': 1 },
        {
          ends: [
            0,
            -1,
            2 ** 31 - 1,
            -(2 ** 31),
            2 ** 32 - 1,
            Number.MAX_SAFE_INTEGER,
            Number.MIN_SAFE_INTEGER,
          ],
        },
        { nested: { deep: [[[{ a: [] }]], {}] }, truth: [true, false, null] },
        { '10': 'sorted as text', '9': 'not as a number', __proto: 1, constructor: 'own', length: 3 },
        { apostrophe: "it's", json: '{"commandId":"x"}', sql: "'; DROP TABLE events; --" },
        JSON.parse('{"__proto__":{"own":true}}') as JsonObject,
        { long: 'x'.repeat(100_000) },
      ];

      it('gives odd values back unchanged', () => {
        const log = fresh(genesis(), commit(START, 1, odd));
        const [record] = log.records(2, 2);
        expect(record?.kind === 'commit' && record.events.map(({ data }) => data)).toEqual(odd);
        expect(verifyLog(log).events).toBe(odd.length);
      });

      it('gives odd statuses and checks back unchanged', () => {
        const words = ['', "it's", 'a "b" \\ c', 'é漢😀\u2028\u007f', '; DROP TABLE records'];
        const log = fresh(
          genesis(),
          ...words.map((word) => ({ ...refusal(START), status: word, check: word }) as RecordDraft),
        );
        expect(
          [...log.records(2)].map((record) => record.kind === 'refusal' && [record.status, record.check]),
        ).toEqual(words.map((word) => [word, word]));
        expect(verifyLog(log).refusals).toBe(words.length);
      });

      it('finds odd command ids', () => {
        const ids = [
          '',
          'a"b',
          'back\\slash',
          'nul\u0000l',
          '😀',
          "it's",
          '{"commandId":"x"}',
          '\u2028',
          '\t',
        ];
        const drafts = ids.map((commandId, index) => commit(START, index + 1, [{}], { commandId }));
        const log = fresh(genesis(), ...drafts);
        expect(ids.map((id) => log.findCommand(id)?.n)).toEqual(ids.map((_, index) => index + 2));
      });

      it('takes instants before the epoch and at the ends of 53 bits', () => {
        const log = fresh(
          genesis(Number.MIN_SAFE_INTEGER),
          commit(-1, 1),
          commit(Number.MAX_SAFE_INTEGER, 2),
        );
        expect(log.lastUpTo(0)).toEqual({ n: 2, seq: 1, at: -1 });
        expect(log.head.at).toBe(Number.MAX_SAFE_INTEGER);
      });
    });

    it('takes a big batch whole', () => {
      const size = 3000;
      const drafts = Array.from({ length: size }, (_, index) =>
        index % 10 === 9
          ? refusal(START + index)
          : commit(START + index, 2 * (index - Math.floor(index / 10)) + 1, [{ index }, { index }]),
      );
      const log = fresh(genesis());
      expect(log.append(1, drafts)).toHaveLength(size);
      expect(verifyLog(log)).toMatchObject({
        records: size + 1,
        events: 2 * 0.9 * size,
        refusals: size / 10,
      });
      expect(log.recordNumberOfSeq(2 * 0.9 * size)).toBe(size);
      expect(log.lastUpTo(START + 1234)).toMatchObject({ n: 1236 });
    });

    it('takes one commit of many events', () => {
      const data = Array.from({ length: 2500 }, (_, index) => ({ index }));
      const log = fresh(genesis(), commit(START, 1, data));
      expect(log.head).toMatchObject({ n: 2, seq: data.length });
      expect(verifyLog(log).events).toBe(data.length);
    });

    it('refuses everything but closing and its head once closed', () => {
      const log = fresh(genesis(), commit(START, 1));
      const before = log.head;
      const records = log.records();
      log.close();
      log.close();
      expect(log.head).toEqual(before);
      for (const use of [
        () => log.append(2, [commit(START, 2)]),
        () => log.records(),
        () => records.next(),
        () => log.recordNumberOfSeq(1),
        () => log.lastUpTo(START),
        () => log.findCommand('c'),
      ])
        expect(use).toThrow(LogClosed);
    });
  });
};
