import { copyFileSync } from 'node:fs';

import { writeOwnLog } from '../../test/own-log';
import { runProgram, temporaryFolder } from '../../test/run-program';

const folder = temporaryFolder();
const log = folder.path('own.db');
const later = folder.path('later.db');
const latest = folder.path('latest.db');

beforeAll(() => {
  writeOwnLog(log);
  for (const [from, to, age] of [
    [log, later, '7s'],
    [later, latest, '4s'],
  ] as const)
    runProgram(['compact', '--log', from, '--max-age', age, '--to', to]);
});
afterAll(() => folder.remove());

const questions = [
  ['routes', '--at', '-60s'],
  ['diff', 'seq:1', '-0s'],
  ['history', 'routes', 'default'],
  ['why', 'routes', 'default', '--at', '-10s'],
  ['route-to', '8.8.8.8', '--history'],
  ['log', '--jsonl'],
  ['log', '--refused'],
];

it.each(questions)(
  'answers of what was compacted from the archive, as the whole log does: %s %s',
  (...argv) => {
    const whole = runProgram([...argv, '--log', log]);
    expect(whole.code).toBe(0);
    expect(runProgram([...argv, '--log', later, '--archive', log])).toStrictEqual(whole);
    const twice = runProgram([...argv, '--log', latest, '--archive', later, '--archive', log]);
    expect(twice).toStrictEqual(whole);
  },
);

it('says what cannot be read without the archive', () => {
  const { code, err } = runProgram(['routes', '--at', '-60s', '--log', later]);
  expect(code).toBe(2);
  expect(err).toContain('--archive');
});

it.each([
  ['another log', () => [later, '--archive', latest], 'replaced'],
  ['a log that was not compacted', () => [log, '--archive', later], 'was not compacted'],
  ['a missing archive', () => [later, '--archive', folder.path('none.db')], 'there is no such file'],
])('refuses %s', (_, argv, message) => {
  const { code, out, err } = runProgram(['routes', '--log', ...argv()]);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(message);
});

it('leaves archive and log as they were', () => {
  const before = folder.path('before.db');
  copyFileSync(log, before);
  runProgram(['routes', '--log', later, '--archive', log]);
  expect(runProgram(['check', '--log', log, '--json']).out).toBe(
    runProgram(['check', '--log', before, '--json']).out,
  );
});
