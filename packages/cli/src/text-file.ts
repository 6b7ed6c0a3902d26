import { closeSync, existsSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { StringDecoder } from 'node:string_decoder';

import { InputError, ofFile } from './errors';

const CHUNK_BYTES = 1 << 16;

/** The text of a file in pieces, from its beginning each time it is iterated. */
export function* readTextFile(file: string): IterableIterator<string> {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch (error) {
    throw ofFile(file, error);
  }
  try {
    const decoder = new StringDecoder('utf8');
    const bytes = Buffer.allocUnsafe(CHUNK_BYTES);
    for (let size = readSync(descriptor, bytes); size > 0; size = readSync(descriptor, bytes))
      yield decoder.write(bytes.subarray(0, size));
    const rest = decoder.end();
    if (rest !== '') yield rest;
  } catch (error) {
    throw ofFile(file, error);
  } finally {
    closeSync(descriptor);
  }
}

/** @throws InputError where a file cannot be made: it is there already, or its folder is not */
export const refuseExisting = (file: string): void => {
  if (existsSync(file)) throw new InputError(`${file} is there already: name a file that is not`);
  const folder = dirname(file);
  if (!existsSync(folder)) throw new InputError(`${file}: there is no folder ${folder} to make it in`);
};

/** Writes lines, each with its line feed, into a new file; where that fails, the file goes again. */
export const writeTextFile = (file: string, lines: Iterable<string>): void => {
  refuseExisting(file);
  let descriptor: number;
  try {
    descriptor = openSync(file, 'wx', 0o600);
  } catch (error) {
    throw ofFile(file, error);
  }
  try {
    let pending = '';
    for (const line of lines) {
      pending += line;
      if (pending.length < CHUNK_BYTES) continue;
      writeSync(descriptor, pending);
      pending = '';
    }
    writeSync(descriptor, pending);
  } catch (error) {
    rmSync(file, { force: true });
    throw ofFile(file, error);
  } finally {
    closeSync(descriptor);
  }
};
