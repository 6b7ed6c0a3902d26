import { HEADER_SIZE, NLMSG, Wire, messageLength, messageType, messageTypeName } from '../netlink';
import { RtmonError } from './rtmon-error';

/** Bytes of the message that a recording begins with: a header, seconds and microseconds. */
const TIMESTAMP_MESSAGE_SIZE = 24;

/** Bytes by which a recording is known: length and type of its first message. */
export const BEGIN_SIZE = 6;

/** Longer than any message of the kernel: whatever claims more is no message. */
const PLAUSIBLE_LENGTH_MAX = 0x10_0000;

export type ByteOrder = 'little-endian' | 'big-endian';

const byteOrders: readonly ByteOrder[] = ['little-endian', 'big-endian'];

/**
 * Knows a recording by its first message, which rtmon writes before all others: a time stamp.
 *
 * @param bytes the first of the recording, BEGIN_SIZE or more.
 * @returns the byte order of the host that wrote it.
 * @throws RtmonError when it begins with another message, or is no recording.
 */
export const byteOrderOf = (bytes: Uint8Array, file: string): ByteOrder => {
  for (const order of byteOrders) {
    const wire = new Wire(bytes, order === 'little-endian');
    if (messageType(wire, 0) === NLMSG.TSTAMP && messageLength(wire, 0) === TIMESTAMP_MESSAGE_SIZE)
      return order;
  }
  for (const order of byteOrders) {
    const wire = new Wire(bytes, order === 'little-endian');
    const name = messageTypeName(messageType(wire, 0));
    const length = messageLength(wire, 0);
    if (name !== undefined && length >= HEADER_SIZE && length <= PLAUSIBLE_LENGTH_MAX)
      throw new RtmonError(
        'no time stamp',
        file,
        undefined,
        `the recording does not begin with a time stamp but with ${name} of ${length} bytes`,
      );
  }
  throw notARecording(bytes, file);
};

/** Whether bytes too few to tell may be the begin of a recording that was cut off there. */
export const mayBeBegin = (bytes: Uint8Array): boolean =>
  begins.some((begin) => bytes.every((byte, index) => byte === begin[index]));

/** Length and type of the first message, in either byte order. */
const begins: ReadonlyArray<readonly number[]> = [
  [TIMESTAMP_MESSAGE_SIZE, 0, 0, 0, NLMSG.TSTAMP, 0],
  [0, 0, 0, TIMESTAMP_MESSAGE_SIZE, 0, NLMSG.TSTAMP],
];

/** The error for bytes that are something else. */
export const notARecording = (bytes: Uint8Array, file: string): RtmonError =>
  new RtmonError(
    'not a recording',
    file,
    undefined,
    `not a recording of rtmon, which begins with a time stamp message, but ${contentOf(bytes)}`,
  );

/** How well-known files begin. */
const signatures: ReadonlyArray<readonly [begin: string, content: string]> = [
  ['SQLite', 'a SQLite database'],
  ['PK\x03\x04', 'a zip archive'],
  ['\x1f\x8b', 'gzip within gzip'],
  ['BZh', 'compressed by bzip2'],
  ['\xfd7zXZ', 'compressed by xz'],
  ['\x28\xb5\x2f\xfd', 'compressed by zstd'],
  ['\xd4\xc3\xb2\xa1', 'a packet capture'],
  ['\xa1\xb2\xc3\xd4', 'a packet capture'],
  ['\x0a\x0d\x0d\x0a', 'a packet capture'],
];

/** Text has no control characters besides tab, line feed, form feed and carriage return. */
const isText = (byte: number): boolean =>
  (byte >= 0x20 && byte !== 0x7f) || '\t\n\f\r'.includes(String.fromCharCode(byte));

/** Bytes that are looked at to tell text from anything else. */
const SAMPLE_SIZE = 512;

const contentOf = (bytes: Uint8Array): string => {
  const sample = bytes.subarray(0, SAMPLE_SIZE);
  const latin = String.fromCharCode(...sample);
  const known = signatures.find(([begin]) => latin.startsWith(begin));
  if (known !== undefined) return known[1];
  if (sample.every(isText)) return 'text';
  return `something else, beginning with ${Array.from(sample.subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join(' ')}`;
};
