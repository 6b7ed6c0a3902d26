import {
  isJsonObject,
  type Cause,
  type CommitRecord,
  type LogRecord,
  type StoredEvent,
} from '@netlapse/core';

import { assertLastSeq, decodeRow, parseJson, type Before } from './decode-row';
import type { RecordRow } from './fetch-rows';

/** So many different texts of each kind are remembered. */
const KNOWN_MAX = 256;

const hashForm = /^[0-9a-f]{64}$/;

/**
 * Decodes rows. Nearly all are commits, and what stands in them besides data repeats: causes, statuses, types of
 * events. A text that was found good in one record is good in the next, so these are parsed and checked once; a row
 * with any other is decoded whole.
 */
export class RowDecoder {
  readonly #causes = new Known<Cause>();
  readonly #statuses = new Known<string>();
  readonly #types = new Known<string>();

  /**
   * The record of a row that follows.
   *
   * @param isHashed whether the row was just held against its hash, so that both hashes have their form
   * @throws LogCorrupt where the row is ill-formed, or differs from what it holds whole
   */
  decode(row: RecordRow, before: Before, isHashed: boolean): LogRecord {
    return this.#commitOf(row, before, isHashed) ?? this.#whole(row, before);
  }

  #commitOf(row: RecordRow, before: Before, isHashed: boolean): CommitRecord | undefined {
    const { n, kind, at, hash, check } = row;
    const cause = this.#causes.get(row.content);
    const status = this.#statuses.get(row.status);
    if (kind !== 'commit' || cause === undefined || status === undefined) return undefined;
    if (check !== undefined || row.events.length === 0) return undefined;
    if (!isHashed && !(hashForm.test(hash) && hashForm.test(before.hash))) return undefined;
    const events: StoredEvent[] = [];
    for (const { seq, type: stored, v, payload } of row.events) {
      const type = this.#types.get(stored);
      const data = parseJson(payload, n);
      if (type === undefined || v < 1 || !isJsonObject(data)) return undefined;
      events.push({ seq, type, v, data });
    }
    assertLastSeq(row, before.seq + events.length);
    return { n, kind, at, prev: before.hash, hash, cause, status, events };
  }

  #whole(row: RecordRow, before: Before): LogRecord {
    const record = decodeRow(row, before);
    if (record.kind !== 'commit') return record;
    this.#causes.add(ownText(row.content), record.cause);
    const status = ownText(row.status);
    this.#statuses.add(status, status);
    for (const { type } of record.events) {
      const own = ownText(type);
      this.#types.add(own, own);
    }
    return record;
  }
}

/** What texts were decoded to. */
class Known<T> {
  readonly #found = new Map<string, T>();

  get(text: string): T | undefined {
    return this.#found.get(text);
  }

  add(text: string, value: T): void {
    if (this.#found.size >= KNOWN_MAX) this.#found.clear();
    this.#found.set(text, value);
  }
}

/** The same text: one cut out of a page would keep all of the page. */
const ownText = (text: string): string => Buffer.from(text).toString();
