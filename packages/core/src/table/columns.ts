/** Bytes of columns that are no columns: cut short, or of another form. */
export class MalformedColumns extends Error {
  override readonly name = 'MalformedColumns';
}

const FIRST_SIZE = 1024;
/** Numbers below this are handled as int32; greater ones by division. */
const INT31 = 0x8000_0000;

/**
 * Values of one kind one after the other, as bytes. Numbers take as many bytes as they need, seven bits in each, the
 * low ones first: columns hold differences between neighbors, which are small, and small ones compress well.
 */
export class ColumnWriter {
  #bytes = new Uint8Array(FIRST_SIZE);
  #size = 0;

  /** The bytes written so far; they are the writer's own and go with the next value. */
  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#size);
  }

  byte(value: number): void {
    if (this.#size === this.#bytes.length) this.#grow(1);
    this.#bytes[this.#size++] = value;
  }

  /** A whole number from 0 to 2^53 - 1. */
  natural(value: number): void {
    let rest = value;
    while (rest >= INT31) {
      this.byte((rest % 128) | 128);
      rest = Math.floor(rest / 128);
    }
    while (rest > 127) {
      this.byte((rest & 127) | 128);
      rest >>>= 7;
    }
    this.byte(rest);
  }

  /** A whole number of at most 53 bits and a sign: small ones of either sign are short. */
  integer(value: number): void {
    const magnitude = Math.abs(value);
    const first = (magnitude % 64) * 2 + (value < 0 ? 1 : 0);
    if (magnitude < 64) {
      this.byte(first);
      return;
    }
    this.byte(first | 128);
    this.natural(Math.floor(magnitude / 64));
  }

  /** Text of characters up to U+00FF, with its length before it. */
  latin1(text: string): void {
    this.natural(text.length);
    if (this.#size + text.length > this.#bytes.length) this.#grow(text.length);
    for (let index = 0; index < text.length; index++) this.#bytes[this.#size++] = text.charCodeAt(index);
  }

  /** A value as JSON. */
  json(value: unknown): void {
    this.text(JSON.stringify(value));
  }

  /** A text of JSON: what is not ASCII in it is escaped. */
  text(json: string): void {
    this.latin1(json.replace(notAscii, escaped));
  }

  /** A column that is done, with its length before it. */
  column({ bytes }: ColumnWriter): void {
    this.natural(bytes.length);
    if (this.#size + bytes.length > this.#bytes.length) this.#grow(bytes.length);
    this.#bytes.set(bytes, this.#size);
    this.#size += bytes.length;
  }

  #grow(by: number): void {
    const grown = new Uint8Array(Math.max(2 * this.#bytes.length, this.#size + by));
    grown.set(this.#bytes);
    this.#bytes = grown;
  }
}

// eslint-disable-next-line no-control-regex
const notAscii = /[^\u0000-\u007f]/g;
const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** How many characters are made of bytes at once: a call takes only so many arguments. */
const CHUNK = 4096;

/**
 * Reads what a ColumnWriter wrote, in the same order.
 *
 * @throws MalformedColumns from any read past the end
 */
export class ColumnReader {
  #at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  get atEnd(): boolean {
    return this.#at >= this.bytes.length;
  }

  byte(): number {
    const value = this.bytes[this.#at++];
    if (value === undefined) throw new MalformedColumns('the bytes are cut short');
    return value;
  }

  natural(): number {
    let byte = this.byte();
    if (byte < 128) return byte;
    let value = byte & 127;
    let scale = 128;
    do {
      byte = this.byte();
      value += (byte & 127) * scale;
      scale *= 128;
    } while (byte > 127);
    if (!Number.isSafeInteger(value)) throw new MalformedColumns('a number is too great');
    return value;
  }

  integer(): number {
    const first = this.byte();
    const low = (first & 127) >>> 1;
    const magnitude = first < 128 ? low : low + this.natural() * 64;
    if (!Number.isSafeInteger(magnitude)) throw new MalformedColumns('a number is too great');
    return (first & 1) === 0 ? magnitude : -magnitude;
  }

  latin1(): string {
    const bytes = this.#take(this.natural());
    let text = '';
    for (let start = 0; start < bytes.length; start += CHUNK)
      text += String.fromCharCode(...bytes.subarray(start, start + CHUNK));
    return text;
  }

  json(): unknown {
    const text = this.latin1();
    try {
      return JSON.parse(text) as unknown;
    } catch (error) {
      throw new MalformedColumns('a part of them is no JSON', { cause: error });
    }
  }

  column(): ColumnReader {
    return new ColumnReader(this.#take(this.natural()));
  }

  #take(length: number): Uint8Array {
    const end = this.#at + length;
    if (end > this.bytes.length) throw new MalformedColumns('the bytes are cut short');
    const taken = this.bytes.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }
}
