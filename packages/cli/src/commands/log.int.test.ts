import { writeOwnLog } from '../../test/own-log';
import { temporaryFolder, runJson, runProgram } from '../../test/run-program';

const folder = temporaryFolder();
const log = folder.path('own.db');

beforeAll(() => writeOwnLog(log));
afterAll(() => folder.remove());

interface Envelope {
  readonly seq: number;
  readonly type: string;
  readonly at: number;
  readonly data: Readonly<Record<string, unknown>>;
  readonly cause: { readonly name: string; readonly actor?: string };
}

const eventsOf = (...options: readonly string[]): Envelope[] =>
  runJson(['log', '--log', log, '--json', ...options]) as Envelope[];
const typesOf = (...options: readonly string[]): string[] => eventsOf(...options).map(({ type }) => type);

it('lists events in order, with what came, changed and went', () => {
  const { code, lines } = runProgram(['log', '--log', log]);
  expect(code).toBe(0);
  expect(lines[0]).toMatch(/^Event +At +Told by +Type +What$/);
  expect(lines[1]).toMatch(
    /^ +1 +2026-11-20T12:00:00.000Z +genesis +InterfaceArrived +\+ Ethernet #5, ethernet-csmacd, 02-00-00-00-00-05, MTU 1500$/,
  );
  expect(lines.join('\n')).toContain('+ default (IPv4) via 192.0.2.1 on Ethernet #5, metric 10, netmgmt');
  expect(lines.join('\n')).toContain('~ default (IPv4) via 192.0.2.1 on Ethernet #5: Metric 10 → 25');
  expect(lines.join('\n')).toContain(
    '~ Ethernet #5: MediaConnectState connected → disconnected, OperStatus up → down',
  );
  expect(lines.join('\n')).toContain('CreateIpForwardEntry2 by dhcp-client');
  expect(lines[lines.length - 1]).toBe(`${lines.length - 2} events`);
});

it('gives envelopes as JSON, numbered without gaps', () => {
  const events = eventsOf();
  expect(events.map(({ seq }) => seq)).toStrictEqual(events.map((_, index) => index + 1));
  expect(Object.keys(events[0] ?? {})).toStrictEqual([
    'seq',
    'type',
    'v',
    'at',
    'data',
    'hostId',
    'logId',
    'append',
    'cause',
    'status',
  ]);
  const lines = runProgram(['log', '--log', log, '--jsonl']).lines;
  expect(lines.map((line) => JSON.parse(line) as unknown)).toStrictEqual(events);
});

it('filters by type, table, key, interface and actor', () => {
  expect(typesOf('--type', 'RouteSet,MediaConnected')).toStrictEqual(['RouteSet', 'MediaConnected']);
  expect(typesOf('--type', 'RouteSet', '--type', 'MediaConnected')).toStrictEqual([
    'RouteSet',
    'MediaConnected',
  ]);
  expect(new Set(typesOf('--table', 'routes'))).toStrictEqual(new Set(['RouteCreated', 'RouteSet']));
  expect(typesOf('--key', '0.0.0.0/0')).toStrictEqual(['RouteCreated', 'RouteSet']);
  expect(typesOf('--key', '.0.0.0/0')).toStrictEqual([]);
  expect(typesOf('--interface', '9', '--table', 'interfaces')).toStrictEqual(['InterfaceArrived']);
  expect(typesOf('--interface', 'Ethernet', '--table', 'interfaces')).toStrictEqual([
    'InterfaceArrived',
    'MediaDisconnected',
    'MediaConnected',
  ]);
  expect(eventsOf('--actor', 'tuner').map(({ cause }) => cause.name)).toStrictEqual(['SetIpForwardEntry2']);
});

it('finds a row by its whole key', () => {
  const [created] = eventsOf('--key', '0.0.0.0/0');
  const { InterfaceLuid, DestinationPrefix, NextHop } = created?.data ?? {};
  const key = `routes/${String(InterfaceLuid)}/${String(DestinationPrefix)}/${String(NextHop)}`;
  expect(typesOf('--key', key)).toStrictEqual(['RouteCreated', 'RouteSet']);
});

