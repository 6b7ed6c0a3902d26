import { familyOf, type Prefix } from '../net';
import { prefixBitsOf, type PrefixTrieBatch } from '../table';
import type { Replacement } from './route-ends';
import { recordOf, type RouteRecord } from './route-record';
import { recordIn, slotWith, slotWithout, type RouteSlot } from './route-slot';
import type { RouteKey, RouteRow } from './row';
import type { SharedMembersPool } from './shared-members';

/** What a batch may do to the table in the making. */
export interface RouteTableBatch {
  readonly size: number;
  get(key: RouteKey): RouteRow | undefined;
  /** Adds the route, or replaces the one of its key. */
  set(row: RouteRow): void;
  /** Removes the route; does nothing where none of that key is. */
  delete(key: RouteKey): void;
}

/** A batch over the tries of one table; what it writes to ends with them, the indexes follow then. */
export class RouteTableEdit implements RouteTableBatch {
  /** What was done, in order, for the indexes. */
  readonly replacements: Replacement[] = [];

  constructor(
    public size: number,
    private readonly ipv4: PrefixTrieBatch<RouteSlot>,
    private readonly ipv6: PrefixTrieBatch<RouteSlot>,
    private readonly pool: SharedMembersPool,
  ) {}

  get({ DestinationPrefix, InterfaceLuid, NextHop }: RouteKey): RouteRow | undefined {
    return recordIn(this.trieOf(DestinationPrefix).get(DestinationPrefix), InterfaceLuid, NextHop)?.toRow();
  }

  set(row: RouteRow): void {
    const { DestinationPrefix: prefix, InterfaceLuid, NextHop } = row;
    const trie = this.trieOf(prefix);
    const bits = prefixBitsOf(prefix);
    const slot = trie.getBits(bits);
    const old = recordIn(slot, InterfaceLuid, NextHop);
    this.put(trie, slot, old, recordOf(row, bits, row.createdSeq, row.setSeq, this.pool));
  }

  delete({ DestinationPrefix: prefix, InterfaceLuid, NextHop }: RouteKey): void {
    const trie = this.trieOf(prefix);
    const bits = prefixBitsOf(prefix);
    const slot = trie.getBits(bits);
    const old = recordIn(slot, InterfaceLuid, NextHop);
    if (slot === undefined || old === undefined) return;
    const rest = slotWithout(slot, old);
    if (rest === undefined) trie.deleteBits(bits);
    else trie.setBits(bits, rest);
    this.replacements.push([old, undefined]);
    this.size--;
  }

  private put(
    trie: PrefixTrieBatch<RouteSlot>,
    slot: RouteSlot | undefined,
    old: RouteRecord | undefined,
    record: RouteRecord,
  ): void {
    trie.setBits(record, slotWith(slot, old, record));
    this.replacements.push([old, record]);
    if (old === undefined) this.size++;
  }

  private trieOf(prefix: Prefix): PrefixTrieBatch<RouteSlot> {
    return familyOf(prefix) === 'AF_INET' ? this.ipv4 : this.ipv6;
  }
}
