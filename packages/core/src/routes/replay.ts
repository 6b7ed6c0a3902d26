import { addressFamilies, familyOf, type AddressFamily } from '../net';
import { comparePrefixBits, prefixAt, prefixOfBits, takePrefixes, type PrefixBits } from '../table';
import type { Replacement } from './creation-order';
import type { RouteEvent } from './events';
import { RouteEventList, type EventsByPrefix } from './replay-events';
import { settlePrefix, slotAfter, type MisfitTouch, type Touch } from './replay-prefix';
import { firstIn, sizeOf, type RouteSlot } from './route-slot';
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

/**
 * Folds many events of routes where only the end counts: sorted by prefix, the last event of each key makes its route,
 * and the table is built of the routes in one piece. The same end as folding them one by one.
 *
 * Until they are sorted events are columns of numbers: no more than the routes that are left is made as objects, in the
 * order in which the table has them. Collecting what is made and let go took a third of the time, and jumping from
 * event to event in the order of their prefixes another.
 */
export class RouteReplay {
  readonly #ofFamily: Readonly<Record<AddressFamily, RouteEventList>>;
  readonly #pool: SharedMembersPool;
  #misfit: RouteMisfit | undefined;

  constructor(private readonly table: RouteTable) {
    this.#pool = table.pool ?? new SharedMembersPool();
    this.#ofFamily = {
      AF_INET: new RouteEventList('AF_INET', this.#pool),
      AF_INET6: new RouteEventList('AF_INET6', this.#pool),
    };
  }

  /** How many events wait. */
  get size(): number {
    return this.#ofFamily.AF_INET.size + this.#ofFamily.AF_INET6.size;
  }

  /** Takes the next event; `seq` is above that of the one before. */
  add(event: RouteEvent, seq: number): void {
    this.#ofFamily[familyOf(event.data.DestinationPrefix)].push(event, seq);
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
        const events = this.#ofFamily[family].byPrefix();
        const { prefixes } = events;
        const slots = this.table.slotsAt(family, prefixes);
        for (let start = 0, end = 0; start < prefixes.count; start = end) {
          end = events.endOfPrefix(start);
          const slot = slots[start];
          const done = this.#settle(events, start, end, slot);
          if (done.length > 0) edit.write(family, prefixAt(prefixes, start), slotAfter(slot, done), done);
        }
      }
    });
  }

  /** The routes of a family: those that stood and no event touches, and what became of the others. */
  #mergedRoutesOf(family: AddressFamily): RoutesByPrefix {
    const events = this.#ofFamily[family].byPrefix();
    const { prefixes } = events;
    const merged = new MergedRoutes(family, events.anyEnds || this.table.anyEnds);
    const standing = this.table.slots(family);
    let next = standing.next();
    for (let start = 0, end = 0; start < prefixes.count; start = end) {
      end = events.endOfPrefix(start);
      const bits = prefixAt(prefixes, start);
      let isBehind = -1;
      while (next.done !== true) {
        isBehind = comparePrefixBits(firstIn(next.value), bits);
        if (isBehind >= 0) break;
        merged.push(next.value);
        next = standing.next();
      }
      let slot: RouteSlot | undefined;
      if (next.done !== true && isBehind === 0) {
        slot = next.value;
        next = standing.next();
      }
      const done = this.#settle(events, start, end, slot);
      merged.push(done.length === 0 ? slot : slotAfter(slot, done));
    }
    for (; next.done !== true; next = standing.next()) merged.push(next.value);
    return merged.routes();
  }

  /** The routes of a family where none was before. */
  #routesOf(family: AddressFamily): RoutesByPrefix {
    const events = this.#ofFamily[family].byPrefix();
    const { prefixes, anyEnds } = events;
    const kept = new Uint32Array(prefixes.count);
    /** Of the prefixes that more than a creation speaks of, by number. */
    const settled = new Map<number, RouteSlot>();
    let count = 0;
    let size = 0;
    for (let start = 0, end = 0; start < prefixes.count; start = end) {
      end = events.endOfPrefix(start);
      // Nearly all prefixes: the route is made when its place in the table is.
      if (end - start > 1 || !events.isCreation(start)) {
        const done = this.#settle(events, start, end, undefined);
        const slot = slotAfter(undefined, done);
        if (slot === undefined) continue;
        settled.set(count, slot);
        size += sizeOf(slot) - 1;
      }
      kept[count++] = start;
    }
    const slotAt = (index: number): RouteSlot => settled.get(index) ?? events.record(kept[index] as number);
    const keys = count === prefixes.count ? prefixes : takePrefixes(prefixes, kept.subarray(0, count));
    return { keys, slotAt, size: count + size, anyEnds };
  }

  #settle(
    events: EventsByPrefix,
    start: number,
    end: number,
    slot: RouteSlot | undefined,
  ): readonly Replacement[] {
    const { family, prefixes } = events;
    const touches: Touch[] = [];
    for (let at = start; at < end; at++) touches.push(events.touch(at));
    return settlePrefix(slot, touches, (misfit) => {
      this.#noteMisfit(family, prefixAt(prefixes, start), misfit);
    });
  }

  #noteMisfit(family: AddressFamily, bits: PrefixBits, { touch, stands }: MisfitTouch): void {
    const { type, seq, InterfaceLuid, NextHop } = touch;
    if (this.#misfit !== undefined && this.#misfit.seq < seq) return;
    const key = { InterfaceLuid, DestinationPrefix: prefixOfBits(family, bits), NextHop };
    this.#misfit = { type, key, seq, stands };
  }
}
