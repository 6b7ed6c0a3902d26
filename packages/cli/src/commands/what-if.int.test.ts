import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { netioapi, openHost } from '@netlapse/core';
import { openSqliteLog } from '@netlapse/log-sqlite';

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

const whatIf = (log: string, ...args: readonly string[]) => runProgram(['what-if', '--log', log, ...args]);

interface Answer {
  readonly BestRoute: { readonly InterfaceIndex: number; readonly NextHop: string } | null;
  readonly status: string;
}
interface Found {
  readonly seq: number;
  readonly supposed: readonly string[];
  readonly asked: number;
  readonly changed: ReadonlyArray<{
    readonly destination: string;
    readonly before: Answer;
    readonly after: Answer;
  }>;
}

const found = (log: string, ...args: readonly string[]): Found =>
  runJson(['what-if', '--log', log, '--json', ...args]) as Found;

const ways = (log: string, ...args: readonly string[]) =>
  found(log, ...args).changed.map(({ destination, before, after }) => [
    destination,
    before.BestRoute?.NextHop ?? before.status,
    after.BestRoute?.NextHop ?? after.status,
  ]);

const unreachable = 'STATUS_NETWORK_UNREACHABLE';

describe('of a mirrored Linux host', () => {
  it('tells every range that would go another way, by the lookup of Linux', () => {
    const { code, err, lines } = whatIf(laptop, '--at', 'seq:84', '--without', 'seq:74');
    expect({ code, err }).toStrictEqual({ code: 0, err: '' });
    expect(lines.map((line) => line.split(/ {2,}/))).toStrictEqual([
      [
        'supposing without event 74 and the 1 told with it: route 10.0.0.0/8 via 172.16.99.1 on tun0 #4 was added (static) [RTM_NEWROUTE by port 7732]',
      ],
      ['Destination', 'Goes', 'From', 'By route', 'Would go', 'From', 'By route'],
      [
        '10.0.0.0/8',
        'via 172.16.99.1 on tun0 #4',
        '172.16.99.2',
        '10.0.0.0/8',
        'via 172.16.99.1 on tun0 #4',
        '172.16.99.2',
        '0.0.0.0/1',
      ],
      ['1 range of destinations would go another way at 2026-11-20T23:32:02.682Z (event 84)'],
    ]);
  });

  it('answers as route-to does, before and after what really happened next', () => {
    // The messages that really took the tunnel away came from event 159 on: so are its routes taken away here.
    const before = found(
      laptop,
      '--at',
      'seq:159',
      '--down',
      'tun0',
      '8.8.8.8',
      '198.51.100.7',
      '192.168.1.1',
    );
    expect(before.asked).toBe(3);
    for (const { destination, after } of before.changed) {
      const really = runJson(['route-to', destination, '--log', laptop, '--json']) as Answer;
      expect({ destination, way: after.BestRoute?.NextHop }).toEqual({
        destination,
        way: really.BestRoute?.NextHop,
      });
    }
    expect(before.changed).toHaveLength(3);
  });

  it('takes routes as ip route writes them, and a metric as that of the routes of an interface', () => {
    expect(ways(laptop, '8.8.8.8', '--delete-route', 'default via 10.20.0.1')).toEqual([
      ['8.8.8.8', '10.20.0.1', unreachable],
    ]);
    expect(ways(laptop, '--add-route', '8.0.0.0/8 via 10.20.0.2')).toEqual([
      ['8.0.0.0/8', '10.20.0.1', '10.20.0.2'],
    ]);
    const second = ['--add-route', '0.0.0.0/0 via 10.20.0.9 dev wlan0 metric 50'];
    expect(ways(laptop, '8.8.8.8', ...second)).toEqual([['8.8.8.8', '10.20.0.1', '10.20.0.9']]);
    // In the order given: the interface has one metric for both, so the newer comes first no more.
    expect(
      ways(laptop, '8.8.8.8', ...second, '--metric', 'wlan0=700', '--delete-route', 'default via 10.20.0.9'),
    ).toEqual([]);
  });

  it('takes calls, and says what Linux does not know', () => {
    const route = { InterfaceIndex: 3, DestinationPrefix: '0.0.0.0/0', NextHop: '10.20.0.1' };
    expect(
      ways(laptop, '1.1.1.1', '--call', `DeleteIpForwardEntry2 ${JSON.stringify({ Row: route })}`),
    ).toEqual([['1.1.1.1', '10.20.0.1', unreachable]]);
    const { code, err } = whatIf(
      laptop,
      '--call',
      `SetIpInterfaceEntry {"Row": ${JSON.stringify({
        ...netioapi(openHost(openSqliteLog(own, { mode: 'read' }))).InitializeIpInterfaceEntry({ Row: {} })
          .Row,
        Family: 'AF_INET',
        InterfaceIndex: 3,
        DisableDefaultRoutes: true,
      })}}`,
    );
    expect({ code, err }).toEqual({
      code: 2,
      err: 'netlapse: DisableDefaultRoutes has no counterpart on Linux: no lookup there asks for it\n',
    });
  });

  it('says that nothing would change, and leaves the log as it is', () => {
    const head = runProgram(['check', '--log', laptop]).out;
    const { code, lines } = whatIf(laptop, '--metric', 'lo=9');
    expect({ code, lines }).toEqual({
      code: 0,
      lines: [
        'supposing metric 9 on lo #1',
        'no destination would go another way at 2026-11-20T23:32:10.500Z (event 204)',
      ],
    });
    expect(runProgram(['check', '--log', laptop]).out).toBe(head);
  });
});

