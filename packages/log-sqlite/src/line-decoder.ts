import {
  canonicalJson,
  decodeRecord,
  isJsonObject,
  LogCorrupt,
  type Cause,
  type CommitRecord,
  type Json,
  type LogRecord,
  type StoredEvent,
} from '@netlapse/core';

import { assertLastSeq, parseJson, type Before } from './decode-row';

/** So many different texts of each kind are remembered. */
const KNOWN_MAX = 256;

const hashForm = /^[0-9a-f]{64}$/;

/** A line and what stands beside it. */
export interface Line {
  /** The text that the hash is made of. */
  readonly text: string;
  readonly hash: string;
  readonly lastSeq: number;
  /** Whether the text was just held against the hash. */
  readonly isHashed: boolean;
}

const AT = '{"at":';
const CAUSE = ',"cause":';
const EVENTS = ',"events":[{"data":';
const NEXT_EVENT = '},{"data":';
const KIND = '}],"kind":"commit","n":';
const PREV = ',"prev":"';
const STATUS = '","status":';

/** A cause, and its text with what stands around it. */
interface KnownCause {
  readonly text: string;
  readonly value: Cause;
}

/** An event without its number and data. */
type EventKind = Pick<StoredEvent, 'type' | 'v'>;
const kindText = ({ type, v }: EventKind): string => `${type}","v":${v}`;

/**
 * Decodes the texts of records. Nearly all are commits, and what stands in them besides data repeats: causes, statuses,
 * types of events. A text that was found good in one record is good in the next, so these are parsed and checked once;
 * a record with any other is decoded whole.
 */
export class LineDecoder {
  readonly #causes = new Known<KnownCause>();
  #lastCause: KnownCause | undefined;
  readonly #statuses = new Known<string>();
  readonly #kinds = new Known<EventKind>();

  /**
   * The record of a line that follows.
   *
   * @throws LogCorrupt where the line is ill-formed, or differs from what stands beside it
   */
  decode(line: Line, before: Before): LogRecord {
    return this.#commitOf(line, before) ?? this.#whole(line, before);
  }

  /** A commit whose parts are known but for the data of its events; each is cut out at what must stand around it. */
  #commitOf({ text, hash, lastSeq, isHashed }: Line, before: Before): CommitRecord | undefined {
    const causeAt = text.indexOf(',', AT.length);
    const cause = this.#causeAt(text, causeAt);
    if (cause === undefined) return undefined;
    const eventsAt = causeAt + cause.text.length;
    if (!isHashed && !(hashForm.test(hash) && hashForm.test(before.hash))) return undefined;
    const n = before.n + 1;
    const events: StoredEvent[] = [];
    const end = this.#events(text, eventsAt, before.seq, lastSeq, n, events);
    const tail = `${KIND}${n}${PREV}`;
    if (end === undefined || !text.startsWith(tail, end)) return undefined;
    const prevAt = end + tail.length;
    const statusAt = prevAt + hash.length;
    if (!text.startsWith(before.hash, prevAt) || !text.startsWith(STATUS, statusAt)) return undefined;
    const status = this.#statuses.get(text.slice(statusAt + STATUS.length, -1));
    if (status === undefined) return undefined;
    const at = Number(text.slice(AT.length, causeAt));
    if (!Number.isSafeInteger(at)) return undefined;
    return { n, kind: 'commit', at, prev: before.hash, hash, cause: cause.value, status, events };
  }

  /** A known cause, and all that stands before the first event's data; nearly always that of the record before. */
  #causeAt(text: string, causeAt: number): KnownCause | undefined {
    const last = this.#lastCause;
    if (last !== undefined && text.startsWith(last.text, causeAt)) return last;
    const eventsAt = text.indexOf(EVENTS, causeAt);
    if (eventsAt < 0) return undefined;
    this.#lastCause = this.#causes.get(text.slice(causeAt, eventsAt + EVENTS.length)) ?? last;
    return this.#lastCause !== last ? this.#lastCause : undefined;
  }

  /** Reads events up to the one that ends a record; where that ends. Undefined where anything else comes. */
  #events(
    text: string,
    from: number,
    beforeSeq: number,
    lastSeq: number,
    n: number,
    into: StoredEvent[],
  ): number | undefined {
    let at = from;
    for (let seq = beforeSeq + 1; seq <= lastSeq; seq++) {
      const mark = `,"seq":${seq},"type":"`;
      // Most data is flat, and its end the first brace.
      const braceAt = text.indexOf('}', at) + 1;
      const dataEnd = text.startsWith(mark, braceAt) ? braceAt : text.indexOf(mark, braceAt);
      if (dataEnd < 0) return undefined;
      const kindAt = dataEnd + mark.length;
      const kindEnd = text.indexOf('}', kindAt);
      const kind = this.#kinds.get(text.slice(kindAt, kindEnd));
      if (kind === undefined) return undefined;
      const data = parseJson(text.slice(at, dataEnd), n);
      if (!isJsonObject(data)) return undefined;
      into.push({ seq, type: kind.type, v: kind.v, data });
      if (seq === lastSeq) return kindEnd;
      if (!text.startsWith(NEXT_EVENT, kindEnd)) return undefined;
      at = kindEnd + NEXT_EVENT.length;
    }
    return undefined;
  }

  #whole({ text, hash, lastSeq }: Line, before: Before): LogRecord {
    const n = before.n + 1;
    const record = decodeRecord({ ...(parseJson(text, n) as object), hash }, n);
    if (record.n !== n || record.prev !== before.hash) throw new LogCorrupt(n, 'it is another record');
    assertLastSeq({ n, lastSeq }, before.seq + (record.kind === 'commit' ? record.events.length : 0));
    if (record.kind === 'commit') this.#learn(record);
    return record;
  }

  /** By texts of their own: one cut out of a page would keep all of the page. */
  #learn({ cause, status, events }: CommitRecord): void {
    const text = `${CAUSE}${canonicalJson(cause as unknown as Json)}${EVENTS}`;
    this.#causes.add(text, { text, value: cause });
    this.#statuses.add(canonicalJson(status), status);
    for (const { type, v } of events) this.#kinds.add(kindText({ type, v }), { type, v });
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
