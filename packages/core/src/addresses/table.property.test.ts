import * as fc from 'fast-check';

import { ip } from '../../test/address-host';
import { propertyRuns } from '../../test/property-runs';
import { compareAddresses, familyOf, makeLuid } from '../net';
import { UnicastTable, type UnicastRow } from '.';

const addresses = ['10.0.0.1', '10.0.0.10', '9.0.0.1', 'fe80::1', 'fe80::10', '2001:db8::1', '::1'].map(ip);
const instants = [null, 10, 20, 30];
const states = [
  'IpDadStateTentative',
  'IpDadStatePreferred',
  'IpDadStateDeprecated',
  'IpDadStateDuplicate',
] as const;

const change = fc.record({
  isRemoval: fc.boolean(),
  Address: fc.constantFrom(...addresses),
  InterfaceIndex: fc.constantFrom(1, 2, 16, 300),
  DadState: fc.constantFrom(...states),
  dadDueAt: fc.constantFrom(...instants),
  preferredUntil: fc.constantFrom(...instants),
  validUntil: fc.constantFrom(...instants),
});

/** The golden twin: a list, searched and sorted whenever it is asked. */
const isSameKey = (a: UnicastRow, b: UnicastRow): boolean =>
  a.InterfaceLuid === b.InterfaceLuid && a.Address === b.Address;
const byCreation = (a: UnicastRow, b: UnicastRow): number => a.createdSeq - b.createdSeq;
const byPlace = (a: UnicastRow, b: UnicastRow): number =>
  familyOf(a.Address).localeCompare(familyOf(b.Address)) ||
  a.InterfaceIndex - b.InterfaceIndex ||
  compareAddresses(a.Address, b.Address);
const duesOf = (row: UnicastRow): readonly number[] => {
  const own =
    row.DadState === 'IpDadStateTentative'
      ? row.dadDueAt
      : row.DadState === 'IpDadStatePreferred'
        ? row.preferredUntil
        : null;
  return [...new Set([own, row.validUntil])].filter((at) => at !== null);
};

const expectAlike = (table: UnicastTable, rows: readonly UnicastRow[]): void => {
  const inOrder = [...rows].sort(byCreation);
  expect(table.size).toBe(rows.length);
  expect(table.inOrderOfCreation()).toEqual(inOrder);
  expect([...table.inTableOrder()]).toEqual([...rows].sort(byPlace));
  for (const family of ['AF_INET', 'AF_INET6'] as const)
    expect([...table.inTableOrder(family)]).toEqual(
      rows.filter(({ Address }) => familyOf(Address) === family).sort(byPlace),
    );
  for (const address of addresses)
    expect(table.holding(address)).toEqual(inOrder.filter(({ Address }) => Address === address));
  for (const row of rows) {
    expect(table.get(row)).toBe(row);
    expect(table.onInterface(row.InterfaceLuid)).toEqual(
      inOrder.filter(({ InterfaceLuid }) => InterfaceLuid === row.InterfaceLuid),
    );
  }
  const dues = inOrder.flatMap((row) => duesOf(row).map((at) => ({ at, row }))).sort((a, b) => a.at - b.at);
  expect([...table.dueUpTo(20)]).toEqual(dues.filter(({ at }) => at <= 20));
};

it('agrees with a list after each change, and so do the versions kept from before', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
      let table: UnicastTable = UnicastTable.empty;
      let rows: readonly UnicastRow[] = [];
      const kept: Array<readonly [UnicastTable, readonly UnicastRow[]]> = [];
      for (const [index, { isRemoval, ...members }] of changes.entries()) {
        const InterfaceLuid = makeLuid(6, members.InterfaceIndex);
        const row: UnicastRow = {
          ...members,
          InterfaceLuid,
          OnLinkPrefixLength: 24,
          PrefixOrigin: 'IpPrefixOriginManual',
          ScopeId: 0,
          SkipAsSource: false,
          SuffixOrigin: 'IpSuffixOriginManual',
          createdAt: 0,
          createdSeq: index,
          setSeq: index,
        };
        const old = rows.find((other) => isSameKey(other, row));
        const others = rows.filter((other) => !isSameKey(other, row));
        const next = old === undefined ? row : { ...row, createdSeq: old.createdSeq };
        table = isRemoval ? table.without(row) : table.with(next);
        rows = isRemoval ? others : [...others, next];
        expectAlike(table, rows);
        kept.push([table, rows]);
      }
      for (const [version, then] of kept) expectAlike(version, then);
    }),
    propertyRuns(60),
  );
});
