import { compareAddresses, type IpAddress, type Luid } from '../net';
import { RouteRecord } from './route-record';

/**
 * The routes of one prefix, in the order (Metric, InterfaceIndex, NextHop as a number): nearly always one, which then
 * stands by itself. Never written in place.
 */
export type RouteSlot = RouteRecord | readonly RouteRecord[];

/** The routes of a slot in its order. */
export const recordsIn = (slot: RouteSlot): readonly RouteRecord[] =>
  slot instanceof RouteRecord ? [slot] : slot;

/** One of the routes of a slot: all have the same prefix. */
export const firstIn = (slot: RouteSlot): RouteRecord =>
  slot instanceof RouteRecord ? slot : (slot[0] as RouteRecord);

/** How many routes a slot holds. */
export const sizeOf = (slot: RouteSlot): number => (slot instanceof RouteRecord ? 1 : slot.length);

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** By InterfaceIndex, then NextHop as a number: the order of one prefix in a table that a caller reads. */
export const compareListed = ({ shared: a }: RouteRecord, { shared: b }: RouteRecord): number =>
  a.InterfaceIndex - b.InterfaceIndex ||
  compareAddresses(a.NextHop, b.NextHop) ||
  // A mirrored host may for a moment report one index for two interfaces.
  compareText(a.InterfaceLuid, b.InterfaceLuid);

/** By Metric, then as listed: the order of preference where interface metrics do not differ. */
const comparePreference = (a: RouteRecord, b: RouteRecord): number =>
  a.shared.Metric - b.shared.Metric || compareListed(a, b);

const isKey = ({ shared }: RouteRecord, luid: Luid, nextHop: IpAddress): boolean =>
  shared.InterfaceLuid === luid && shared.NextHop === nextHop;

/** The route of the slot with this interface and next hop. */
export const recordIn = (
  slot: RouteSlot | undefined,
  luid: Luid,
  nextHop: IpAddress,
): RouteRecord | undefined => {
  if (slot === undefined) return undefined;
  if (slot instanceof RouteRecord) return isKey(slot, luid, nextHop) ? slot : undefined;
  return slot.find((record) => isKey(record, luid, nextHop));
};

/** The slot of routes of one prefix, which may come in any order. */
export const slotOf = (records: readonly RouteRecord[]): RouteSlot =>
  records.length === 1 ? (records[0] as RouteRecord) : records.toSorted(comparePreference);

/** The slot with `record` in the place of `old`, or added where `old` is undefined. */
export const slotWith = (
  slot: RouteSlot | undefined,
  old: RouteRecord | undefined,
  record: RouteRecord,
): RouteSlot => {
  if (slot === undefined || slot === old) return record;
  const others = recordsIn(slot).filter((other) => other !== old);
  const after = others.findIndex((other) => comparePreference(record, other) < 0);
  return after < 0 ? [...others, record] : others.toSpliced(after, 0, record);
};

/** The slot without `old`; undefined where nothing is left. */
export const slotWithout = (slot: RouteSlot, old: RouteRecord): RouteSlot | undefined => {
  if (slot === old) return undefined;
  const others = recordsIn(slot).filter((other) => other !== old);
  return others.length === 1 ? others[0] : others;
};
