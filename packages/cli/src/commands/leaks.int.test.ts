import { liveNotices, openHost } from '@netlapse/core';
import { openSqliteLog } from '@netlapse/log-sqlite';

import { importLaptop } from '../../test/laptop-log';
import { writeOwnLog } from '../../test/own-log';
import { runJson, runProgram, temporaryFolder } from '../../test/run-program';

const folder = temporaryFolder();
const laptop = folder.path('laptop.db');
const own = folder.path('own.db');

beforeAll(() => {
  importLaptop(laptop);
  writeOwnLog(own);
});
afterAll(() => folder.remove());

const leaks = (...args: readonly string[]) => runProgram(['leaks', '--log', laptop, ...args]);

interface Told {
  readonly destination: string;
  readonly from: { readonly seq: number };
  readonly to: { readonly seq: number } | null;
  readonly BestRoute: { readonly InterfaceIndex: number };
  readonly opened: { readonly cause: { readonly name: string } } | null;
  readonly closed: { readonly cause: { readonly name: string } } | null;
}

it('tells each stretch outside the tunnel, what opened it and what closed it', () => {
  const { code, err, lines } = leaks('--tunnel', 'tun0', '8.8.8.8');
  expect({ code, err }).toStrictEqual({ code: 1, err: '' });
  expect(lines.map((line) => line.split(/ {2,}/))).toStrictEqual([
    ['Destination', 'Since', 'For', 'Went', 'From', 'Opened by', 'Closed by'],
    [
      '8.8.8.8',
      '2026-11-20T23:32:01.925Z',
      '754ms',
      'via 192.168.1.1 on eth0 #2',
      '192.168.1.50',
      'default route via 192.168.1.1 on eth0 #2 was added (dhcp) (event 40) [RTM_NEWROUTE by port 7722]',
      'route 0.0.0.0/1 via 172.16.99.1 on tun0 #4 was added (boot) (event 81) [RTM_NEWROUTE by port 7736]',
    ],
    [
      '8.8.8.8',
      '2026-11-20T23:32:10.154Z',
      '346ms',
      'via 10.20.0.1 on wlan0 #3',
      '10.20.1.33',
      'route 0.0.0.0/1 via 172.16.99.1 on tun0 #4 was removed (event 160) [RTM_DELROUTE by port 7758]',
      'not closed',
    ],
    ['2 leaks outside tun0: 8.8.8.8'],
  ]);
});

it('gives the same as JSON, of several destinations, in a stretch of time', () => {
  const found = runJson(['leaks', '--log', laptop, '--tunnel', '4', '--json', '8.8.8.8', '198.51.100.7']) as {
    readonly leaks: readonly Told[];
  };
  expect(found).toMatchObject({ policyRouting: false, inDoubt: [] });
  const told = found.leaks;
  expect(
    told.map(({ destination, BestRoute, to }) => [destination, BestRoute.InterfaceIndex, to === null]),
  ).toEqual([
    ['8.8.8.8', 2, false],
    ['8.8.8.8', 3, true],
    ['198.51.100.7', 2, false],
    ['198.51.100.7', 3, true],
  ]);
  expect(told.map(({ opened }) => opened?.cause.name)).toEqual([
    'RTM_NEWROUTE',
    'RTM_DELROUTE',
    'RTM_NEWROUTE',
    'RTM_DELROUTE',
  ]);
  expect(leaks('--tunnel', 'tun0', '--since', '-5s', '--until', '-1s', '8.8.8.8')).toMatchObject({
    code: 0,
    lines: ['nothing left outside tun0: 8.8.8.8'],
  });
  expect(leaks('--tunnel', 'tun0', '--since', '-100ms', '8.8.8.8').lines[1]).toContain('it was so already');
});

it('asks of addresses far away, where none is given', () => {
  const { code, lines } = leaks('--tunnel', 'tun0');
  expect(code).toBe(1);
  expect(lines.at(-1)).toMatch(/^\d+ leaks outside tun0: 1\.1\.1\.1, 2606:4700:4700::1111$/);
  expect(runProgram(['leaks', '--log', own, '--tunnel', 'Ethernet']).code).toBe(0);
});

it('tells every range of a prefix that leaked, and asks of all there are', () => {
  const { code, lines } = leaks('--tunnel', 'tun0', '--since', '-300ms', '10.0.0.0/8', '8.8.8.8');
  expect(code).toBe(1);
  expect(lines.slice(1, -1).map((line) => line.split(/ {2,}/).slice(0, 4))).toStrictEqual([
    ['8.8.8.8', '2026-11-20T23:32:10.200Z', '300ms', 'via 10.20.0.1 on wlan0 #3'],
    ['10.0.0.0 - 10.19.255.255', '2026-11-20T23:32:10.200Z', '300ms', 'via 10.20.0.1 on wlan0 #3'],
    ['10.20.0.0 - 10.20.1.32', '2026-11-20T23:32:10.200Z', '300ms', 'on wlan0 #3'],
    ['10.20.1.33', '2026-11-20T23:32:10.200Z', '300ms', 'on wlan0 #3'],
    ['10.20.1.34 - 10.20.3.254', '2026-11-20T23:32:10.200Z', '300ms', 'on wlan0 #3'],
    ['10.20.3.255', '2026-11-20T23:32:10.200Z', '300ms', 'on wlan0 #3'],
    ['10.20.4.0 - 10.255.255.255', '2026-11-20T23:32:10.200Z', '300ms', 'via 10.20.0.1 on wlan0 #3'],
  ]);
  expect(lines.at(-1)).toBe('7 leaks outside tun0: 8.8.8.8, 10.0.0.0/8');
});

it('tells when the log was in doubt, also where nothing leaked', () => {
  const log = folder.path('doubt.db');
  importLaptop(log);
  const host = openHost(openSqliteLog(log, { mode: 'write' }));
  const from = host.clock + 1000;
  const because = 'messages-lost';
  host.remark({ at: from, name: liveNotices.doubtBegan, params: { because } });
  host.remark({ at: from + 500, name: liveNotices.doubtEnded, params: {} });
  host.close();
  host.log.close();
  const asked = ['leaks', '--log', log, '--tunnel', 'wlan0', '8.8.8.8'];
  const inDoubt =
    'in doubt from 2026-11-20T23:32:11.500Z to 2026-11-20T23:32:12.000Z: messages of the kernel were lost';
  expect(runProgram([...asked, '--since', '-1s'])).toMatchObject({
    code: 0,
    lines: [inDoubt, 'nothing left outside wlan0: 8.8.8.8'],
  });
  expect(runProgram(asked).lines).toContain(inDoubt);
  expect(runProgram([...asked, '--until', '-1s']).out).not.toContain('in doubt');
  expect(runJson([...asked, '--since', '-1s', '--json'])).toEqual({
    policyRouting: false,
    inDoubt: [{ from, to: from + 500, because: [because] }],
    leaks: [],
  });
});

it.each([
  [['8.8.8.8'], 'which tunnel? Give --tunnel'],
  [['--tunnel', 'wg7'], 'no interface of this log was ever called wg7'],
  [['--tunnel', 'tun0', 'nowhere'], 'nowhere is no IP address'],
  [['--tunnel', 'tun0', '--since', '-1s', '--until', '-2s'], '--until -2s lies before --since -1s'],
])('refuses %j', (args, message) => {
  const { code, out, err } = leaks(...args);
  expect({ code, out }).toStrictEqual({ code: 2, out: '' });
  expect(err).toContain(message);
});
