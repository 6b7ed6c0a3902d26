import { address } from '../../test/neighbor-host';
import { makeLuid } from '../net';
import { AnsweringTable, evolveAnswering } from './answering-table';
import { blankNeighbor, type NeighborName } from './neighbor-record';
import type { NeighborData } from './row';
import { evolveNeighbors, NeighborTable } from './table';

const name = (text: string, InterfaceIndex = 5): NeighborName => ({
  InterfaceLuid: makeLuid(6, InterfaceIndex),
  InterfaceIndex,
  Address: address(text),
});

const tableOf = (...records: readonly NeighborData[]): NeighborTable =>
  records.reduce(
    (table, data, index) =>
      evolveNeighbors(table, { type: 'NeighborCreated', data }, { seq: index + 1, at: 0 }),
    NeighborTable.empty,
  );

const addressesOf = (rows: readonly NeighborData[]): readonly string[] => rows.map(({ Address }) => Address);

describe('the table of neighbors', () => {
  it('lists IPv4 before IPv6, then by index, then by address as a number', () => {
    const table = tableOf(
      ...['2001:db8::10', '2001:db8::9', '10.0.0.10', '9.0.0.1'].map((text) => blankNeighbor(name(text, 6))),
      ...['fe80::1', '200.0.0.1', '10.0.0.9'].map((text) => blankNeighbor(name(text, 5))),
    );
    expect(addressesOf(table.inTableOrder())).toEqual([
      '10.0.0.9',
      '200.0.0.1',
      '9.0.0.1',
      '10.0.0.10',
      'fe80::1',
      '2001:db8::9',
      '2001:db8::10',
    ]);
    expect(addressesOf(table.inTableOrder('AF_INET6'))).toEqual(['fe80::1', '2001:db8::9', '2001:db8::10']);
    expect(addressesOf(table.inTableOrder('AF_INET'))).toHaveLength(4);
  });

  it('knows the neighbors of an interface in order of creation', () => {
    const table = tableOf(
      ...[name('192.0.2.9'), name('192.0.2.1', 6), name('192.0.2.1')].map((one) => blankNeighbor(one)),
    );
    expect(addressesOf(table.onInterface(makeLuid(6, 5)))).toEqual(['192.0.2.9', '192.0.2.1']);
    expect(addressesOf(table.onInterface(makeLuid(6, 7)))).toEqual([]);
    expect(addressesOf(table.inOrderOfCreation())).toEqual(['192.0.2.9', '192.0.2.1', '192.0.2.1']);
  });

  it('knows what falls due, by instant and then in order of creation', () => {
    const at = (text: string, State: NeighborData['State'], dueAt: number | null): NeighborData => ({
      ...blankNeighbor(name(text)),
      State,
      dueAt,
    });
    const table = tableOf(
      at('192.0.2.4', 'NlnsDelay', 20),
      at('192.0.2.3', 'NlnsProbe', 10),
      at('192.0.2.2', 'NlnsIncomplete', 10),
      at('192.0.2.1', 'NlnsReachable', 5),
      at('192.0.2.5', 'NlnsStale', null),
      at('192.0.2.6', 'NlnsDelay', 21),
    );
    const due = (upTo: number): readonly string[] =>
      Array.from(table.dueUpTo(upTo), ({ row }) => row.Address);
    expect(due(20)).toEqual(['192.0.2.3', '192.0.2.2', '192.0.2.4']);
    expect(due(9)).toEqual([]);
  });

  it('is another table after each change, and the same one where nothing is removed', () => {
    const empty = NeighborTable.empty;
    const one = tableOf(blankNeighbor(name('192.0.2.1')));
    expect(empty.size).toBe(0);
    expect(one.size).toBe(1);
    expect(one.without(name('192.0.2.2'))).toBe(one);
    expect(one.without(name('192.0.2.1')).size).toBe(0);
    expect(one.size).toBe(1);
    expect([...one.values()]).toEqual(one.inOrderOfCreation());
  });
});

describe('the fold of neighbors', () => {
  const data = blankNeighbor(name('192.0.2.1'));
  const { PhysicalAddress: _physicalAddress, IsRouter: _isRouter, ...stateMembers } = data;
  const created = tableOf(data);

  it('stamps rows with the events that created and set them', () => {
    expect(created.get(data)).toEqual({ ...data, createdSeq: 1, setSeq: 1 });
    const set = evolveNeighbors(
      created,
      { type: 'NeighborSet', data: { ...data, IsRouter: true } },
      { seq: 7, at: 0 },
    );
    expect(set.get(data)).toEqual({ ...data, IsRouter: true, createdSeq: 1, setSeq: 7 });
    expect(Object.isFrozen(set.get(data))).toBe(true);
  });

  it('replaces only the members that a change of state bears', () => {
    const event = {
      type: 'NeighborStateChanged',
      data: { ...stateMembers, State: 'NlnsUnreachable', IsUnreachable: true, lastUnreachableAt: 3 },
    } as const;
    const changed = evolveNeighbors(created, event, { seq: 8, at: 3 });
    expect(changed.get(data)).toEqual({ ...data, ...event.data, createdSeq: 1, setSeq: 8 });
    expect(evolveNeighbors(NeighborTable.empty, event, { seq: 8, at: 3 }).size).toBe(0);
  });

  it('removes a row', () => {
    const { InterfaceIndex, InterfaceLuid, Address } = data;
    const event = {
      type: 'NeighborDeleted',
      data: { InterfaceIndex, InterfaceLuid, Address, reason: 'call' },
    } as const;
    expect(evolveNeighbors(created, event, { seq: 9, at: 0 }).get(data)).toBeUndefined();
  });
});

describe('the table of who answers', () => {
  const key = name('192.0.2.1');
  const answers = (PhysicalAddress: string): Parameters<typeof evolveAnswering>[1] => ({
    type: 'NeighborBeganAnswering',
    data: { ...key, PhysicalAddress: PhysicalAddress as NeighborData['PhysicalAddress'] },
  });

  it('is put, put anew and removed', () => {
    const first = evolveAnswering(AnsweringTable.empty, answers('02-AA-00-00-00-01'), { seq: 1, at: 0 });
    const second = evolveAnswering(first, answers('02-AA-00-00-00-02'), { seq: 2, at: 0 });
    expect(second.get(key)).toMatchObject({ PhysicalAddress: '02-AA-00-00-00-02', createdSeq: 1, setSeq: 2 });
    expect(second.onInterface(key.InterfaceLuid)).toEqual(second.inOrderOfCreation());
    expect([...second.values()]).toHaveLength(1);
    const silent = evolveAnswering(second, { type: 'NeighborFellSilent', data: key }, { seq: 3, at: 0 });
    expect(silent.size).toBe(0);
    expect(silent.without(key)).toBe(silent);
  });
});
