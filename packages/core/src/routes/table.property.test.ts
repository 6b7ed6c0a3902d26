import * as fc from 'fast-check';

import { ip, luid, prefix } from '../../test/route-host';
import { propertyRuns } from '../../test/property-runs';
import { compareAddresses, comparePrefixes, familyOf, isInPrefix, prefixLength } from '../net';
import { RouteTable, routesTable, type RouteKey, type RouteRow } from '.';

const luids = [luid('0x0006000005000000'), luid('0x0006000006000000'), luid('0x0018000001000000')];

const destinations = [
  '0.0.0.0/0',
  '10.0.0.0/8',
  '10.0.0.0/9',
  '10.0.0.0/24',
  '10.0.0.7/32',
  '128.0.0.0/1',
  '::/0',
  '2001:db8::/32',
  '2001:db8::/64',
  '2001:db8::7/128',
].map(prefix);
const nextHops = ['0.0.0.0', '192.0.2.9', '192.0.2.10', '::', 'fe80::9', 'fe80::10'].map(ip);
const addresses = [
  '10.0.0.7',
  '10.0.0.8',
  '10.128.0.1',
  '200.0.0.1',
  '2001:db8::7',
  '2001:db8::8',
  '3fff::1',
].map(ip);

const endArbitrary = fc.option(fc.integer({ min: 0, max: 5 }), { nil: null });

const rowArbitrary: fc.Arbitrary<RouteRow> = fc
  .record({
    AutoconfigureAddress: fc.boolean(),
    DestinationPrefix: fc.constantFrom(...destinations),
    interface: fc.nat({ max: 2 }),
    Loopback: fc.boolean(),
    Metric: fc.nat({ max: 3 }),
    hop: fc.nat({ max: 2 }),
    Origin: fc.constantFrom('NlroManual', 'NlroWellKnown'),
    ageSince: fc.constantFrom(0, 1000, 2 ** 40),
    createdSeq: fc.nat({ max: 9 }),
    preferredUntil: endArbitrary,
    setSeq: fc.nat({ max: 99 }),
    validUntil: endArbitrary,
  })
  .map(({ interface: index, hop, ...members }) => ({
    Immortal: false,
    InterfaceIndex: 7 - index,
    InterfaceLuid: luids[index] ?? luid('0x0'),
    NextHop: nextHops[(familyOf(members.DestinationPrefix) === 'AF_INET' ? 0 : 3) + hop] ?? ip(''),
    Protocol: 'MIB_IPPROTO_NETMGMT' as const,
    Publish: false,
    SitePrefixLength: 0,
    ...members,
  }));

type Operation = { readonly kind: 'set' | 'delete'; readonly row: RouteRow };
const operation: fc.Arbitrary<Operation> = fc.record({
  kind: fc.constantFrom('set', 'set', 'delete'),
  row: rowArbitrary,
});
/** What is done at once: one operation by itself, or several in a batch. */
const step = fc.oneof(
  operation.map((single): readonly Operation[] => [single]),
  fc.array(operation, { maxLength: 8 }),
);

/** The golden twin: a list, scanned and sorted. */
class Model {
  constructor(readonly rows: readonly RouteRow[]) {}

  with(row: RouteRow): Model {
    return new Model([...this.without(row).rows, row]);
  }

  without(key: RouteKey): Model {
    return new Model(this.rows.filter((row) => routesTable.keyOf(row) !== routesTable.keyOf(key)));
  }

  sorted(...orders: ReadonlyArray<(a: RouteRow, b: RouteRow) => number>): readonly RouteRow[] {
    return this.rows.toSorted((a, b) => {
      for (const order of orders) if (order(a, b) !== 0) return order(a, b);
      return 0;
    });
  }
}

const byCreation = (a: RouteRow, b: RouteRow): number => a.createdSeq - b.createdSeq;
const byKey = (a: RouteRow, b: RouteRow): number => (routesTable.keyOf(a) < routesTable.keyOf(b) ? -1 : 1);
const byPrefix = (a: RouteRow, b: RouteRow): number =>
  comparePrefixes(a.DestinationPrefix, b.DestinationPrefix);
