import {
  addressFamilies,
  familyOf,
  type AddressFamily,
  type IpAddress,
  type Luid,
  type Prefix,
} from '../net';
import {
  prefixBitsOf,
  PrefixTrie,
  type Ipv4MatchIndex,
  type PrefixBits,
  type PrefixColumns,
  type Table,
} from '../table';
import { RouteIndexes } from './route-indexes';
import { recordOf, type RouteRecord } from './route-record';
import { compareListed, recordIn, recordsIn, slotWith, slotWithout, type RouteSlot } from './route-slot';
import type { RouteData, RouteKey, RouteRow } from './row';
import { SharedMembersPool } from './shared-members';
import { routesByPrefix, sortedByPrefix, type RoutesByPrefix } from './sorted-routes';
import { RouteTableEdit, type RouteTableBatch } from './table-batch';

/** Says whether one of the routes of a prefix will do. */
export type AcceptSlot = (slot: RouteSlot) => boolean;

const rowOf = (record: RouteRecord): RouteRow => record.toRow();

/**
 * The routes of a host, IPv4 and IPv6. Immutable: each change makes a new table that shares what did not change.
 *
 * Routes are found by key, by prefix, by the addresses that their prefixes hold, by interface and by the end of their
 * valid lifetime, none of it by looking at all of them. They are kept compact; every read builds frozen rows anew, so
 * that equal rows are not the same object.
 */
export class RouteTable implements Table<RouteKey, RouteRow> {
  static readonly empty = new RouteTable(
    0,
    PrefixTrie.empty('AF_INET'),
    PrefixTrie.empty('AF_INET6'),
    RouteIndexes.empty,
    undefined,
  );

  private constructor(
    /** How many routes there are. */
    readonly size: number,
    private readonly ipv4: PrefixTrie<RouteSlot>,
    private readonly ipv6: PrefixTrie<RouteSlot>,
    private readonly indexes: RouteIndexes,
    /** Made with the first route, then the same for all versions that come of it. */
    readonly pool: SharedMembersPool | undefined,
  ) {}

  /**
   * The table of many routes at once: what adding them one by one gives, many times as fast.
   *
   * @param records IPv4 before IPv6, ascending by address and length of the prefix; those of one prefix in any order,
   *   no two of one key
   * @param pool of which the records took what they share, so that later routes find it again
   * @throws RangeError where the prefixes do not ascend, or two routes have one key
   */
  static ofSortedRecords(records: readonly RouteRecord[], pool?: SharedMembersPool): RouteTable {
    let start = 0;
    while (start < records.length && records[start]?.family === 'AF_INET') start++;
    return RouteTable.ofPrefixes(
      routesByPrefix(records.slice(0, start), 'AF_INET'),
      routesByPrefix(records.slice(start), 'AF_INET6'),
      pool,
    );
  }

  /** As ofSortedRecords, of routes that are put together by prefix. */
  static ofPrefixes(ipv4: RoutesByPrefix, ipv6: RoutesByPrefix, pool?: SharedMembersPool): RouteTable {
    const size = ipv4.size + ipv6.size;
    if (size === 0) return RouteTable.empty;
    const ofIpv4 = PrefixTrie.ofSorted('AF_INET', ipv4.keys, ipv4.slotAt);
    const ofIpv6 = PrefixTrie.ofSorted('AF_INET6', ipv6.keys, ipv6.slotAt);
    const indexes = RouteIndexes.of(() => recordsOf([ofIpv4, ofIpv6]), size, ipv4.anyEnds || ipv6.anyEnds);
    return new RouteTable(size, ofIpv4, ofIpv6, indexes, pool);
  }

  /**
   * The table of rows in any order, with the stamps that they bear.
   *
   * @throws RangeError where two rows have one key
   */
  static ofRows(rows: Iterable<RouteRow>): RouteTable {
    const pool = new SharedMembersPool();
    const ofFamily: Record<AddressFamily, RouteRecord[]> = { AF_INET: [], AF_INET6: [] };
    for (const row of rows) {
      const bits = prefixBitsOf(row.DestinationPrefix);
      const record = recordOf(row, bits, row.createdSeq, row.setSeq, pool);
      ofFamily[record.family].push(record);
    }
    const sorted = addressFamilies.flatMap((family) => sortedByPrefix(ofFamily[family], family));
    return RouteTable.ofSortedRecords(sorted, pool);
  }

  get(key: RouteKey): RouteRow | undefined {
    return this.record(key)?.toRow();
  }

  has(key: RouteKey): boolean {
    return this.record(key) !== undefined;
  }

  /** The table with `row`, in place of the one of its key where there is one. */
  with(row: RouteRow): RouteTable {
    return this.withStamped(row, row.createdSeq, row.setSeq);
  }

