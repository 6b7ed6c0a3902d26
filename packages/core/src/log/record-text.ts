import { canonicalJson } from './canonical-json';
import type { Json } from './json';
import type { CommandRecord, LogRecord, StoredEvent } from './record';

/** A record's parts as canonical JSON, from which the hashed text is put together. */
export interface CommandParts {
  readonly n: number;
  readonly at: number;
  readonly prev: string;
  readonly status: string;
  /** Canonical JSON of the cause. */
  readonly cause: string;
  /** Canonical JSON of the events, separated by commas; of a commit alone. */
  readonly events?: string;
  /** Of a refusal alone, and optional there. */
  readonly check?: string;
}

/**
 * The text that is hashed of a record that stands for a command: its canonical JSON without `hash`. Members
 * stand in the order of canonical JSON: at, cause, check, events, kind, n, prev, status.
 */
export const commandText = (kind: CommandRecord['kind'], parts: CommandParts): string => {
  const check = parts.check === undefined ? '' : `"check":${canonicalJson(parts.check)},`;
  const events = parts.events === undefined ? '' : `"events":[${parts.events}],`;
  return (
    `{"at":${parts.at},"cause":${parts.cause},${check}${events}` +
    `"kind":"${kind}","n":${parts.n},"prev":"${parts.prev}","status":${canonicalJson(parts.status)}}`
  );
};

/** Canonical JSON of an event around that of its data. The type needs no quoting: see EventTypeName. */
export const eventText = ({ seq, type, v }: Omit<StoredEvent, 'data'>, data: string): string =>
  `{"data":${data},"seq":${seq},"type":"${type}","v":${v}}`;

/** The text that is hashed of a whole record: its canonical JSON without `hash`. */
export const hashedText = (record: LogRecord): string => {
  const { hash: _, ...hashed } = record;
  return canonicalJson(hashed as unknown as Json);
};
