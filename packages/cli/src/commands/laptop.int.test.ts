import { importLaptop } from '../../test/laptop-log';
import { runJson, runProgram, temporaryFolder } from '../../test/run-program';

const folder = temporaryFolder();
const log = folder.path('laptop.db');

beforeAll(() => importLaptop(log));
afterAll(() => folder.remove());

it('lists an interface as long as it was there', () => {
  const aliases = (at: string): string[] =>
    (runJson(['interfaces', '--log', log, '--at', at, '--json']) as Array<{ Alias: string }>).map(
      ({ Alias }) => Alias,
    );
  expect(aliases('2026-11-20T23:31:59.163Z')).toStrictEqual(['lo']);
  expect(aliases('-2s')).toStrictEqual(['lo', 'eth0', 'wlan0', 'tun0']);
  expect(aliases('-0s')).toStrictEqual(['lo', 'eth0', 'wlan0']);
});

it('lists the routes into the tunnel while it stood', () => {
  const { lines } = runProgram([
    'routes',
    '--log',
    log,
    '--at',
    '-2s',
    '--interface',
    'tun0',
    '--family',
    '4',
  ]);
  expect(lines.map((line) => line.split(/ {2,}/)[0])).toStrictEqual([
    'Destination',
    '0.0.0.0/1',
    '10.0.0.0/8',
    '128.0.0.0/1',
    '172.16.99.0/24',
    '172.16.99.2/32',
    '172.16.99.255/32',
    '172.20.0.0/14',
    '198.51.100.0/24',
    expect.stringMatching(/^8 routes at 2026-11-20T23:32:08\.500Z \(event \d+\)$/),
  ]);
});

it('counts lifetimes down to the moment asked for', () => {
  const preferred = (at: string): string[] =>
    runProgram([
      'addresses',
      '--log',
      log,
      '--family',
      '4',
      '--interface',
      'wlan0',
      '--at',
      at,
    ]).lines[1]?.split(/ {2,}/) ?? [];
  expect(preferred('2026-11-20T23:32:04.019Z')).toStrictEqual([
    '10.20.1.33/22',
    'wlan0 #3',
    'preferred',
    'dhcp',
    'dhcp',
    '5m',
    '10m',
  ]);
  expect(preferred('-0s').slice(-2)).toStrictEqual(['4m 54s', '9m 54s']);
});

it('lists a neighbor with the physical address that it had then', () => {
  const physical = (at: string): unknown =>
    (
      runJson(['neighbors', '--log', log, '--at', at, '--within', '192.168.1.9', '--json']) as Array<{
        PhysicalAddress: string;
      }>
    ).map(({ PhysicalAddress }) => PhysicalAddress);
  expect(physical('2026-11-20T23:32:03.204Z')).toStrictEqual(['02-AA-00-00-00-09']);
  expect(physical('2026-11-20T23:32:04Z')).toStrictEqual(['02-AA-00-00-00-0A']);
  expect(physical('-0s')).toStrictEqual([]);
  expect(runProgram(['neighbors', '--log', log, '--at', '2026-11-20T23:32:04Z']).lines[1]).toBe(
    '192.168.1.9  eth0 #2    02-AA-00-00-00-0A  permanent',
  );
});

it('tells of Linux only where it is asked for, and then what it said', () => {
  const { lines } = runProgram(['log', '--log', log, '--key', '198.51.100.0/24']);
  expect(lines.slice(1, -1).map((line) => line.split(/ {2,}/).slice(-2))).toStrictEqual([
    ['RouteCreated', '+ 198.51.100.0/24 via 172.16.99.1 on tun0 #4, metric 50, netmgmt'],
    ['RouteDeleted', '- 198.51.100.0/24 via 172.16.99.1 on tun0 #4 (host-report)'],
    ['RouteCreated', '+ 198.51.100.0/24 via 172.16.99.1 on tun0 #4, metric 25, netmgmt'],
    ['RouteDeleted', '- 198.51.100.0/24 via 172.16.99.1 on tun0 #4 (host-report)'],
  ]);
  expect(runProgram(['log', '--log', log, '--limit', '3']).lines.at(-1)).toMatch(
    /^3 events; \d+ of table linux left out, --table linux shows them$/,
  );
  expect(
    runProgram(['log', '--log', log, '--table', 'linux', '--interface', 'tun0', '--limit', '2']).lines.slice(
      1,
      -1,
    ),
  ).toStrictEqual([
    expect.stringMatching(/LinuxObjectReported {2}\+ link 4$/),
    expect.stringMatching(/LinuxObjectReported {2}~ link 4: mtu 1500 → 1420$/),
  ]);
  const types = (
    runJson(['log', '--log', log, '--interface', 'tun0', '--json']) as Array<{ type: string }>
  ).map(({ type }) => type);
  expect(types[0]).toBe('LinuxObjectReported');
  expect(types.slice(-2)).toContain('InterfaceDeparted');
});

it('finds who did something by the port that told of it', () => {
  const { lines } = runProgram(['log', '--log', log, '--actor', 'port 7741']);
  expect(lines[1]).toContain('RTM_DELROUTE by port 7741  RouteDeleted  - 198.51.100.0/24');
});

it('tells briefly of what Linux said in a difference, unless asked', () => {
  const moments = ['2026-11-20T23:32:02.675Z', '2026-11-20T23:32:03.206Z'];
  expect(runProgram(['diff', ...moments, '--log', log]).lines).toStrictEqual([
    'routes',
    '  + 0.0.0.0/1 via 172.16.99.1 on tun0 #4, metric 0, netmgmt',
    '  + 128.0.0.0/1 via 172.16.99.1 on tun0 #4, metric 0, netmgmt',
    '  ~ 198.51.100.0/24 via 172.16.99.1 on tun0 #4: Metric 50 → 25',
    'neighbors',
    '  + 192.168.1.9 on eth0 #2, 02-AA-00-00-00-0A, permanent',
    '6 more in what Linux said of its objects, --table linux shows them',
    expect.stringMatching(
      /^from 2026-11-20T23:32:02\.675Z \(event \d+\) to 2026-11-20T23:32:03\.206Z \(event \d+\)$/,
    ),
  ]);
  expect(runProgram(['diff', ...moments, '--log', log, '--table', 'linux']).out).toContain(
    '  ~ route 10.0.0.0/8 table main metric 50 unicast via 172.16.99.1 dev 4: metrics none → [{"mtu":1380}]',
  );
});

it('says nothing differs between a moment and itself', () => {
  expect(runProgram(['diff', 'seq:80', 'seq:80', '--log', log]).lines[0]).toBe('no difference');
});
