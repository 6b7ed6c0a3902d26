import { dirname, join } from 'node:path';

import { importLaptop } from '../../test/laptop-log';
import { runJson, runProgram, temporaryFolder } from '../../test/run-program';
import { laptopRecording } from '../laptop-recording';

const folder = temporaryFolder();
const log = folder.path('laptop.db');

beforeAll(() => importLaptop(log));
afterAll(() => folder.remove());

const routeTo = (...args: readonly string[]) => runProgram(['route-to', ...args, '--log', log]);

interface Span {
  readonly from: number;
  readonly to: number;
  readonly seconds: number;
  readonly status: string;
  readonly BestRoute: { readonly InterfaceIndex: number; readonly NextHop: string } | null;
  readonly BestSourceAddress: string | null;
  readonly because: { readonly cause: { readonly name: string } } | null;
}

it('tells the way at the end, and at any moment before', () => {
  const { code, lines } = routeTo('8.8.8.8');
  expect(code).toBe(0);
  expect(lines).toStrictEqual([
    '8.8.8.8 goes via 10.20.0.1 on wlan0 #3, from 10.20.1.33',
    '  by the route to  default (IPv4), metric 600',
    '  which is         dhcp, 6s old, valid forever',
    expect.stringMatching(/^ {2}at {15}2026-11-20T23:32:10\.500Z \(event \d+\)$/),
  ]);
  expect(routeTo('8.8.8.8', '--at', '-2s').lines[0]).toBe(
    '8.8.8.8 goes via 172.16.99.1 on tun0 #4, from 172.16.99.2',
  );
  expect(routeTo('8.8.8.8', '--at', '2026-11-20T23:32:02.5Z').lines[0]).toBe(
    '8.8.8.8 goes via 192.168.1.1 on eth0 #2, from 192.168.1.50',
  );
});

it('answers no where there is no way', () => {
  const { code, lines, err } = routeTo('8.8.8.8', '--at', '2026-11-20T23:32:00Z');
  expect({ code, err }).toStrictEqual({ code: 1, err: '' });
  expect(lines[0]).toBe('8.8.8.8 is unreachable: no usable route leads to 8.8.8.8');
  const { code: jsonCode, out } = routeTo('8.8.8.8', '--at', '2026-11-20T23:32:00Z', '--json');
  expect(jsonCode).toBe(1);
  expect(JSON.parse(out)).toMatchObject({
    status: 'STATUS_NETWORK_UNREACHABLE',
    BestRoute: null,
    BestSourceAddress: null,
  });
});

it('gives the row as JSON', () => {
  expect(runJson(['route-to', '8.8.8.8', '--log', log, '--json'])).toMatchObject({
    at: Date.UTC(2026, 10, 20, 23, 32, 10, 500),
    status: 'STATUS_SUCCESS',
    BestRoute: {
      InterfaceIndex: 3,
      DestinationPrefix: '0.0.0.0/0',
      NextHop: '10.20.0.1',
      Protocol: 'MIB_IPPROTO_DHCP',
    },
    BestSourceAddress: '10.20.1.33',
  });
});

it('tells every change of the way, for how long, and what brought it', () => {
  const { code, lines } = routeTo('8.8.8.8', '--history');
  expect(code).toBe(0);
  expect(lines.map((line) => line.split(/ {2,}/))).toStrictEqual([
    ['Since', 'For', 'Goes', 'By route', 'From', 'Because'],
    ['2026-11-20T23:31:59.163Z', '2.7s', 'unreachable'],
    [
      '2026-11-20T23:32:01.925Z',
      '754ms',
      'via 192.168.1.1 on eth0 #2',
      'default (IPv4)',
      '192.168.1.50',
      'default route via 192.168.1.1 on eth0 #2 was added (dhcp) [RTM_NEWROUTE by port 7722]',
    ],
    [
      '2026-11-20T23:32:02.679Z',
      '7.4s',
      'via 172.16.99.1 on tun0 #4',
      '0.0.0.0/1',
      '172.16.99.2',
      'route 0.0.0.0/1 via 172.16.99.1 on tun0 #4 was added (boot) [RTM_NEWROUTE by port 7736]',
    ],
    [
      '2026-11-20T23:32:10.154Z',
      '346ms',
      'via 10.20.0.1 on wlan0 #3',
      'default (IPv4)',
      '10.20.1.33',
      'route 0.0.0.0/1 via 172.16.99.1 on tun0 #4 was removed [RTM_DELROUTE by port 7758]',
    ],
    ['4 answers up to 2026-11-20T23:32:10.500Z'],
  ]);
});

it('gives the history as JSON, one answer after the other without a gap', () => {
  const spans = runJson(['route-to', '8.8.8.8', '--log', log, '--history', '--json']) as Span[];
  expect(spans.map(({ BestRoute }) => BestRoute?.InterfaceIndex ?? null)).toStrictEqual([null, 2, 4, 3]);
  expect(spans.map(({ because }) => because?.cause.name ?? null)).toStrictEqual([
    null,
    'RTM_NEWROUTE',
    'RTM_NEWROUTE',
    'RTM_DELROUTE',
  ]);
  for (const [index, span] of spans.entries()) {
    expect(span.seconds).toBe((span.to - span.from) / 1000);
    expect(spans[index + 1]?.from ?? span.to).toBe(span.to);
  }
});

