import { widthOf, type AddressFamily } from '../net';
import { ColumnWriter, MalformedColumns, type ColumnReader } from './columns';
import type { PrefixBits } from './prefix-bits';

/** Bytes of the words of an IPv6 address: a column each. */
const IPV6_BYTES = 16;

const nothing: PrefixBits = { w0: 0, w1: 0, w2: 0, w3: 0, length: 0 };

/** The value of the last bit that may be set in either of two IPv4 prefixes: all bits behind are zero in both. */
const unitOf = (length: number, other: number): number => units[length > other ? length : other] as number;

const units = Array.from({ length: 33 }, (_, length) => 2 ** (32 - length));

/**
 * Writes prefixes of one family: how each differs from the one before. In the order of their addresses, as tables have
 * them, an IPv4 prefix takes some two bytes.
 */
export class PrefixSequenceWriter {
  readonly #lengths = new ColumnWriter();
  readonly #bits: readonly ColumnWriter[];
  #before = nothing;

  constructor(private readonly family: AddressFamily) {
    this.#bits = Array.from({ length: family === 'AF_INET' ? 1 : IPV6_BYTES }, () => new ColumnWriter());
  }

  add(prefix: PrefixBits): void {
    this.#lengths.byte(prefix.length);
    if (this.family === 'AF_INET') this.#addIpv4(prefix);
    else this.#addIpv6(prefix);
    this.#before = prefix;
  }

  writeTo(writer: ColumnWriter): void {
    writer.column(this.#lengths);
    for (const column of this.#bits) writer.column(column);
  }

  #addIpv4({ w0, length }: PrefixBits): void {
    const step = (w0 >>> 0) - (this.#before.w0 >>> 0);
    this.#bits[0]?.integer(step / unitOf(length, this.#before.length));
  }

  // By bytes, each in a column of its own: most columns hold nothing but zeros.
  #addIpv6({ w0, w1, w2, w3 }: PrefixBits): void {
    const before = this.#before;
    this.#addWord(0, w0 ^ before.w0);
    this.#addWord(4, w1 ^ before.w1);
    this.#addWord(8, w2 ^ before.w2);
    this.#addWord(12, w3 ^ before.w3);
  }

  #addWord(at: number, word: number): void {
    for (let byte = 0; byte < 4; byte++) this.#bits[at + byte]?.byte((word >>> (24 - 8 * byte)) & 255);
  }
}

/**
 * Reads what a PrefixSequenceWriter of the same family wrote.
 *
 * @throws MalformedColumns where what comes is no prefix
 */
export class PrefixSequenceReader {
  readonly #lengths: ColumnReader;
  readonly #bits: readonly ColumnReader[];
  readonly #width: number;
  #before = nothing;

  constructor(
    reader: ColumnReader,
    private readonly family: AddressFamily,
  ) {
    this.#width = widthOf(family);
    this.#lengths = reader.column();
    this.#bits = Array.from({ length: family === 'AF_INET' ? 1 : IPV6_BYTES }, () => reader.column());
  }

  next(): PrefixBits {
    const length = this.#lengths.byte();
    if (length > this.#width) throw new MalformedColumns(`a prefix of ${length} bits`);
    this.#before = this.family === 'AF_INET' ? this.#nextIpv4(length) : this.#nextIpv6(length);
    return this.#before;
  }

  #nextIpv4(length: number): PrefixBits {
    const step = (this.#bits[0] as ColumnReader).integer() * unitOf(length, this.#before.length);
    const bits = (this.#before.w0 >>> 0) + step;
    if (bits < 0 || bits > 0xffff_ffff || bits % unitOf(length, 0) !== 0)
      throw new MalformedColumns('a prefix with bits behind its end');
    return { w0: bits | 0, w1: 0, w2: 0, w3: 0, length };
  }

  #nextIpv6(length: number): PrefixBits {
    const before = this.#before;
    const w0 = before.w0 ^ this.#nextWord(0);
    const w1 = before.w1 ^ this.#nextWord(4);
    const w2 = before.w2 ^ this.#nextWord(8);
    const w3 = before.w3 ^ this.#nextWord(12);
    return { w0, w1, w2, w3, length };
  }

  #nextWord(at: number): number {
    const bits = this.#bits;
    return (
      ((bits[at] as ColumnReader).byte() << 24) |
      ((bits[at + 1] as ColumnReader).byte() << 16) |
      ((bits[at + 2] as ColumnReader).byte() << 8) |
      (bits[at + 3] as ColumnReader).byte()
    );
  }
}
