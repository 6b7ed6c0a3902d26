import { canonicalJson, netioapi, type Host, type JsonObject } from '@netlapse/core';

import { recordingFile } from '../../test/recordings';
import { recordedBytes, type RecordedFile } from '../files';
import { checkIpExport, importIpExport, type ExportSummary } from './import-ip-export';
import { importRtmon } from './import-rtmon';
import { toIpJson } from './ip-json';
import { mirrorLinux } from './mirror-linux';

type Json = Readonly<Record<string, unknown>>;

const AT = Date.UTC(2026, 10, 28, 23);

const fileOf = (path: string): RecordedFile => recordedBytes(recordingFile(path), path);
const jsonFile = (name: string, entries: unknown): RecordedFile =>
  recordedBytes(Buffer.from(JSON.stringify(entries)), name);

const importFiles = (host: Host, files: readonly RecordedFile[], at = AT): ExportSummary =>
  importIpExport(host, checkIpExport(files, host.state.linux), { at });

const hostOf = (...files: readonly RecordedFile[]): Host => {
  const host = mirrorLinux({ now: AT });
  importFiles(host, files);
  return host;
};

const kinds = ['link', 'addr', 'route', 'route6', 'neigh', 'rule', 'rule6', 'nexthop', 'netconf'] as const;
const edge = (when: 'before' | 'after'): readonly RecordedFile[] =>
  kinds.map((kind) => fileOf(`edge/${when}-${kind}.json`));

/** What only the history of a row has, and lifetimes, of which a dump tells whole seconds. */
const ofHistory: ReadonlySet<string> = new Set([
  ...['ageSince', 'createdAt', 'createdSeq', 'setSeq', 'preferredUntil', 'validUntil'],
  ...['lastReachableAt', 'lastUnreachableAt'],
]);

const rowsOf = ({ state }: Host): readonly Json[] =>
  [state.interfaces, state.ipInterfaces, state.unicast, state.routes, state.neighbors]
    .flatMap((table): readonly object[] => Array.from<object>(table.values()))
    .map((row) => Object.fromEntries(Object.entries(row).filter(([member]) => !ofHistory.has(member))));
const textsOf = (rows: readonly Json[]): readonly string[] =>
  rows.map((row) => canonicalJson(row as JsonObject)).sort();

it('makes a host that prints what was imported', () => {
  const host = hostOf(...edge('before'));
  const { linux } = host.state;
  const printed = (family: string): readonly Json[] =>
    toIpJson(
      'route',
      Array.from(linux.routeObjects()).filter(({ object }) => object['family'] === family),
      linux,
      AT,
    );
  const told = (file: string): readonly Json[] =>
    (JSON.parse(recordingFile(`edge/${file}.json`).toString('utf8')) as Json[]).map(
      ({ nh_info: _info, ...route }) => route,
    );
  const ipv6 = told('before-route6');
  expect(textsOf(printed('inet6'))).toEqual(textsOf(ipv6));
  const known = new Set(textsOf(ipv6));
  expect(textsOf(printed('inet'))).toEqual(
    textsOf(told('before-route')).filter((route) => !known.has(route)),
  );
  // Places in a slot are those of the dump.
  const places = printed('inet').filter(({ dst }) => dst === '10.46.0.0/16');
  expect(places.map(({ gateway }) => gateway)).toEqual(['192.0.2.6', '192.0.2.4', '192.0.2.5']);
  expect(toIpJson('neigh', linux.ofKind('neigh'), linux, AT)).toEqual(
    JSON.parse(recordingFile('edge/before-neigh.json').toString('utf8')),
  );
  expect(linux.policyRouting).toBe(true);
});

it('makes the host that a recording up to then makes', () => {
  const exported = hostOf(...edge('after'));
  const recorded = mirrorLinux({ now: 0 });
  importRtmon(recorded, recordingFile('edge/edge.rtmon'), { file: 'edge.rtmon' });
  // A bridge takes the address of its first member: only the recording knows the one that it had before.
  const comparable = (host: Host): readonly Json[] =>
    rowsOf(host).map((row) => (row['Alias'] === 'lan0' ? { ...row, PermanentPhysicalAddress: '' } : row));
  expect(textsOf(comparable(exported))).toEqual(textsOf(comparable(recorded)));
});

