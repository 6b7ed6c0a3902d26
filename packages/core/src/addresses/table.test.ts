import { ip } from '../../test/address-host';
import { makeLuid } from '../net';
import {
  evolveAnycast,
  evolveMulticast,
  evolveUnicast,
  AnycastTable,
  MulticastTable,
  UnicastTable,
  type UnicastData,
} from '.';

const luid = (index: number) => makeLuid(6, index);

const data = (address: string, index: number, members: Partial<UnicastData> = {}): UnicastData => ({
  Address: ip(address),
  DadState: 'IpDadStatePreferred',
  InterfaceIndex: index,
  InterfaceLuid: luid(index),
  OnLinkPrefixLength: 24,
  PrefixOrigin: 'IpPrefixOriginManual',
  ScopeId: 0,
  SkipAsSource: false,
  SuffixOrigin: 'IpSuffixOriginManual',
  createdAt: 0,
  dadDueAt: null,
  preferredUntil: null,
  validUntil: null,
  ...members,
});

const tableOf = (...rows: readonly UnicastData[]): UnicastTable =>
  rows.reduce(
    (table, row, index) =>
      evolveUnicast(table, { type: 'UnicastAddressCreated', data: row }, { seq: index + 1, at: 0 }),
    UnicastTable.empty,
  );

const names = (rows: Iterable<{ Address: string; InterfaceIndex: number }>): readonly string[] =>
  Array.from(rows, ({ Address, InterfaceIndex }) => `${Address}@${InterfaceIndex}`);

describe('a table of addresses', () => {
  const table = tableOf(
    data('fe80::2', 7),
    data('10.0.0.10', 9),
    data('10.0.0.9', 9),
    data('10.0.0.9', 12),
    data('fe80::2', 5),
    data('9.255.255.255', 12),
  );

  it('lists IPv4 before IPv6, then by index, then by address as a number', () => {
    const ipv4 = ['10.0.0.9@9', '10.0.0.10@9', '9.255.255.255@12', '10.0.0.9@12'];
    const ipv6 = ['fe80::2@5', 'fe80::2@7'];
    expect(names(table.inTableOrder())).toEqual([...ipv4, ...ipv6]);
    expect(names(table.inTableOrder('AF_INET'))).toEqual(ipv4);
    expect(names(table.inTableOrder('AF_INET6'))).toEqual(ipv6);
  });

  it('finds an address on every interface, in order of creation', () => {
    expect(names(table.holding(ip('fe80::2')))).toEqual(['fe80::2@7', 'fe80::2@5']);
    expect(names(table.holding(ip('10.0.0.9')))).toEqual(['10.0.0.9@9', '10.0.0.9@12']);
    expect(table.holding(ip('fe80::'))).toEqual([]);
    expect(table.holding(ip('fe80::20'))).toEqual([]);
  });

  it('gives the addresses of an interface in order of creation', () => {
    expect(names(table.onInterface(luid(9)))).toEqual(['10.0.0.10@9', '10.0.0.9@9']);
    expect(table.onInterface(luid(99))).toEqual([]);
  });

  it('is the same table without a row that is not there', () => {
    expect(table.without({ InterfaceLuid: luid(99), Address: ip('10.0.0.9') })).toBe(table);
  });

  it('forgets a row in all its orders, and the version before keeps it', () => {
    const rest = table.without({ InterfaceLuid: luid(9), Address: ip('10.0.0.9') });
    expect(rest.size).toBe(5);
    expect(names(rest.holding(ip('10.0.0.9')))).toEqual(['10.0.0.9@12']);
    expect(names(rest.inTableOrder('AF_INET'))).toEqual(['10.0.0.10@9', '9.255.255.255@12', '10.0.0.9@12']);
    expect(names(table.holding(ip('10.0.0.9')))).toEqual(['10.0.0.9@9', '10.0.0.9@12']);
  });
});

