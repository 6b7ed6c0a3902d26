import fc from 'fast-check';

import { propertyRuns } from '../../test/property-runs';
import { compareRoutePreference } from './route-store';
import type { LinuxKind, LinuxObjectRow } from './row';
import { LinuxTable } from './table';

// The table against a list of rows that is scanned.

const routeObject = fc.record(
  {
    family: fc.constant('inet'),
    metric: fc.integer({ min: 0, max: 2 }),
    order: fc.integer({ min: -2, max: 2 }),
    oif: fc.integer({ min: 1, max: 3 }),
    nexthops: fc.array(
      fc.record({ oif: fc.integer({ min: 1, max: 3 }), flags: fc.constantFrom([], ['dead']) }),
      { maxLength: 3 },
    ),
    nhid: fc.integer({ min: 1, max: 2 }),
    prefsrc: fc.constantFrom('192.0.2.1', '192.0.2.2'),
  },
  { requiredKeys: ['family'] },
);

type Change = Readonly<{ kind: LinuxKind; key: string; object: object | undefined }>;

const routeChange: fc.Arbitrary<Change> = fc
  .record({
    prefix: fc.constantFrom('0.0.0.0/0', '10.0.0.0/8', '10.1.0.0/16', '2001:db8::/32'),
    table: fc.constantFrom('local', 'main', 'default', '100'),
    way: fc.constantFrom('a', 'b', 'c'),
    object: fc.option(routeObject, { nil: undefined }),
  })
  .map(({ prefix, table, way, object }) => ({
    kind: 'route',
    key: `${prefix} table ${table} metric 0 unicast ${way}`,
    object: object && { ...object, table },
  }));

const addressChange: fc.Arbitrary<Change> = fc
  .record({
    local: fc.constantFrom('192.0.2.1', '192.0.2.10', 'fe80::1'),
    ifindex: fc.integer({ min: 1, max: 3 }),
    isThere: fc.boolean(),
  })
  .map(({ local, ifindex, isThere }) => ({
    kind: 'addr',
    key: `${local}/24 dev ${ifindex}`,
    object: isThere ? { ifindex, local } : undefined,
  }));

const changes = fc.array(fc.oneof(routeChange, addressChange), { maxLength: 60 });

/** The rows after changes, as a list in order of creation. */
const listed = (all: readonly Change[]): readonly LinuxObjectRow[] => {
  let rows: LinuxObjectRow[] = [];
  all.forEach(({ kind, key, object }, seq) => {
    const old = rows.find((row) => row.kind === kind && row.key === key);
    rows = rows.filter((row) => row !== old);
    if (object !== undefined)
      rows.push({
        kind,
        key,
        object: object as LinuxObjectRow['object'],
        createdSeq: old?.createdSeq ?? seq,
        setSeq: seq,
      });
    rows.sort((a, b) => a.createdSeq - b.createdSeq);
  });
  return rows;
};

const built = (all: readonly Change[]): readonly LinuxTable[] => {
  let table = LinuxTable.empty;
  return all.map(({ kind, key, object }, seq) => {
    table =
      object === undefined
        ? table.without({ kind, key })
        : table.withReported({ kind, key, object: object as LinuxObjectRow['object'] }, seq);
    return table;
  });
};

const linksOf = ({ object }: LinuxObjectRow): readonly unknown[] => [
  object['oif'],
  ...((object['nexthops'] as readonly { readonly oif: number }[] | undefined) ?? []).map(({ oif }) => oif),
];

const isAt = (prefix: string) => (row: LinuxObjectRow) =>
  row.kind === 'route' && row.key.startsWith(`${prefix} table `);

const keys = (rows: Iterable<LinuxObjectRow>): readonly string[] => Array.from(rows, ({ key }) => key);

it('finds what a scan of all rows finds, in every version', () => {
  fc.assert(
    fc.property(changes, (all) => {
      const versions = built(all);
      versions.forEach((table, version) => {
        const rows = listed(all.slice(0, version + 1));
        expect(table.size).toBe(rows.length);
        expect(table.inOrderOfCreation()).toEqual(rows);
        for (const ifindex of [1, 2, 3]) {
          expect(keys(table.onLink('route', ifindex))).toEqual(
            keys(rows.filter((row) => row.kind === 'route' && linksOf(row).includes(ifindex))),
          );
          expect(keys(table.onLink('addr', ifindex))).toEqual(
            keys(rows.filter(({ kind, object }) => kind === 'addr' && object['ifindex'] === ifindex)),
          );
        }
        for (const address of ['192.0.2.1', '192.0.2.10', 'fe80::1'])
          expect(new Set(keys(table.addressesHolding(address)))).toEqual(
            new Set(keys(rows.filter(({ object }) => object['local'] === address))),
          );
        for (const source of ['192.0.2.1', '192.0.2.2'])
          expect(keys(table.routesPreferring(source))).toEqual(
            keys(rows.filter(({ object }) => object['prefsrc'] === source && object['table'] === 'main')),
          );
        for (const nhid of [1, 2])
          expect(keys(table.routesByNexthop(nhid))).toEqual(
            keys(rows.filter(({ object }) => object['nhid'] === nhid)),
          );
        for (const prefix of ['0.0.0.0/0', '10.0.0.0/8', '10.1.0.0/16', '2001:db8::/32'])
          expect(table.routesAt(prefix as never)).toEqual(
            rows
              .filter(isAt(prefix))
              .filter(({ object }) => object['table'] !== '100')
              .sort(compareRoutePreference),
          );
      });
    }),
    propertyRuns(60),
  );
});