it('makes what changed of a later export, and nothing of the same one again', () => {
  const host = hostOf(...edge('before'));
  const { events, appends } = importFiles(host, edge('after'), AT + 5000);
  expect(events).toBeGreaterThan(0);
  expect(appends).toBeLessThan(6);
  expect(textsOf(rowsOf(host))).toEqual(textsOf(rowsOf(hostOf(...edge('after')))));
  expect(importFiles(host, edge('after'), AT + 5000)).toMatchObject({ appends: 0, events: 0 });
  const bestRoute = netioapi(host).GetBestRoute2({ DestinationAddress: '10.49.1.1' });
  expect(bestRoute.status).toBe('STATUS_SUCCESS');
});

it('goes on from a recording: what `ip` prints of the same host is no change of a row', () => {
  const host = mirrorLinux({ now: 0 });
  importRtmon(host, recordingFile('edge/edge.rtmon'), { file: 'edge.rtmon' });
  const before = textsOf(rowsOf(host));
  importFiles(host, edge('after'), host.clock);
  expect(textsOf(rowsOf(host))).toEqual(before);
});

describe.each(['laptop', 'router', 'silent'] as const)('what `ip` printed at the end of %s', (name) => {
  const gz = name === 'router' ? '.gz' : '';
  const files = [
    ...['link', 'addr', 'neigh'].map((kind) => fileOf(`${name}/final-${kind}.json`)),
    ...['route', 'route6'].map((kind) => fileOf(`${name}/final-${kind}.json${gz}`)),
    ...(name === 'silent' ? [fileOf('silent/final-nexthop.json')] : []),
  ];

  it('has all rows of the recording', () => {
    const recorded = mirrorLinux({ now: 0 });
    importRtmon(recorded, recordingFile(`${name}/${name}.rtmon${gz}`), { file: name });
    const host = hostOf(...files);
    const own = new Set(textsOf(rowsOf(host)));
    const mirrored = textsOf(rowsOf(recorded));
    expect(mirrored.length).toBeGreaterThan(20);
    expect(mirrored.filter((row) => !own.has(row))).toEqual([]);
    expect(importFiles(host, files)).toMatchObject({ appends: 0, events: 0 });
  });
});

it('reads what `ip -p` prints, and without details or tables', () => {
  const main = hostOf(fileOf('edge/before-link.json'), fileOf('edge/before-route-main-pretty.json'));
  const all = hostOf(fileOf('edge/before-link.json'), fileOf('edge/before-route.json'));
  const ofMain = (host: Host): readonly string[] =>
    textsOf(
      Array.from(host.state.linux.routeObjects(), ({ object }) => object).filter(
        ({ family, table }) => family === 'inet' && table === 'main',
      ),
    );
  expect(ofMain(main)).toEqual(ofMain(all));
  expect(main.state.linux.size).toBe(8 + ofMain(main).length);
});

it('compares only the families and tables that a dump is of', () => {
  const host = hostOf(...edge('before'));
  const before = textsOf(rowsOf(host));
  for (const file of ['before-route6-main.json', 'before-route-main-pretty.json', 'before-route6.json'])
    expect(importFiles(host, [fileOf(`edge/${file}`)], AT + 1000)).toMatchObject({ events: 0 });
  expect(textsOf(rowsOf(host))).toEqual(before);
  const { events } = importFiles(
    host,
    [jsonFile('r.json', [{ dst: '10.0.0.0/8', dev: 'up1', flags: [] }])],
    AT + 2000,
  );
  expect(events).toBeGreaterThan(10);
  const families = Array.from(host.state.linux.routeObjects(), ({ object }) =>
    [object['family'], object['table']].join(),
  );
  expect(families.filter((one) => one === 'inet,main')).toHaveLength(1);
  expect(families.filter((one) => one === 'inet6,main').length).toBeGreaterThan(5);
  expect(families.filter((one) => one === 'inet,local').length).toBeGreaterThan(5);
});

