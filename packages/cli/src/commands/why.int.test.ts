import { writeOwnLog } from '../../test/own-log';
import { runJson, runProgram, temporaryFolder } from '../../test/run-program';

const folder = temporaryFolder();
const log = folder.path('own.db');

beforeAll(() => writeOwnLog(log));
afterAll(() => folder.remove());

const why = (...args: readonly string[]) => runProgram(['why', '--log', log, ...args]);

interface Why {
  readonly key: string;
  readonly members: readonly {
    readonly member: string;
    readonly value: unknown;
    readonly because: { readonly cause: { readonly name: string; readonly actor?: string } } | null;
  }[];
}

it('tells what gave each member of a row its value', () => {
  const { code, lines } = why('routes', 'default');
  expect(code).toBe(0);
  expect(lines[0]).toMatch(/^Member +Value +Event +Since +Told by$/);
  expect(lines).toContainEqual(
    expect.stringMatching(/^Metric +25 +\d+ +2026-11-20T12:01:02.000Z +SetIpForwardEntry2 by tuner$/),
  );
  expect(lines).toContainEqual(
    expect.stringMatching(/^Protocol +netmgmt +\d+ .* CreateIpForwardEntry2 by dhcp-client$/),
  );
  expect(lines[lines.length - 1]).toMatch(
    /^default \(IPv4\) via 192.0.2.1 on Ethernet #5 at .* \(event \d+\)$/,
  );
});

it('tells it of the past as well', () => {
  const at = ['--at', '-30s', '--member', 'Metric'];
  expect(why('routes', 'default', ...at).lines[1]).toMatch(
    /^Metric +10 .* CreateIpForwardEntry2 by dhcp-client$/,
  );
});

it('gives the same as JSON', () => {
  const { key, members } = runJson(['why', 'routes', 'default', '--log', log, '--json']) as Why;
  expect(key).toMatch(/^routes\//);
  const metric = members.find(({ member }) => member === 'Metric');
  expect(metric).toMatchObject({
    value: 25,
    because: { cause: { name: 'SetIpForwardEntry2', actor: 'tuner' } },
  });
});

it('says so where the log began with the value', () => {
  const later = folder.path('later.db');
  expect(runProgram(['compact', '--log', log, '--to', later, '--at', '-30s']).code).toBe(0);
  const { lines } = runProgram(['why', 'routes', 'default', '--log', later]);
  expect(lines).toContainEqual(expect.stringMatching(/^Protocol +netmgmt +the log began with it$/));
  expect(lines).toContainEqual(expect.stringMatching(/^Metric +25 .* SetIpForwardEntry2 by tuner$/));
});

it('answers no where no such row stands, or it has no such member', () => {
  expect(why('routes', 'default', '--at', 'seq:0')).toMatchObject({
    code: 1,
    lines: [expect.stringContaining('no row of routes is called default at') as string],
  });
  expect(why('routes', 'default', '--at', 'seq:0', '--json')).toMatchObject({ code: 1, out: 'null\n' });
  expect(why('routes', 'default', '--member', 'Speed')).toMatchObject({ code: 1 });
});

it.each([
  [['paths'], 'missing required argument'],
  [['route', 'default'], 'no table is called route'],
  [['routes', 'Ethernet'], 'may be'],
])('refuses %j', (args, message) => {
  const { code, out, err } = why(...args);
  expect({ code, out }).toStrictEqual({ code: 2, out: '' });
  expect(err).toContain(message);
});
