import { copyFileSync } from 'node:fs';

import { createHost, netioapi, openHost } from '@netlapse/core';
import { openSqliteLog } from '@netlapse/log-sqlite';

import { writeOwnLog } from '../../test/own-log';
import { temporaryFolder, runJson, runProgram } from '../../test/run-program';

const folder = temporaryFolder();
const log = folder.path('own.db');

beforeAll(() => writeOwnLog(log));
afterAll(() => folder.remove());

it('tells what came and changed between two moments', () => {
  const { code, lines } = runProgram(['diff', '2026-11-20T12:00:00Z', '-3s', '--log', log]);
  expect(code).toBe(0);
  expect(lines).toStrictEqual([
    'interfaces',
    '  ~ Ethernet #5: MediaConnectState connected → disconnected, OperStatus up → down',
    'routes',
    '  + default (IPv4) via 192.0.2.1 on Ethernet #5, metric 25, netmgmt',
    'unicast addresses',
    '  ~ 192.0.2.10 on Ethernet #5: DadState tentative → preferred, dadDueAt 2026-11-20T12:00:03.000Z → none',
    expect.stringMatching(
      /^from 2026-11-20T12:00:00.000Z \(event \d+\) to 2026-11-20T12:01:05.000Z \(event \d+\)$/,
    ),
  ]);
});

it('reads relative moments, which look like options', () => {
  const { code, out } = runProgram(['diff', '-8s', '-6s', '--log', log]);
  expect(code).toBe(0);
  expect(out).toContain('~ default (IPv4) via 192.0.2.1 on Ethernet #5: Metric 10 → 25');
  expect(out).not.toContain('interfaces');
});

it('turns round with its moments', () => {
  const there = runJson(['diff', 'seq:0', '-0s', '--log', log, '--json']) as Record<
    string,
    { added: unknown[]; removed: unknown[] }
  >;
  const back = runJson(['diff', '-0s', 'seq:0', '--log', log, '--json']) as typeof there;
  for (const [table, { added, removed }] of Object.entries(there)) {
    expect(back[table]?.removed).toStrictEqual(added);
    expect(back[table]?.added).toStrictEqual(removed);
  }
  expect(there['routes']?.added.length).toBeGreaterThan(3);
});

it('keeps to the tables asked for', () => {
  expect(
    Object.keys(runJson(['diff', 'seq:0', '-0s', '--log', log, '--json', '--table', 'routes']) as object),
  ).toStrictEqual(['routes']);
  expect(runProgram(['diff', 'seq:0', '-0s', '--log', log, '--table', 'routes']).lines[0]).toBe('routes');
});

describe('of two logs', () => {
  const other = folder.path('other.db');
  beforeAll(() => {
    copyFileSync(log, other);
    const host = openHost(openSqliteLog(other, { mode: 'write' }));
    netioapi(host).DeleteIpForwardEntry2({
      Row: { InterfaceIndex: 5, DestinationPrefix: '0.0.0.0/0', NextHop: '192.0.2.1' },
    });
    host.close();
  });

  it('tells what the one has otherwise than the other', () => {
    const { code, lines } = runProgram(['diff', '-0s', '-0s', '--log', log, '--to-log', other]);
    expect(code).toBe(0);
    expect(lines.slice(0, 2)).toEqual([
      'routes',
      '  - default (IPv4) via 192.0.2.1 on Ethernet #5, metric 25, netmgmt',
    ]);
    expect(lines.at(-1)).toMatch(/^from .*own\.db at .* \(event \d+\) to .*other\.db at .* \(event \d+\)$/);
  });

  it('matches interfaces by alias where asked to', () => {
    const third = folder.path('third.db');
    const host = createHost({
      log: openSqliteLog(third, { mode: 'create' }),
      now: 0,
      interfaces: [{ InterfaceIndex: 77, Alias: 'Ethernet', Type: 'IF_TYPE_ETHERNET_CSMACD' }],
    });
    host.close();
    const argv = ['diff', '-0s', '-0s', '--log', log, '--to-log', third, '--table', 'interfaces'];
    expect(runProgram(argv).out).toContain('+ Ethernet #77');
    const byAlias = runProgram([...argv, '--by-alias']).out;
    expect(byAlias).toContain('~ Ethernet:');
    expect(byAlias).not.toContain('#77');
  });
});

it('says so where nothing differs', () => {
  expect(runProgram(['diff', '-1s', '-1s', '--log', log]).lines[0]).toBe('no difference');
});

it.each([
  [['-1s'], "missing required argument 'to'"],
  [['-1s', '-0s', 'seq:1'], 'too many arguments'],
  [['-1s', '--bogus'], 'unknown option --bogus; see `netlapse diff --help`'],
  [['-1s', '-x'], 'unknown option -x'],
  [['a', 'b'], 'a is no moment'],
  [['-1s', '-0s', '--table', 'nope'], '--table nope is none'],
])('refuses %j', (args, message) => {
  const { code, out, err } = runProgram(['diff', ...args, '--log', log]);
  expect({ code, out }).toStrictEqual({ code: 2, out: '' });
  expect(err).toMatch(/^netlapse: [^\n]*\n$/);
  expect(err).toContain(message);
});
