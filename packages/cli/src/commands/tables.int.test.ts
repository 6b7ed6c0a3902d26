import { writeOwnLog } from '../../test/own-log';
import { temporaryFolder, runJson, runProgram } from '../../test/run-program';

const folder = temporaryFolder();
const log = folder.path('own.db');

beforeAll(() => writeOwnLog(log));
afterAll(() => folder.remove());

it('lists interfaces, and shows what is in a name that would steer the terminal', () => {
  const { code, lines, err } = runProgram(['interfaces', '--log', log]);
  expect({ code, err }).toStrictEqual({ code: 0, err: '' });
  expect(lines[0]).toMatch(/^Index +Alias +Type +Link +Status +MTU +Physical address$/);
  expect(lines[1]).toMatch(/^ +5 +Ethernet +ethernet-csmacd +connected +up +1500 +02-00-00-00-00-05$/);
  expect(lines[2]).toContain('evil\\u001b[31m');
  expect(lines[3]).toMatch(/^2 interfaces at 2026-11-20T12:01:08.000Z \(event \d+\)$/);
});

it('lists them as they were', () => {
  expect(runProgram(['interfaces', '--log', log, '--at', '-3s', '--interface', '5']).out).toContain(
    'disconnected  down',
  );
  expect(runProgram(['interfaces', '--log', log, '--at', '-4s', '--interface', 'Ethernet']).out).toContain(
    'connected  up',
  );
});

it('takes the log of the environment where no option names one', () => {
  const { code, out } = runProgram(['interfaces'], { env: { NETLAPSE_LOG: log } });
  expect(code).toBe(0);
  expect(out).toContain('Ethernet');
  expect(runProgram(['interfaces']).err).toBe(
    'netlapse: which log? Give --log FILE, or set NETLAPSE_LOG to one\n',
  );
});

it('gives rows with their documented members as JSON', () => {
  const [route] = runJson(['routes', '--log', log, '--prefix', '0.0.0.0/0', '--json']) as [
    Record<string, unknown>,
  ];
  expect(route).toMatchObject({
    InterfaceIndex: 5,
    DestinationPrefix: '0.0.0.0/0',
    NextHop: '192.0.2.1',
    Metric: 25,
    Protocol: 'MIB_IPPROTO_NETMGMT',
    ValidLifetime: 4_294_967_295,
    Age: 6,
  });
  expect(Object.keys(route)).toStrictEqual([
    'InterfaceLuid',
    'InterfaceIndex',
    'DestinationPrefix',
    'NextHop',
    'SitePrefixLength',
    'ValidLifetime',
    'PreferredLifetime',
    'Metric',
    'Protocol',
    'Loopback',
    'AutoconfigureAddress',
    'Publish',
    'Immortal',
    'Age',
    'Origin',
  ]);
});

it('gives one JSON object a line', () => {
  const { lines } = runProgram(['addresses', '--log', log, '--jsonl']);
  expect(lines.map((line) => (JSON.parse(line) as { Address: string }).Address)).toContain('192.0.2.10');
  expect(runProgram(['neighbors', '--log', log, '--jsonl']).out).toBe('');
  expect(runProgram(['neighbors', '--log', log, '--json']).out).toBe('[\n]\n');
});

it('says so where there is nothing to list', () => {
  const { code, lines } = runProgram(['neighbors', '--log', log]);
  expect(code).toBe(0);
  expect(lines).toStrictEqual([expect.stringMatching(/^no neighbors at /)]);
});

const prefixesOf = (...options: readonly string[]): string[] =>
  (runJson(['routes', '--log', log, '--json', ...options]) as Array<{ DestinationPrefix: string }>).map(
    ({ DestinationPrefix }) => DestinationPrefix,
  );

it('filters routes by family, interface, protocol and prefix', () => {
  const all = prefixesOf();
  expect(prefixesOf('--family', '4')).toStrictEqual(all.filter((prefix) => !prefix.includes(':')));
  expect(prefixesOf('--family', '6')).toStrictEqual(all.filter((prefix) => prefix.includes(':')));
  expect(prefixesOf('--protocol', 'netmgmt')).toStrictEqual(['0.0.0.0/0']);
  expect(prefixesOf('--protocol', 'MIB_IPPROTO_NETMGMT')).toStrictEqual(['0.0.0.0/0']);
  expect(prefixesOf('--within', '192.0.2.0/24')).toStrictEqual([
    '192.0.2.0/24',
    '192.0.2.10/32',
    '192.0.2.255/32',
  ]);
  expect(prefixesOf('--within', '192.0.2.10')).toStrictEqual(['192.0.2.10/32']);
  expect(prefixesOf('--interface', '9', '--family', '4')).toStrictEqual([]);
});

it('lists groups and addresses of other kinds', () => {
  const { lines } = runProgram(['addresses', '--log', log, '--kind', 'multicast', '--family', '4']);
  expect(lines.slice(0, 2)).toStrictEqual([
    expect.stringMatching(/^Address +Interface$/),
    '224.0.0.1  Ethernet #5',
  ]);
  expect(runProgram(['addresses', '--log', log, '--kind', 'anycast']).out).toMatch(/^no addresses/);
});

it.each([
  [['--at', '2026-11-20T12:00:00'], 'has no zone'],
  [['--at', '2026-11-20'], 'is a day, not a moment'],
  [
    ['--at', 'yesterday'],
    'yesterday is no moment: write 2026-11-20T23:32:02Z, milliseconds since 1970, seq:120',
  ],
  [['--at', '2027-01-01T00:00:00Z'], 'lies after the end of the log, 2026-11-20T12:01:08.000Z'],
  [['--at', 'seq:4711'], 'event 4711 is not in the log'],
  [['--at', 'mark:vpn'], 'no mark is named vpn'],
  [['--interface', 'eth7'], 'no interface eth7 stands then; there are Ethernet (5), evil\\u001b[31m (9)'],
  [['--protocol', 'ospf6'], '--protocol ospf6 is none: there are other,'],
  [['--prefix', '10.0.0.1/8'], '--prefix 10.0.0.1/8 is no prefix'],
  [
    ['--family', '5'],
    "'--family <4|6>' argument '5' is invalid. Allowed choices are 4, 6.; see `netlapse routes --help`",
  ],
  [
    ['--json', '--jsonl'],
    "option '--json' cannot be used with option '--jsonl'; see `netlapse routes --help`",
  ],
  [['--at'], "option '--at <when>' argument missing; see `netlapse routes --help`"],
  [['--tabel'], "unknown option '--tabel'"],
  [['10.0.0.0/8'], 'too many arguments'],
])('refuses %j in one line', (options, message) => {
  const { code, out, err } = runProgram(['routes', '--log', log, ...options]);
  expect({ code, out }).toStrictEqual({ code: 2, out: '' });
  expect(err).toMatch(/^netlapse: [^\n]*\n$/);
  expect(err).toContain(message);
});

it('colours a terminal, and nothing where it should not', () => {
  const coloured = runProgram(['interfaces', '--log', log], { isTerminal: true });
  expect(coloured.out).toContain('\u001b[1mIndex\u001b[22m');
  const plain = runProgram(['interfaces', '--log', log]).out;
  expect(runProgram(['interfaces', '--log', log, '--no-color'], { isTerminal: true }).out).toBe(plain);
  expect(runProgram(['interfaces', '--log', log], { isTerminal: true, env: { NO_COLOR: '1' } }).out).toBe(
    plain,
  );
  // eslint-disable-next-line no-control-regex -- colours are control characters
  expect(coloured.out.replaceAll(/\u001b\[\d+m/g, '')).toBe(plain);
});
