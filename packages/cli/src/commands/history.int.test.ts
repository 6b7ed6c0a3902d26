import { importLaptop } from '../../test/laptop-log';
import { writeOwnLog } from '../../test/own-log';
import { runJson, runProgram, temporaryFolder } from '../../test/run-program';

const folder = temporaryFolder();
const own = folder.path('own.db');
const laptop = folder.path('laptop.db');

beforeAll(() => {
  writeOwnLog(own);
  importLaptop(laptop);
});
afterAll(() => folder.remove());

const history = (log: string, ...args: readonly string[]) => runProgram(['history', '--log', log, ...args]);

interface Entry {
  readonly kind: string;
  readonly life: number;
  readonly envelope: { readonly seq: number; readonly cause: { readonly actor?: string } };
  readonly changed: readonly string[];
  readonly dependents: readonly { readonly table: string }[];
}

it('tells when a row came, changed and went, and what told of it', () => {
  const { code, err, lines } = history(own, 'routes', 'default');
  expect({ code, err }).toStrictEqual({ code: 0, err: '' });
  expect(lines).toStrictEqual([
    expect.stringMatching(/^Event +At +Told by +What$/),
    expect.stringMatching(
      /^ +\d+ {2}2026-11-20T12:00:01.000Z {2}CreateIpForwardEntry2 by dhcp-client {2}\+ default \(IPv4\) via 192.0.2.1 on Ethernet #5, metric 10, netmgmt$/,
    ),
    expect.stringMatching(/SetIpForwardEntry2 by tuner +~ default \(IPv4\) via .*: Metric 10 → 25$/),
    expect.stringMatching(/^2 events of routes\/0x[0-9a-f]{16}\/0\.0\.0\.0\/0\/192\.0\.2\.1, life 1$/),
  ]);
});

it('gives the same as JSON, with the rows before and after', () => {
  const entries = runJson(['history', 'routes', '0.0.0.0/0', '--log', own, '--json']) as Entry[];
  expect(entries).toEqual([
    expect.objectContaining({ kind: 'added', life: 1, before: null }),
    expect.objectContaining({ kind: 'changed', changed: ['Metric'] }),
  ]);
  const { lines } = history(own, 'routes', '0.0.0.0/0', '--jsonl');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(entries);
});

it('names a row by any parts of its key, and by its interface', () => {
  const seqs = (...parts: readonly string[]): readonly number[] =>
    (runJson(['history', ...parts, '--log', laptop, '--json']) as Entry[]).map(
      ({ envelope }) => envelope.seq,
    );
  const route = seqs('routes', '10.0.0.0/8');
  expect(route).toHaveLength(2);
  expect(seqs('routes', 'tun0', '10.0.0.0/8')).toEqual(route);
  expect(seqs('routes', '172.16.99.1', '10.0.0.0/8', '4')).toEqual(route);
  // The interface departed, and its name with it.
  expect(seqs('interfaces', 'tun0').length).toBeGreaterThan(3);
});

it('tells what a row brought, and what went with it', () => {
  const entries = runJson([
    'history',
    'unicast',
    '192.0.2.10',
    '--log',
    own,
    '--json',
    '--dependents',
  ]) as Entry[];
  expect(entries[0]?.dependents.map(({ table }) => table)).toContain('multicast');
  const { lines } = history(own, 'unicast', '192.0.2.10', '--dependents');
  expect(lines.filter((line) => /^ +\d+ .* {4}\+ /.test(line)).length).toBe(entries[0]?.dependents.length);
});

it('cuts out a stretch', () => {
  expect(history(own, 'routes', 'default', '--since', '-30s').lines).toHaveLength(3);
  expect(history(own, 'routes', 'default', '--until', '2026-11-20T12:00:00Z').lines).toHaveLength(1);
});

it('begins with what a compacted log began with', () => {
  const later = folder.path('later.db');
  expect(runProgram(['compact', '--log', own, '--to', later, '--at', '-30s']).code).toBe(0);
  const { lines } = history(later, 'routes', 'default');
  expect(lines[1]).toMatch(
    /the log begins {2,}= default \(IPv4\) via 192.0.2.1 on Ethernet #5, metric 10, netmgmt$/,
  );
  expect(lines).toHaveLength(4);
});

it.each([
  [['route', 'default'], 'no table is called route: there are interfaces,'],
  [
    ['routes', '203.0.113.0/29'],
    'no row of this log was ever called routes 203.0.113.0/29: name parts of its key',
  ],
  [['routes', 'Ethernet'], 'may be'],
  [['routes', 'default', '--since', 'noon'], 'noon is no moment'],
])('refuses %j', (args, message) => {
  const { code, out, err } = history(own, ...args);
  expect({ code, out }).toStrictEqual({ code: 2, out: '' });
  expect(err).toContain(message);
});
