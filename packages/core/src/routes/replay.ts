import { addressFamilies, familyOf, type AddressFamily } from '../net';
import {
  ascendingOrder,
  comparePrefixBits,
  isSamePrefixAt,
  prefixAt,
  prefixBitsOf,
  prefixOfBits,
  PrefixList,
  takePrefixes,
  type PrefixBits,
  type PrefixColumns,
} from '../table';
import type { Replacement } from './creation-order';
import type { RouteEvent } from './events';
import { settlePrefix, slotAfter, type MisfitTouch, type Touch } from './replay-prefix';
import { recordOf, RouteRecord } from './route-record';
import { firstIn, slotOf, type RouteSlot } from './route-slot';
import type { RouteKey } from './row';
import { SharedMembersPool } from './shared-members';
import { MergedRoutes, type RoutesByPrefix } from './sorted-routes';
import { RouteTable } from './table';

/** An event that comes where it does not fit: one of creation where a route stands, another where none does. */
export interface RouteMisfit {
  readonly type: RouteEvent['type'];
  readonly key: RouteKey;
  readonly seq: number;
  /** Whether a route of the event's key stands before it. */
  readonly stands: boolean;
}

/** Of so many routes that there is an event for one in this many, the table is built anew, not written to. */
const REBUILD_SHARE = 2;

/** A route that goes. */
type Gone = Pick<Touch, 'InterfaceLuid' | 'NextHop' | 'seq'>;

/** The events of one family in the order in which they came: what they put, or the key that goes. */
class FamilyEvents {
  readonly prefixes: PrefixList;
  readonly types: RouteEvent['type'][] = [];
  readonly items: (RouteRecord | Gone)[] = [];

  constructor(readonly family: AddressFamily) {
    this.prefixes = new PrefixList(family === 'AF_INET' ? 1 : 4);
  }

  touch(index: number): Touch {
    const type = this.types[index] as Touch['type'];
    const item = this.items[index] as RouteRecord | Gone;
    if (item instanceof RouteRecord) {
      const { InterfaceLuid, NextHop } = item.shared;
      return { type, seq: item.setSeq, InterfaceLuid, NextHop, record: item };
    }
    const { InterfaceLuid, NextHop, seq } = item;
    return { type, seq, InterfaceLuid, NextHop, record: undefined };
  }
}

/** The events of one prefix, by their numbers, all others being before `start` or from `end` on in the order. */
interface Group {
  readonly bits: PrefixBits;
  readonly start: number;
  readonly end: number;
  /** The number of the first event. */
  readonly first: number;
}

/**
 * Folds many events of routes where only the end counts: sorted by prefix, the last event of each key makes its route,
 * and the table is built of the routes in one piece. The same end as folding them one by one.
 *
 * Memory is walked in the order of the events and of the sorted columns; jumping from event to event in the order of
 * their prefixes would take several times as long as all the rest.
 */
