import type { Host, LinuxObjectRow } from '@netlapse/core';
import { canonicalJson, netioapi } from '@netlapse/core';
import fc from 'fast-check';

import { recordingFile } from '../../test/recordings';
import { recordedBytes, type RecordedFile } from '../files';
import { IpExportError } from '../ip-export';
import { checkIpExport, importIpExport, type ExportSummary } from './import-ip-export';
import { mirrorLinux } from './mirror-linux';

const AT = Date.UTC(2026, 10, 29);
const fileOf = (name: string): RecordedFile =>
  recordedBytes(recordingFile(`frr/${name}.json`), `${name}.json`);
const textFile = (name: string, text: string): RecordedFile => recordedBytes(Buffer.from(text), name);

const load = (host: Host, files: readonly RecordedFile[], at = AT): ExportSummary =>
  importIpExport(host, checkIpExport(files, host.state.linux), { at });

const links = (when: string): readonly RecordedFile[] => [fileOf(`${when}-link`), fileOf(`${when}-addr`)];
const frrFiles = (when: string): readonly RecordedFile[] =>
  ['route', 'route6', 'route-table-100', 'route6-table-100'].map((what) => fileOf(`${when}-${what}`));
const kernelFiles = (when: string): readonly RecordedFile[] => [
  fileOf(`${when}-kernel`),
  fileOf(`${when}-kernel6`),
];

const hostOf = (...files: readonly RecordedFile[]): Host => {
  const host = mirrorLinux({ now: AT });
  load(host, files);
  return host;
};

/** What FRR does not tell: which next-hop object it is, the source address, who of the others made it. */
const comparable = ({ object }: Pick<LinuxObjectRow, 'object'>): string => {
  const { nhid: _nhid, prefsrc: _prefsrc, ...rest } = object as Record<string, unknown>;
  const protocol = rest['protocol'] === 'dhcp' ? 'boot' : rest['protocol'];
  return canonicalJson({ ...rest, protocol } as never);
};

const routesOf = (host: Host): readonly string[] =>
  Array.from(host.state.linux.routeObjects(), comparable)
    .filter((text) => !text.includes('"table":"local"'))
    .sort();

describe.each(['before', 'after'])('what FRR tells %s', (when) => {
  it('is what the kernel has, route by route', () => {
    const [ofFrr, ofKernel] = [
      hostOf(...links(when), ...frrFiles(when)),
      hostOf(...links(when), ...kernelFiles(when)),
    ];
    expect(routesOf(ofFrr)).toEqual(routesOf(ofKernel));
    expect(routesOf(ofFrr).length).toBeGreaterThan(30);
  });

  it('sends as the kernel sends', () => {
    const [ofFrr, ofKernel] = [
      hostOf(...links(when), ...frrFiles(when)),
      hostOf(...links(when), ...kernelFiles(when)),
    ];
    for (const DestinationAddress of [
      '10.50.1.1',
      '10.51.1.1',
      '10.52.1.1',
      '10.53.1.1',
      '10.55.1.1',
      '10.56.1.1',
      '10.57.1.1',
      '10.58.1.1',
      '10.59.1.1',
      '10.60.1.1',
      '10.70.0.1',
      '192.0.2.77',
      '8.8.8.8',
      '2001:db8:50::1',
      '2001:db8:51::1',
      '2001:db8:52::1',
      '2001:db8:57::1',
      '2600::1',
    ]) {
      const [a, b] = [ofFrr, ofKernel].map((host) => {
        const { BestRoute, status } = netioapi(host).GetBestRoute2({ DestinationAddress });
        return [
          DestinationAddress,
          status,
          BestRoute?.NextHop,
          BestRoute?.InterfaceIndex,
          BestRoute?.DestinationPrefix,
        ];
      });
      expect(a).toEqual(b);
    }
  });
});

it('counts what FRR knows and the kernel does not', () => {
  const { entries, skipped } = load(mirrorLinux({ now: AT }), [...links('before'), ...frrFiles('before')]);
  expect(entries.route).toBe(34);
  expect(skipped).toMatchObject({
    'not installed in the kernel: static route of FRR': 2,
    'resolved by others: next hop of FRR': 2,
    'the kernel does not know it: tag of FRR': 1,
  });
});

