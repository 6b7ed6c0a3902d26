import { canonicalJson } from './canonical-json';
import { EMPTY_HEAD, type Head } from './event-log';
import { LogCorrupt } from './log-errors';
import type { BaseRecord, LogRecord } from './record';
import { hashedText } from './record-text';
import { headAfter } from './seal';
import { sha256Hex, type Hasher } from './sha256';

/** What a log was found to hold. Instants are undefined for a log without records. */
export interface LogSummary {
  readonly records: number;
  readonly events: number;
  readonly refusals: number;
  readonly noops: number;
  readonly firstAt: number | undefined;
  readonly lastAt: number | undefined;
  readonly head: Head;
}

/**
 * Checks a log's records one after the other, from the first: numbers and sequence numbers without gaps,
 * instants that do not go back, the chain of hashes, and the state hash of a base.
 */
export class ChainVerifier {
  readonly #hasher: Hasher;
  #head: Head;
  #firstAt: number | undefined;
  #events = 0;
  #refusals = 0;
  #noops = 0;

  /**
   * @param hasher the log's own: SHA-256, or the HMAC of a keyed log
   * @param after the record known to be whole with all before it; left out, none is
   * @param trusts TRUE where the log itself holds each record against its hash: it is not hashed once more then
   */
  constructor(
    hasher: Hasher = sha256Hex,
    after: Head = EMPTY_HEAD,
    private readonly trusts = false,
  ) {
    this.#hasher = hasher;
    this.#head = after;
  }

  /** What was checked so far. */
  get summary(): LogSummary {
    return {
      records: this.#head.n,
      events: this.#events,
      refusals: this.#refusals,
      noops: this.#noops,
      firstAt: this.#firstAt,
      lastAt: this.#head.n === 0 ? undefined : this.#head.at,
      head: this.#head,
    };
  }

  /**
   * Checks the next record.
   *
   * @throws LogCorrupt with the number of the record that is due, and what is wrong with what came.
   */
  check(record: LogRecord): void {
    const n = this.#head.n + 1;
    const fault = this.#faultIn(record, n);
    if (fault !== undefined) throw new LogCorrupt(n, fault);
    this.#firstAt ??= record.at;
    if (record.kind === 'commit') this.#events += record.events.length;
    if (record.kind === 'refusal') this.#refusals += 1;
    if (record.kind === 'noop') this.#noops += 1;
    this.#head = headAfter(this.#head, record);
  }

  #faultIn(record: LogRecord, n: number): string | undefined {
    const { hash, at } = this.#head;
    const isFirstKind = record.kind === 'genesis' || record.kind === 'base';
    if (record.n !== n) return `record ${record.n} stands in its place`;
    if (isFirstKind !== (n === 1))
      return n === 1
        ? `a ${record.kind} is no first record`
        : `a ${record.kind} can only be the first record`;
    if (record.prev !== hash) return `prev is ${record.prev}, the hash of the record before is ${hash}`;
    if (n > 1 && record.at < at) return `the instant goes back from ${at} to ${record.at}`;
    return this.#sequenceFault(record) ?? this.#hashFault(record) ?? stateHashFault(record);
  }

  #sequenceFault(record: LogRecord): string | undefined {
    if (record.kind !== 'commit') return undefined;
    let due = this.#head.seq + 1;
    for (const { seq } of record.events) {
      if (seq !== due) return `event ${seq} stands where ${due} is due`;
      due += 1;
    }
    return undefined;
  }

  #hashFault(record: LogRecord): string | undefined {
    if (this.trusts) return undefined;
    const made = this.#hasher(textOf(record));
    return made === record.hash ? undefined : `its hash is ${record.hash}, its content gives ${made}`;
  }
}

const textOf = (record: LogRecord): string => {
  try {
    return hashedText(record);
  } catch (error) {
    throw new LogCorrupt(record.n, error instanceof Error ? error.message : 'no canonical JSON', {
      cause: error,
    });
  }
};

const stateHashFault = (record: LogRecord): string | undefined => {
  if (record.kind !== 'base') return undefined;
  const made = stateHashOf(record);
  return made === record.stateHash ? undefined : `stateHash is ${record.stateHash}, the state gives ${made}`;
};

const stateHashOf = ({ state }: BaseRecord): string => sha256Hex(canonicalJson(state));
