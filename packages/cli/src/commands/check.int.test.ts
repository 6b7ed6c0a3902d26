import { copyFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';

import { writeOwnLog } from '../../test/own-log';
import { runJson, runProgram, temporaryFolder } from '../../test/run-program';

const folder = temporaryFolder();
const log = folder.path('own.db');

beforeAll(() => writeOwnLog(log));
afterAll(() => folder.remove());

/** A copy of the log in which bytes are others, of the same number. */
const tampered = (name: string, from: string, to: string): string => {
  const file = folder.path(name);
  const content = readFileSync(log);
  const at = content.indexOf(from);
  if (at < 0 || from.length !== to.length) throw new Error(`${from} cannot be replaced`);
  content.write(to, at, 'latin1');
  writeFileSync(file, content);
  return file;
};

it('counts what a sound log holds', () => {
  const { code, lines } = runProgram(['check', '--log', log]);
  expect(code).toBe(0);
  expect(lines[0]).toBe(`${log} is sound`);
  expect(lines.slice(1).map((line) => line.replace(/[0-9a-f]{64}/, 'HASH'))).toStrictEqual([
    expect.stringMatching(/^ {2}records {5}\d+$/),
    expect.stringMatching(/^ {2}events {6}\d+$/),
    '  refusals    1',
    '  span        2026-11-20T12:00:00.000Z to 2026-11-20T12:01:08.000Z (1m 8s)',
    expect.stringMatching(/^ {2}head {8}\d+ HASH$/),
    '  state hash  HASH',
  ]);
});

it('names the first bad record of a log that was tampered with, and says no', () => {
  const file = tampered('tampered.db', 'dhcp-client', 'dhcp-cIient');
  const { code, lines, err } = runProgram(['check', '--log', file]);
  expect({ code, err }).toStrictEqual({ code: 1, err: '' });
  expect(lines[0]).toBe(`${file} is damaged`);
  expect(lines[1]).toMatch(/^ {2}first bad record {2}[1-9]\d*$/);
  expect(lines[2]).toMatch(/^ {2}what is wrong {5}its hash is /);
  expect(lines[3]).toMatch(/^ {2}still whole {7}records 1 to \d+$/);
  const found = runJson(['check', '--log', file, '--json']) as { sound: boolean; record: number };
  expect(found.sound).toBe(false);
  expect(lines[1]).toContain(String(found.record));
});

it('notices records that were cut off, by the head kept beside the log', () => {
  const file = folder.path('shorter.db');
  copyFileSync(log, file);
  const head = JSON.parse(readFileSync(`${log}.head`, 'utf8')) as { n: number };
  writeFileSync(`${file}.head`, JSON.stringify({ ...head, n: head.n + 1 }));
  const { code, out } = runProgram(['check', '--log', file]);
  expect(code).toBe(1);
  expect(out).toContain(`first bad record  ${head.n + 1}`);
});

describe('of a log exported as text', () => {
  const text = folder.path('own.nlog');
  beforeAll(() => runProgram(['export', '--log', log, '--out', text]));

  const altered = (change: (text: string) => string): string => {
    const file = folder.path('altered.nlog');
    writeFileSync(file, change(readFileSync(text, 'utf8')));
    return file;
  };

  it('finds what it finds of the log', () => {
    expect(runJson(['check', '--log', text, '--json'])).toEqual(runJson(['check', '--log', log, '--json']));
  });

  it('names the first bad line', () => {
    const file = altered((whole) => whole.replace('dhcp-client', 'dhcp-cIient'));
    const line =
      readFileSync(file, 'utf8')
        .split('\n')
        .findIndex((each) => each.includes('dhcp-cIient')) + 1;
    expect(runJson(['check', '--log', file, '--json'])).toMatchObject({ sound: false, record: line });
  });

  it('tells of a torn last line', () => {
    const { code, out } = runProgram(['check', '--log', altered((whole) => whole.slice(0, -1))]);
    expect(code).toBe(0);
    expect(out).toMatch(
      /torn {8}line \d+, \d+ bytes, was being written when its writer stopped; it is no part/,
    );
  });
});

describe('with a head that was written down', () => {
  const headOf = (): { readonly n: number; readonly hash: string } =>
    (runJson(['check', '--log', log, '--json']) as { head: { n: number; hash: string } }).head;

  it('says that the log still goes up to it, or that it is another', () => {
    const { n, hash } = headOf();
    expect(runProgram(['check', '--log', log, '--head', `${n}:${hash}`]).code).toBe(0);
    const other = runProgram(['check', '--log', log, '--head', `${n - 1}:${hash}`]);
    expect(other.code).toBe(1);
    expect(other.out).toContain(`first bad record  ${n - 1}`);
    const missing = runProgram(['check', '--log', log, '--head', `${n + 3}:${hash}`]);
    expect(missing.code).toBe(1);
    expect(missing.out).toContain(`first bad record  ${n + 1}`);
    expect(missing.out).toContain(`--head names record ${n + 3}`);
  });

  it.each(['7', '7:abc', `0:${'0'.repeat(64)}`, `x:${'0'.repeat(64)}`])(
    'refuses what is no head: %s',
    (head) => {
      const { code, err } = runProgram(['check', '--log', log, '--head', head]);
      expect(code).toBe(2);
      expect(err).toContain('is no head: write NUMBER:HASH');
    },
  );
});

it('says no to a file that was cut short', () => {
  const file = folder.path('cut.db');
  copyFileSync(log, file);
  truncateSync(file, 9000);
  expect(runProgram(['check', '--log', file])).toMatchObject({ code: 1, err: '' });
});

it.each([
  [
    'an empty file',
    () => {
      writeFileSync(folder.path('empty'), '');
      return folder.path('empty');
    },
    'found an empty file',
  ],
  [
    'a text',
    () => {
      writeFileSync(folder.path('text'), 'hello\n');
      return folder.path('text');
    },
    'found a text that begins',
  ],
  ['a folder', () => folder.path(''), 'found a directory'],
  ['nothing', () => folder.path('nowhere'), 'there is no such file; `netlapse import RECORDING --log'],
])('refuses %s', (_, fileOf, message) => {
  for (const command of ['check', 'routes', 'log']) {
    const { code, out, err } = runProgram([command, '--log', fileOf()]);
    expect({ code, out }).toStrictEqual({ code: 2, out: '' });
    expect(err).toMatch(/^netlapse: [^\n]*\n$/);
    expect(err).toContain(message);
  }
});

it('points those who read a damaged log to this command', () => {
  const file = tampered('read.db', 'dhcp-client', 'dhcp-cIient');
  const { code, err } = runProgram(['routes', '--log', file]);
  expect(code).toBe(2);
  expect(err).toMatch(
    /read\.db: record \d+ is damaged: .*; `netlapse check --log .*` tells what is still whole\n$/,
  );
});
