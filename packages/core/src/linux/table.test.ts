import { evolveLinux } from './fold';
import type { LinuxKind, LinuxObjectRow } from './row';
import { LinuxTable } from './table';

const row = (kind: LinuxKind, key: string, object: object, seq: number): LinuxObjectRow => ({
  kind,
  key,
  object: object as LinuxObjectRow['object'],
  createdSeq: seq,
  setSeq: seq,
});

const report = (table: LinuxTable, kind: LinuxKind, key: string, object: object, seq: number): LinuxTable =>
  evolveLinux(
    table,
    { type: 'LinuxObjectReported', data: { kind, key, object: object as LinuxObjectRow['object'] } },
    { seq, at: 0 },
  );

const withdraw = (table: LinuxTable, kind: LinuxKind, key: string): LinuxTable =>
  evolveLinux(
    table,
    { type: 'LinuxObjectWithdrawn', data: { kind, key, inferred: false } },
    { seq: 99, at: 0 },
  );

const keys = (rows: Iterable<LinuxObjectRow>): readonly string[] => Array.from(rows, ({ key }) => key);

const main = '10.0.0.0/8 table main metric 0 unicast dev 2';

describe('folding', () => {
  it('keeps when an object was first reported, and when last', () => {
    const first = report(LinuxTable.empty, 'route', main, { metric: 0 }, 5);
    const second = report(first, 'route', main, { metric: 0, protocol: 'bgp' }, 9);
    expect(second.get({ kind: 'route', key: main })).toMatchObject({ createdSeq: 5, setSeq: 9 });
    expect(second.size).toBe(1);
    expect(first.get({ kind: 'route', key: main })?.object).toEqual({ metric: 0 });
  });

  it('freezes an object with all that is in it', () => {
    const table = report(
      LinuxTable.empty,
      'link',
      '2',
      { linkinfo: { info_kind: 'veth' }, flags: ['UP'] },
      1,
    );
    const link = table.link(2);
    const object = link?.object;
    expect(object).toEqual({ flags: ['UP'], linkinfo: { info_kind: 'veth' } });
    const parts = [link, object, object?.['linkinfo'], object?.['flags']];
    expect(parts.every((part) => Object.isFrozen(part))).toBe(true);
  });

  it('leaves the table as it is where an object is not there', () => {
    const table = report(LinuxTable.empty, 'route', main, {}, 1);
    expect(withdraw(table, 'route', main.replace('dev 2', 'dev 3'))).toBe(table);
    expect(withdraw(table, 'link', '2')).toBe(table);
  });

  it('keeps routes with keys of any kind', () => {
    const odd = [
      '',
      'x',
      '10.0.0.1/8 table main metric 0 ',
      'default table main metric 0 unicast',
      '10.0.0.0/8',
    ];
    let table = LinuxTable.empty;
    odd.forEach((key, index) => (table = report(table, 'route', key, { n: index }, index)));
    odd.forEach((key, index) => expect(table.get({ kind: 'route', key })?.object).toEqual({ n: index }));
    for (const key of odd) table = withdraw(table, 'route', key);
    expect([table.size, ...table.values()]).toEqual([0]);
  });
});

