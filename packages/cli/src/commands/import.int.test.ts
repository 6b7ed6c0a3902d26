import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

import { openSqliteLog } from '@netlapse/log-sqlite';

import { writeOwnLog } from '../../test/own-log';
import { runJson, runProgram, temporaryFolder } from '../../test/run-program';
import { laptopRecording } from '../laptop-recording';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const laptop = laptopRecording();
const bytes = readFileSync(laptop);

const write = (name: string, content: Uint8Array | string): string => {
  const file = folder.path(name);
  writeFileSync(file, content);
  return file;
};

interface Checked {
  readonly events: number;
  readonly stateHash: string;
  readonly sound: boolean;
}
const check = (log: string): Checked => runJson(['check', '--log', log, '--json']) as Checked;

const TIMESTAMP = 15;

/** Where the time stamp messages begin. */
const timestampOffsets = (): number[] => {
  const offsets: number[] = [];
  for (let at = 0; at + 16 <= bytes.length; at += (bytes.readUInt32LE(at) + 3) & ~3)
    if (bytes.readUInt16LE(at + 4) === TIMESTAMP) offsets.push(at);
  return offsets;
};

/** The recording in two: everything before a time stamp near the middle, and everything from it on. */
const halves = (): readonly [Buffer, Buffer] => {
  const offsets = timestampOffsets();
  const middle = offsets[Math.floor(offsets.length / 2)] ?? 0;
  return [bytes.subarray(0, middle), bytes.subarray(middle)];
};

const whole = folder.path('whole.db');
let summary: readonly string[];
beforeAll(() => {
  summary = runProgram(['import', laptop, '--log', whole]).lines;
});

it('makes a log of a recording and says what became of it', () => {
  expect(summary[0]).toMatch(/laptop\.rtmon: 111 messages became \d+ events \(1 to \d+\) in \d+ appends$/);
  expect(summary[1]).toMatch(
    /^ {2}from 2026-11-20T23:31:59\.163Z to 2026-11-20T23:32:\d\d\.\d{3}Z, [\d.]+s$/,
  );
  expect(summary[summary.length - 1]).toMatch(/^new log .*whole\.db: \d+ events up to 2026-11-20T23:32:/);
  expect(check(whole).sound).toBe(true);
});

it('knows a recording that gzip compressed by its content', () => {
  const log = folder.path('zipped.db');
  expect(runProgram(['import', write('any-name', gzipSync(bytes)), '--log', log]).code).toBe(0);
  expect(check(log).stateHash).toBe(check(whole).stateHash);
});

it('goes on with a log whose end lies before the recording', () => {
  const [first, second] = halves();
  const log = folder.path('halves.db');
  expect(runProgram(['import', write('1.rtmon', first), '--log', log]).code).toBe(0);
  const { code, lines } = runProgram(['import', write('2.rtmon', second), '--log', log]);
  expect(code).toBe(0);
  expect(lines[lines.length - 1]).toMatch(/^log .*halves\.db: /);
  expect(check(log)).toMatchObject({ events: check(whole).events, stateHash: check(whole).stateHash });
});

it('imports recordings that follow one another at once', () => {
  const [first, second] = halves();
  const log = folder.path('both.db');
  const { code, lines } = runProgram([
    'import',
    write('a.rtmon', first),
    write('b.rtmon', second),
    '--log',
    log,
    '--host',
    'edge',
  ]);
  expect(code).toBe(0);
  expect(lines.filter((line) => line.includes('messages became'))).toHaveLength(2);
  expect(check(log).stateHash).toBe(check(whole).stateHash);
  const [{ hostId }] = runJson(['log', '--log', log, '--limit', '1', '--json']) as [{ hostId: string }];
  expect(hostId).toBe('edge');
});