  /** The table with a route that the event `seq` has created. */
  withCreated(data: RouteData, seq: number): RouteTable {
    return this.withStamped(data, seq, seq);
  }

  /** The table with a route that the event `seq` has set: it counts as created when it was. */
  withSet(data: RouteData, seq: number): RouteTable {
    return this.withStamped(data, undefined, seq);
  }

  /** The table without the route of `key`; this very table where there is none. */
  without({ DestinationPrefix, InterfaceLuid, NextHop }: RouteKey): RouteTable {
    const trie = this.trieOf(DestinationPrefix);
    const bits = prefixBitsOf(DestinationPrefix);
    const slot = trie.getBits(bits);
    const old = recordIn(slot, InterfaceLuid, NextHop);
    if (slot === undefined || old === undefined) return this;
    const rest = slotWithout(slot, old);
    const changed = rest === undefined ? trie.withoutBits(bits) : trie.withBits(bits, rest);
    return this.next(changed, this.indexes.replaced(old, undefined), this.size - 1, this.pool);
  }

  /**
   * The table after all that `fn` does to the batch: the way to change many routes at once. The batch is of no use
   * after `fn` returned; when `fn` throws nothing happened.
   */
  mutate(fn: (batch: RouteTableBatch) => void): RouteTable {
    return this.edited(fn);
  }

  /** As `mutate`, slot by slot. */
  edited(fn: (edit: RouteTableEdit) => void): RouteTable {
    const pool = this.pool ?? new SharedMembersPool();
    let { size, ipv4, ipv6, indexes } = this;
    ipv4 = this.ipv4.mutate((ipv4Batch) => {
      ipv6 = this.ipv6.mutate((ipv6Batch) => {
        const edit = new RouteTableEdit(size, ipv4Batch, ipv6Batch, pool);
        fn(edit);
        ({ size } = edit);
        indexes = this.indexes.afterAll(edit.replacements);
      });
    });
    return new RouteTable(size, ipv4, ipv6, indexes, pool);
  }

  /** How the routes of one family are kept, in the order of their prefixes. */
  *records(family: AddressFamily): IterableIterator<RouteRecord> {
    for (const slot of this.slots(family)) yield* recordsIn(slot);
  }

  /** The same prefix by prefix. */
  slots(family: AddressFamily): IterableIterator<RouteSlot> {
    return (family === 'AF_INET' ? this.ipv4 : this.ipv6).values();
  }

  /** Every route, in the order of `inTableOrder`. */
  values(): IterableIterator<RouteRow> {
    return this.inTableOrder();
  }

  inOrderOfCreation(): readonly RouteRow[] {
    return this.indexes.inOrderOfCreation().map((record) => this.present(record).toRow());
  }

  onInterface(luid: Luid): readonly RouteRow[] {
    return Array.from(this.indexes.onInterface(luid), (record) => this.present(record).toRow());
  }

  /** Keys of the routes of one interface, in order of creation, without the rows being built. */
  *keysOnInterface(luid: Luid): IterableIterator<RouteKey & { readonly InterfaceIndex: number }> {
    for (const record of this.indexes.onInterface(luid)) {
      const { InterfaceIndex, NextHop } = this.present(record).shared;
      yield { DestinationPrefix: record.prefix(), InterfaceIndex, InterfaceLuid: luid, NextHop };
    }
  }

  /** The routes of this very prefix, as records. */
  slotAt(family: AddressFamily, bits: PrefixBits): RouteSlot | undefined {
    return (family === 'AF_INET' ? this.ipv4 : this.ipv6).getBits(bits);
  }

  /** As slotAt, of all `keys`. */
  slotsAt(family: AddressFamily, keys: PrefixColumns): (RouteSlot | undefined)[] {
    return (family === 'AF_INET' ? this.ipv4 : this.ipv6).getAll(keys);
  }

  /** The routes of this very prefix, in the order (Metric, InterfaceIndex, NextHop as a number). */
  at(prefix: Prefix): readonly RouteRow[] {
    const slot = this.trieOf(prefix).get(prefix);
    return slot === undefined ? [] : recordsIn(slot).map(rowOf);
  }

  /** The routes to an address, prefix by prefix from the longest on; those of one prefix as `at` gives them. */
  *candidates(address: IpAddress): IterableIterator<readonly RouteRow[]> {
    for (const slot of this.trieOf(address).matches(address)) yield recordsIn(slot).map(rowOf);
  }

