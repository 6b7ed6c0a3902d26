import { copyFileSync, existsSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { runJson, runProgram, temporaryFolder } from '../../test/run-program';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const packages = join(__dirname, '..', '..', '..');
const desk = (name: string): string => join(packages, 'host-windows', 'exports', 'desk', name);
const frr = (name: string): string => join(packages, 'host-linux', 'recordings', 'frr', name);

const before = ['adapters', 'interfaces', 'addresses', 'routes', 'neighbors'].map((what) =>
  desk(`before-${what}.json`),
);
const AT = ['--at', '2026-11-28T12:00:00Z'];
const LATER = ['--at', '2026-11-28T12:05:00Z'];

const write = (name: string, content: Uint8Array | string): string => {
  const file = folder.path(name);
  writeFileSync(file, content);
  return file;
};

describe('what PowerShell told', () => {
  const log = folder.path('desk.db');

  it('becomes a log of a Windows host, and a later point in time what changed', () => {
    const first = runProgram(['import', ...before, ...AT, '--log', log, '--host', 'desk']);
    expect(first.lines).toEqual([
      `${before[0] ?? ''} and 4 files more: 3 adapters, 10 IP interfaces, 8 addresses, 18 routes, 8 neighbors made 50 events (1 to 50)`,
      '  as of 2026-11-28T12:00:00.000Z, as --at says',
      expect.stringMatching(/^ {2}skipped: .*1 Get-NetRoute \(of the persistent store\)/),
      `new log ${log}: 50 events up to 2026-11-28T12:00:00.000Z`,
    ]);
    const second = runProgram(['import', desk('after.json'), ...LATER, '--log', log]);
    expect(second).toMatchObject({ code: 0, err: '' });
    const ways = runJson(['route-to', '8.8.8.8', '--history', '--json', '--log', log]) as Record<
      string,
      unknown
    >[];
    expect(JSON.stringify(ways)).toMatch(/192\.168\.1\.1.*10\.20\.0\.1/);
    expect((runJson(['check', '--log', log, '--json']) as { sound: boolean }).sound).toBe(true);
  });

  it('is told with what was left out, for programs', () => {
    const told = runJson([
      'import',
      desk('after.json'),
      '--at',
      '2026-11-28T12:05:01Z',
      '--log',
      log,
      '--json',
    ]);
    expect(told).toMatchObject({
      isNew: false,
      imported: [
        {
          kind: 'powershell',
          events: 0,
          objects: { adapter: 3, route: 16 },
          skipped: { 'property without counterpart: Get-NetRoute': 48 },
        },
      ],
    });
  });

  it('is dated when the last file was written, and may be compressed', () => {
    const file = write('routes.json.gz', gzipSync(readFileSync(desk('before-routes.json'))));
    utimesSync(file, 1_764_331_200, 1_764_331_200);
    const { code, lines } = runProgram(['import', file, '--log', folder.path('routes.db')]);
    expect(code).toBe(0);
    expect(lines[1]).toBe(
      `  as of 2025-11-28T12:00:00.000Z, when ${file} was last written; --at tells another instant`,
    );
  });

  it('makes a host of its own with --model, on which time passes', () => {
    const model = folder.path('model.db');
    expect(runProgram(['import', ...before, ...AT, '--model', '--log', model]).code).toBe(0);
    const later = runProgram([
      'import',
      desk('before-routes.json'),
      '--at',
      '2026-11-28T13:00:00Z',
      '--log',
      model,
    ]);
    expect(later.code).toBe(0);
    expect(runProgram(['log', '--log', model]).out).toMatch(/expired|time/);
  });

  it('is refused by the name of what is at fault, and makes no log', () => {
    const broken = write(
      'broken.json',
      JSON.stringify([{ ifIndex: 5, DestinationPrefix: '10.0.0.1/8', NextHop: '0.0.0.0' }]),
    );
    const target = folder.path('none.db');
    expect(runProgram(['import', broken, '--log', target])).toMatchObject({
      code: 2,
      err: expect.stringContaining(
        'broken.json: object 1: DestinationPrefix: "10.0.0.1/8" is no prefix',
      ) as string,
    });
    const twins = write(
      'twins.json',
      JSON.stringify(
        [5, 6].map((ifIndex) => ({
          ifIndex,
          Name: `n${ifIndex}`,
          MacAddress: '',
          NetLuid: 1689399632855040,
        })),
      ),
    );
    expect(runProgram(['import', twins, '--log', target])).toMatchObject({
      code: 2,
      err: expect.stringContaining(
        'NetLuid: interface 6 has the LUID 0x0006008001000000 of interface 5',
      ) as string,
    });
    expect(existsSync(target)).toBe(false);
  });

  it('goes into no log of a Linux host, nor beside other files', () => {
    const linux = folder.path('linux.db');
    expect(runProgram(['import', frr('before-link.json'), ...AT, '--log', linux]).code).toBe(0);
    expect(runProgram(['import', desk('after.json'), ...LATER, '--log', linux])).toMatchObject({
      code: 2,
      err: expect.stringContaining('linux.db is the log of a Linux host') as string,
    });
    expect(runProgram(['import', frr('after-link.json'), ...LATER, '--log', log])).toMatchObject({
      code: 2,
      err: expect.stringContaining('desk.db is the log of a Windows host') as string,
    });
    expect(runProgram(['import', desk('after.json'), frr('after-link.json'), '--log', log])).toMatchObject({
      code: 2,
      err: expect.stringMatching(
        /is what PowerShell told, .*after-link\.json is JSON as `ip -j` or FRR prints it/,
      ) as string,
    });
    expect(
      runProgram(['import', frr('before-link.json'), '--model', '--log', folder.path('x.db')]).code,
    ).toBe(2);
  });
});

describe('what FRR told', () => {
  const names = ['link', 'addr', 'route', 'route6', 'route-table-100', 'route6-table-100'];
  const log = folder.path('edge.db');

  it('is imported with what `ip` printed, and later what changed', () => {
    const files = names.map((name) => frr(`before-${name}.json`));
    const { lines } = runProgram(['import', ...files, ...AT, '--log', log]);
    expect(lines[0]).toMatch(/9 links, \d+ addresses, 34 routes made \d+ events/);
    expect(lines[2]).toContain('2 static route of FRR (not installed in the kernel)');
    const later = runProgram(['import', frr('after-route.json'), ...LATER, '--log', log]);
    expect(later.code).toBe(0);
    expect(runProgram(['routes', '--log', log]).out).toContain('10.70.0.0/16');
    expect(runProgram(['routes', '--log', log]).out).not.toContain('10.50.0.0/16');
  });

  it('of a table without routes says nothing', () => {
    const empty = write('empty.json', '{\n}\n');
    copyFileSync(frr('after-route6.json'), folder.path('r6.json'));
    const { code, lines } = runProgram([
      'import',
      empty,
      folder.path('r6.json'),
      '--at',
      '2026-11-28T12:06:00Z',
      '--log',
      log,
    ]);
    expect([code, lines[2]]).toEqual([
      0,
      expect.stringContaining('empty.json (says nothing, for it is empty)'),
    ]);
  });
});

it('runs a scenario that imports what PowerShell told and goes on from there', () => {
  copyFileSync(join(packages, 'host-windows', 'exports', 'server', 'all.json'), folder.path('server.json'));
  const scenario = {
    name: 'a Windows server, imported',
    covers: ['import'],
    why: 'a host as PowerShell told it goes on by the rules of Windows',
    host: { now: 0 },
    steps: [
      { import: 'powershell', file: 'server.json' },
      {
        call: 'GetBestRoute2',
        in: { DestinationAddress: '203.0.113.5' },
        status: 'STATUS_SUCCESS',
        out: { BestRoute: { NextHop: '198.51.100.1', InterfaceIndex: 4 }, BestSourceAddress: '198.51.100.7' },
      },
      {
        call: 'DeleteIpForwardEntry2',
        in: { Row: { InterfaceIndex: 4, DestinationPrefix: '0.0.0.0/0', NextHop: '198.51.100.1' } },
        status: 'STATUS_SUCCESS',
      },
    ],
  };
  const file = write('scenario.json', JSON.stringify(scenario));
  expect(runProgram(['verify', file])).toMatchObject({
    code: 0,
    out: expect.stringContaining('1 passed') as string,
  });
});
