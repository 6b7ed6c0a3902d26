import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';

import { writeOwnLog } from '../../test/own-log';
import { runJson, runProgram, temporaryFolder } from '../../test/run-program';

const folder = temporaryFolder();
const log = folder.path('own.db');
const text = folder.path('own.nlog');

beforeAll(() => writeOwnLog(log));
afterAll(() => folder.remove());

const checkOf = (file: string): object => runJson(['check', '--log', file, '--json']) as object;

it('writes a log as text, and makes the same log of it again', () => {
  const exported = runProgram(['export', '--log', log, '--out', text]);
  expect(exported).toMatchObject({ code: 0, err: '' });
  expect(exported.lines[0]).toMatch(/^.*own\.nlog: \d+ records, events up to \d+, head \d+ [0-9a-f]{64}$/);
  const lines = readFileSync(text, 'utf8').split('\n');
  expect(JSON.parse(lines[0] as string)).toMatchObject({ n: 1, kind: 'genesis' });
  const copy = folder.path('copy.db');
  const imported = runProgram(['import', text, '--log', copy]);
  expect(imported).toMatchObject({ code: 0, err: '' });
  expect(imported.lines).toHaveLength(2);
  expect(checkOf(copy)).toEqual(checkOf(log));
});

it('prints the same text where no file is named', () => {
  expect(runProgram(['export', '--log', log]).out).toBe(readFileSync(text, 'utf8'));
});

it('compresses what it writes, and reads it compressed by whomever', () => {
  const [own, other] = [folder.path('own.nlog.gz'), folder.path('other.nlog.gz')];
  expect(runProgram(['export', '--log', log, '--out', own]).code).toBe(0);
  expect(gunzipSync(readFileSync(own)).toString()).toBe(readFileSync(text, 'utf8'));
  writeFileSync(other, gzipSync(readFileSync(text)));
  for (const [index, file] of [own, other].entries()) {
    const copy = folder.path(`unzipped-${index}.db`);
    expect(runProgram(['import', file, '--log', copy])).toMatchObject({ code: 0, err: '' });
    expect(checkOf(copy)).toEqual(checkOf(log));
  }
  writeFileSync(other, readFileSync(own).subarray(0, -20));
  const broken = runProgram(['import', other, '--log', folder.path('broken.db')]);
  expect(broken).toMatchObject({ code: 2, out: '' });
  expect(broken.err).toContain(`${other} is compressed by gzip, and damaged`);
});

it('does not write over a file', () => {
  const before = readFileSync(text, 'utf8');
  expect(runProgram(['export', '--log', log, '--out', text])).toMatchObject({
    code: 2,
    err: expect.stringContaining('is there already') as string,
  });
  expect(readFileSync(text, 'utf8')).toBe(before);
  expect(runProgram(['import', text, '--log', log])).toMatchObject({ code: 2 });
});

it('tells of a torn last line, and imports what is whole', () => {
  const whole = readFileSync(text, 'utf8');
  const torn = folder.path('torn.nlog');
  writeFileSync(torn, whole.slice(0, -40));
  const { code, lines } = runProgram(['import', torn, '--log', folder.path('torn.db')]);
  const count = whole.trimEnd().split('\n').length;
  const last = whole.trimEnd().split('\n')[count - 1] as string;
  expect(code).toBe(0);
  expect(lines[1]).toBe(
    `  torn: line ${count}, ${Buffer.byteLength(last) + 1 - 40} bytes, was being written when its writer stopped; it is left out`,
  );
});

it.each<[string, (text: string) => string, string]>([
  ['an altered line', (whole) => whole.replace('dhcp-client', 'dhcp-cliend'), 'line'],
  ['no log', () => 'nothing\nof the kind\n', 'line 1: the line is no JSON'],
  ['an empty file', () => '', 'no netlapse log'],
])('imports nothing of %s', (_, damage, message) => {
  const damaged = folder.path('damaged.nlog');
  writeFileSync(damaged, damage(readFileSync(text, 'utf8')));
  const target = folder.path('damaged.db');
  const { code, out, err } = runProgram(['import', damaged, '--log', target]);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(message);
  for (const suffix of ['', '-wal', '-shm', '.head', '.lock'])
    expect(existsSync(`${target}${suffix}`)).toBe(false);
});

it.each([
  ['a file that is not there', ['export', '--log', 'none.db'], 'no such file'],
  [
    'a folder that is not there',
    ['export', '--log', log, '--out', folder.path('no/where.nlog')],
    'there is no folder',
  ],
  [
    'a text that is not there',
    ['import', folder.path('none.nlog'), '--log', folder.path('x.db')],
    'no such file',
  ],
  ['two files at once', ['import', text, text, '--log', folder.path('x.db')], 'import it alone'],
])('refuses %s', (_, argv, message) => {
  const { code, err } = runProgram(argv);
  expect(code).toBe(2);
  expect(err).toContain(message);
  expect(existsSync(folder.path('x.db'))).toBe(false);
});

describe('for PowerShell', () => {
  const objectsOf = (what: string, ...more: string[]): Record<string, unknown>[] =>
    runJson(['export', '--log', log, '--powershell', what, ...more]) as Record<string, unknown>[];

  it('tells of what stood with the properties of the cmdlets', () => {
    expect(objectsOf('routes')).toContainEqual({
      InterfaceIndex: 5,
      InterfaceAlias: 'Ethernet',
      DestinationPrefix: '0.0.0.0/0',
      NextHop: '192.0.2.1',
      AddressFamily: 2,
      RouteMetric: 25,
      Protocol: 3,
      Publish: 2,
      ValidLifetime: '10675199.02:48:05.4775807',
      PreferredLifetime: '10675199.02:48:05.4775807',
      Store: 1,
    });
    expect(objectsOf('routes', '--at', 'seq:0')).toEqual([]);
    const what = ['adapters', 'interfaces', 'addresses', 'routes', 'neighbors'];
    expect(objectsOf('all')).toEqual(what.flatMap((each) => objectsOf(each)));
  });

  it('writes a file that is imported to the same rows', () => {
    const file = folder.path('own.json');
    const written = runProgram(['export', '--log', log, '--powershell', 'all', '--out', file]);
    expect(written).toMatchObject({ code: 0, err: '' });
    expect(written.lines[0]).toMatch(
      /own\.json: \d+ objects of Get-NetAdapter, .*, as of .*Z \(event \d+\)$/,
    );
    const copy = folder.path('own-again.db');
    expect(runProgram(['import', file, '--log', copy])).toMatchObject({ code: 0, err: '' });
    const again = runJson(['export', '--log', copy, '--powershell', 'routes']);
    expect(again).toEqual(objectsOf('routes'));
  });

  it.each([
    [['--powershell', 'cables'], 'Allowed choices are adapters, interfaces, addresses'],
    [['--at', '-1s'], '--at goes with --powershell'],
  ])('refuses %j', (options, message) => {
    const refused = runProgram(['export', '--log', log, ...options]);
    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(refused.err).toContain(message);
  });
});
