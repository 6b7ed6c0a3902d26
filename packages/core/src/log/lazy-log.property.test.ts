import * as fc from 'fast-check';

import { propertyRuns } from '../../test/property-runs';
import { base, commit, genesis, noop, refusal, START, thrownBy } from './drafts.contract';
import { isCanonical } from './is-canonical';
import { checkDrafts } from './check-drafts';
import {
  canonicalJson,
  EMPTY_HEAD,
  hmacSha256Hex,
  MemoryEventLog,
  NO_HASH,
  sealDrafts,
  sha256Hex,
  verifyLog,
  type Json,
  type JsonObject,
  type RecordDraft,
} from '.';

const odd = fc.constantFrom<unknown>(
  undefined,
  1.5,
  NaN,
  2 ** 53,
  1n,
  'x\ud800',
  new Date(0),
  '\udc00y',
  '😀',
);
const anything = fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true });
const value = fc.oneof(
  anything,
  fc.jsonValue(),
  odd,
  fc.record({ a: odd, b: fc.array(fc.oneof(odd, fc.integer())) }),
  fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('a\ud800', '__proto__')), fc.integer()),
);

describe('isCanonical', () => {
  it('says of every value what writing it says', () => {
    fc.assert(
      fc.property(value, (any) => {
        expect(isCanonical(any)).toBe(thrownBy(() => canonicalJson(any as Json)) === undefined);
      }),
      propertyRuns(2000),
    );
  });
});

// Of each kind good ones, and such as are wrong in one way or in several.
const draftAt = (step: number): fc.Arbitrary<RecordDraft> => {
  const at = fc.constantFrom(START, START + step, START - 1, 0.5);
  const seq = fc.constantFrom(step, step, step, step + 1, 0);
  const data = fc.oneof(fc.jsonValue(), fc.dictionary(fc.string(), fc.integer()), odd).map((any) => [any]);
  const cause = fc.constantFrom({}, {}, { actor: 'a' }, { kind: 'whim' as 'call' }, { params: [] as never });
  return fc.oneof(
    {
      weight: 6,
      arbitrary: fc
        .tuple(at, seq, data, cause)
        .map((given) => commit(...(given as [number, number, JsonObject[], object]))),
    },
    { weight: 1, arbitrary: at.map((instant) => refusal(instant)) },
    { weight: 1, arbitrary: at.map((instant) => noop(instant)) },
    { weight: 1, arbitrary: fc.constantFrom<RecordDraft>(genesis(), base(3)) },
  );
};

describe('checkDrafts', () => {
  it('takes and refuses what sealing takes and refuses, with the same error', () => {
    const drafts = fc
      .tuple(draftAt(1), draftAt(2), draftAt(3))
      .chain((all) => fc.nat(3).map((size): RecordDraft[] => all.slice(0, size)));
    fc.assert(
      fc.property(drafts, fc.boolean(), (rest, isBegun) => {
        const all = isBegun ? [genesis(), ...rest] : rest;
        const sealed = thrownBy(() => sealDrafts(EMPTY_HEAD, all, () => NO_HASH));
        const checked = thrownBy(() => checkDrafts(EMPTY_HEAD, all));
        expect(checked).toEqual(sealed);
        if (sealed === undefined)
          expect({ ...checkDrafts(EMPTY_HEAD, all), hash: NO_HASH }).toEqual(
            sealDrafts(EMPTY_HEAD, all, () => NO_HASH).head,
          );
      }),
      propertyRuns(1000),
    );
  });
});

describe('a log in memory whose hashes are read at any time', () => {
  it('is the log whose hashes were made as it grew', () => {
    const reads = fc.array(fc.constantFrom('no', 'no', 'head', 'some', 'all', 'added'), { maxLength: 30 });
    fc.assert(
      fc.property(reads, fc.boolean(), (steps, isKeyed) => {
        const hasher = isKeyed ? hmacSha256Hex('key') : sha256Hex;
        const log = new MemoryEventLog({ hasher });
        const drafts: RecordDraft[] = [genesis()];
        log.append(0, drafts);
        let seq = 0;
        for (const [index, read] of steps.entries()) {
          const draft = index % 3 === 2 ? refusal(START + index) : commit(START + index, ++seq);
          const added = log.append(log.head.n, [draft]);
          drafts.push(draft);
          const expected = sealDrafts(EMPTY_HEAD, drafts, hasher);
          if (read === 'head') expect(log.head).toEqual(expected.head);
          if (read === 'some')
            expect([...log.records(2, 3)]).toEqual(expected.records.slice(1, 3).map(({ record }) => record));
          if (read === 'all')
            expect([...log.records()]).toEqual(expected.records.map(({ record }) => record));
          if (read === 'added') expect(added).toEqual([expected.records.at(-1)?.record]);
        }
        expect([...log.commits(1, log.head.n)].map(({ n, events }) => [n, events])).toEqual(
          [...log.records()].flatMap((record) =>
            record.kind === 'commit' ? [[record.n, record.events]] : [],
          ),
        );
        expect(verifyLog(log).head).toEqual(sealDrafts(EMPTY_HEAD, drafts, hasher).head);
      }),
      propertyRuns(100),
    );
  });

  it('makes no hash that nobody reads', () => {
    let made = 0;
    const log = new MemoryEventLog({
      hasher: (text) => {
        made += 1;
        return sha256Hex(text);
      },
    });
    log.append(0, [genesis()]);
    for (let seq = 1; seq <= 10; seq++) log.append(seq, [commit(START, seq)]);
    const { head } = log;
    expect([head.n, head.seq, [...log.commits(1, 11)].length, made]).toEqual([11, 10, 10, 0]);
    expect([...log.records(3, 4)]).toHaveLength(2);
    expect(made).toBe(4);
    expect(head.hash).toBe(log.head.hash);
    expect(made).toBe(11);
  });
});
