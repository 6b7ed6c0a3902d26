import { readFileSync } from 'node:fs';

import { readRtmon } from '@netlapse/host-linux';

import { ofFile } from './errors';

/** A recording that was read to its end without an error. */
export interface Recording {
  readonly file: string;
  readonly source: Uint8Array;
  readonly messages: number;
  /** Instants of its first and last message, epoch milliseconds; undefined where it has none. */
  readonly firstAt: number | undefined;
  readonly lastAt: number | undefined;
}

const bytesOf = (file: string): Uint8Array => {
  try {
    return readFileSync(file);
  } catch (error) {
    throw ofFile(file, error);
  }
};

/**
 * Reads a recording from end to end before anything is imported of it: a log only grows, so half of a broken file
 * must not get into it.
 *
 * @throws RtmonError, and what the file system says
 */
export const readRecording = (file: string): Recording => {
  const source = bytesOf(file);
  const records = readRtmon(source, file);
  let next = records.next();
  while (next.done !== true) next = records.next();
  const { messages, firstAt, lastAt } = next.value;
  return { file, source, messages, firstAt, lastAt };
};
