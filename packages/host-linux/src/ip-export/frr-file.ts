import type { RecordedFile } from '../files';
import type { LinuxFamily } from '../netlink';
import { IpExportError } from './ip-export-error';
import type { JsonEntry } from './json-array-reader';

/** What FRR says of one prefix. */
export interface FrrPrefix {
  /** The prefix, as FRR writes it. */
  readonly key: string;
  readonly family: LinuxFamily;
  readonly routes: readonly JsonEntry[];
  /** Where it stands: bytes from the begin of the file, decompressed. */
  readonly offset: number;
  /** Bytes since the prefix before. */
  readonly bytes: number;
}

/** Whether a file is what `show ip route json` prints: an object with a member for each prefix, or each VRF. */
export const isFrrRoutes = (begin: string): boolean =>
  /^\s*\{\s*\}\s*$/.test(begin) || /^\s*\{(?:\s*"[^"]*"\s*:\s*\{)?\s*"[0-9a-f.:]+\/\d+"\s*:/i.test(begin);

/** An error about one of the routes of a prefix. */
export const frrFault = (
  file: string,
  { key, offset }: FrrPrefix,
  route: number,
  what: string,
): IpExportError => new IpExportError(file, undefined, offset, `${key}, route ${route + 1}: ${what}`);

/**
 * The prefixes of `show ip route json` or `show ipv6 route json`, also of several VRFs, one after the other. The file is in
 * memory as bytes; of its values no more than one prefix.
 *
 * @throws IpExportError naming the place
 */
export function* readFrrPrefixes(file: RecordedFile): Generator<FrrPrefix, void, undefined> {
  const bytes = bytesOf(file);
  const scanner = new Scanner(bytes, file.name);
  let last = 0;
  for (const { end, key, start } of scanner.members(0)) {
    const routes = scanner.parsed(start, end, key);
    if (!Array.isArray(routes)) throw scanner.fault(start, `${key}: expected is a list of routes`);
    routes.forEach((route: unknown, index) => {
      if (typeof route !== 'object' || route === null || Array.isArray(route))
        throw scanner.fault(start, `${key}, route ${index + 1}: it is no object`);
    });
    const family = key.includes(':') ? 'inet6' : 'inet';
    yield { key, family, routes: routes as readonly JsonEntry[], offset: start, bytes: end - last };
    last = end;
  }
}

const bytesOf = ({ chunks }: RecordedFile): Buffer =>
  Buffer.concat(Array.from(chunks(), (chunk) => Uint8Array.from(chunk)));

const byteOf = (character: string): number => character.charCodeAt(0);
const [QUOTE, BACKSLASH, COMMA, COLON] = [byteOf('"'), byteOf('\\'), byteOf(','), byteOf(':')];
const [OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [
  byteOf('['),
  byteOf(']'),
  byteOf('{'),
  byteOf('}'),
];

const isSpace = (byte: number | undefined): boolean =>
  byte !== undefined && (byte === 0x20 || (byte >= 0x09 && byte <= 0x0d));

interface Member {
  readonly key: string;
  /** Where its value begins and ends. */
  readonly start: number;
  readonly end: number;
}

/** Finds the ends of values, so that the parser of the engine reads one at a time. */
class Scanner {
  constructor(
    private readonly bytes: Buffer,
    private readonly file: string,
  ) {}

  fault(at: number, what: string): IpExportError {
    return new IpExportError(this.file, undefined, at, what);
  }

  parsed(start: number, end: number, key: string): unknown {
    try {
      return JSON.parse(this.bytes.toString('utf8', start, end)) as unknown;
    } catch (error) {
      throw new IpExportError(this.file, undefined, start, `${key}: it is damaged, and no JSON`, {
        cause: error,
      });
    }
  }

  /** The members of the object at `from`; of one that holds objects, as those of VRFs do, their members. */
  *members(from: number): Generator<Member, void, undefined> {
    const behind = yield* this.#membersOf(this.#skipSpace(from), 0);
    const rest = this.#skipSpace(behind);
    if (rest < this.bytes.length) throw this.fault(rest, 'the routes end here, and more follows');
  }

  *#membersOf(from: number, depth: number): Generator<Member, number, undefined> {
    let at = this.#expect(from, OPEN_OBJECT);
    if (this.bytes[at] === CLOSE_OBJECT) return at + 1;
    for (;;) {
      const behindKey = this.#endOfText(at);
      const key = String(this.parsed(at, behindKey, 'a name'));
      const start = this.#expect(behindKey, COLON);
      if (this.bytes[start] === OPEN_OBJECT && depth === 0) at = yield* this.#membersOf(start, 1);
      else {
        at = this.#endOfValue(start, key);
        yield { key, start, end: at };
      }
      at = this.#skipSpace(at);
      if (this.bytes[at] === CLOSE_OBJECT) return at + 1;
      at = this.#expect(at, COMMA);
    }
  }

  #skipSpace(from: number): number {
    let at = from;
    while (isSpace(this.bytes[at])) at++;
    return at;
  }

  /** Where what follows a character begins, which has to come next. */
  #expect(from: number, wanted: number): number {
    const at = this.#skipSpace(from);
    if (this.bytes[at] === wanted) return this.#skipSpace(at + 1);
    const expected = JSON.stringify(String.fromCharCode(wanted));
    throw this.fault(
      at,
      at < this.bytes.length ? `${expected} is due here` : `the file ends where ${expected} is due`,
    );
  }

  #endOfText(start: number): number {
    if (this.bytes[start] !== QUOTE) this.#expect(start, QUOTE);
    for (let at = start + 1; at < this.bytes.length; at++) {
      if (this.bytes[at] === QUOTE) return at + 1;
      if (this.bytes[at] === BACKSLASH) at++;
    }
    throw this.fault(start, 'the file ends within a text');
  }

  #endOfValue(start: number, key: string): number {
    if (this.bytes[start] !== OPEN_ARRAY) throw this.fault(start, `${key}: expected is a list of routes`);
    let depth = 0;
    for (let at = start; at < this.bytes.length; at++) {
      const byte = this.bytes[at];
      if (byte === QUOTE) at = this.#endOfText(at) - 1;
      else if (byte === OPEN_ARRAY || byte === OPEN_OBJECT) depth++;
      else if ((byte === CLOSE_ARRAY || byte === CLOSE_OBJECT) && --depth === 0) return at + 1;
    }
    throw this.fault(start, `${key}: its routes are cut short: the file ends within them`);
  }
}
