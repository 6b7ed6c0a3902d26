import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Makes what a router with a full table would give: `ip -j -d` output and a recording of rtmon, in exactly the shape of
 * a real kernel and a real `ip`. The recording `edge` of host-linux holds one route of each family as BIRD installs
 * it; each prefix is put in its place.
 */

/** The folder of the recording whose routes are the patterns. */
const edge = join('packages', 'host-linux', 'recordings', 'edge');

/** Destinations of the patterns in `edge`. */
const patterns = { inet: '198.51.100.0/24', inet6: '2001:db8:1::/48' } as const;
type Family = keyof typeof patterns;

const familyOf = (prefix: string): Family => (prefix.includes(':') ? 'inet6' : 'inet');

/** Files of one point in time, in the order of the operator's commands. */
export interface FullTableExport {
  readonly link: string;
  readonly address: string;
  readonly route: string;
}

/** Bytes gathered before they are written. */
const BUFFER_SIZE = 0x10_0000;

/** Writes a file piece by piece: a full table is larger than what should be in memory at once. */
class FileWriter {
  readonly #file: number;
  readonly #buffer = Buffer.allocUnsafe(BUFFER_SIZE);
  #used = 0;

  constructor(path: string) {
    this.#file = openSync(path, 'w');
  }

  bytes(bytes: Uint8Array): void {
    if (this.#used + bytes.length > BUFFER_SIZE) this.#flush();
    if (bytes.length > BUFFER_SIZE) {
      writeSync(this.#file, bytes);
      return;
    }
    this.#buffer.set(bytes, this.#used);
    this.#used += bytes.length;
  }

  text(text: string): void {
    this.bytes(Buffer.from(text));
  }

  close(): void {
    this.#flush();
    closeSync(this.#file);
  }

  #flush(): void {
    writeSync(this.#file, this.#buffer, 0, this.#used);
    this.#used = 0;
  }
}

/** `ip` writes the address alone where the prefix is all of it. */
const destinationText = (prefix: string): string =>
  prefix.endsWith(familyOf(prefix) === 'inet' ? '/32' : '/128')
    ? prefix.slice(0, prefix.indexOf('/'))
    : prefix;

/** Gives a file of the recording `edge`. */
export type ReadEdge = (name: string) => Uint8Array;

/** Reads it in the checkout, from whose top benchmarks are run. */
export const readEdge: ReadEdge = (name) => readFileSync(join(edge, name));

/**
 * Writes `link.json`, `addr.json` and `route.json`: `ip -j -d link`, `addr` and `route show table all` of a router
 * that has these prefixes besides what it has anyway.
 */
export const writeIpExport = (
  prefixes: readonly string[],
  folder: string,
  read: ReadEdge,
): FullTableExport => {
  const files = {
    link: join(folder, 'link.json'),
    address: join(folder, 'addr.json'),
    route: join(folder, 'route.json'),
  };
  for (const [from, to] of [
    ['before-link.json', files.link],
    ['before-addr.json', files.address],
  ] as const) {
    const copy = new FileWriter(to);
    copy.bytes(read(from));
    copy.close();
  }
  const text = Buffer.from(read('before-route.json')).toString('utf8');
  const routes = new FileWriter(files.route);
  const ends = { inet: endOfPattern(text, 'inet'), inet6: endOfPattern(text, 'inet6') };
  routes.text(text.slice(0, ends.inet.end));
  writeRoutes(routes, prefixes, 'inet', ends.inet.pattern);
  routes.text(text.slice(ends.inet.end, ends.inet6.end));
  writeRoutes(routes, prefixes, 'inet6', ends.inet6.pattern);
  routes.text(text.slice(ends.inet6.end));
  routes.close();
  return files;
};

/** The route of a pattern as `ip` printed it, and where it ends. */
const endOfPattern = (text: string, family: Family): { readonly pattern: string; readonly end: number } => {
  const at = text.indexOf(`"dst":"${patterns[family]}"`);
  const start = text.lastIndexOf('{"type"', at);
  const next = text.indexOf(',{"type"', at);
  return { pattern: text.slice(start, next), end: next };
};

const writeRoutes = (
  writer: FileWriter,
  prefixes: readonly string[],
  family: Family,
  pattern: string,
): void => {
  const [before, behind] = pattern.split(patterns[family]) as [string, string];
  for (const prefix of prefixes)
    if (familyOf(prefix) === family) writer.text(`,${before}${destinationText(prefix)}${behind}`);
};

/** Microseconds between two messages: as fast as a kernel takes routes. */
const MESSAGE_INTERVAL = 20;

const RTM_NEWROUTE = 24;
const TIMESTAMP = 15;
const HEADER_SIZE = 16;
const RTMSG_SIZE = 12;
const AF_NUMBERS = { inet: 2, inet6: 10 } as const;

/** Where things stand in the message of a pattern. */
interface Pattern {
  readonly bytes: Buffer;
  /** Of the destination's length in struct rtmsg. */
  readonly lengthAt: number;
  /** Of the address in RTA_DST. */
  readonly addressAt: number;
}

/** Writes a recording of rtmon: all that `edge.rtmon` holds, then a message for each prefix. */
export const writeRtmonStream = (prefixes: readonly string[], path: string, read: ReadEdge): void => {
  const recording = Buffer.from(read('edge.rtmon'));
  const messages = messagesOf(recording);
  const last = messages.findLast((bytes) => bytes.readUInt16LE(4) === TIMESTAMP) as Buffer;
  const pattern = { inet: patternIn(messages, 'inet'), inet6: patternIn(messages, 'inet6') };
  const writer = new FileWriter(path);
  writer.bytes(recording);
  const timestamp = Buffer.from(last);
  let microseconds = last.readUInt32LE(HEADER_SIZE) * 1e6 + last.readUInt32LE(HEADER_SIZE + 4);
  for (const prefix of prefixes) {
    const { bytes, lengthAt, addressAt } = pattern[familyOf(prefix)];
    const [address, length] = prefix.split('/') as [string, string];
    microseconds += MESSAGE_INTERVAL;
    timestamp.writeUInt32LE(Math.floor(microseconds / 1e6), HEADER_SIZE);
    timestamp.writeUInt32LE(microseconds % 1e6, HEADER_SIZE + 4);
    writer.bytes(timestamp);
    bytes[lengthAt] = Number(length);
    writeAddress(bytes, addressAt, address);
    writer.bytes(bytes);
  }
  writer.close();
};

/** The messages of a recording with their padding. */
const messagesOf = (recording: Buffer): readonly Buffer[] => {
  const messages: Buffer[] = [];
  for (let at = 0; at < recording.length;) {
    const size = (recording.readUInt32LE(at) + 3) & ~3;
    messages.push(recording.subarray(at, at + size));
    at += size;
  }
  return messages;
};

/** The message by which the pattern of a family came, with its first attributes in the order of the kernel. */
const patternIn = (messages: readonly Buffer[], family: Family): Pattern => {
  const [address, length] = patterns[family].split('/') as [string, string];
  const wanted = Buffer.alloc(family === 'inet' ? 4 : 16);
  writeAddress(wanted, 0, address);
  for (const bytes of messages) {
    if (bytes.readUInt16LE(4) !== RTM_NEWROUTE || bytes[HEADER_SIZE] !== AF_NUMBERS[family]) continue;
    const addressAt = bytes.indexOf(wanted, HEADER_SIZE + RTMSG_SIZE);
    if (addressAt >= 0 && bytes[HEADER_SIZE + 1] === Number(length))
      return { bytes: Buffer.from(bytes), lengthAt: HEADER_SIZE + 1, addressAt };
  }
  throw new Error(`edge.rtmon has no route to ${patterns[family]}`);
};

const writeAddress = (bytes: Buffer, at: number, address: string): void => {
  if (!address.includes(':')) {
    address.split('.').forEach((octet, index) => (bytes[at + index] = Number(octet)));
    return;
  }
  const [head = '', tail = ''] = address.split('::');
  const groups = (text: string): number[] =>
    text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));
  const [front, back] = [groups(head), address.includes('::') ? groups(tail) : []];
  bytes.fill(0, at, at + 16);
  front.forEach((group, index) => bytes.writeUInt16BE(group, at + 2 * index));
  back.forEach((group, index) => bytes.writeUInt16BE(group, at + 16 - 2 * (back.length - index)));
};
