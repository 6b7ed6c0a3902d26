import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';

import { canonicalJson, type Head } from '@netlapse/core';

import { systemCodeOf } from './error-facts';

/** Where the head of a log is kept beside it. */
export const headFileOf = (file: string): string => `${file}.head`;

/**
 * The head that was last written beside a log; undefined where there is none, or none that is whole. A log
 * that ends before it has lost records; one that ends after it was written on by a system that crashed.
 */
export const readHeadFile = (file: string): Head | undefined => {
  try {
    const value: unknown = JSON.parse(readFileSync(headFileOf(file), 'utf8'));
    return isHead(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

const isHead = (value: unknown): value is Head => {
  if (typeof value !== 'object' || value === null) return false;
  const { n, seq, at, hash } = value as Readonly<Record<string, unknown>>;
  return (
    [n, seq, at].every((number) => Number.isSafeInteger(number)) &&
    typeof hash === 'string' &&
    /^[0-9a-f]{64}$/.test(hash)
  );
};

// Every text is as long as the longest, so that writing over an earlier one leaves nothing of it.
const WIDTH = 160;

/**
 * Keeps the head beside the log after each append, so that records cut off at its end are noticed. It is
 * written after the records are durable and is itself not waited for: after a power failure it may name an
 * earlier head, never a later one.
 */
export class HeadFile {
  readonly #descriptor: number;

  constructor(file: string, mode: number) {
    this.#descriptor = openForWriting(headFileOf(file), mode);
  }

  write({ n, hash, seq, at }: Head): void {
    const text = canonicalJson({ n, hash, seq, at });
    try {
      writeSync(this.#descriptor, `${text.padEnd(WIDTH - 1)}\n`, 0);
    } catch {
      // The records are durable, and an earlier head is still true: the append has not failed.
    }
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}

const openForWriting = (path: string, mode: number): number => {
  try {
    return openSync(path, 'r+');
  } catch (error) {
    if (systemCodeOf(error) !== 'ENOENT') throw error;
    return openSync(path, 'wx+', mode);
  }
};
