import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { openSqliteLog } from '@netlapse/log-sqlite';

import { propertyRuns } from '../../../log-sqlite/test/property-runs';
import { openRawRows, type RawRecord, type RawRows } from '../../../log-sqlite/test/raw-rows';
import { writeOwnLog } from '../../test/own-log';
import { damage, SeededRandom } from '../../test/random-damage';
import { runProgram, temporaryFolder } from '../../test/run-program';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const { numRuns: times, seed = 20261129 } = propertyRuns(1);

interface Checked {
  readonly sound: boolean;
  /** The first bad record where it is not sound; 0: the damage belongs to none. */
  readonly record: number;
  readonly torn?: { readonly n: number };
}

/** The driver of SQLite lets go of a file once its statements are collected, which so many files do not wait for. */
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** What `check` says; undefined where it refuses the file as one that is no log, or of another version. */
const check = (file: string, ...options: readonly string[]): Checked | undefined => {
  const { code, out, err } = runProgram(['check', '--log', file, '--json', ...options]);
  if (code === 2) {
    if (/defect/.test(err) || out !== '') throw new Error(err);
    return undefined;
  }
  return JSON.parse(out) as Checked;
};

const isSame = (a: RawRecord, b: RawRecord): boolean => 'text' in a && 'text' in b && a.text === b.text;

describe('a log in its file', () => {
  const original = folder.path('own.db');
  const file = folder.path('damaged.db');
  /** For each record the numbers of its events, and what plain SQL reads of it. */
  const spans: { readonly first: number; readonly last: number }[] = [];
  const written: (readonly [RawRecord, readonly RawRecord[]])[] = [];
  let lastSeq = 0;

  beforeAll(() => {
    writeOwnLog(original);
    const log = openSqliteLog(original, { mode: 'read' });
    const rows = openRawRows(original);
    for (const record of log.records()) {
      const first = lastSeq + 1;
      if (record.kind === 'commit') lastSeq += record.events.length;
      spans.push({ first, last: lastSeq });
      written.push(rows.record(record.n, first, lastSeq));
    }
    rows.close();
    log.close();
  });

  /** Whether a record is another one, or unreadable, for who looks for its key, and for who scans. */
  const waysBad = (rows: RawRows, n: number): readonly [boolean, boolean] => {
    const span = spans[n - 1];
    if (span === undefined) {
      const behind = rows.behind(spans.length, lastSeq);
      const isBad = 'error' in behind || behind.text !== '';
      return [isBad, isBad];
    }
    const [byKey, byScan] = rows.record(n, span.first, span.last);
    const [keyWas, scansWere] = written[n - 1] as (typeof written)[number];
    const isScanned = byScan.some((each, index) => isSame(each, scansWere[index] as RawRecord));
    return [!isSame(byKey, keyWas), !isScanned];
  };

  const rawRows = (): RawRows | undefined => {
    try {
      return openRawRows(file);
    } catch {
      return undefined;
    }
  };

  /** What is wrong with what `check` said, if anything is. */
  const fault = (said: Checked | undefined): string | undefined => {
    const rows = rawRows();
    if (rows === undefined) return said?.sound === true ? 'sound, but cannot be opened' : undefined;
    try {
      if (said === undefined) return undefined;
      const last = said.sound ? spans.length + 1 : said.record - 1;
      for (let n = 1; n <= last; n++) {
        const [byKey, byScan] = waysBad(rows, n);
        // Pages in disorder hide a row from who looks for its key: it is whole, and the pages are told of.
        if (byScan || (byKey && said.sound)) return `record ${n} is bad, and was not named`;
      }
      if (!said.sound && said.record > 0 && !waysBad(rows, said.record).includes(true))
        return `record ${said.record} is as it was`;
      return undefined;
    } finally {
      rows.close();
    }
  };

  const runs = 1_000 * times;
  it(`is found damaged at its first bad record, or the change to be none: ${runs} changes from seed ${seed}`, () => {
    const bytes = readFileSync(original);
    const random = new SeededRandom(seed);
    const counts = { sound: 0, record: 0, file: 0, refused: 0 };
    for (let run = 0; run < runs; run++) {
      const { what, bytes: damaged } = damage(bytes, random, 4096);
      if (run % 200 === 0) collectGarbage();
      rmSync(file, { force: true });
      writeFileSync(file, damaged);
      const said = check(file);
      const wrong = fault(said);
      if (wrong !== undefined) throw new Error(`${what}: ${wrong}; it said ${JSON.stringify(said)}`);
      if (said === undefined) counts.refused += 1;
      else if (said.sound) counts.sound += 1;
      else if (said.record === 0) counts.file += 1;
      else counts.record += 1;
    }
    if (times > 1) process.stdout.write(`${JSON.stringify(counts)}\n`);
    expect(counts.record).toBeGreaterThan(runs / 20);
    expect(counts.sound).toBeGreaterThan(0);
  });
});

describe('a log as text', () => {
  const original = folder.path('text.nlog');
  const file = folder.path('damaged.nlog');
  let head = '';
  beforeAll(() => {
    const log = folder.path('text.db');
    writeOwnLog(log);
    runProgram(['export', '--log', log, '--out', original]);
    const found = JSON.parse(runProgram(['check', '--log', log, '--json']).out) as {
      readonly head: { readonly n: number; readonly hash: string };
    };
    head = `${found.head.n}:${found.head.hash}`;
  });

  /** The number of the first line that is not as it was; of the line behind the last where all are. */
  const firstChanged = (before: Buffer, after: Buffer): number => {
    const length = Math.min(before.length, after.length);
    let place = 0;
    while (place < length && before[place] === after[place]) place += 1;
    return before.subarray(0, place).toString('latin1').split('\n').length;
  };

  const runs = 4_000 * times;
  it(`is found damaged at its first bad line, torn there, or cut off behind a whole one: ${runs} changes from seed ${seed}`, () => {
    const bytes = readFileSync(original);
    const random = new SeededRandom(seed);
    const counts = { none: 0, named: 0, torn: 0, cut: 0, refused: 0 };
    for (let run = 0; run < runs; run++) {
      const { what, bytes: damaged } = damage(bytes, random, 512);
      writeFileSync(file, damaged);
      const said = check(file);
      const line = firstChanged(bytes, damaged);
      const isNone = damaged.equals(bytes);
      const wrong = (): Error => new Error(`${what}, in line ${line}: it said ${JSON.stringify(said)}`);
      if (said === undefined) {
        if (line > 1) throw wrong();
        counts.refused += 1;
        continue;
      }
      if (isNone) {
        if (!said.sound || said.torn !== undefined) throw wrong();
        counts.none += 1;
        continue;
      }
      if (!said.sound) {
        if (said.record !== line) throw wrong();
        counts.named += 1;
        continue;
      }
      // A text that ends early is whole up to there: what is torn is told of, and a head that is known tells the rest.
      if (said.torn === undefined) counts.cut += 1;
      else if (said.torn.n === line) counts.torn += 1;
      else throw wrong();
      if (check(file, '--head', head)?.record !== line) throw wrong();
    }
    if (times > 1) process.stdout.write(`${JSON.stringify(counts)}\n`);
    expect(counts.named).toBeGreaterThan(runs / 2);
    for (const count of [counts.none, counts.torn]) expect(count).toBeGreaterThan(0);
  });
});