it('gives what changed between two points in time', () => {
  const host = hostOf(...links('before'), ...frrFiles('before'));
  const { seq } = host.position;
  load(host, frrFiles('after'), AT + 60_000);
  const changed = Array.from(host.log.records())
    .flatMap((record) => (record.kind === 'commit' ? record.events : []))
    .filter((event) => event.seq > seq && event.type.startsWith('Route'))
    .map(({ data, type }) => `${type} ${data['DestinationPrefix'] as string} ${data['NextHop'] as string}`);
  expect(changed.sort()).toEqual([
    'RouteCreated 10.70.0.0/16 192.0.2.7',
    'RouteDeleted 10.50.0.0/16 192.0.2.2',
    'RouteDeleted 10.51.0.0/16 192.0.2.2',
    'RouteDeleted 10.55.0.0/16 192.0.2.2',
    'RouteDeleted 2001:db8:51::/48 2001:db8:2::2',
  ]);
  expect(load(host, frrFiles('after'), AT + 61_000)).toMatchObject({ events: 0 });
});

it('stands alone: links are known by their names and indexes then', () => {
  const host = mirrorLinux({ now: AT });
  const { skipped } = load(host, frrFiles('before'));
  expect(skipped['known by name and index alone, for no file of `ip -j -d link` is there: link']).toBe(6);
  expect(netioapi(host).GetBestRoute2({ DestinationAddress: '10.50.1.1' }).BestRoute).toMatchObject({
    NextHop: '192.0.2.2',
  });
  expect(host.state.interfaces.byIndex(3)?.Alias).toBe('up1');
  load(host, links('before'), AT + 1);
  expect(host.state.interfaces.byIndex(3)?.PhysicalAddress).not.toBe('');
});

it('compares only the tables of which it tells', () => {
  const host = hostOf(...links('before'), ...kernelFiles('before'));
  const local = Array.from(host.state.linux.routeObjects()).filter(
    ({ object }) => object['table'] === 'local',
  ).length;
  load(host, [fileOf('before-route')], AT + 1);
  const after = Array.from(host.state.linux.routeObjects());
  expect(after.filter(({ object }) => object['table'] === 'local')).toHaveLength(local);
  expect(after.filter(({ object }) => object['table'] === '100')).toHaveLength(2);
});

it('reads several VRFs, each with its table', () => {
  const main = recordingFile('frr/before-route.json').toString();
  const other = recordingFile('frr/before-route-table-100.json').toString();
  const host = hostOf(...links('before'), textFile('vrf.json', `{"default": ${main}, "red": ${other}}`));
  expect(new Set(Array.from(host.state.linux.routeObjects(), ({ object }) => object['table']))).toEqual(
    new Set(['main', '100']),
  );
});

/** What an import did, or why it was refused. */
const outcomeOf = (host: Host, files: readonly RecordedFile[]): ExportSummary | Error => {
  try {
    return load(host, files);
  } catch (error) {
    return error as Error;
  }
};

/** Routes that were imported, and those that were counted as left out. */
const accountedFor = ({ entries, skipped }: ExportSummary): number =>
  Object.entries(skipped)
    .filter(([why]) => why.endsWith('route of FRR'))
    .reduce((sum, [, left]) => sum + left, entries.route ?? 0);

