import { base, commit, genesis, noop, refusal, thrownBy } from './event-log.contract';
import {
  exportNlog,
  hmacSha256Hex,
  importNlog,
  MemoryEventLog,
  type EventLog,
  type ImportedNlog,
  type LogRecord,
} from './index';

const START = 1_700_000_000_000;

/** A log of so many appends, on a hasher of its own where it is keyed. */
const filled = (commits: number, key?: string): MemoryEventLog => {
  const log = new MemoryEventLog(key === undefined ? {} : { hasher: hmacSha256Hex(key) });
  log.append(0, [genesis()]);
  for (let seq = 1; seq <= commits; seq += 1)
    log.append(log.head.n, [commit(START, seq, [{ text: `Ω 😀 ${seq}` }])]);
  log.append(log.head.n, [refusal(START), noop(START)]);
  return log;
};

const linesOf = (log: EventLog): readonly string[] => [...exportNlog(log)];

/** Text cut into pieces that end anywhere. */
const cut = (text: string, size: number): readonly string[] =>
  Array.from({ length: Math.ceil(text.length / size) }, (_, index) =>
    text.slice(index * size, (index + 1) * size),
  );

const imported = (
  chunks: readonly string[],
  target: EventLog = new MemoryEventLog(),
): ImportedNlog & { readonly log: EventLog } => ({ ...importNlog(() => chunks, target), log: target });

describe('the export and import of a log', () => {
  it.each([1, 300, 700])('gives the same log, hash for hash: %d appends', (commits) => {
    const log = filled(commits);
    const { log: got, torn, ...summary } = imported(cut(linesOf(log).join(''), 1000));
    expect([...got.records()]).toEqual([...log.records()]);
    expect(summary).toMatchObject({
      records: commits + 3,
      events: commits,
      refusals: 1,
      noops: 1,
      head: log.head,
    });
    expect(torn).toBeUndefined();
  });

  it('does so for a log that begins with a state', () => {
    const log = new MemoryEventLog();
    log.append(0, [base(3)]);
    log.append(1, [commit(START, 4)]);
    expect(imported(linesOf(log)).head).toEqual(log.head);
  });

  it('leaves out a torn last line and tells how long it was', () => {
    const log = filled(2);
    const lines = linesOf(log);
    const last = (lines[lines.length - 1] as string).slice(0, -1);
    const whole = lines.slice(0, -1);
    for (const torn of [last, last.slice(0, 20), `${last.slice(0, 20)}\n`])
      expect(imported([...whole, torn])).toMatchObject({
        records: 4,
        torn: { n: 5, bytes: Buffer.byteLength(torn) },
      });
    expect(imported([...whole, '{"text":"Ω😀é']).torn).toEqual({
      n: 5,
      bytes: Buffer.byteLength('{"text":"Ω😀é'),
    });
  });

  it.each<[string, (lines: string[]) => void, number]>([
    ['altered', (lines) => (lines[2] = (lines[2] as string).replace('Ω', 'ω')), 3],
    ['missing', (lines) => lines.splice(2, 1), 3],
    ['there twice', (lines) => lines.splice(2, 0, lines[2] as string), 4],
    ['exchanged', (lines) => lines.splice(2, 2, lines[3] as string, lines[2] as string), 3],
    ['no JSON', (lines) => (lines[2] = 'oops\n'), 3],
  ])('writes nothing where a line is %s, and names it', (_, damage, n) => {
    const lines = [...linesOf(filled(600))];
    damage(lines);
    const target = new MemoryEventLog();
    expect(thrownBy(() => imported(lines, target))).toMatchObject({ code: 'LogCorrupt', n });
    expect(target.head.n).toBe(0);
  });

  it('writes nothing where a check of the caller fails', () => {
    const target = new MemoryEventLog();
    const check = ({ n }: LogRecord): void => {
      if (n === 4) throw new Error('it does not fold');
    };
    expect(() => importNlog(() => linesOf(filled(5)), target, { check })).toThrow('does not fold');
    expect(target.head.n).toBe(0);
  });

  it.each([
    ['nothing', []],
    ['a torn first line alone', ['{"at":']],
  ])('is refused for %s', (_, chunks) => {
    expect(thrownBy(() => imported(chunks))).toMatchObject({ code: 'NotALog' });
  });

  it('does not write into a log that has records', () => {
    const log = filled(1);
    expect(thrownBy(() => imported(linesOf(log), log))).toMatchObject({ code: 'LogMoved' });
  });

  it('notices a text that changes while it is imported', () => {
    const [one, other] = [filled(3), filled(2)].map(linesOf) as [readonly string[], readonly string[]];
    let times = 0;
    const read = (): readonly string[] => (times++ === 0 ? one : other);
    expect(thrownBy(() => importNlog(read, new MemoryEventLog()))).toMatchObject({ code: 'LogCorrupt' });
  });

  it('holds no more than a page of a long text', () => {
    const lines = linesOf(filled(2000));
    let ahead = 0;
    let most = 0;
    const target = new MemoryEventLog();
    const append = target.append.bind(target);
    target.append = (expected, drafts) => {
      ahead -= drafts.length;
      return append(expected, drafts);
    };
    function* read(): Iterable<string> {
      ahead = 0;
      for (const line of lines) {
        yield line;
        ahead += 1;
        // The first pass writes nothing: only the second is counted.
        if (target.head.n > 0) most = Math.max(most, ahead);
      }
    }
    importNlog(read, target);
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThan(300);
  });
});

describe('a keyed log', () => {
  it('is exported with its hashes, and imported with its key', () => {
    const log = filled(3, 'key');
    const target = new MemoryEventLog({ hasher: hmacSha256Hex('key') });
    expect(imported(linesOf(log), target).head).toEqual(log.head);
  });

  it.each([
    ['without the key', {}],
    ['with another key', { hasher: hmacSha256Hex('other') }],
  ])('is not imported %s', (_, options) => {
    const target = new MemoryEventLog(options);
    expect(thrownBy(() => imported(linesOf(filled(3, 'key')), target))).toMatchObject({
      code: 'LogCorrupt',
      n: 1,
    });
    expect(target.head.n).toBe(0);
  });

  it('cannot be made up by somebody without the key', () => {
    const target = new MemoryEventLog({ hasher: hmacSha256Hex('key') });
    expect(thrownBy(() => imported(linesOf(filled(3)), target))).toMatchObject({ code: 'LogCorrupt', n: 1 });
  });

  it('can be keyed anew, or no more, by who has its key', () => {
    const log = filled(3, 'key');
    for (const target of [new MemoryEventLog(), new MemoryEventLog({ hasher: hmacSha256Hex('new') })]) {
      importNlog(() => linesOf(log), target, { hasher: log.hasher });
      expect(target.head).toMatchObject({ n: log.head.n, seq: 3 });
      expect(target.head.hash).not.toBe(log.head.hash);
    }
  });
});
