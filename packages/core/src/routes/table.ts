import { familyOf, type AddressFamily, type IpAddress, type Luid, type Prefix } from '../net';
import { PrefixTrie, type Ipv4MatchIndex, type Table } from '../table';
import { RouteIndexes } from './route-indexes';
import { recordOf, type RouteRecord } from './route-record';
import { compareListed, recordIn, recordsIn, slotWith, slotWithout, type RouteSlot } from './route-slot';
import type { RouteData, RouteKey, RouteRow } from './row';
import { SharedMembersPool } from './shared-members';
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
    private readonly pool: SharedMembersPool | undefined,
  ) {}

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
    return this.withStamped(data, this.record(data)?.createdSeq ?? seq, seq);
  }

  /** The table without the route of `key`; this very table where there is none. */
  without(key: RouteKey): RouteTable {
    const prefix = key.DestinationPrefix;
    const trie = this.trieOf(prefix);
    const slot = trie.get(prefix);
    const old = recordIn(slot, key.InterfaceLuid, key.NextHop);
    if (slot === undefined || old === undefined) return this;
    const rest = slotWithout(slot, old);
    const changed = rest === undefined ? trie.without(prefix) : trie.with(prefix, rest);
    return this.next(changed, this.indexes.replaced(old, undefined), this.size - 1, this.pool);
  }

  /**
   * The table after all that `fn` does to the batch: the way to change many routes at once. The batch is of no use
   * after `fn` returned; when `fn` throws nothing happened.
   */
  mutate(fn: (batch: RouteTableBatch) => void): RouteTable {
    const pool = this.pool ?? new SharedMembersPool();
    let { size, ipv4, ipv6 } = this;
    const indexes = this.indexes.mutate((indexBatch) => {
      ipv4 = this.ipv4.mutate((ipv4Batch) => {
        ipv6 = this.ipv6.mutate((ipv6Batch) => {
          const edit = new RouteTableEdit(size, ipv4Batch, ipv6Batch, indexBatch, pool);
          fn(edit);
          ({ size } = edit);
        });
      });
    });
    return new RouteTable(size, ipv4, ipv6, indexes, pool);
  }

  /** Every route, in the order of `inTableOrder`. */
  values(): IterableIterator<RouteRow> {
    return this.inTableOrder();
  }

  inOrderOfCreation(): readonly RouteRow[] {
    return this.indexes.inOrderOfCreation().map(rowOf);
  }

  onInterface(luid: Luid): readonly RouteRow[] {
    return this.indexes.onInterface(luid).map(rowOf);
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
      yield { at, row: record.toRow() };
    }
  }

  /** The earliest end of a valid lifetime; undefined where no route ends. */
  nextDue(): number | undefined {
    return this.indexes.firstToEnd()?.shared.validUntil ?? undefined;
  }

  private trieOf(text: Prefix | IpAddress): PrefixTrie<RouteSlot> {
    return familyOf(text) === 'AF_INET' ? this.ipv4 : this.ipv6;
  }

  private record({ DestinationPrefix, InterfaceLuid, NextHop }: RouteKey): RouteRecord | undefined {
    return recordIn(this.trieOf(DestinationPrefix).get(DestinationPrefix), InterfaceLuid, NextHop);
  }

  private withStamped(data: RouteData, createdSeq: number, setSeq: number): RouteTable {
    const pool = this.pool ?? new SharedMembersPool();
    const prefix = data.DestinationPrefix;
    const trie = this.trieOf(prefix);
    const slot = trie.get(prefix);
    const old = recordIn(slot, data.InterfaceLuid, data.NextHop);
    const record = recordOf(data, createdSeq, setSeq, pool);
    return this.next(
      trie.with(prefix, slotWith(slot, old, record)),
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

function* rowsOf(trie: PrefixTrie<RouteSlot>): IterableIterator<RouteRow> {
  for (const slot of trie.values())
    for (const record of recordsIn(slot).toSorted(compareListed)) yield record.toRow();
}