describe('of a model', () => {
  it('runs everything again without one call', () => {
    const [created] = runJson(['history', 'routes', 'default', '--log', own, '--json']) as Array<{
      readonly envelope: { readonly seq: number };
    }>;
    const seq = `seq:${created?.envelope.seq}`;
    expect(ways(own, '--without', seq, '203.0.113.9')).toEqual([]);
    // The same route was refused a second later, as it was there: without the first it is made.
    expect(ways(own, '--without', seq, '--at', '2026-11-20T12:00:01Z', '203.0.113.9')).toEqual([
      ['203.0.113.9', '192.0.2.1', unreachable],
    ]);
  });

  it('makes calls and reports, one after the other, and lets time pass', () => {
    expect(ways(own, '--down', 'Ethernet', '203.0.113.0/24')).toEqual([
      ['203.0.113.0/24', '192.0.2.1', unreachable],
    ]);
    const calls = folder.path('calls.json');
    const Row = { InterfaceIndex: 5, DestinationPrefix: '203.0.113.0/24', NextHop: '192.0.2.7' };
    const lifetimes = { ValidLifetime: 60, PreferredLifetime: 60 };
    writeFileSync(
      calls,
      JSON.stringify([{ name: 'CreateIpForwardEntry2', params: { Row: { ...Row, ...lifetimes } } }]),
    );
    expect(ways(own, '--calls', calls)).toEqual([['203.0.113.0/24', '192.0.2.1', '192.0.2.7']]);
    expect(ways(own, '--calls', calls, '--wait', '2m')).toEqual([]);
  });

  it('reads destinations from a file', () => {
    const file = folder.path('destinations.txt');
    writeFileSync(file, '# hosts\n203.0.113.9\n\n198.51.100.0/24 # a whole network\n192.0.2.10\n');
    const { changed, asked } = found(own, '--delete-route', 'default', '--destinations', file);
    expect({ asked, changed: changed.map(({ destination }) => destination) }).toEqual({
      asked: 3,
      changed: ['203.0.113.9', '198.51.100.0/24'],
    });
    expect(whatIf(own, '--delete-route', 'default', '--destinations', file).lines.at(-1)).toBe(
      '2 changes among 3 destinations at 2026-11-20T12:01:08.000Z (event 21)',
    );
  });
});

