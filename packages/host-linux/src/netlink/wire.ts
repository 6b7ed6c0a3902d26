const ASCII_MAX = 0x7f;

/** Rounds a length up to the next multiple of 4: messages, attributes and next hops all begin there (NLMSG_ALIGN). */
export const align4 = (length: number): number => (length + 3) & ~3;

const utf8 = new TextDecoder();

/**
 * Bytes as the kernel wrote them, read as numbers of the host's byte order.
 *
 * Offsets are counted from the begin of `bytes`. Whoever reads has checked that the bytes are there: past the end a
 * RangeError is thrown, which is a bug of the caller.
 */
export class Wire {
  readonly bytes: Uint8Array;
  /** The byte order of the host that wrote it; addresses, VIA families and tunnel ids are in network order all the same. */
  readonly littleEndian: boolean;
  readonly #view: DataView;

  constructor(bytes: Uint8Array, littleEndian = true) {
    this.bytes = bytes;
    this.littleEndian = littleEndian;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get length(): number {
    return this.bytes.length;
  }

  u8(at: number): number {
    return this.#view.getUint8(at);
  }

  u16(at: number): number {
    return this.#view.getUint16(at, this.littleEndian);
  }

  u32(at: number): number {
    return this.#view.getUint32(at, this.littleEndian);
  }

  s32(at: number): number {
    return this.#view.getInt32(at, this.littleEndian);
  }

  /** A 32-bit number in network byte order. */
  networkU32(at: number): number {
    return this.#view.getUint32(at, false);
  }

  /** A 64-bit number in network byte order. */
  networkU64(at: number): bigint {
    return this.#view.getBigUint64(at, false);
  }

  /** Text from `at` to before `end`, or to before the first NUL; bytes that are no UTF-8 become U+FFFD. */
  text(at: number, end: number): string {
    let text = '';
    for (let index = at; index < end; index++) {
      const byte = this.bytes[index] ?? 0;
      if (byte === 0) return text;
      if (byte > ASCII_MAX) return this.#unicodeText(at, end);
      text += String.fromCharCode(byte);
    }
    return text;
  }

  /** Pairs of lower-case hex digits joined by `separator`, from `at` to before `end`. */
  hex(at: number, end: number, separator: string): string {
    let text = '';
    for (let index = at; index < end; index++) {
      const pair = hexPairs[this.bytes[index] ?? 0] ?? '';
      text += index === at ? pair : separator + pair;
    }
    return text;
  }

  #unicodeText(at: number, end: number): string {
    const nul = this.bytes.indexOf(0, at);
    return utf8.decode(this.bytes.subarray(at, nul >= 0 && nul < end ? nul : end));
  }
}

const hexPairs: readonly string[] = Array.from({ length: 256 }, (_, byte) =>
  byte.toString(16).padStart(2, '0'),
);