describe('what falls due', () => {
  const due = (members: Partial<UnicastData>): readonly number[] =>
    Array.from(tableOf(data('10.0.0.1', 5, members)).dueUpTo(Infinity), ({ at }) => at);
  const ends = { dadDueAt: 10, preferredUntil: 20, validUntil: 30 };

  it.each([
    [
      'a tentative address: detection and the valid end',
      { DadState: 'IpDadStateTentative' as const },
      [10, 30],
    ],
    [
      'a preferred one: the preferred and the valid end',
      { DadState: 'IpDadStatePreferred' as const },
      [20, 30],
    ],
    ['a deprecated one: the valid end', { DadState: 'IpDadStateDeprecated' as const }, [30]],
    ['a duplicate: the valid end', { DadState: 'IpDadStateDuplicate' as const }, [30]],
  ])('is, of %s', (_, members, expected) => {
    expect(due({ ...ends, ...members })).toEqual(expected);
  });

  it('is one instant where two ends meet, and none where nothing ends', () => {
    expect(due({ preferredUntil: 30, validUntil: 30 })).toEqual([30]);
    expect(due({})).toEqual([]);
  });
});

describe('the fold', () => {
  const created = tableOf(data('10.0.0.1', 5));
  const key = { Address: ip('10.0.0.1'), InterfaceIndex: 5, InterfaceLuid: luid(5) };

  it('stores frozen rows with the events that made and touched them', () => {
    const set = evolveUnicast(
      created,
      { type: 'UnicastAddressSet', data: data('10.0.0.1', 5, { SkipAsSource: true }) },
      { seq: 7, at: 0 },
    );
    const changed = evolveUnicast(
      set,
      { type: 'DadStateChanged', data: { ...key, DadState: 'IpDadStateDuplicate', dadDueAt: null } },
      { seq: 9, at: 0 },
    );
    expect(created.get(key)).toMatchObject({ createdSeq: 1, setSeq: 1, SkipAsSource: false });
    expect(set.get(key)).toMatchObject({ createdSeq: 1, setSeq: 7, SkipAsSource: true });
    expect(changed.get(key)).toEqual({
      ...data('10.0.0.1', 5, { SkipAsSource: true, DadState: 'IpDadStateDuplicate' }),
      createdSeq: 1,
      setSeq: 9,
    });
    expect(Object.isFrozen(changed.get(key))).toBe(true);
  });

  it('takes rows away', () => {
    const deleted = evolveUnicast(
      created,
      { type: 'UnicastAddressDeleted', data: { ...key, reason: 'call' } },
      { seq: 2, at: 0 },
    );
    expect([deleted.size, created.size]).toEqual([0, 1]);
  });

  it('changes nothing where an event names no row', () => {
    const data9 = { ...key, Address: ip('10.0.0.9') };
    const event = {
      type: 'DadStateChanged',
      data: { ...data9, DadState: 'IpDadStatePreferred', dadDueAt: null },
    } as const;
    expect(evolveUnicast(created, event, { seq: 2, at: 0 })).toBe(created);
  });

  it('keeps anycast addresses and groups in tables of their own', () => {
    const row = { ...key, ScopeId: 0 };
    const anycast = evolveAnycast(
      AnycastTable.empty,
      { type: 'AnycastAddressCreated', data: row },
      { seq: 4, at: 0 },
    );
    const multicast = evolveMulticast(
      MulticastTable.empty,
      { type: 'MulticastGroupJoined', data: row },
      { seq: 5, at: 0 },
    );
    expect(anycast.get(key)).toEqual({ ...row, createdSeq: 4, setSeq: 4 });
    expect(multicast.get(key)).toEqual({ ...row, createdSeq: 5, setSeq: 5 });
    const gone = { ...key, reason: 'address-deleted' } as const;
    expect(
      evolveAnycast(anycast, { type: 'AnycastAddressDeleted', data: gone }, { seq: 6, at: 0 }).size,
    ).toBe(0);
    expect(
      evolveMulticast(multicast, { type: 'MulticastGroupLeft', data: gone }, { seq: 6, at: 0 }).size,
    ).toBe(0);
  });
});