it('cuts out a stretch, both ends included', () => {
  const seqs = (...options: readonly string[]): number[] => eventsOf(...options).map(({ seq }) => seq);
  expect(seqs('--since', 'seq:3', '--until', 'seq:5')).toStrictEqual([3, 4, 5]);
  expect(seqs('--since', 'seq:0', '--until', 'seq:1')).toStrictEqual([1]);
  expect(typesOf('--since', '-6s', '--until', '-3s', '--table', 'routes,interfaces')).toStrictEqual([
    'RouteSet',
    'MediaDisconnected',
  ]);
  expect(typesOf('--since', '2026-11-20T12:01:02.001Z', '--table', 'routes')).toStrictEqual([]);
  expect(seqs('--since', '2026-11-20T12:00:00Z')).toHaveLength(eventsOf().length);
});

it('limits to the first, or with the newest first to the last', () => {
  const all = eventsOf().map(({ seq }) => seq);
  const last = all.length;
  expect(eventsOf('--limit', '2').map(({ seq }) => seq)).toStrictEqual([1, 2]);
  expect(eventsOf('--limit', '2', '--reverse').map(({ seq }) => seq)).toStrictEqual([last, last - 1]);
  expect(eventsOf('--reverse').map(({ seq }) => seq)).toStrictEqual(all.reverse());
  expect(eventsOf('--limit', '100000')).toHaveLength(last);
});

it('shows refused commands in their place', () => {
  const { lines } = runProgram([
    'log',
    '--log',
    log,
    '--refused',
    '--since',
    '2026-11-20T12:00:01Z',
    '--until',
    '-6s',
    '--table',
    'routes',
  ]);
  expect(
    lines.slice(1, -1).map((line) =>
      line
        .replace(/^ *\d* */, '')
        .split(/ {2,}/)
        .slice(1),
    ),
  ).toStrictEqual([
    [
      'CreateIpForwardEntry2 by dhcp-client',
      'RouteCreated',
      '+ default (IPv4) via 192.0.2.1 on Ethernet #5, metric 10, netmgmt',
    ],
    [
      'CreateIpForwardEntry2 by second-client',
      'refused',
      expect.stringMatching(/^! ERROR_OBJECT_ALREADY_EXISTS: /),
    ],
    ['SetIpForwardEntry2 by tuner', 'RouteSet', expect.stringContaining('Metric 10 → 25')],
  ]);
  expect(lines[lines.length - 1]).toBe('2 events, 1 refused');
  const refused = eventsOf('--refused', '--actor', 'second-client');
  expect(refused).toStrictEqual([
    expect.objectContaining({ kind: 'refusal', status: 'ERROR_OBJECT_ALREADY_EXISTS' }),
  ]);
});

it('tells who tried: refused commands of a type, a table, a row and an interface', () => {
  const actors = (...options: readonly string[]) =>
    eventsOf('--refused', ...options)
      .filter((entry) => 'kind' in entry)
      .map(({ cause }) => cause.actor);
  for (const options of [
    ['--type', 'RouteCreated'],
    ['--table', 'routes'],
    ['--key', '0.0.0.0/0'],
    ['--key', '192.0.2.1', '--interface', 'Ethernet'],
    ['--interface', '5'],
  ])
    expect({ options, actors: actors(...options) }).toStrictEqual({ options, actors: ['second-client'] });
  for (const options of [
    ['--type', 'RouteSet'],
    ['--table', 'neighbors'],
    ['--key', '10.0.0.0/8'],
    ['--interface', '9'],
    ['--actor', 'tuner'],
  ])
    expect({ options, actors: actors(...options) }).toStrictEqual({ options, actors: [] });
});

it.each([
  [['--type', 'RouteMade'], '--type RouteMade is none: there are InterfaceArrived,'],
  [['--table', 'route'], '--table route is none'],
  [['--limit', 'few'], '--limit few is no number'],
  [['--since', 'noon'], 'noon is no moment'],
  [['--since', 'seq:3', '--until', 'seq:2'], '--until seq:2 lies before --since seq:3'],
  [['--until', '2027-01-01T00:00:00Z'], 'lies after the end of the log'],
])('refuses %j', (options, message) => {
  const { code, out, err } = runProgram(['log', '--log', log, ...options]);
  expect({ code, out }).toStrictEqual({ code: 2, out: '' });
  expect(err).toContain(message);
});