describe('routes of one slot that do not stand together', () => {
  const link = fileOf('edge/before-link.json');
  const via = (last: number, dst = '10.0.0.0/8'): Json => ({
    dst,
    gateway: `192.0.2.${last}`,
    dev: 'up1',
    flags: [],
  });
  const gateways = (host: Host): readonly unknown[] =>
    host.state.linux.routesInSlot('10.0.0.0/8 table main metric 0 ').map(({ object }) => object['gateway']);

  it.each([[[3, 4, 5]], [[5, 3, 4]], [[4, 3]]])('have the order of the dump: %j', (order) => {
    const scattered = order.flatMap((last) => [via(last), via(2, `10.${last}.0.0/16`)]);
    const host = hostOf(link, jsonFile('r.json', scattered));
    const expected = order.map((last) => `192.0.2.${last}`);
    expect(gateways(host)).toEqual(expected);
    const other = hostOf(link, jsonFile('r.json', [via(3), via(4), via(5)]));
    importFiles(other, [jsonFile('r.json', scattered)], AT + 1);
    expect(gateways(other)).toEqual(expected);
    expect(importFiles(other, [jsonFile('r.json', scattered)], AT + 2)).toMatchObject({ events: 0 });
  });
});

it('writes a long dump in appends of about a thousand routes, all of one instant', () => {
  const routes = Array.from({ length: 5000 }, (_, index) => ({
    dst: `10.${index >> 8}.${index & 255}.0/24`,
    gateway: '192.0.2.2',
    dev: 'up1',
    flags: [],
  }));
  const host = hostOf(fileOf('edge/before-link.json'), jsonFile('r.json', routes));
  const commits = Array.from(host.log.records()).filter(({ kind }) => kind === 'commit');
  expect(commits).toHaveLength(6);
  expect(new Set(commits.map(({ at }) => at))).toEqual(new Set([AT]));
  expect(host.state.routes.size).toBe(5000);
  importFiles(host, [jsonFile('r.json', routes.slice(0, 10))], AT + 1);
  expect(host.state.routes.size).toBe(10);
});

describe('what is not in order', () => {
  const link = fileOf('edge/before-link.json');
  const route = { dst: '10.0.0.0/8', gateway: '192.0.2.2', dev: 'up1', flags: [] };
  it.each<[string, readonly RecordedFile[], RegExp]>([
    [
      'a link that is not known',
      [link, jsonFile('r.json', [route, { ...route, dev: 'up9' }])],
      /^r\.json: entry 2, at byte \d+: dev: no link is called "up9": add the file that `ip -j -d link` gave/,
    ],
    ['no file of links', [jsonFile('r.json', [route])], /dev: no link is called "up1": add the file/],
    [
      'a prefix that is none',
      [link, jsonFile('r.json', [{ ...route, dst: '10.0.0.1/8' }])],
      /entry 1, at byte 1: dst: "10\.0\.0\.1\/8" is no prefix without bits past its length/,
    ],
    [
      'a gateway of another family',
      [link, jsonFile('r.json', [{ ...route, gateway: 'fe80::1' }])],
      /"fe80::1" is no gateway of a route of family inet/,
    ],
    [
      'a metric that is no number',
      [link, jsonFile('r.json', [{ ...route, metric: -1 }])],
      /metric: -1 is no whole number from 0 to 4294967295/,
    ],
    [
      'what nobody knows',
      [jsonFile('r.json', [{ a: 1 }])],
      /entry 1, at byte 1: it has a: expected is what `ip -j -d` prints/,
    ],
    [
      'two kinds in one file',
      [link, jsonFile('r.json', [route, { dst: '10.0.0.1', dev: 'up1', state: ['STALE'] }])],
      /entry 2, at byte \d+: it is no route/,
    ],
    [
      'a file that is cut short',
      [link, recordedBytes(recordingFile('edge/before-route.json').subarray(0, 3000), 'r.json')],
      /r\.json: entry \d+, at byte \d+: the entry is cut short/,
    ],
    [
      'an address without its length',
      [
        jsonFile('a.json', [
          { ifindex: 1, addr_info: [{ family: 'inet', local: '127.0.0.1', scope: 'host' }] },
        ]),
      ],
      /a\.json: entry 1, at byte 1: addr_info\[0\]\.`prefixlen` is missing/,
    ],
  ])('refuses %s and imports nothing', (_, files, message) => {
    const host = mirrorLinux({ now: AT });
    expect(() => importFiles(host, files)).toThrow(message);
    expect(host.log.head.n).toBe(1);
  });

  it('counts what is not kept', () => {
    const { skipped } = importFiles(mirrorLinux({ now: AT }), [
      ...edge('before'),
      jsonFile('nothing.json', []),
    ]);
    expect(skipped).toEqual({
      'property not kept: linkinfo.info_data': 1,
      'property not kept: linkinfo.info_slave_data': 1,
      'property not kept: nh_info': 2,
      'says nothing, for it is empty: nothing.json': 1,
    });
  });
});
