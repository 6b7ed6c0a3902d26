import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { nodeHmacSha256 } from '@netlapse/log-sqlite';

import { writeOwnLog } from '../../test/own-log';
import { runJson, runProgram, temporaryFolder } from '../../test/run-program';
import { laptopRecording } from '../laptop-recording';

const folder = temporaryFolder();
const log = folder.path('keyed.db');
const keyFile = folder.path('key');
const otherKey = folder.path('other-key');
const KEY = 'a key of more than sixteen characters';

beforeAll(() => {
  writeFileSync(keyFile, `${KEY}\n`);
  writeFileSync(otherKey, 'another key, of as many characters');
  writeOwnLog(log, nodeHmacSha256(KEY));
});
afterAll(() => folder.remove());

const withKey = (...argv: readonly string[]): readonly string[] => [...argv, '--key-file', keyFile];

it.each([
  [['check']],
  [['routes']],
  [['interfaces', '--json']],
  [['log', '--refused']],
  [['history', 'routes', 'default']],
  [['why', 'interfaces', 'Ethernet']],
  [['when', '--to', '8.8.8.8', '--interface', 'Ethernet']],
  [['route-to', '8.8.8.8', '--history']],
  [['diff', '-8s', '-0s']],
  [['export']],
])('reads a keyed log with its key, by option or environment: %j', (argv) => {
  const byOption = runProgram(withKey(...argv, '--log', log));
  expect(byOption).toMatchObject({ code: 0, err: '' });
  const env = { NETLAPSE_KEY_FILE: keyFile };
  expect(runProgram([...argv, '--log', log], { env })).toStrictEqual(byOption);
});

it.each([['routes'], ['export']])(
  'says what may be missing where a keyed log is read without: %s',
  (command) => {
    const without = runProgram([command, '--log', log]);
    expect(without.code).toBe(2);
    expect(without.err).toContain('If the log was made with a key, name its file by --key-file;');
    const wrong = runProgram([command, '--log', log, '--key-file', otherKey]);
    expect(wrong.code).toBe(2);
    expect(wrong.err).toContain(`made with another key than that of ${otherKey}`);
  },
);

it('finds a keyed log damaged from its first record on where the key is another', () => {
  expect(runJson(['check', '--log', log, '--key-file', otherKey, '--json'])).toMatchObject({
    sound: false,
    record: 1,
    why: expect.stringContaining('another key') as string,
  });
  const plain = folder.path('plain.db');
  writeOwnLog(plain);
  expect(runProgram(withKey('check', '--log', plain)).lines[2]).toContain('or with none');
});

it('keeps a log keyed that is compacted, exported and imported', () => {
  const [later, text, copy] = [folder.path('later.db'), folder.path('keyed.nlog'), folder.path('copy.db')];
  expect(runProgram(withKey('compact', '--log', log, '--max-age', '5s', '--to', later)).code).toBe(0);
  expect(runProgram(['check', '--log', later]).code).toBe(1);
  expect(runProgram(withKey('check', '--log', later)).code).toBe(0);
  expect(runProgram(withKey('export', '--log', log, '--out', text)).code).toBe(0);
  expect(runProgram(['import', text, '--log', copy])).toMatchObject({ code: 2, out: '' });
  expect(runProgram(withKey('import', text, '--log', copy)).code).toBe(0);
  const checked = runJson(withKey('check', '--log', log, '--json'));
  expect(runJson(withKey('check', '--log', copy, '--json'))).toEqual(checked);
  expect(runJson(withKey('check', '--log', text, '--json'))).toEqual(checked);
});

it('makes a keyed log of a recording, and goes on with one by its key alone', () => {
  const recorded = folder.path('recorded.db');
  const later = join(dirname(laptopRecording()), '..', 'edge', 'after-link.json');
  const goOn = ['import', later, '--at', '2026-11-28T22:57:30Z', '--log', recorded];
  expect(runProgram(withKey('import', laptopRecording(), '--log', recorded))).toMatchObject({
    code: 0,
    err: '',
  });
  expect(runProgram(['check', '--log', recorded]).code).toBe(1);
  const without = runProgram(goOn);
  expect(without).toMatchObject({ code: 2, out: '' });
  expect(without.err).toContain('name its file by --key-file');
  expect(runProgram(withKey(...goOn)).code).toBe(0);
  expect(runProgram(withKey('check', '--log', recorded)).code).toBe(0);
});

it.each([
  ['too-short', 'short\n', 'holds 5 characters: a key takes 16 at least'],
  ['binary', Buffer.from([0xff, 0xfe, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]), 'no UTF-8'],
])('refuses a file that is no key: %s', (name, content, message) => {
  const file = folder.path(name);
  writeFileSync(file, content);
  const { code, err } = runProgram(['routes', '--log', log, '--key-file', file]);
  expect(code).toBe(2);
  expect(err).toContain(message);
});

it('refuses a key that is not there', () => {
  const { code, err } = runProgram(['check', '--log', log, '--key-file', folder.path('nowhere')]);
  expect(code).toBe(2);
  expect(err).toContain('there is no such file or folder');
});
