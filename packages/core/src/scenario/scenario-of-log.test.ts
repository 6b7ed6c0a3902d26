import { createHost, type Host } from '../engine';
import { hardware, netioapi } from '../netioapi';
import { NotRepeatable, readScenario, runScenario, scenarioOfLog, scenarioText, type Scenario } from '.';

const way = (NextHop: string, InterfaceIndex: number, Metric: number) =>
  ({
    InterfaceIndex,
    DestinationPrefix: '0.0.0.0/0',
    NextHop,
    Metric,
    ValidLifetime: 60,
    PreferredLifetime: 60,
  }) as const;

/** Two ways out, one of them lost and one refused; an address that is being detected; all expires in the end. */
const story = (draw?: () => number): Host => {
  const host = createHost({
    now: 1_000_000,
    interfaces: [
      { InterfaceIndex: 5, Alias: 'Cable', PhysicalAddress: '02-00-00-00-00-05' },
      { InterfaceIndex: 7, Alias: 'Wireless', Metric: 50 },
    ],
    ...(draw === undefined ? {} : { draw }),
  });
  const api = netioapi(host);
  api.CreateIpForwardEntry2({ Row: way('192.0.2.1', 5, 10) });
  host.advance(1500);
  host.mark('two ways');
  api.CreateIpForwardEntry2({
    Row: { ...api.InitializeIpForwardEntry({}).Row, ...way('198.51.100.1', 7, 50) },
  });
  api.CreateIpForwardEntry2({ Row: way('198.51.100.1', 7, 50) });
  api.CreateUnicastIpAddressEntry({
    Row: {
      ...api.InitializeUnicastIpAddressEntry({}).Row,
      Address: '192.0.2.10',
      InterfaceIndex: 5,
      OnLinkPrefixLength: 24,
    },
  });
  host.advance(5000);
  hardware(host)['media-disconnects']({ InterfaceIndex: 5 });
  host.advance(60_000);
  return host;
};

const testOf = (host: Host): Scenario =>
  scenarioOfLog(host, {
    name: 'lost',
    why: 'The cable is lost.',
    from: 'two ways',
    destinations: ['203.0.113.5'],
    withoutVolatile: true,
  }).scenario;

/** Every scalar that a scenario states, with the scenario in which it is another one. */
function* mutations(scenario: Scenario): IterableIterator<readonly [path: string, mutated: unknown]> {
  const stated = (step: object): readonly string[] =>
    'call' in step ? ['status'] : 'notified' in step ? ['with'] : ['out'];
  for (const [index, step] of scenario.steps.entries())
    for (const member of stated(step)) {
      if (!(member in step)) continue;
      for (const path of leaves(step[member], [index, member])) {
        const copy = JSON.parse(JSON.stringify(scenario.steps)) as object[];
        change(copy, path);
        yield [path.join('.'), { ...scenario, steps: copy }];
      }
    }
}

type Path = ReadonlyArray<string | number>;

function* leaves(value: unknown, path: Path): IterableIterator<Path> {
  if (typeof value !== 'object' || value === null) yield path;
  else if (Array.isArray(value) && value.length === 0) yield path;
  else for (const [name, member] of Object.entries(value)) yield* leaves(member, [...path, name]);
}

const change = (root: object, path: Path): void => {
  let place = root as Record<string, unknown>;
  for (const part of path.slice(0, -1)) place = place[part] as Record<string, unknown>;
  const last = String(path.at(-1));
  place[last] = Array.isArray(place[last]) ? [{}] : 'something else';
};

it('states what came of it: each part of that, were it otherwise, fails', () => {
  const scenario = testOf(story());
  expect(runScenario(scenario).passed).toBe(true);
  const all = [...mutations(scenario)];
  expect(all.length).toBeGreaterThan(80);
  const unnoticed = all
    .filter(([, mutated]) => runScenario(readScenario(mutated)).passed)
    .map(([path]) => path);
  expect(unnoticed).toEqual([]);
});