const byInterface = (a: RouteRow, b: RouteRow): number => a.InterfaceIndex - b.InterfaceIndex;
const byNextHop = (a: RouteRow, b: RouteRow): number => compareAddresses(a.NextHop, b.NextHop);
const byMetric = (a: RouteRow, b: RouteRow): number => a.Metric - b.Metric;
const byEnd = (a: RouteRow, b: RouteRow): number => (a.validUntil ?? 0) - (b.validUntil ?? 0);

const checkSame = (table: RouteTable, model: Model): void => {
  expect(table.size).toBe(model.rows.length);
  expect(table.inOrderOfCreation()).toEqual(model.sorted(byCreation, byKey));
  const listed = model.sorted(byPrefix, byInterface, byNextHop);
  expect([...table.values()]).toEqual(listed);
  for (const family of ['AF_INET', 'AF_INET6'] as const)
    expect([...table.inTableOrder(family)]).toEqual(
      listed.filter(({ DestinationPrefix }) => familyOf(DestinationPrefix) === family),
    );
  for (const each of luids)
    expect(table.onInterface(each)).toEqual(
      model.sorted(byCreation, byKey).filter(({ InterfaceLuid }) => InterfaceLuid === each),
    );
  const preferred = model.sorted(byMetric, byInterface, byNextHop);
  for (const destination of destinations)
    expect(table.at(destination)).toEqual(
      preferred.filter(({ DestinationPrefix }) => DestinationPrefix === destination),
    );
  for (const address of addresses) {
    const holding = preferred.filter(({ DestinationPrefix }) => isInPrefix(address, DestinationPrefix));
    expect([...table.candidates(address)].flat()).toEqual(
      holding.toSorted((a, b) => prefixLength(b.DestinationPrefix) - prefixLength(a.DestinationPrefix)),
    );
  }
  const ending = model.sorted(byEnd, byCreation, byKey).filter(({ validUntil }) => validUntil !== null);
  expect(table.nextDue()).toBe(ending[0]?.validUntil ?? undefined);
  for (const instant of [-1, 0, 3, 5])
    expect([...table.dueUpTo(instant)]).toEqual(
      ending
        .filter(({ validUntil }) => (validUntil ?? 0) <= instant)
        .map((row) => ({ at: row.validUntil, row })),
    );
  for (const row of model.rows) expect(table.get(row)).toEqual(row);
};

const afterAll = (table: RouteTable, operations: readonly Operation[]): RouteTable => {
  const [single] = operations;
  if (operations.length === 1 && single !== undefined)
    return single.kind === 'set' ? table.with(single.row) : table.without(single.row);
  return table.mutate((batch) => {
    for (const { kind, row } of operations) batch[kind](row);
  });
};

const modelAfterAll = (model: Model, operations: readonly Operation[]): Model =>
  operations.reduce((of, { kind, row }) => (kind === 'set' ? of.with(row) : of.without(row)), model);

describe('RouteTable', () => {
  it('is what a list is, after each step and on every version kept from before', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), fc.nat({ max: 12 }), (steps, rebuiltAt) => {
        const versions: Array<readonly [RouteTable, Model]> = [[RouteTable.empty, new Model([])]];
        for (const [index, operations] of steps.entries()) {
          const [before, model] = versions.at(-1) ?? [RouteTable.empty, new Model([])];
          // A table built at once of the rows must go on like the one that came to hold them.
          const table = index === rebuiltAt ? RouteTable.ofRows(model.rows) : before;
          versions.push([afterAll(table, operations), modelAfterAll(model, operations)]);
        }
        for (const [table, model] of versions) {
          checkSame(table, model);
          checkSame(RouteTable.ofRows(model.rows), model);
        }
      }),
      propertyRuns(80),
    );
  });
});
