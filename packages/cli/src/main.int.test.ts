import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import { writeOwnLog } from '../test/own-log';
import { temporaryFolder } from '../test/run-program';

// A process of its own compiles all sources it needs.
jest.setTimeout(60_000);

const folder = temporaryFolder();
const log = folder.path('own.db');

beforeAll(() => writeOwnLog(log));
afterAll(() => folder.remove());

const program = join(__dirname, '..', 'test', 'from-source.js');

it('runs as a program: streams, arguments and exit code', () => {
  const listed = spawnSync(process.execPath, [program, 'routes', '--log', log, '--prefix', '0.0.0.0/0'], {
    encoding: 'utf8',
  });
  expect(listed).toMatchObject({ status: 0, stderr: '' });
  expect(listed.stdout).toContain('default (IPv4)  192.0.2.1  Ethernet #5      25  netmgmt');
  const refused = spawnSync(process.execPath, [program, 'routes'], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] },
  });
  expect(refused).toMatchObject({
    status: 2,
    stdout: '',
    stderr: 'netlapse: which log? Give --log FILE, or set NETLAPSE_LOG to one\n',
  });
});

it('says in one line that its output cannot be written, as on a disk that is full', () => {
  const shell = `"${process.execPath}" "${program}" routes --log "${log}" > /dev/full`;
  const { status, stderr } = spawnSync('bash', ['-c', shell], { encoding: 'utf8' });
  expect({ status, stderr }).toStrictEqual({
    status: 2,
    stderr: 'netlapse: standard output: no space is left on the device\n',
  });
});

it('ends quietly when its reader leaves', () => {
  const shell = `"${process.execPath}" "${program}" log --log "${log}" --jsonl | head -n 1; exit "\${PIPESTATUS[0]}"`;
  const { status, stdout, stderr } = spawnSync('bash', ['-c', shell], { encoding: 'utf8' });
  expect({ status, stderr }).toStrictEqual({ status: 0, stderr: '' });
  expect(stdout.split('\n')).toHaveLength(2);
});
