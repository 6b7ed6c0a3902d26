import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';

import { GZIP_MAGIC_SIZE, gunzipWhole, isGzip } from '../rtmon';

/** What was written of a host, plain or compressed by gzip, which its content tells. It can be read several times. */
export interface RecordedFile {
  /** How errors call it. */
  readonly name: string;
  /** Bytes, decompressed. */
  readonly size: number;
  /** What is in it: an array of JSON begins with a bracket, a recording of rtmon with a time stamp. */
  readonly content: FileContent;
  /** When it was last written, epoch milliseconds; undefined of bytes that are in no file. */
  readonly modifiedAt: number | undefined;
  /** Its bytes from the begin on, decompressed; each chunk may be overwritten once the next is asked for. */
  readonly chunks: () => Iterable<Uint8Array>;
}

export type FileContent = 'json' | 'other';

/**
 * Bytes that are read at a time. What is imported of them is written together, and is in memory until then: of larger
 * ones it outlives the young generation of the heap, which costs more memory than fewer writes save time.
 */
const CHUNK_SIZE = 0x1_0000;

/**
 * A file that can be read from end to end. Of a plain one no more is in memory at once than a chunk; a compressed one
 * is decompressed as a whole.
 *
 * @throws what the file system says; RtmonError where it is compressed and damaged
 */
export const openRecordedFile = (path: string): RecordedFile => {
  const file = openSync(path, 'r');
  try {
    const { mtimeMs, size } = fstatSync(file);
    const modifiedAt = Math.floor(mtimeMs);
    const begin = Buffer.alloc(BEGIN_SIZE);
    const isCompressed = isGzip(begin.subarray(0, readSync(file, begin, 0, GZIP_MAGIC_SIZE, 0)));
    if (isCompressed) return { ...recordedBytes(readFileSync(file), path), modifiedAt };
    const got = readSync(file, begin, 0, BEGIN_SIZE, 0);
    return {
      name: path,
      size,
      content: contentOf(begin.subarray(0, got)),
      modifiedAt,
      chunks: () => fileChunks(path),
    };
  } finally {
    closeSync(file);
  }
};

/** The same of bytes that are in memory already. @throws RtmonError where they are compressed and damaged */
export const recordedBytes = (bytes: Uint8Array, name: string): RecordedFile => {
  const plain = isGzip(bytes) ? gunzipWhole(bytes, name) : bytes;
  return {
    name,
    size: plain.length,
    content: contentOf(plain),
    modifiedAt: undefined,
    chunks: () => slicesOf(plain),
  };
};

function* slicesOf(bytes: Uint8Array): Generator<Uint8Array, void, undefined> {
  for (let at = 0; at < bytes.length; at += CHUNK_SIZE) yield bytes.subarray(at, at + CHUNK_SIZE);
}

function* fileChunks(path: string): Generator<Uint8Array, void, undefined> {
  const file = openSync(path, 'r');
  try {
    const chunk = Buffer.allocUnsafe(CHUNK_SIZE);
    for (let got = readSync(file, chunk); got > 0; got = readSync(file, chunk)) yield chunk.subarray(0, got);
  } finally {
    closeSync(file);
  }
}

/** Bytes that are looked at to tell what is in a file. */
const BEGIN_SIZE = 64;

const contentOf = (bytes: Uint8Array): FileContent => {
  const begin = Buffer.from(bytes.subarray(0, BEGIN_SIZE)).toString('latin1');
  return /^\s*[[{]/.test(begin) ? 'json' : 'other';
};
