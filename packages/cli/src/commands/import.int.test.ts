import { existsSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
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

const edge = (name: string): string => join(dirname(laptop), '..', 'edge', name);
const exported = ['link', 'addr', 'route', 'neigh', 'rule', 'nexthop', 'netconf'];
const before = exported.map((kind) => edge(`before-${kind}.json`));
const after = exported.map((kind) => edge(`after-${kind}.json`));

describe('output of `ip -j -d`', () => {
  const log = folder.path('edge.db');

  it('becomes a log of one point in time, and what changed by a later one', () => {
    const first = runProgram([
      'import',
      ...before,
      '--log',
      log,
      '--host',
      'edge-1',
      '--at',
      '2026-11-28T22:57:20Z',
    ]);
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.lines[0]).toMatch(
      /: 8 links, 14 addresses, 54 routes, 2 neighbors, 20 netconf entries, 4 rules, 3 nexthop objects made \d+ events \(1 to \d+\) in 2 appends$/,
    );
    expect(first.lines[1]).toBe('  as of 2026-11-28T22:57:20.000Z, as --at says');
    expect(first.lines[2]).toContain('2 nh_info (property not kept)');
    const second = runJson(['import', ...after, '--log', log, '--at', '2026-11-28T22:57:30Z', '--json']) as {
      readonly isNew: boolean;
      readonly imported: readonly [
        { readonly kind: string; readonly events: number; readonly entries: object },
      ];
    };
    expect(second.isNew).toBe(false);
    expect(second.imported).toMatchObject([{ kind: 'ip -j -d', entries: { link: 8, rule: 3 } }]);
    expect(check(log).sound).toBe(true);
    const again = runJson(['import', ...after, '--log', log, '--at', '2026-11-28T22:57:30Z', '--json']);
    expect(again).toMatchObject({ imported: [{ events: 0, appends: 0 }] });
  });

  it('has the instant at which the last of its files was written', () => {
    const copy = write('link.json', readFileSync(edge('before-link.json')));
    const older = write('netconf.json', readFileSync(edge('before-netconf.json')));
    utimesSync(copy, 1_795_000_000, 1_795_000_000);
    utimesSync(older, 1_794_000_000, 1_794_000_000);
    const { lines } = runProgram(['import', copy, older, '--log', folder.path('mtime.db')]);
    expect(lines[1]).toMatch(
      /^ {2}as of 2026-11-18T11:06:40\.000Z, when .*link\.json was last written; --at tells another instant$/,
    );
  });

  it('is known by its content, compressed or not', () => {
    const zipped = before.map((file, index) => write(`file-${index}`, gzipSync(readFileSync(file))));
    const at = ['--at', '2026-11-28T22:57:20Z'];
    const [plain, compressed] = [folder.path('plain.db'), folder.path('compressed.db')];
    expect(runProgram(['import', ...before, '--log', plain, ...at]).code).toBe(0);
    expect(runProgram(['import', ...zipped, '--log', compressed, ...at]).code).toBe(0);
    expect(check(compressed).stateHash).toBe(check(plain).stateHash);
  });

  it.each<[string, readonly string[], string]>([
    [
      'before the end of the log',
      [edge('before-link.json'), '--at', '2026-11-28T22:00:00Z'],
      'lies before the end of',
    ],
    ['beside a recording', [edge('before-link.json'), laptop], 'import one kind after the other'],
    [
      'of links that no file names',
      [edge('before-route.json')],
      'add the file that `ip -j -d link` gave on that host',
    ],
    ['at no instant', [edge('before-link.json'), '--at', 'seq:1'], '--at seq:1 is no instant'],
    [
      'cut short',
      [
        edge('before-link.json'),
        write('short.json', readFileSync(edge('before-route.json')).subarray(0, 5000)),
      ],
      'short.json: entry',
    ],
  ])('is refused %s, and makes no log', (name, args, message) => {
    const path = name.startsWith('before') ? log : folder.path('refused.db');
    const { code, out, err } = runProgram(['import', ...args, '--log', path]);
    expect({ code, out }).toStrictEqual({ code: 2, out: '' });
    expect(err).toMatch(/^netlapse: [^\n]*\n$/);
    expect(err).toContain(message);
    expect(existsSync(folder.path('refused.db'))).toBe(false);
  });
});

it('refuses an instant for recordings, which have their own', () => {
  const { code, err } = runProgram([
    'import',
    laptop,
    '--log',
    folder.path('at.db'),
    '--at',
    '2026-11-28T22:00:00Z',
  ]);
  expect({ code, isLog: existsSync(folder.path('at.db')) }).toStrictEqual({ code: 2, isLog: false });
  expect(err).toContain('the messages of a recording bear their own instants');
});

it('shows progress on a terminal and takes it away', () => {
  const log = folder.path('progress.db');
  const { code, out, err } = runProgram(['import', laptop, '--log', log], { isTerminal: true });
  expect(code).toBe(0);
  expect(out).toContain('111 messages');
  expect(err === '' || err.endsWith('\r\u001b[K')).toBe(true);
});
