import fc from 'fast-check';

import { propertyRuns } from '../../test/property-runs';
import type { LinuxEvent } from './events';
import { evolveLinux } from './fold';
import { LinuxReplay } from './replay';
import { LinuxTable } from './table';

const hop = fc.record({ oif: fc.integer({ min: 1, max: 3 }), flags: fc.constantFrom([], ['dead']) });

const routeObject = fc.record(
  {
    family: fc.constant('inet'),
    order: fc.integer({ min: -1, max: 1 }),
    oif: fc.integer({ min: 1, max: 3 }),
    nexthops: fc.array(hop, { maxLength: 2 }),
    nhid: fc.integer({ min: 1, max: 2 }),
    prefsrc: fc.constantFrom('192.0.2.1', '192.0.2.2'),
  },
  { requiredKeys: ['family'] },
);

const routeKey = fc
  .tuple(
    fc.constantFrom('0.0.0.0/0', '10.0.0.0/8', '10.1.0.0/16', '2001:db8::/32', 'no prefix'),
    fc.constantFrom('local', 'main', '100'),
    fc.constantFrom('a', 'b'),
  )
  .map(([prefix, table, way]) => `${prefix} table ${table} metric 0 unicast ${way}`);

const event: fc.Arbitrary<LinuxEvent> = fc.oneof(
  fc.record({ key: routeKey, object: routeObject }).map(({ key, object }): LinuxEvent => ({
    type: 'LinuxObjectReported',
    data: { kind: 'route', key, object: { ...object, table: key.split(' table ')[1]?.split(' ')[0] } },
  })),
  routeKey.map((key): LinuxEvent => ({
    type: 'LinuxObjectWithdrawn',
    data: { kind: 'route', key, inferred: false },
  })),
  fc.integer({ min: 1, max: 2 }).map((ifindex): LinuxEvent => ({
    type: 'LinuxObjectReported',
    data: { kind: 'addr', key: `192.0.2.1/24 dev ${ifindex}`, object: { ifindex, local: '192.0.2.1' } },
  })),
  fc.integer({ min: 1, max: 2 }).map((ifindex): LinuxEvent => ({
    type: 'LinuxObjectWithdrawn',
    data: { kind: 'addr', key: `192.0.2.1/24 dev ${ifindex}`, inferred: false },
  })),
);

const isStanding = (table: LinuxTable, { data }: LinuxEvent): boolean => table.get(data) !== undefined;

/** All that can be seen of a table. */
const seenOf = (table: LinuxTable): unknown => ({
  size: table.size,
  rows: Array.from(table.values()),
  created: table.inOrderOfCreation(),
  links: [1, 2, 3].map((ifindex) => [table.onLink('route', ifindex), table.onLink('addr', ifindex)]),
  sources: ['192.0.2.1', '192.0.2.2'].map((source) => table.routesPreferring(source)),
  nexthops: [1, 2].map((id) => table.routesByNexthop(id)),
  dead: table.routesWithDeadHops(),
  at: ['10.0.0.0/8', '2001:db8::/32'].map((prefix) => table.routesAt(prefix as never)),
});

const foldedOneByOne = (table: LinuxTable, events: readonly LinuxEvent[], first: number): LinuxTable =>
  events.reduce((folded, one, index) => evolveLinux(folded, one, { seq: first + index, at: 0 }), table);

const replayOf = (table: LinuxTable, events: readonly LinuxEvent[], first: number): LinuxReplay => {
  const replay = new LinuxReplay(table);
  events.forEach((one, index) => replay.add(one, first + index));
  return replay;
};

/** Without the events that withdraw what does not stand. */
const fitting = (table: LinuxTable, events: readonly LinuxEvent[]): readonly LinuxEvent[] => {
  let folded = table;
  return events.filter((one, index) => {
    const isFit = one.type === 'LinuxObjectReported' || isStanding(folded, one);
    if (isFit) folded = evolveLinux(folded, one, { seq: index + 1, at: 0 });
    return isFit;
  });
};

const events = fc.array(event, { maxLength: 60 });

it('comes to where folding one by one comes to, and leaves the table before as it was', () => {
  fc.assert(
    fc.property(events, events, (earlier, all) => {
      const table = foldedOneByOne(LinuxTable.empty, earlier, 1);
      const before = seenOf(table);
      const fit = fitting(table, all);
      const first = earlier.length + 1;
      const folded = replayOf(table, fit, first).finish();
      expect(folded).toBeInstanceOf(LinuxTable);
      expect(seenOf(folded as LinuxTable)).toEqual(seenOf(foldedOneByOne(table, fit, first)));
      expect(seenOf(table)).toEqual(before);
    }),
    propertyRuns(100),
  );
});

it('names the first event that withdraws what does not stand', () => {
  fc.assert(
    fc.property(events, (all) => {
      let table = LinuxTable.empty;
      const misfit = all.findIndex((one, index) => {
        if (one.type === 'LinuxObjectWithdrawn' && !isStanding(table, one)) return true;
        table = evolveLinux(table, one, { seq: index + 1, at: 0 });
        return false;
      });
      const end = replayOf(LinuxTable.empty, all, 1).finish();
      if (misfit < 0) expect(end).toBeInstanceOf(LinuxTable);
      else expect(end).toMatchObject({ seq: misfit + 1, key: { key: all[misfit]?.data.key } });
    }),
    propertyRuns(100),
  );
});

it('folds more events than it keeps waiting', () => {
  const many = Array.from({ length: 5000 }, (_, index): LinuxEvent => ({
    type: 'LinuxObjectReported',
    data: {
      kind: 'route',
      key: `10.${index >> 8}.${index & 255}.0/24 table main metric 0 unicast dev 2`,
      object: { family: 'inet', oif: 2, table: 'main' },
    },
  }));
  const folded = replayOf(LinuxTable.empty, many, 1).finish();
  expect(seenOf(folded as LinuxTable)).toEqual(seenOf(foldedOneByOne(LinuxTable.empty, many, 1)));
});