it('looks at a stretch of the history', () => {
  const { lines } = routeTo('8.8.8.8', '--history', '--since', '2026-11-20T23:32:02Z', '--until', '-1s');
  expect(lines.slice(1).map((line) => line.split(/ {2,}/).slice(0, 3))).toStrictEqual([
    ['2026-11-20T23:32:02.000Z', '679ms', 'via 192.168.1.1 on eth0 #2'],
    ['2026-11-20T23:32:02.679Z', '6.8s', 'via 172.16.99.1 on tun0 #4'],
    ['2 answers up to 2026-11-20T23:32:09.500Z'],
  ]);
});

it('follows an address of the host, whose coming and going changes the way', () => {
  const because = routeTo('2001:db8:1::1', '--history').lines.map((line) => line.split(/ {2,}/).pop());
  expect(because).toContain('address fe80::480:d3ff:fe9e:f783 on eth0 #2 was added [RTM_NEWADDR]');
  expect(because).toContain('address 2001:db8:1::50 on eth0 #2 became preferred [RTM_NEWADDR]');
  expect(because).toContain('address 2001:db8:1::50 on eth0 #2 was removed [RTM_DELADDR]');
  expect(routeTo('8.8.8.8', '--history', '--from', '192.168.1.50').lines[3]).toContain(
    'via 172.16.99.1 on tun0 #4  0.0.0.0/1       192.168.1.50',
  );
});

it('follows an interface that has gone since', () => {
  const { lines } = routeTo('8.8.8.8', '--history', '--interface', 'tun0');
  expect(lines.slice(1, -1).map((line) => line.split(/ {2,}/)[2])).toStrictEqual([
    'no such interface',
    'unreachable',
    'via 172.16.99.1 on tun0 #4',
    'unreachable',
    'no such interface',
  ]);
  expect(lines[2]).toContain('tun0 #4 arrived [RTM_NEWLINK]');
  expect(lines[5]).toContain('tun0 #4 was removed [RTM_DELLINK]');
  expect(routeTo('8.8.8.8', '--history', '--interface', '4').lines).toStrictEqual(lines);
});

it('keeps to an interface, and to the link of a scope id', () => {
  expect(routeTo('8.8.8.8', '--interface', 'eth0').code).toBe(1);
  expect(routeTo('8.8.8.8', '--interface', 'wlan0').code).toBe(0);
  expect(routeTo('fe80::1%3').lines[0]).toBe('fe80::1%3 goes on wlan0 #3, from fe80::e85c:2eff:fec5:c460%3');
});

it('warns where the host had rules that a lookup does not follow', () => {
  const policy = folder.path('policy.db');
  const recording = join(dirname(dirname(laptopRecording())), 'policy', 'policy.rtmon');
  expect(runProgram(['import', recording, '--log', policy]).code).toBe(0);
  const ask = (...args: readonly string[]) => runProgram(['route-to', '10.50.0.1', '--log', policy, ...args]);
  const warning = 'rules of policy routing stood on this host; a lookup does not follow them';
  expect(ask().out).toContain(warning);
  expect(ask('--history').out).toContain(`beware: ${warning}`);
  expect(ask('--at', 'seq:1').out).not.toContain(warning);
  expect(JSON.parse(ask('--json').out)).toMatchObject({ policyRouting: true });
  expect(JSON.parse(routeTo('8.8.8.8', '--json').out)).toMatchObject({ policyRouting: false });
});

it.each([
  [['example.org'], 'example.org is no IP address: names are not looked up, write 192.0.2.1 or 2001:db8::1'],
  [['8.8.8.8', '--from', 'here'], '--from here is no IP address'],
  [['8.8.8.8', '--from', 'fe80::1'], '--from fe80::1 is of another family than 8.8.8.8'],
  [['8.8.8.8', '--from', '239.0.0.1'], '239.0.0.1 is no source address'],
  [['8.8.8.8', '--history', '--from', '239.0.0.1'], '239.0.0.1 is no source address'],
  [
    ['8.8.8.8', '--interface', 'tun0'],
    'no interface tun0 stands then; there are lo (1), eth0 (2), wlan0 (3)',
  ],
  [['8.8.8.8', '--history', '--interface', 'eth9'], 'no interface of this log was ever called eth9'],
  [['8.8.8.8', '--history', '--at', '-1s'], '--history tells of a stretch of time: give --since and --until'],
  [['8.8.8.8', '--since', '-1s'], '--since and --until go with --history'],
  [['8.8.8.8', '--history', '--since', '-1s', '--until', '-2s'], '--until -2s lies before --since -1s'],
  [[], "missing required argument 'destination'"],
])('refuses %j', (args, message) => {
  const { code, out, err } = routeTo(...args);
  expect({ code, out }).toStrictEqual({ code: 2, out: '' });
  expect(err).toMatch(/^netlapse: [^\n]*\n$/);
  expect(err).toContain(message);
});