it('says no more than it must', () => {
  const { host, steps } = testOf(story());
  expect(host).toEqual({
    now: 1_001_000,
    interfaces: [
      { InterfaceIndex: 5, Alias: 'Cable', PhysicalAddress: '02-00-00-00-00-05' },
      { InterfaceIndex: 7, Alias: 'Wireless', Metric: 50 },
    ],
  });
  expect(steps.filter((step) => 'call' in step || 'host' in step || 'advance' in step))
    .toMatchInlineSnapshot(`
    [
      {
        "call": "CreateIpForwardEntry2",
        "in": {
          "Row": {
            "DestinationPrefix": "0.0.0.0/0",
            "InterfaceIndex": 5,
            "Metric": 10,
            "NextHop": "192.0.2.1",
            "PreferredLifetime": 59,
            "Protocol": "MIB_IPPROTO_NETMGMT",
            "ValidLifetime": 59,
          },
        },
      },
      {
        "advance": 0.5,
      },
      {
        "call": "CreateIpForwardEntry2",
        "in": {
          "Row": {
            "DestinationPrefix": "0.0.0.0/0",
            "InterfaceIndex": 7,
            "Metric": 50,
            "NextHop": "198.51.100.1",
            "PreferredLifetime": 60,
            "ValidLifetime": 60,
          },
        },
        "initialized": true,
      },
      {
        "call": "CreateIpForwardEntry2",
        "in": {
          "Row": {
            "DestinationPrefix": "0.0.0.0/0",
            "InterfaceIndex": 7,
            "Metric": 50,
            "NextHop": "198.51.100.1",
            "PreferredLifetime": 60,
            "ValidLifetime": 60,
          },
        },
        "status": "ERROR_OBJECT_ALREADY_EXISTS",
      },
      {
        "call": "CreateUnicastIpAddressEntry",
        "in": {
          "Row": {
            "Address": "192.0.2.10",
            "InterfaceIndex": 5,
            "OnLinkPrefixLength": 24,
          },
        },
        "initialized": true,
      },
      {
        "advance": 3,
      },
      {
        "advance": 2,
      },
      {
        "InterfaceIndex": 5,
        "host": "media-disconnects",
      },
      {
        "advance": 53.5,
      },
      {
        "advance": 1.5,
      },
      {
        "advance": 5,
      },
    ]
  `);
});

it('leaves out what is volatile only on request, and keeps to the tables named', () => {
  const host = story();
  const textOf = (options: object): string =>
    scenarioText(scenarioOfLog(host, { name: 'a', why: '', from: 'two ways', ...options }).scenario);
  expect(textOf({})).toContain('"validUntil"');
  expect(textOf({})).toContain('InterfaceLuid');
  const short = textOf({ withoutVolatile: true, tables: ['routes'] });
  expect(short).not.toMatch(/validUntil|InterfaceLuid|preferredUntil|createdAt|"unicast"|NotifyUnicast/);
  expect(short).toContain('NotifyRouteChange2');
});

it('refuses what does not come out again, and says where', () => {
  let drawn = 0;
  const host = story(() => (drawn += 0.37) % 1);
  netioapi(host).ResolveIpNetEntry2({
    Row: { InterfaceIndex: 7, Address: '198.51.100.1' },
    SourceAddress: null,
  });
  const asserts = [{ call: 'GetBestRoute2', in: { DestinationAddress: '203.0.113.5' } }];
  expect(() => scenarioOfLog(host, { name: 'a', why: '', asserts })).toThrow(NotRepeatable);
  expect(() => scenarioOfLog(host, { name: 'a', why: '', asserts })).toThrow(
    /run again: a: step \d+ \(call GetBestRoute2\) failed\n.*status\n.*expected "STATUS_SUCCESS"/,
  );
});

it('refuses a stretch that ends before it begins', () => {
  const host = story();
  expect(() => scenarioOfLog(host, { name: 'a', why: '', from: host.position, to: 'two ways' })).toThrow(
    'the stretch ends before it begins',
  );
});

it('refuses a host that has both a state and interfaces, and a state that is none', () => {
  const file = { name: 'a', covers: [], why: '', steps: [] };
  expect(() => readScenario({ ...file, host: { state: {}, interfaces: [] } })).toThrow('host has a state');
  const scenario = readScenario({ ...file, host: { state: { routes: [{ a: 1 }] } } });
  expect(runScenario(scenario).failure).toMatchObject({ step: 0, title: 'host' });
});
