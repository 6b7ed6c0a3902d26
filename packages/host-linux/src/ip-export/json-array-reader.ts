import { IpExportError } from './ip-export-error';

/** An entry of the output of `ip -j`, as JSON has it. */
export type JsonEntry = Readonly<Record<string, unknown>>;

/** Entries that were read together. Valid until the next are asked for. */
export interface JsonBlock {
  readonly entries: readonly JsonEntry[];
  /** Number of the first of them, from 1. */
  readonly first: number;
  /** Where they begin and end: bytes from the begin of the file, decompressed. */
  readonly start: number;
  readonly end: number;
  /** Where an entry begins: bytes from the begin of the file, decompressed. */
  readonly offsetOf: (index: number) => number;
}

/**
 * Reads one array of objects, on one line or on many, piece by piece: what is in memory at once is a piece and what it
 * holds. Twice as fast as the fastest parser of streams, for the parser of the engine does the work: here only the ends
 * of entries are looked for.
 *
 * @param chunks of the file; each may be overwritten once the next is asked for.
 * @param file how errors call it.
 * @throws IpExportError naming the entry at fault and where it is.
 */
export function* readJsonArray(
  chunks: Iterable<Uint8Array>,
  file: string,
): Generator<JsonBlock, void, undefined> {
  const reader = new JsonArrayReader(file);
  for (const chunk of chunks) {
    const block = reader.push(chunk);
    if (block !== undefined) yield block;
  }
  reader.end();
}

/** What may come next, outside of entries. */
type Expected = 'the array' | 'an entry or the end' | 'an entry' | 'a comma or the end' | 'nothing';

const byteOf = (character: string): number => character.charCodeAt(0);
const QUOTE = byteOf('"');
const BACKSLASH = byteOf('\\');
const COMMA = byteOf(',');
const [OPEN_ARRAY, CLOSE_ARRAY] = [byteOf('['), byteOf(']')];
const [OPEN_OBJECT, CLOSE_OBJECT] = [byteOf('{'), byteOf('}')];

const isSpace = (byte: number): boolean => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);

/** No entry of `ip` is nearly as long: what is longer has lost its end. */
const ENTRY_SIZE_MAX = 0x40_0000;

class JsonArrayReader {
  #expected: Expected = 'the array';
  /** An entry that is not all there. */
  #held: Uint8Array = new Uint8Array(0);
  /** Bytes of the file before `#held`. */
  #offset = 0;
  #entries = 0;

  constructor(private readonly file: string) {}

  /** Takes the next bytes and gives the entries that are whole now. */
  push(chunk: Uint8Array): JsonBlock | undefined {
    const bytes = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
    const starts: number[] = [];
    let end = 0;
    let at = 0;
    for (; at < bytes.length; at++) {
      const byte = bytes[at] as number;
      if (isSpace(byte)) continue;
      if (!this.#isEntry(byte, at, starts.length)) continue;
      const behind = endOfObject(bytes, at);
      if (behind < 0) break;
      starts.push(at);
      end = behind;
      at = behind - 1;
      this.#expected = 'a comma or the end';
    }
    const block = starts.length === 0 ? undefined : this.#blockOf(bytes, starts, end);
    this.#hold(bytes, at);
    return block;
  }

  /** There are no more bytes. */
  end(): void {
    const size = this.#offset + this.#held.length;
    if (this.#expected === 'nothing') return;
    if (size === 0) throw this.#fault(undefined, undefined, 'the file is empty');
    if (this.#expected === 'the array')
      throw this.#fault(undefined, undefined, 'there is no array of JSON in it');
    throw this.#held.length > 0
      ? this.#fault(this.#entries + 1, this.#offset, 'the entry is cut short: the file ends within it')
      : this.#fault(undefined, size, `the file is cut short: it ends where ${this.#expected} is due`);
  }

  /** Whether an entry begins with this byte; else it stands between entries, as is due there. */
  #isEntry(byte: number, at: number, found: number): boolean {
    const expected = this.#expected;
    if (byte === OPEN_OBJECT && (expected === 'an entry' || expected === 'an entry or the end')) return true;
    if (byte === OPEN_ARRAY && expected === 'the array') this.#expected = 'an entry or the end';
    else if (byte === COMMA && expected === 'a comma or the end') this.#expected = 'an entry';
    else if (
      byte === CLOSE_ARRAY &&
      (expected === 'a comma or the end' || expected === 'an entry or the end')
    )
      this.#expected = 'nothing';
    else {
      const what = `there is ${JSON.stringify(String.fromCharCode(byte))} where ${expected} is due`;
      throw this.#fault(this.#entries + found + 1, this.#offset + at, what);
    }
    return false;
  }

  #hold(bytes: Uint8Array, from: number): void {
    if (bytes.length - from > ENTRY_SIZE_MAX)
      throw this.#fault(this.#entries + 1, this.#offset + from, 'the entry does not end');
    this.#held = Uint8Array.from(bytes.subarray(from));
    this.#offset += from;
  }

  #blockOf(bytes: Uint8Array, starts: readonly number[], end: number): JsonBlock {
    const [first, offset] = [this.#entries + 1, this.#offset];
    const offsetOf = (index: number): number => offset + (starts[index] ?? 0);
    const text = textOf(bytes, starts[0] as number, end);
    const entries = parsed(`[${text}]`) as readonly JsonEntry[] | undefined;
    if (entries === undefined) throw this.#badEntry(bytes, [...starts, end]);
    this.#entries += entries.length;
    return { entries, first, start: offsetOf(0), end: offset + end, offsetOf };
  }

  /** The first of several entries that is none. */
  #badEntry(bytes: Uint8Array, bounds: readonly number[]): IpExportError {
    const index = bounds.findIndex(
      (start) => parsed(textOf(bytes, start, endOfObject(bytes, start))) === undefined,
    );
    return this.#fault(
      this.#entries + index + 1,
      this.#offset + (bounds[index] ?? 0),
      'the entry is damaged: it is no JSON',
    );
  }

  #fault(entry: number | undefined, offset: number | undefined, what: string): IpExportError {
    return new IpExportError(
      this.file,
      entry,
      offset,
      `${what}; expected is an array as \`ip -j\` prints it`,
    );
  }
}

const textOf = (bytes: Uint8Array, start: number, end: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8', start, end);

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Behind the bracket that closes the object that begins at `start`; -1 where it is not there. */
const endOfObject = (bytes: Uint8Array, start: number): number => {
  let depth = 0;
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (byte === QUOTE) {
      at = endOfText(bytes, at);
      if (at < 0) return -1;
    } else if (byte === OPEN_OBJECT) depth++;
    else if (byte === CLOSE_OBJECT && --depth === 0) return at + 1;
  }
  return -1;
};

/** Where the quote is that ends the text whose first quote is at `start`; -1 where it is not there. */
const endOfText = (bytes: Uint8Array, start: number): number => {
  for (let at = start + 1; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (byte === QUOTE) return at;
    if (byte === BACKSLASH) at++;
  }
  return -1;
};
