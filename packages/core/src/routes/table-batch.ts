import { familyOf, type Prefix } from '../net';
import type { PrefixTrieBatch } from '../table';
import type { IndexBatch } from './route-indexes';
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

/** A batch over the tries and indexes of one table; what it writes to ends with them. */
export class RouteTableEdit implements RouteTableBatch {
  constructor(
    public size: number,
    private readonly ipv4: PrefixTrieBatch<RouteSlot>,
    private readonly ipv6: PrefixTrieBatch<RouteSlot>,
    private readonly indexes: IndexBatch,
    private readonly pool: SharedMembersPool,
  ) {}

  get({ DestinationPrefix, InterfaceLuid, NextHop }: RouteKey): RouteRow | undefined {
    return recordIn(this.trieOf(DestinationPrefix).get(DestinationPrefix), InterfaceLuid, NextHop)?.toRow();
  }

  set(row: RouteRow): void {
    this.setRecord(row.DestinationPrefix, recordOf(row, row.createdSeq, row.setSeq, this.pool));
  }

  /** As set, of a record that was made already. */
  setRecord(prefix: Prefix, record: RouteRecord): void {
    const trie = this.trieOf(prefix);
    const slot = trie.get(prefix);
    const old = recordIn(slot, record.shared.InterfaceLuid, record.shared.NextHop);
    trie.set(prefix, slotWith(slot, old, record));
    this.indexes.replaced(old, record);
    if (old === undefined) this.size++;
  }

  delete({ DestinationPrefix: prefix, InterfaceLuid, NextHop }: RouteKey): void {
    const trie = this.trieOf(prefix);
    const slot = trie.get(prefix);
    const old = recordIn(slot, InterfaceLuid, NextHop);
    if (slot === undefined || old === undefined) return;
    const rest = slotWithout(slot, old);
    if (rest === undefined) trie.delete(prefix);
    else trie.set(prefix, rest);
    this.indexes.replaced(old, undefined);
    this.size--;
  }

  private trieOf(prefix: Prefix): PrefixTrieBatch<RouteSlot> {
    return familyOf(prefix) === 'AF_INET' ? this.ipv4 : this.ipv6;
  }
}