it('refuses a recording of what the log already has', () => {
  const before = check(whole);
  const { code, err } = runProgram(['import', laptop, '--log', whole]);
  expect(code).toBe(2);
  expect(err).toMatch(
    /laptop\.rtmon begins at 2026-11-20T23:31:59\.\d{3}Z, before the end of .*whole\.db \(2026-11-20T23:32:.*a log only grows at its end/,
  );
  expect(check(whole)).toStrictEqual(before);
});

it('refuses recordings in the wrong order and makes no log of them', () => {
  const [first, second] = halves();
  const log = folder.path('wrong-order.db');
  const { code, err } = runProgram([
    'import',
    write('second.rtmon', second),
    write('first.rtmon', first),
    '--log',
    log,
  ]);
  expect(code).toBe(2);
  expect(err).toMatch(/first\.rtmon begins at .*, before the end of .*second\.rtmon/);
  expect(existsSync(log)).toBe(false);
});

it('imports what is whole of a recording that was cut short, and says so', () => {
  const log = folder.path('cut.db');
  const { code, lines } = runProgram([
    'import',
    write('cut.rtmon', bytes.subarray(0, bytes.length - 7)),
    '--log',
    log,
  ]);
  expect(code).toBe(0);
  expect(lines.join('\n')).toMatch(/110 messages became/);
  expect(lines.join('\n')).toMatch(/its last \d+ bytes are the begin of a message that is not all there/);
  expect(check(log).sound).toBe(true);
});

it('imports nothing of a recording that is broken in the middle', () => {
  const broken = Buffer.from(bytes);
  const middle = timestampOffsets()[60] ?? 0;
  broken.writeUInt32LE(3, middle);
  const log = folder.path('broken.db');
  const { code, out, err } = runProgram(['import', laptop, write('broken.rtmon', broken), '--log', log]);
  expect({ code, out }).toStrictEqual({ code: 2, out: '' });
  expect(err).toMatch(new RegExp(`broken\\.rtmon: at byte ${middle}: a message says it has 3 bytes`));
  expect(existsSync(log)).toBe(false);
});

it.each([
  ['an empty file', () => write('empty', ''), 'the file is empty'],
  ['a text', () => write('notes.txt', 'remember the milk\n'), 'not a recording of rtmon'],
  ['a log', () => whole, 'a SQLite database'],
  [
    'a gzip file that was cut short',
    () => write('short.gz', gzipSync(bytes).subarray(0, 500)),
    'is cut short',
  ],
  ['a file that is not there', () => folder.path('nowhere'), 'there is no such file or folder'],
  ['a folder', () => folder.path(''), 'it is a folder'],
])('refuses %s in one line and makes no log', (name, fileOf, message) => {
  const log = folder.path(`${name}.db`);
  const { code, out, err } = runProgram(['import', fileOf(), '--log', log]);
  expect({ code, out }).toStrictEqual({ code: 2, out: '' });
  expect(err).toMatch(/^netlapse: [^\n]*\n$/);
  expect(err).toContain(message);
  expect(existsSync(log)).toBe(false);
});

it('refuses a log that it must not go on with', () => {
  const own = folder.path('own.db');
  writeOwnLog(own);
  expect(runProgram(['import', laptop, '--log', own]).err).toContain('is the log of a host of its own');
  expect(runProgram(['import', laptop, '--log', write('text.db', 'hello')]).err).toContain(
    'is no netlapse log',
  );
  expect(runProgram(['import', laptop, '--log', folder.path('')]).err).toContain(
    'is no netlapse log: found a directory',
  );
  expect(runProgram(['import', laptop, '--log', folder.path('no/x.db')]).err).toMatch(
    /no\/x\.db: there is no folder .*no to make it in/,
  );
  expect(runProgram(['import', laptop, '--log', whole, '--host', 'other']).err).toContain('leave out --host');
});

it('refuses a log that another is writing, which can be read all the same', () => {
  const writer = openSqliteLog(whole, { mode: 'write' });
  try {
    expect(runProgram(['import', laptop, '--log', whole])).toMatchObject({
      code: 2,
      err: expect.stringContaining('is being written by another process') as string,
    });
    expect(runProgram(['interfaces', '--log', whole]).code).toBe(0);
  } finally {
    writer.close();
  }
});

it('shows progress on a terminal and takes it away', () => {
  const log = folder.path('progress.db');
  const { code, out, err } = runProgram(['import', laptop, '--log', log], { isTerminal: true });
  expect(code).toBe(0);
  expect(out).toContain('111 messages');
  expect(err === '' || err.endsWith('\r\u001b[K')).toBe(true);
});
