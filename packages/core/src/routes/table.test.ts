import { ip, luid, prefix } from '../../test/route-host';
import { RouteTable, type RouteRow } from '.';

const row = (
  DestinationPrefix: string,
  NextHop: string,
  seq: number,
  members: Partial<RouteRow> = {},
): RouteRow => ({
  AutoconfigureAddress: false,
  DestinationPrefix: prefix(DestinationPrefix),
  Immortal: false,
  InterfaceIndex: 5,
  InterfaceLuid: luid('0x0006000005000000'),
  Loopback: false,
  Metric: 10,
  NextHop: ip(NextHop),
  Origin: 'NlroManual',
  Protocol: 'MIB_IPPROTO_NETMGMT',
  Publish: false,
  SitePrefixLength: 0,
  ageSince: 1_767_225_600_000,
  createdSeq: seq,
  preferredUntil: null,
  setSeq: seq,
  validUntil: null,
  ...members,
});

const six = { InterfaceIndex: 6, InterfaceLuid: luid('0x0006000006000000') };

const tableOf = (...rows: readonly RouteRow[]): RouteTable =>
  rows.reduce((table, each) => table.with(each), RouteTable.empty);

describe('RouteTable', () => {
  it('gives back what it was given, frozen', () => {
    const given = row('203.0.113.0/24', '192.0.2.1', 3, {
      validUntil: 5,
      preferredUntil: 4,
      Protocol: 'MIB_IPPROTO_BGP',
      Origin: 'NlroDHCP',
      Loopback: true,
      Immortal: true,
      SitePrefixLength: 24,
      Metric: 4294967294,
      setSeq: 2 ** 40,
    });
    const table = tableOf(given);
    expect(table.get(given)).toEqual(given);
    expect(Object.isFrozen(table.get(given))).toBe(true);
    expect(table.get({ ...given, NextHop: ip('192.0.2.2') })).toBeUndefined();
    expect(table.get({ ...given, ...six })).toBeUndefined();
    expect([table.has(given), table.has({ ...given, ...six })]).toEqual([true, false]);
  });

  it.each([
    '0.0.0.0/0',
    '255.255.255.255/32',
    '128.0.0.0/1',
    '::/0',
    'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128',
    '2001:db8::/33',
  ])('keeps %s as it is written', (text) => {
    const given = row(text, text.includes(':') ? '::' : '0.0.0.0', 1);
    expect(tableOf(given).get(given)).toEqual(given);
  });

  it('gives the routes of a prefix by metric, interface and next hop as a number', () => {
    const table = tableOf(
      row('10.0.0.0/8', '192.0.2.10', 1, { ...six, Metric: 3 }),
      row('10.0.0.0/8', '192.0.2.10', 2, { Metric: 3 }),
      row('10.0.0.0/8', '192.0.2.9', 3, { Metric: 3 }),
      row('10.0.0.0/8', '192.0.2.200', 4, { ...six, Metric: 1 }),
    );
    expect(table.at(prefix('10.0.0.0/8')).map(({ createdSeq }) => createdSeq)).toEqual([4, 3, 2, 1]);
    expect([...table.inTableOrder()].map(({ createdSeq }) => createdSeq)).toEqual([3, 2, 1, 4]);
    expect(table.at(prefix('10.0.0.0/9'))).toEqual([]);
    expect([...table.candidates(ip('10.0.0.1'))].flat()).toHaveLength(4);
  });

  it('moves a route within its prefix when its metric changes', () => {
    const table = tableOf(row('10.0.0.0/8', '192.0.2.1', 1), row('10.0.0.0/8', '192.0.2.2', 2));
    const moved = table.withSet(row('10.0.0.0/8', '192.0.2.1', 9, { Metric: 99 }), 9);
    expect(moved.at(prefix('10.0.0.0/8')).map(({ NextHop }) => NextHop)).toEqual(['192.0.2.2', '192.0.2.1']);
    expect(moved.onInterface(luid('0x0006000005000000'))[0]).toMatchObject({
      Metric: 99,
      createdSeq: 1,
      setSeq: 9,
    });
    expect(moved.size).toBe(2);
  });

  it('is the same table where nothing is removed', () => {
    const table = tableOf(row('10.0.0.0/8', '192.0.2.1', 1));
    expect(table.without(row('10.0.0.0/8', '192.0.2.2', 1))).toBe(table);
    expect(table.without(row('11.0.0.0/8', '192.0.2.1', 1))).toBe(table);
  });

  it('is empty again after the last route went', () => {
    const given = row('10.0.0.0/8', '192.0.2.1', 1, { validUntil: 9 });
    const table = tableOf(given).without(given);
    expect([
      table.size,
      [...table.values()],
      table.onInterface(given.InterfaceLuid),
      table.nextDue(),
    ]).toEqual([0, [], [], undefined]);
  });

  it('orders routes that one event created by their key', () => {
    const rows = [
      row('9.0.0.0/8', '192.0.2.1', 7),
      row('10.0.0.0/8', '192.0.2.1', 7),
      row('11.0.0.0/8', '192.0.2.1', 6),
    ];
    expect(
      tableOf(...rows)
        .inOrderOfCreation()
        .map(({ DestinationPrefix }) => DestinationPrefix),
    ).toEqual(['11.0.0.0/8', '10.0.0.0/8', '9.0.0.0/8']);
  });

  it('offers prefixes from the longest on until one is accepted', () => {
    const table = tableOf(
      row('0.0.0.0/0', '0.0.0.0', 1),
      row('10.0.0.0/8', '0.0.0.0', 2),
      row('10.0.0.0/24', '0.0.0.0', 3),
    );
    const offered: unknown[] = [];
    table.longestIpv4(0x0a00_0001, (slot) => {
      offered.push(slot);
      return false;
    });
    expect(new Set(offered).size).toBe(3);
    expect(table.longestIpv4(0x0a00_0001, () => true)).toBe(offered[0]);
    expect(table.longestIpv4(0x0a00_0001, (slot) => slot === offered[2])).toBe(offered[2]);
    expect(table.longestIpv6(0, 0, 0, 1, () => true)).toBeUndefined();
  });
});

