import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { runProgram, temporaryFolder } from '../../test/run-program';
import { laptopRecording } from '../laptop-recording';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const scenario = (name: string, status: string): string =>
  JSON.stringify({
    name,
    covers: ['GetIfEntry2'],
    why: 'An interface that is there is found.',
    host: { interfaces: [{ InterfaceIndex: 5, Alias: 'Ethernet' }] },
    steps: [
      {
        call: 'GetIfEntry2',
        in: { Row: { InterfaceIndex: 5 } },
        status,
        out: { Row: { Alias: 'Ethernet' } },
      },
    ],
  });

const write = (path: string, text: string): string => {
  const file = folder.path(path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, text);
  return file;
};

it('counts what passed in its last line', () => {
  const file = write('good/a.json', scenario('a', 'STATUS_SUCCESS'));
  expect(runProgram(['verify', file])).toMatchObject({ code: 0, out: '1 passed, 0 failed\n', err: '' });
});

it('finds scenarios in folders below', () => {
  write('tree/one.json', scenario('one', 'STATUS_SUCCESS'));
  write('tree/deep/two.json', scenario('two', 'STATUS_SUCCESS'));
  write('tree/deep/note.txt', 'not a scenario');
  expect(runProgram(['verify', folder.path('tree')])).toMatchObject({ code: 0, out: '2 passed, 0 failed\n' });
});

it('tells of a failure which step, what was expected and what came', () => {
  const file = write('bad/b.json', scenario('b', 'STATUS_NOT_FOUND'));
  const { code, lines } = runProgram(['verify', file]);
  expect(code).toBe(1);
  expect(lines[0]).toBe(`FAILED ${file}`);
  expect(lines[1]).toContain('b: step 1 (call GetIfEntry2) failed');
  expect(lines.join('\n')).toContain('STATUS_NOT_FOUND');
  expect(lines.join('\n')).toContain('STATUS_SUCCESS');
  expect(lines[lines.length - 1]).toBe('0 passed, 1 failed');
});

it('counts a file that is no scenario as failed, and goes on', () => {
  write('mixed/broken.json', '{ "name": ');
  write('mixed/foreign.json', '{ "version": 1 }');
  write('mixed/good.json', scenario('good', 'STATUS_SUCCESS'));
  const { code, lines, err } = runProgram(['verify', folder.path('mixed')]);
  expect({ code, err }).toStrictEqual({ code: 1, err: '' });
  expect(lines.filter((line) => line.startsWith('FAILED'))).toStrictEqual([
    `FAILED ${folder.path('mixed/broken.json')}`,
    `FAILED ${folder.path('mixed/foreign.json')}`,
  ]);
  expect(lines[lines.length - 1]).toBe('1 passed, 2 failed');
});

it('says no where there is none', () => {
  mkdirSync(folder.path('empty'));
  const { code, lines } = runProgram(['verify', folder.path('empty')]);
  expect(code).toBe(1);
  expect(lines).toStrictEqual([`no scenario file (*.json) in ${folder.path('empty')}`, '0 passed, 0 failed']);
});

it('refuses a path that is not there', () => {
  expect(runProgram(['verify', folder.path('nowhere')])).toMatchObject({
    code: 2,
    out: '',
    err: `netlapse: ${folder.path('nowhere')}: there is no such file or folder\n`,
  });
  expect(runProgram(['verify']).err).toBe(
    "netlapse: missing required argument 'scenario'; see `netlapse verify --help`\n",
  );
});

it('runs on logs in SQLite files and leaves none behind', () => {
  const left = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('netlapse-verify-'));
  const before = left();
  const good = write('sqlite/good.json', scenario('good', 'STATUS_SUCCESS'));
  const bad = write('sqlite/bad.json', scenario('bad', 'STATUS_NOT_FOUND'));
  expect(runProgram(['verify', '--sqlite', good])).toMatchObject({ code: 0, out: '1 passed, 0 failed\n' });
  expect(runProgram(['verify', '--sqlite', good, bad]).lines.at(-1)).toBe('1 passed, 1 failed');
  expect(left()).toStrictEqual(before);
});

it('reads a recording that a scenario imports, beside the scenario', () => {
  copyFileSync(laptopRecording(), write('recordings/laptop.rtmon', ''));
  const file = write(
    'imports/vpn.json',
    JSON.stringify({
      name: 'vpn',
      covers: ['GetBestRoute2'],
      why: 'The recording ends with the way by wireless.',
      steps: [
        { import: 'rtmon', file: '../recordings/laptop.rtmon' },
        {
          call: 'GetBestRoute2',
          in: { DestinationAddress: '8.8.8.8' },
          out: { BestRoute: { NextHop: '10.20.0.1' }, BestSourceAddress: '10.20.1.33' },
        },
      ],
    }),
  );
  expect(runProgram(['verify', file])).toMatchObject({ code: 0, out: '1 passed, 0 failed\n' });
  expect(runProgram(['verify', '--sqlite', file])).toMatchObject({ code: 0, out: '1 passed, 0 failed\n' });
});

it('runs the scenarios of this project', () => {
  const scenarios = join(__dirname, '..', '..', '..', '..', 'scenarios', 'clients');
  const { code, lines } = runProgram(['verify', scenarios]);
  expect(lines).toStrictEqual([expect.stringMatching(/^[1-9]\d* passed, 0 failed$/)]);
  expect(code).toBe(0);
});
