import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { writeOwnLog } from '../test/own-log';
import { runProgram, temporaryFolder } from '../test/run-program';
import { OutputClosed, type Io } from './io';
import { run } from './run';

const folder = temporaryFolder();
const log = folder.path('own.db');

beforeAll(() => writeOwnLog(log));
afterAll(() => folder.remove());

const commands = [
  'demo',
  'import',
  'interfaces',
  'routes',
  'addresses',
  'neighbors',
  'route-to',
  'log',
  'history',
  'why',
  'when',
  'diff',
  'check',
  'export',
  'compact',
  'verify',
];

it('names every command, with an example of each, in its help', () => {
  const { code, out, err } = runProgram(['--help']);
  expect({ code, err }).toStrictEqual({ code: 0, err: '' });
  for (const command of commands) {
    expect(out).toMatch(new RegExp(`^  ${command}\\b.* {2}\\S`, 'm'));
    expect(out).toContain(`  netlapse ${command}`);
  }
});

it.each(commands)('has help for %s: an example, its options, what the exit code says', (command) => {
  const { code, out } = runProgram([command, '--help']);
  expect(code).toBe(0);
  expect(out).toMatch(new RegExp(`Examples:\\n  netlapse ${command} ?`));
  expect(out).toMatch(/Exit code:\n {2}0 {2}\S/);
  expect(out).toContain('--no-color');
});

it('keeps the lines of its help within a hundred columns', () => {
  for (const command of [[], ...commands.map((name) => [name])])
    for (const line of runProgram([...command, '--help']).lines) expect(line.length).toBeLessThanOrEqual(100);
});

it('prints its version', () => {
  const { version } = JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  expect(runProgram(['--version'])).toMatchObject({ code: 0, out: `${version}\n`, err: '' });
});

it('shows its help where no command is given, as an error', () => {
  const { code, out, err } = runProgram([]);
  expect({ code, out }).toStrictEqual({ code: 2, out: '' });
  expect(err).toContain('Usage: netlapse');
});

it('refuses a command that there is not, and suggests one', () => {
  expect(runProgram(['rutes'])).toMatchObject({
    code: 2,
    out: '',
    err: "netlapse: unknown command 'rutes' (Did you mean routes?); see `netlapse --help`\n",
  });
});

it('shows where it happened only when asked to', () => {
  const argv = ['routes', '--log', folder.path('nowhere')];
  expect(runProgram(argv).err.split('\n')).toHaveLength(2);
  const { code, err } = runProgram(argv, { env: { NETLAPSE_DEBUG: '1' } });
  expect(code).toBe(2);
  expect(err).toMatch(/^netlapse: .*\nInputError: .*\n +at /);
});

it('ends quietly when nobody reads its output any more', () => {
  let told = '';
  const gone = {
    isTerminal: false,
    columns: undefined,
    write: () => {
      throw new OutputClosed();
    },
  };
  const stderr = { ...gone, write: (text: string) => void (told += text) };
  const io: Io = { stdout: gone, stderr, env: {}, now: () => 0, onStop: () => () => undefined };
  expect(run(['log', '--log', log], io)).toBe(0);
  expect(told).toBe('');
});
