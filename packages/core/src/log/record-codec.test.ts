import { base, commit, genesis, noop, refusal, thrownBy } from './event-log.contract';
import { decodeRecord, LogCorrupt, LogRecordCodec, UnknownFormatVersion } from './index';

const sealed = (draft: object, n = 2): Record<string, unknown> => ({
  ...draft,
  n,
  prev: '1'.repeat(64),
  hash: '2'.repeat(64),
});

const cause = { actor: 'a', commandId: 'c', correlationId: 'r', causationSeq: 3 };
const whole: readonly [string, Record<string, unknown>][] = [
  ['genesis', sealed(genesis(), 1)],
  ['base', sealed({ ...base(4), mirror: 'linux' }, 1)],
  ['commit', sealed(commit(5, 1, [{ a: 1 }, {}], cause))],
  ['refusal', sealed(refusal(5, cause))],
  ['noop', sealed(noop(5))],
];

type Members = Record<string, unknown>;
interface Place {
  readonly kind: string;
  readonly record: Members;
  readonly path: readonly string[];
  readonly member: string;
}

/** Every object within a record, with its path; what may hold any members is left out. */
const objectsIn = (
  value: unknown,
  path: readonly string[] = [],
): (readonly [readonly string[], Members])[] => {
  if (typeof value !== 'object' || value === null) return [];
  const isFree = ['params', 'data', 'state'].includes(path[path.length - 1] ?? '');
  if (isFree) return [];
  const inner = Object.entries(value).flatMap(([member, part]) => objectsIn(part, [...path, member]));
  return Array.isArray(value) ? inner : [[path, value as Members], ...inner];
};

const membersIn = (records: typeof whole): Place[] =>
  records.flatMap(([kind, record]) =>
    objectsIn(record).flatMap(([path, members]) =>
      Object.keys(members).map((member) => ({ kind, record, path, member })),
    ),
  );

/** A copy of a record with one of its objects changed. */
const changed = (record: Members, path: readonly string[], change: (parent: Members) => unknown): Members => {
  const copy = structuredClone(record);
  change(path.reduce<Members>((at, step) => at[step] as Members, copy));
  return copy;
};

const optional = ['check', 'mirror', 'forkedFrom', 'replaces', ...Object.keys(cause)];

describe('the form of records', () => {
  it.each(whole)('takes a whole %s', (_, record) => {
    expect(LogRecordCodec.is(record)).toBe(true);
    expect(decodeRecord(record, 1)).toBe(record);
  });

  // A member that may be absent leaves a record when it goes; one that must be there leaves an error.
  const withoutMember = membersIn(whole).filter(({ member, path }) => member !== 'kind' || path.length > 0);

  it.each(withoutMember)('misses $member of $kind at $path', ({ record, path, member }) => {
    const broken = changed(record, path, (parent) => delete parent[member]);
    const found = thrownBy(() => decodeRecord(broken, 1));
    const message: unknown = found instanceof LogCorrupt ? found.message : 'taken';
    expect(message).toContain(optional.includes(member) ? 'taken' : `lacks ${member}`);
    expect(LogRecordCodec.is(broken)).toBe(optional.includes(member));
  });

  it.each(withoutMember)('refuses an ill-typed $member of $kind at $path', ({ record, path, member }) => {
    for (const wrong of [Symbol('ill-typed'), undefined]) {
      const broken = changed(record, path, (parent) => (parent[member] = wrong));
      expect(LogRecordCodec.is(broken)).toBe(false);
      expect(() => decodeRecord(broken, 1)).toThrow(`${[...path, member].join('.')}: expected`);
    }
  });

  it.each(membersIn(whole))(
    'refuses a member too many beside $member of $kind at $path',
    ({ record, path }) => {
      const broken = changed(record, path, (parent) => (parent.extra = undefined));
      expect(LogRecordCodec.is(broken)).toBe(false);
      expect(() => decodeRecord(broken, 7)).toThrow(/has no member extra/);
    },
  );

  it.each<[string, unknown]>([
    ['a number of no record', { ...sealed(noop(5)), n: 0 }],
    ['a hash in capitals', { ...sealed(noop(5)), hash: 'A'.repeat(64) }],
    ['a commit without events', { ...sealed(commit(5, 1)), events: [] }],
    ['a schema version 0', { ...sealed(commit(5, 1)), events: [{ seq: 1, type: 'A', v: 0, data: {} }] }],
    ['a type that is no name', { ...sealed(commit(5, 1)), events: [{ seq: 1, type: 'A"', v: 1, data: {} }] }],
    ['data that is null', { ...sealed(commit(5, 1)), events: [{ seq: 1, type: 'A', v: 1, data: null }] }],
    ['a genesis that is not first', sealed(genesis(), 2)],
    ['an unknown kind', { ...sealed(noop(5)), kind: 'toString' }],
    ['text', 'record'],
    ['null', null],
    ['a list', []],
  ])('refuses %s with the number that was due', (_, record) => {
    expect(LogRecordCodec.is(record)).toBe(false);
    expect(() => decodeRecord(record, 12)).toThrow(LogCorrupt);
    expect(thrownBy(() => decodeRecord(record, 12))).toMatchObject({ code: 'LogCorrupt', n: 12 });
  });

  it('says so where a later program wrote the log', () => {
    const later = { ...sealed(genesis(), 1), formatVersion: 2, novelty: true };
    expect(() => decodeRecord(later, 1)).toThrow(UnknownFormatVersion);
    expect(thrownBy(() => decodeRecord(later, 1))).toMatchObject({ found: 2, known: 1 });
    expect(() => decodeRecord({ ...later, formatVersion: 0 }, 1)).toThrow(LogCorrupt);
  });
});