  /**
   * The routes of the longest prefix that holds an IPv4 address, a uint32, and that `accept` takes. Prefixes are
   * offered from the longest to the shortest, without a row being built; `accept` may be asked twice of one.
   */
  longestIpv4(bits: number, accept: AcceptSlot): RouteSlot | undefined {
    // Nearly always the longest prefix will do, and to find that one alone is much the fastest.
    const longest = this.ipv4.longestMatchIpv4(bits);
    return longest === undefined || accept(longest) ? longest : this.ipv4.longestMatchIpv4(bits, accept);
  }

  /** The same of an IPv6 address, four uint32. */
  longestIpv6(w0: number, w1: number, w2: number, w3: number, accept: AcceptSlot): RouteSlot | undefined {
    const longest = this.ipv6.longestMatchIpv6(w0, w1, w2, w3);
    return longest === undefined || accept(longest)
      ? longest
      : this.ipv6.longestMatchIpv6(w0, w1, w2, w3, accept);
  }

  /** Brings an index beside the table in step with the IPv4 routes of this version. */
  bringInStep(index: Ipv4MatchIndex<RouteSlot>): void {
    index.follow(this.ipv4);
  }

  /**
   * The routes as MIB_IPFORWARD_TABLE2 lists them: AF_INET before AF_INET6, then by address of the prefix, prefix
   * length, InterfaceIndex and NextHop, all as unsigned numbers; of one family where it is given.
   */
  *inTableOrder(family?: AddressFamily): IterableIterator<RouteRow> {
    if (family !== 'AF_INET6') yield* rowsOf(this.ipv4);
    if (family !== 'AF_INET') yield* rowsOf(this.ipv6);
  }

  /** The routes whose valid lifetime ends at or before `instant`, the earliest first, then in order of creation. */
  *dueUpTo(instant: number): IterableIterator<{ readonly at: number; readonly row: RouteRow }> {
    for (const record of this.indexes.inOrderOfEnd()) {
      const at = record.shared.validUntil;
      if (at === null || at > instant) return;
      yield { at, row: this.present(record).toRow() };
    }
  }

  /** Whether the valid lifetime of any route ends. */
  get anyEnds(): boolean {
    return this.indexes.anyEnds;
  }

  /** The earliest end of a valid lifetime; undefined where no route ends. */
  nextDue(): number | undefined {
    return this.indexes.firstEnd();
  }

  private trieOf(text: Prefix | IpAddress): PrefixTrie<RouteSlot> {
    return familyOf(text) === 'AF_INET' ? this.ipv4 : this.ipv6;
  }

  /** A route as it is now: the indexes have it as it was when it came. */
  private present(record: RouteRecord): RouteRecord {
    const { family, shared } = record;
    const found = recordIn(this.slotAt(family, record), shared.InterfaceLuid, shared.NextHop);
    if (found === undefined) throw new Error(`an index has the route ${record.keyText()}, its table has not`);
    return found;
  }

  private record({ DestinationPrefix, InterfaceLuid, NextHop }: RouteKey): RouteRecord | undefined {
    return recordIn(this.trieOf(DestinationPrefix).get(DestinationPrefix), InterfaceLuid, NextHop);
  }

  /** @param createdSeq undefined: that of the route whose place it takes, or `setSeq` where there is none */
  private withStamped(data: RouteData, createdSeq: number | undefined, setSeq: number): RouteTable {
    const pool = this.pool ?? new SharedMembersPool();
    const trie = this.trieOf(data.DestinationPrefix);
    const bits: PrefixBits = prefixBitsOf(data.DestinationPrefix);
    const slot = trie.getBits(bits);
    const old = recordIn(slot, data.InterfaceLuid, data.NextHop);
    const record = recordOf(data, bits, createdSeq ?? old?.createdSeq ?? setSeq, setSeq, pool);
    return this.next(
      trie.withBits(bits, slotWith(slot, old, record)),
      this.indexes.replaced(old, record),
      old === undefined ? this.size + 1 : this.size,
      pool,
    );
  }

  private next(
    trie: PrefixTrie<RouteSlot>,
    indexes: RouteIndexes,
    size: number,
    pool: SharedMembersPool | undefined,
  ): RouteTable {
    return trie.family === 'AF_INET'
      ? new RouteTable(size, trie, this.ipv6, indexes, pool)
      : new RouteTable(size, this.ipv4, trie, indexes, pool);
  }
}

function* recordsOf(tries: readonly PrefixTrie<RouteSlot>[]): IterableIterator<RouteRecord> {
  for (const trie of tries) for (const slot of trie.values()) yield* recordsIn(slot);
}

function* rowsOf(trie: PrefixTrie<RouteSlot>): IterableIterator<RouteRow> {
  for (const slot of trie.values())
    for (const record of recordsIn(slot).toSorted(compareListed)) yield record.toRow();
}
