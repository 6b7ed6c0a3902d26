import type { Hasher } from '@netlapse/core';

import type { Connection } from './connection';
import type { Before } from './decode-row';
import { fetchLines, lineQuery, type Lines } from './fetch-lines';
import { HashAhead } from './hash-ahead';
import { nodeSha256 } from './node-hashers';

/** Lines, and whether each was held against its hash already. */
export interface LinesRead {
  readonly lines: Lines;
  readonly areHashed: boolean;
}

/** The records of a range as lines, page by page: read ahead by another thread where there are many to be hashed. */
export class LineSource {
  #ahead: HashAhead | undefined;
  #isBegun = false;

  /** @param hasher what the lines are to be held against; undefined where they were before */
  constructor(
    private readonly connection: () => Connection,
    private readonly hasher: Hasher | undefined,
    private readonly toN: number,
  ) {}

  /** What follows a record; undefined where it has to be fetched as rows. */
  after(before: Before): LinesRead | undefined {
    // It differs from all others and never comes as a line.
    if (before.n === 0) return undefined;
    try {
      const lines = this.#aheadOf(before)?.take(before);
      if (lines !== undefined) return { lines, areHashed: true };
      this.close();
      const query = lineQuery(this.connection(), before, this.toN);
      const fetched = query === undefined ? undefined : fetchLines(this.connection(), query);
      return fetched === undefined ? undefined : { lines: fetched, areHashed: false };
    } catch {
      // Whatever it is shows again when rows are fetched, where it is told apart.
      return undefined;
    }
  }

  close(): void {
    this.#ahead?.close();
    this.#ahead = undefined;
  }

  #aheadOf(before: Before): HashAhead | undefined {
    if (this.#isBegun) return this.#ahead;
    this.#isBegun = true;
    // A hasher that somebody else brings may hold a key: it stays in its thread.
    if (this.hasher === nodeSha256) this.#ahead = HashAhead.begin(this.connection, before, this.toN);
    return this.#ahead;
  }
}