describe('what is found', () => {
  const table = [
    row('link', '2', { ifindex: 2 }, 1),
    row('addr', '192.0.2.1/24 dev 2', { ifindex: 2, local: '192.0.2.1' }, 2),
    row('addr', '192.0.2.1/28 dev 3', { ifindex: 3, local: '192.0.2.1' }, 3),
    row('addr', '192.0.2.10/24 dev 2', { ifindex: 2, local: '192.0.2.10' }, 4),
    row('neigh', '192.0.2.7 dev 2', { ifindex: 2 }, 5),
    row('netconf', 'inet dev 2', { ifindex: 2 }, 6),
    row('netconf', 'inet all', { ifindex: -1 }, 7),
    row('nexthop', '9', { id: 9, oif: 2 }, 8),
    row('route', main, { family: 'inet', oif: 2, table: 'main', prefsrc: '192.0.2.1' }, 9),
    row(
      'route',
      '10.0.0.0/8 table 100 metric 0 unicast dev 2',
      { family: 'inet', oif: 2, table: '100', prefsrc: '192.0.2.1' },
      10,
    ),
    row('route', '10.0.0.0/8 table local metric 0 local dev 3', { oif: 3, table: 'local' }, 11),
    row(
      'route',
      '10.0.0.0/8 table main metric 10 unicast nexthop …',
      { table: 'main', metric: 10, nexthops: [{ oif: 2, flags: ['dead'] }, { oif: 3 }, { oif: 2 }] },
      12,
    ),
    row(
      'route',
      '2001:db8::/32 table main metric 1 unicast nhid 9',
      { family: 'inet6', nhid: 9, metric: 1, table: 'main' },
      13,
    ),
  ].reduce((built, one) => built.with(one), LinuxTable.empty);

  it.each([
    ['addresses of a link', () => table.onLink('addr', 2), ['192.0.2.1/24 dev 2', '192.0.2.10/24 dev 2']],
    ['neighbors of a link', () => table.onLink('neigh', 2), ['192.0.2.7 dev 2']],
    ['settings of a link', () => table.onLink('netconf', 2), ['inet dev 2']],
    ['nexthop objects of a link', () => table.onLink('nexthop', 2), ['9']],
    [
      'routes through a link, each once, of every table, in order of creation',
      () => table.onLink('route', 2),
      [
        main,
        '10.0.0.0/8 table 100 metric 0 unicast dev 2',
        '10.0.0.0/8 table main metric 10 unicast nexthop …',
      ],
    ],
    [
      'an address on every link',
      () => table.addressesHolding('192.0.2.1'),
      ['192.0.2.1/24 dev 2', '192.0.2.1/28 dev 3'],
    ],
    ['IPv4 routes of table main that prefer a source', () => table.routesPreferring('192.0.2.1'), [main]],
    [
      'routes by a nexthop object',
      () => table.routesByNexthop(9),
      ['2001:db8::/32 table main metric 1 unicast nhid 9'],
    ],
    [
      'routes with dead next hops',
      () => table.routesWithDeadHops(),
      ['10.0.0.0/8 table main metric 10 unicast nexthop …'],
    ],
    [
      'routes of a prefix, table by table, without those of other tables',
      () => table.routesAt('10.0.0.0/8' as never),
      [
        '10.0.0.0/8 table local metric 0 local dev 3',
        main,
        '10.0.0.0/8 table main metric 10 unicast nexthop …',
      ],
    ],
    [
      'routes of a slot',
      () => table.routesInSlot('10.0.0.0/8 table 100 metric 0 '),
      ['10.0.0.0/8 table 100 metric 0 unicast dev 2'],
    ],
    ['no routes of no slot', () => table.routesInSlot('nonsense'), []],
    ['what is not there', () => table.onLink('route', 77), []],
  ])('%s', (_what, find, expected) => {
    expect(keys(find())).toEqual(expected);
  });

  it('by index, family or id', () => {
    expect([table.link(2)?.key, table.netconf('inet', -1)?.key, table.nexthop(9)?.key]).toEqual([
      '2',
      'inet all',
      '9',
    ]);
    expect([table.link(3), table.netconf('inet6', 2), table.nexthop(1)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('all in order of creation, however it is kept', () => {
    expect(table.inOrderOfCreation().map(({ createdSeq }) => createdSeq)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13,
    ]);
    expect(keys(table.ofKind('netconf'))).toEqual(['inet all', 'inet dev 2']);
    expect(keys(table.routeObjects())).toHaveLength(5);
  });

  it('nothing of what is no interface of ours', () => {
    expect(table.onInterface('0x0006000002000000' as never)).toEqual([]);
  });
});
