import { createReadStream } from 'node:fs';

import { decodeMessage, messageType, NLMSG, type DecodedMessage } from '../netlink';
import { GZIP_MAGIC_SIZE, gunzipChunks, gunzipWhole, isGzip } from './gunzip';
import { RtmonError, memberOf } from './rtmon-error';
import { RtmonReader, type RtmonRecord, type RtmonSummary } from './rtmon-reader';

/** Bytes that are decoded at a time, so that not all messages of a long recording are in memory at once. */
const SLICE_SIZE = 0x4_0000;

/**
 * The messages of a whole recording, plain or compressed by gzip, which its content tells, not its name.
 *
 * @param file how errors and the summary call the recording.
 * @returns the summary, as the generator's return value.
 * @throws RtmonError at the message from which on it cannot be read.
 */
export function* readRtmon(bytes: Uint8Array, file: string): Generator<RtmonRecord, RtmonSummary, undefined> {
  const plain = isGzip(bytes) ? gunzipWhole(bytes, file) : bytes;
  const reader = new RtmonReader(file);
  for (let at = 0; at < plain.length; at += SLICE_SIZE)
    yield* reader.push(plain.subarray(at, at + SLICE_SIZE));
  return reader.end();
}

/**
 * As `readRtmon`, from chunks of what is not compressed; yields the messages of a chunk together. Each chunk may be
 * overwritten once the next is asked for.
 */
export function* readRtmonChunks(
  chunks: Iterable<Uint8Array>,
  file: string,
): Generator<readonly RtmonRecord[], RtmonSummary, undefined> {
  const reader = new RtmonReader(file);
  for (const chunk of chunks) yield reader.push(chunk);
  return reader.end();
}

/** What of a recording is known without decoding its messages. */
export type RtmonSpan = Pick<RtmonSummary, 'bytes' | 'messages' | 'firstAt' | 'lastAt'>;

/**
 * Reads a recording to its end to see that this can be done, and when it begins and ends: several times as fast as
 * reading what it says.
 *
 * @throws RtmonError at the message from which on it cannot be read.
 */
export const scanRtmon = (chunks: Iterable<Uint8Array>, file: string): RtmonSpan => {
  const reader = new RtmonReader(file, instantOrNothing);
  for (const chunk of chunks) reader.push(chunk);
  return reader.end();
};

const instantOrNothing: typeof decodeMessage = (wire, at) =>
  messageType(wire, at) === NLMSG.TSTAMP ? decodeMessage(wire, at) : passedOver;

const passedOver: DecodedMessage = { type: 'skipped', reason: 'message type not mirrored', messageType: 0 };

/**
 * As `readRtmon`, from chunks as they come, such as the output of `rtmon file /dev/stdout`; yields the messages of a
 * chunk together, so that a long recording is not awaited message by message.
 */
export async function* readRtmonStream(
  chunks: AsyncIterable<Uint8Array>,
  file: string,
): AsyncGenerator<readonly RtmonRecord[], RtmonSummary, undefined> {
  const reader = new RtmonReader(file);
  for await (const chunk of plainChunks(chunks, file)) {
    const records = reader.push(chunk);
    if (records.length > 0) yield records;
  }
  return reader.end();
}

/** `readRtmonStream` of a file; one that cannot be opened or read is an RtmonError 'unreadable'. */
export const readRtmonFile = (
  path: string,
): AsyncGenerator<readonly RtmonRecord[], RtmonSummary, undefined> => readRtmonStream(fileChunks(path), path);

async function* fileChunks(path: string): AsyncGenerator<Uint8Array, void> {
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Uint8Array>) yield chunk;
  } catch (cause) {
    const what = String(memberOf(cause, 'message'));
    throw new RtmonError('unreadable', path, undefined, `the file cannot be read: ${what}`, { cause });
  }
}

/** Decompresses where the first bytes say so. */
async function* plainChunks(
  chunks: AsyncIterable<Uint8Array>,
  file: string,
): AsyncGenerator<Uint8Array, void> {
  const iterator = chunks[Symbol.asyncIterator]();
  let begin: Uint8Array = new Uint8Array(0);
  while (begin.length < GZIP_MAGIC_SIZE) {
    const next = await iterator.next();
    if (next.done === true) break;
    begin = Buffer.concat([begin, next.value]);
  }
  const all = withBegin(begin, iterator);
  yield* isGzip(begin) ? gunzipChunks(all, file) : all;
}

async function* withBegin(
  begin: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void> {
  yield begin;
  yield* { [Symbol.asyncIterator]: () => rest };
}