export class RouteReplay {
  readonly #ofFamily: Readonly<Record<AddressFamily, FamilyEvents>> = {
    AF_INET: new FamilyEvents('AF_INET'),
    AF_INET6: new FamilyEvents('AF_INET6'),
  };
  readonly #pool: SharedMembersPool;
  #misfit: RouteMisfit | undefined;

  constructor(private readonly table: RouteTable) {
    this.#pool = table.pool ?? new SharedMembersPool();
  }

  /** How many events wait. */
  get size(): number {
    return this.#ofFamily.AF_INET.items.length + this.#ofFamily.AF_INET6.items.length;
  }

  /** Takes the next event; `seq` is above that of the one before. */
  add(event: RouteEvent, seq: number): void {
    const { DestinationPrefix, InterfaceLuid, NextHop } = event.data;
    const { prefixes, types, items } = this.#ofFamily[familyOf(DestinationPrefix)];
    const bits = prefixBitsOf(DestinationPrefix);
    prefixes.push(bits);
    types.push(event.type);
    items.push(
      event.type === 'RouteDeleted'
        ? { InterfaceLuid, NextHop, seq }
        : recordOf(event.data, bits, seq, seq, this.#pool),
    );
  }

  /** The table after all events, or the first of them that does not fit; nothing may be added any more. */
  finish(): RouteTable | RouteMisfit {
    if (this.size === 0) return this.table;
    const table = this.size * REBUILD_SHARE > this.table.size ? this.#built() : this.#edited();
    return this.#misfit ?? table;
  }

  #built(): RouteTable {
    const [ipv4, ipv6] =
      this.table.size === 0
        ? [this.#routesOf('AF_INET'), this.#routesOf('AF_INET6')]
        : [this.#mergedRoutesOf('AF_INET'), this.#mergedRoutesOf('AF_INET6')];
    return this.#misfit === undefined ? RouteTable.ofPrefixes(ipv4, ipv6, this.#pool) : this.table;
  }

  #edited(): RouteTable {
    return this.table.edited((edit) => {
      for (const family of addressFamilies) {
        const events = this.#ofFamily[family];
        const columns = events.prefixes.columns();
        const order = orderOf(columns);
        const slots = this.table.slotsAt(family, columns, order);
        for (const group of groupsOf(columns, order)) {
          const slot = slots[group.start];
          const done = this.#settle(events, order, group, slot);
          if (done.length > 0) edit.write(family, group.bits, slotAfter(slot, done), done);
        }
      }
    });
  }

  /** The routes of a family: those that stood and no event touches, and what became of the others. */
  #mergedRoutesOf(family: AddressFamily): RoutesByPrefix {
    const events = this.#ofFamily[family];
    const columns = events.prefixes.columns();
    const order = orderOf(columns);
    const merged = new MergedRoutes(family);
    const standing = this.table.slots(family);
    let next = standing.next();
    for (const group of groupsOf(columns, order)) {
      let isBehind = -1;
      while (next.done !== true) {
        isBehind = comparePrefixBits(firstIn(next.value), group.bits);
        if (isBehind >= 0) break;
        merged.push(next.value);
        next = standing.next();
      }
      let slot: RouteSlot | undefined;
      if (next.done !== true && isBehind === 0) {
        slot = next.value;
        next = standing.next();
      }
      const done = this.#settle(events, order, group, slot);
      merged.push(done.length === 0 ? slot : slotAfter(slot, done));
    }
    for (; next.done !== true; next = standing.next()) merged.push(next.value);
    return merged.routes();
  }

  /** The routes of a family where none was before. */
  #routesOf(family: AddressFamily): RoutesByPrefix {
    const events = this.#ofFamily[family];
    const { items, types } = events;
    const columns = events.prefixes.columns();
    const order = orderOf(columns);
    const kept = new Uint32Array(order.length);
    const slots: RouteSlot[] = [];
    const isOfSeveral = new Uint8Array(order.length);
    const ofSeveral: RouteRecord[] = [];
    for (const group of groupsOf(columns, order)) {
      const { start, end, first } = group;
      // Nearly all prefixes: the record is not even looked at.
      if (end - start === 1 && types[first] === 'RouteCreated') {
        kept[slots.length] = first;
        slots.push(items[first] as RouteRecord);
        continue;
      }
      for (let at = start; at < end; at++) isOfSeveral[order[at] as number] = 1;
      const records = this.#settle(events, order, group, undefined).flatMap(([, record]) => record ?? []);
      if (records.length === 0) continue;
      kept[slots.length] = first;
      slots.push(slotOf(records));
      for (const record of records) ofSeveral.push(record);
    }
    // Nearly always each event is the only one of its prefix; then the list is taken as it is.
    const isPlain = slots.length === items.length && ofSeveral.length === 0;
    const plain = items as RouteRecord[];
    const records = isPlain ? plain : plain.filter((_, index) => isOfSeveral[index] === 0);
    for (const record of ofSeveral) records.push(record);
    return { keys: takePrefixes(columns, kept.subarray(0, slots.length)), slots, records };
  }

  #settle(
    events: FamilyEvents,
    order: Uint32Array,
    { bits, start, end }: Group,
    slot: RouteSlot | undefined,
  ): readonly Replacement[] {
    const touches: Touch[] = [];
    for (let at = start; at < end; at++) touches.push(events.touch(order[at] as number));
    return settlePrefix(slot, touches, (misfit) => {
      this.#noteMisfit(events.family, bits, misfit);
    });
  }

  #noteMisfit(family: AddressFamily, bits: PrefixBits, { touch, stands }: MisfitTouch): void {
    const { type, seq, InterfaceLuid, NextHop } = touch;
    if (this.#misfit !== undefined && this.#misfit.seq < seq) return;
    const key = { InterfaceLuid, DestinationPrefix: prefixOfBits(family, bits), NextHop };
    this.#misfit = { type, key, seq, stands };
  }
}

const orderOf = ({ words, lengths, count }: PrefixColumns): Uint32Array =>
  ascendingOrder([...words, lengths], count);

function* groupsOf(columns: PrefixColumns, order: Uint32Array): IterableIterator<Group> {
  for (let start = 0; start < order.length;) {
    const first = order[start] as number;
    let end = start + 1;
    while (end < order.length && isSamePrefixAt(columns, first, order[end] as number)) end++;
    yield { bits: prefixAt(columns, first), start, end, first };
    start = end;
  }
}
