import { closeSync, existsSync, openSync, readFileSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { gunzipSync, gzipSync } from 'node:zlib';

import { InputError, ofFile } from '../errors';

const CHUNK_BYTES = 1 << 16;

const isCompressed = (begin: Uint8Array): boolean => begin[0] === 0x1f && begin[1] === 0x8b;

/** A compressed file is decompressed as a whole. */
const decompressed = (file: string): Buffer => {
  const bytes = readFileSync(file);
  try {
    return gunzipSync(bytes);
  } catch (error) {
    throw new InputError(`${file} is compressed by gzip, and damaged: ${(error as Error).message}`, {
      cause: error,
    });
  }
};

function* slicesOf(bytes: Buffer): IterableIterator<Buffer> {
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) yield bytes.subarray(at, at + CHUNK_BYTES);
}

function* chunksOf(file: string): IterableIterator<Buffer> {
  const descriptor = openSync(file, 'r');
  try {
    const bytes = Buffer.allocUnsafe(CHUNK_BYTES);
    let size = readSync(descriptor, bytes);
    if (isCompressed(bytes.subarray(0, size))) {
      yield* slicesOf(decompressed(file));
      return;
    }
    for (; size > 0; size = readSync(descriptor, bytes)) yield bytes.subarray(0, size);
  } finally {
    closeSync(descriptor);
  }
}

/** The text of a file, plain or compressed by gzip, in pieces from its beginning each time it is iterated. */
export function* readTextFile(file: string): IterableIterator<string> {
  try {
    const decoder = new StringDecoder('utf8');
    for (const bytes of chunksOf(file)) yield decoder.write(bytes);
    const rest = decoder.end();
    if (rest !== '') yield rest;
  } catch (error) {
    throw ofFile(file, error);
  }
}

/** @throws InputError where a file is there already, or cannot be made since its folder is not */
export const refuseExisting = (file: string): void => {
  if (existsSync(file)) throw new InputError(`${file} is there already: name a file that is not`);
  refuseWithoutFolder(file);
};

/** @throws InputError where the folder that a file would be made in is not there */
export const refuseWithoutFolder = (file: string): void => {
  const folder = dirname(file);
  if (!existsSync(folder)) throw new InputError(`${file}: there is no folder ${folder} to make it in`);
};

/** Parts that are compressed by themselves: gzip files one behind the other are one that holds all (RFC 1952, 2.2). */
const COMPRESSED_LENGTH = 1 << 20;

/**
 * Writes lines, each with its line feed, into a new file, compressed where its name ends with `.gz`; where that fails, the
 * file goes again.
 */
export const writeTextFile = (file: string, lines: Iterable<string>): void => {
  refuseExisting(file);
  let descriptor: number;
  try {
    descriptor = openSync(file, 'wx', 0o600);
  } catch (error) {
    throw ofFile(file, error);
  }
  try {
    const isToCompress = file.endsWith('.gz');
    const enough = isToCompress ? COMPRESSED_LENGTH : CHUNK_BYTES;
    const write = (text: string): unknown => writeFileSync(descriptor, isToCompress ? gzipSync(text) : text);
    let pending = '';
    for (const line of lines) {
      pending += line;
      if (pending.length < enough) continue;
      write(pending);
      pending = '';
    }
    write(pending);
  } catch (error) {
    rmSync(file, { force: true });
    throw ofFile(file, error);
  } finally {
    closeSync(descriptor);
  }
};