describe('a batch', () => {
  it('reads what it wrote, and is over when its function returns', () => {
    const given = row('10.0.0.0/8', '192.0.2.1', 1);
    let escaped: (() => void) | undefined;
    const table = RouteTable.empty.mutate((batch) => {
      expect(batch.get(given)).toBeUndefined();
      batch.set(given);
      batch.set(row('::/0', '::', 2));
      expect([batch.get(given), batch.size]).toEqual([given, 2]);
      batch.delete(given);
      batch.delete(given);
      expect([batch.get(given), batch.size]).toEqual([undefined, 1]);
      escaped = () => batch.set(given);
    });
    expect(table.size).toBe(1);
    expect(escaped).toThrow('batch has ended');
    expect(table.size).toBe(1);
  });

  it('has changed nothing when its function throws', () => {
    const table = tableOf(row('10.0.0.0/8', '192.0.2.1', 1));
    expect(() =>
      table.mutate((batch) => {
        batch.delete(row('10.0.0.0/8', '192.0.2.1', 1));
        throw new Error('enough');
      }),
    ).toThrow('enough');
    expect([...table.values()]).toHaveLength(1);
  });
});

describe('members that routes share', () => {
  it('do not mix, however many differ', () => {
    const rows = Array.from({ length: 3000 }, (_, index) =>
      row(`10.${index >> 8}.${index & 255}.0/24`, `192.0.2.${index % 7}`, index, {
        Metric: index % 13,
        Loopback: index % 2 === 0,
        Publish: index % 3 === 0,
        Immortal: index % 5 === 0,
        AutoconfigureAddress: index % 11 === 0,
        SitePrefixLength: index % 17,
        Protocol: index % 19 === 0 ? 'MIB_IPPROTO_BGP' : 'MIB_IPPROTO_RIP',
        Origin: index % 23 === 0 ? 'Nlro6to4' : 'NlroManual',
        // Far apart, so that one base cannot serve all.
        ageSince: index * 2 ** 33,
        ...(index % 29 === 0 ? six : {}),
        ...(index % 31 === 0 ? { InterfaceIndex: 66 } : {}),
      }),
    );
    expect(tableOf(...rows).inOrderOfCreation()).toEqual(rows);
  });

  it.each<Partial<RouteRow>>([
    six,
    { InterfaceIndex: 6 },
    { NextHop: ip('192.0.2.2') },
    { SitePrefixLength: 8 },
    { Metric: 11 },
    { Protocol: 'MIB_IPPROTO_BGP' },
    { Loopback: true },
    { AutoconfigureAddress: true },
    { Publish: true },
    { Immortal: true },
    { Origin: 'NlroDHCP' },
    { validUntil: 5 },
    { preferredUntil: 5 },
    { ageSince: 1 },
  ])('are not shared where %p differs', (members) => {
    const rows = [row('10.0.0.0/8', '192.0.2.1', 1), row('11.0.0.0/8', '192.0.2.1', 2, members)];
    expect(tableOf(...rows).inOrderOfCreation()).toEqual(rows);
    expect(tableOf(...rows.toReversed()).inOrderOfCreation()).toEqual(rows);
  });

  it('are found again however many next hops there were', () => {
    const rows = Array.from({ length: 5000 }, (_, index) =>
      row(`10.${index >> 8}.${index & 255}.0/24`, `172.16.${index >> 8}.${index & 255}`, index),
    );
    const table = RouteTable.empty.mutate((batch) => {
      for (const each of rows) batch.set(each);
    });
    expect(table.inOrderOfCreation()).toEqual(rows);
  });
});
