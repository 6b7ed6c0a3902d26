import { addressAt, addressSize, sharedAddressAt } from './address-text';
import type { AttributeSet } from './attribute-set';
import type { LinuxFamily } from './family';
import type { SkipTally } from './skip-tally';
import { align4, type Wire } from './wire';

/** Bytes before the data of an attribute: its length and type (struct rtattr, linux/rtnetlink.h). */
export const ATTRIBUTE_HEADER_SIZE = 4;

/** NLA_TYPE_MASK: the upper two bits say that the data are nested, or in network byte order. */
const TYPE_MASK = 0x3fff;

/** MAX_ADDR_LEN (linux/netdevice.h), the most bytes that a link-layer address has. */
const HARDWARE_ADDRESS_BYTES_MAX = 32;

/**
 * Walks a list of attributes without making an object for each.
 *
 * `advance` goes to the next; `type`, `from` and `end` then say which and where it is, and the readers give its data.
 * A reader gives undefined where the data are shorter than what it reads, which is counted: an odd attribute is as good
 * as absent.
 */
export class AttributeReader {
  /** Type of the present attribute, without the flags of its upper bits. */
  type = 0;
  /** Where the data of the present attribute begin. */
  from = 0;
  /** Where they end. */
  end = 0;
  readonly #listEnd: number;
  #next: number;

  /** @param start where the list begins; @param listEnd where it ends: both within the bytes of `wire`. */
  constructor(
    readonly wire: Wire,
    readonly set: AttributeSet,
    start: number,
    listEnd: number,
    readonly skips: SkipTally | undefined,
  ) {
    this.#next = start;
    this.#listEnd = listEnd;
  }

  /** Goes to the next attribute; false at the end of the list, and where the next one has a bad length. */
  advance(): boolean {
    const at = this.#next;
    if (this.#listEnd - at < ATTRIBUTE_HEADER_SIZE) return false;
    const length = this.wire.u16(at);
    this.type = this.wire.u16(at + 2) & TYPE_MASK;
    if (length < ATTRIBUTE_HEADER_SIZE || at + length > this.#listEnd) {
      this.skips?.attribute('bad length', this.set, this.type);
      this.#next = this.#listEnd;
      return false;
    }
    this.from = at + ATTRIBUTE_HEADER_SIZE;
    this.end = at + length;
    this.#next = at + align4(length);
    return true;
  }

  get size(): number {
    return this.end - this.from;
  }

  /** For attributes that are not kept: counts those that are not even known. */
  pass(): void {
    if (!this.set.isKnown(this.type)) this.skips?.attribute('unknown attribute', this.set, this.type);
  }

  u8(): number | undefined {
    return this.has(1) ? this.wire.u8(this.from) : undefined;
  }

  u16(): number | undefined {
    return this.has(2) ? this.wire.u16(this.from) : undefined;
  }

  u32(): number | undefined {
    return this.has(4) ? this.wire.u32(this.from) : undefined;
  }

  s32(): number | undefined {
    return this.has(4) ? this.wire.s32(this.from) : undefined;
  }

  /** A 64-bit number in network byte order, as decimal text. */
  networkU64(): string | undefined {
    return this.has(8) ? String(this.wire.networkU64(this.from)) : undefined;
  }

  /** Text up to its NUL. */
  text(): string {
    return this.wire.text(this.from, this.end);
  }

  /** The data as pairs of lower-case hex digits joined by `separator`. */
  hex(separator: string): string {
    return this.wire.hex(this.from, this.end, separator);
  }

  address(family: LinuxFamily): string | undefined {
    return this.has(addressSize(family)) ? addressAt(this.wire, this.from, family) : undefined;
  }

  /** As `address`, for addresses that come again in many messages. */
  sharedAddress(family: LinuxFamily): string | undefined {
    return this.has(addressSize(family)) ? sharedAddressAt(this.wire, this.from, family) : undefined;
  }

  /** A link-layer address as pairs of lower-case hex digits joined by ':'; none has more than 32 bytes. */
  hardwareAddress(): string | undefined {
    if (this.size <= HARDWARE_ADDRESS_BYTES_MAX) return this.hex(':');
    this.skips?.attribute('unexpected size', this.set, this.type);
    return undefined;
  }

  /** The list of attributes nested in the present one. */
  nested(set: AttributeSet): AttributeReader {
    return new AttributeReader(this.wire, set, this.from, this.end, this.skips);
  }

  /** Whether the data have `size` bytes or more (the kernel may append to a struct); if not, it is counted. */
  has(size: number): boolean {
    if (this.end - this.from >= size) return true;
    this.skips?.attribute('unexpected size', this.set, this.type);
    return false;
  }
}