describe('what is not in order', () => {
  const hop = { fib: true, active: true, ip: '192.0.2.2', interfaceIndex: 3, interfaceName: 'up1' };
  const route = {
    prefix: '10.0.0.0/8',
    protocol: 'static',
    selected: true,
    installed: true,
    distance: 1,
    metric: 0,
    table: 254,
    nexthops: [hop],
  };
  const told = (value: unknown, key = '10.0.0.0/8'): RecordedFile =>
    textFile('r.json', JSON.stringify({ [key]: value }));

  it.each<[string, RecordedFile, RegExp]>([
    [
      'no prefix',
      told([{ ...route, prefix: '10.0.0.1/8' }], '10.0.0.1/8'),
      /^r\.json: at byte \d+: 10\.0\.0\.1\/8, route 1: "10\.0\.0\.1\/8" is no prefix/,
    ],
    [
      'another prefix than its key',
      told([{ ...route, prefix: '10.0.0.0/9' }]),
      /10\.0\.0\.0\/8, route 1: prefix: "10\.0\.0\.0\/9" is not the 10\.0\.0\.0\/8/,
    ],
    [
      'a flag that is no flag',
      told([route, { ...route, installed: 'yes' }]),
      /route 2: installed: "yes" is no true or false/,
    ],
    [
      'a table that is no number',
      told([{ ...route, table: 'main' }]),
      /route 1: table: "main" is no whole number/,
    ],
    [
      'a link that is not known',
      told([{ ...route, nexthops: [{ ...hop, interfaceName: 'up9' }] }]),
      /nexthops\[0\]\.interfaceName: no link is called "up9": add the file/,
    ],
    [
      'a link with another index',
      told([{ ...route, nexthops: [hop, { ...hop, interfaceIndex: 4 }] }]),
      /nexthops\[1\]\.interfaceIndex: 4 is not that of up1, which is link 3/,
    ],
    [
      'an address that is none',
      told([{ ...route, nexthops: [{ ...hop, ip: 'nowhere' }] }]),
      /nexthops\[0\]\.ip: "nowhere" is no address/,
    ],
    [
      'no next hop that is used',
      told([{ ...route, nexthops: [{ ...hop, fib: false }] }]),
      /nexthops: it is installed, and none of them is/,
    ],
    ['no list', told({ a: 1 }), /expected is a list of routes/],
    [
      'a file that is cut short',
      textFile('r.json', recordingFile('frr/before-route.json').toString().slice(0, 5000)),
      /its routes are cut short: the file ends within them/,
    ],
    [
      'more behind the end',
      textFile('r.json', `${recordingFile('frr/before-route.json').toString()}{}`),
      /the routes end here, and more follows/,
    ],
  ])('refuses %s', (_, file, message) => {
    const host = mirrorLinux({ now: AT });
    expect(() => load(host, [...links('before'), file])).toThrow(message);
    expect(host.log.head.n).toBe(1);
  });

  it('refuses a table that another file tells as well', () => {
    expect(() =>
      load(mirrorLinux({ now: AT }), [...links('before'), ...kernelFiles('before'), fileOf('before-route')]),
    ).toThrow('before-route.json: another file tells all routes of inet in table main: import that or this');
    expect(() =>
      load(mirrorLinux({ now: AT }), [
        ...links('before'),
        fileOf('before-route'),
        fileOf('before-route-vrf-all'),
      ]),
    ).toThrow(IpExportError);
  });

  it('imports a mutated file with every route accounted for, or refuses it and changes nothing', () => {
    type Json = Record<string, unknown>;
    const whole = JSON.parse(recordingFile('frr/before-route.json').toString()) as Record<string, Json[]>;
    const keys = Object.keys(whole);
    const count = Object.values(whole).flat().length;
    const anyValue = fc.oneof(
      fc.constantFrom<unknown>(
        null,
        true,
        false,
        0,
        1,
        255,
        -1,
        1.5,
        'static',
        'up2',
        '::1',
        '10.0.0.0/8',
        [],
        {},
      ),
      fc.jsonValue({ maxDepth: 1 }),
    );
    let [imported, refused] = [0, 0];
    fc.assert(
      fc.property(
        fc.nat(),
        fc.nat(),
        fc.nat(),
        fc.boolean(),
        fc.option(anyValue, { nil: undefined }),
        (prefix, index, member, ofHop, value) => {
          const key = keys[prefix % keys.length] ?? '';
          const routes = structuredClone(whole[key] ?? []);
          const own = routes[index % routes.length] ?? {};
          const hops = own['nexthops'] as Json[];
          const target = ofHop ? (hops[index % hops.length] ?? own) : own;
          const name = Object.keys(target)[member % Object.keys(target).length] ?? '';
          if (value === undefined) delete target[name];
          else target[name] = value;
          const host = mirrorLinux({ now: AT });
          const outcome = outcomeOf(host, [
            ...links('before'),
            textFile('r.json', JSON.stringify({ ...whole, [key]: routes })),
          ]);
          const isRefused = outcome instanceof Error;
          const isNamed = !isRefused || (outcome instanceof IpExportError && outcome.message.includes(key));
          expect([isNamed, isRefused && host.log.head.n > 1]).toEqual([true, false]);
          expect(isRefused ? count : accountedFor(outcome)).toBe(count);
          if (isRefused) refused++;
          else imported++;
        },
      ),
      { numRuns: 300 },
    );
    expect(Math.min(imported, refused)).toBeGreaterThan(20);
  });
});
