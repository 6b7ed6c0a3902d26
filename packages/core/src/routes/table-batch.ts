import { familyOf, type AddressFamily } from '../net';
import { prefixBitsOf, type PrefixBits, type PrefixTrieBatch } from '../table';
import type { Replacement } from './creation-order';
import { recordOf } from './route-record';
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
    return recordIn(
      this.trieOf(familyOf(DestinationPrefix)).get(DestinationPrefix),
      InterfaceLuid,
      NextHop,
    )?.toRow();
  }

  set(row: RouteRow): void {
    const { DestinationPrefix: prefix, InterfaceLuid, NextHop } = row;
    const bits = prefixBitsOf(prefix);
    const slot = this.trieOf(familyOf(prefix)).getBits(bits);
    const old = recordIn(slot, InterfaceLuid, NextHop);
    const record = recordOf(row, bits, row.createdSeq, row.setSeq, this.pool);
    this.write(record.family, bits, slotWith(slot, old, record), [[old, record]]);
  }

  delete({ DestinationPrefix: prefix, InterfaceLuid, NextHop }: RouteKey): void {
    const family = familyOf(prefix);
    const bits = prefixBitsOf(prefix);
    const slot = this.trieOf(family).getBits(bits);
    const old = recordIn(slot, InterfaceLuid, NextHop);
    if (slot === undefined || old === undefined) return;
    this.write(family, bits, slotWithout(slot, old), [[old, undefined]]);
  }

  /** Puts `slot` in the place of that of a prefix; undefined: none is left. `done` is what made it of the one before. */
  write(
    family: AddressFamily,
    bits: PrefixBits,
    slot: RouteSlot | undefined,
    done: readonly Replacement[],
  ): void {
    const trie = this.trieOf(family);
    if (slot === undefined) trie.deleteBits(bits);
    else trie.setBits(bits, slot);
    for (const replacement of done) {
      this.replacements.push(replacement);
      const [old, record] = replacement;
      this.size += (record === undefined ? 0 : 1) - (old === undefined ? 0 : 1);
    }
  }

  private trieOf(family: AddressFamily): PrefixTrieBatch<RouteSlot> {
    return family === 'AF_INET' ? this.ipv4 : this.ipv6;
  }
}