it.each([
  [[], 'what if what? Give --without, --metric,'],
  [['--without', 'last'], '--without last is no event: write seq:N'],
  [['--without', 'seq:999'], 'event 999 is not in what is looked at'],
  [['--without', 'seq:1'], 'event 1 is of the beginning of the host'],
  [['--metric', 'wlan0'], '--metric wlan0: write INTERFACE=METRIC'],
  [['--metric', 'Ethernet=-1'], '--metric: -1 is no metric from 0 to 4294967295'],
  [['--metric', 'eth7=5'], 'no interface eth7 stands then; there are Ethernet (5)'],
  [['--down', 'eth7'], 'no interface eth7 stands then'],
  [['--delete-route', 'default via 192.0.2.77'], 'no such route stands then'],
  [['--delete-route', 'everything'], 'everything is no prefix'],
  [['--delete-route', 'default by eth0'], 'by does not fit there'],
  [['--add-route', 'default'], 'of which family?'],
  [['--add-route', '10.0.0.0/8 via 198.51.100.1'], 'by which interface? Name it by dev'],
  [['--add-route', '10.0.0.0/8 via 2001:db8::1 dev 5'], 'next hop and prefix are of two families'],
  [['--call', 'DeleteRoute {}'], '--call: no call and no report is named DeleteRoute'],
  [['--call', 'GetIpForwardTable2 {}'], 'GetIpForwardTable2 changes nothing'],
  [['--call', 'DeleteIpForwardEntry2 {"Row"}'], 'what follows DeleteIpForwardEntry2 is no JSON'],
  [['--call', 'DeleteIpForwardEntry2 {}'], 'DeleteIpForwardEntry2 would be refused: '],
  [['--call', 'media-disconnects {"InterfaceIndex": 77}'], 'media-disconnects: '],
  [['--calls', '/no/such.json'], '/no/such.json: there is no such file or folder'],
  [['--wait', 'long', '--down', '5'], '--wait long is no span of time'],
  [['--down', '5', 'example.org'], 'example.org is no IP address and no prefix'],
])('refuses %j', (args, message) => {
  const { code, out, err } = whatIf(own, ...args);
  expect({ code, out }).toStrictEqual({ code: 2, out: '' });
  expect(err).toMatch(/^netlapse: [^\n]*\n$/);
  expect(err).toContain(message);
});

it('lets no time pass on a mirrored log', () => {
  const { code, err } = whatIf(laptop, '--down', 'wlan0', '--wait', '3s');
  expect(code).toBe(2);
  expect(err).toContain('--wait: on a mirrored log nothing happens by time alone');
});

describe('on the log of a Windows host, which repeats one too', () => {
  const desk = folder.path('desk.db');
  beforeAll(() => {
    const exported = join(__dirname, '..', '..', '..', 'host-windows', 'exports', 'desk');
    const files = ['adapters', 'addresses', 'interfaces', 'neighbors', 'routes'];
    runProgram([
      'import',
      ...files.map((name) => join(exported, `before-${name}.json`)),
      '--at',
      '2026-11-20T10:00:00Z',
      '--log',
      desk,
    ]);
  });

  it('follows the rules of Windows', () => {
    const without = runProgram(['what-if', '--delete-route', 'default', '8.8.8.8', '--log', desk]);
    expect(without).toMatchObject({ code: 0, err: '' });
    expect(without.out).toMatch(/8\.8\.8\.8 +via 192\.168\.1\.1 on Ethernet #12 .* unreachable/);
    expect(without.lines.at(-1)).toMatch(/^1 change among 1 destination at /);
    const added = runProgram([
      'what-if',
      '8.8.8.8',
      '--add-route',
      '8.8.8.0/24 via 192.168.1.9',
      '--log',
      desk,
    ]);
    expect(added.out).toMatch(/via 192\.168\.1\.1 on Ethernet #12 .* via 192\.168\.1\.9 on Ethernet #12 /);
    const down = runProgram(['what-if', '8.8.8.8', '--down', '12', '--log', desk]);
    expect(down.out).toMatch(/via 192\.168\.1\.1 on Ethernet #12 .* unreachable/);
  });
});
