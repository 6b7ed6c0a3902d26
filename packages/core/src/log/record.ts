import type { AddressFamily } from '../net';
import type { Cause } from './cause';
import type { JsonObject } from './json';

/** Written in the first record of every log. */
export const LOG_FORMAT = 'netlapse-log';
/** The version of the members of records that this program writes, and the greatest it reads. */
export const LOG_FORMAT_VERSION = 1;
/** `prev` of a first record. */
export const NO_HASH = '0'.repeat(64);

/** An event as stored: the log knows its name and version, and of its data only that it is an object. */
export interface StoredEvent {
  /** 1, 2, 3 … over the whole log, without gaps. */
  readonly seq: number;
  readonly type: string;
  /** Version of the schema of `data`, from 1. */
  readonly v: number;
  readonly data: JsonObject;
}

interface Chained {
  /** 1, 2, 3 … without gaps. */
  readonly n: number;
  /** Virtual time, in epoch milliseconds; never below that of the record before. */
  readonly at: number;
  /** Hash of the record before; {@link NO_HASH} for the first. */
  readonly prev: string;
  /** Hash of the canonical JSON of this record without this member. */
  readonly hash: string;
}

/** What the first record of a log says about the log and its host. */
interface Heading {
  readonly format: typeof LOG_FORMAT;
  readonly formatVersion: typeof LOG_FORMAT_VERSION;
  /** Unique among all logs. */
  readonly logId: string;
  readonly hostId: string;
  /** The families for which the host has an IP stack. */
  readonly stacks: readonly AddressFamily[];
  /** The position of another log that this one goes on from, and the hash of the record there. */
  readonly forkedFrom?: ForkOrigin;
  /** The host repeats a live host of this kind: indexes are given out by that host and may come again. */
  readonly mirror?: MirrorKind;
}

/** What the live host runs that a log repeats. */
export type MirrorKind = (typeof mirrorKinds)[number];
export const mirrorKinds = ['linux', 'windows'] as const;

/** The position of another log, and the hash of its record there. */
export interface ForkOrigin {
  readonly logId: string;
  readonly seq: number;
  readonly at: number;
  readonly hash: string;
}

/** First record of a log that begins with an empty host. */
export interface GenesisRecord extends Chained, Heading {
  readonly n: 1;
  readonly kind: 'genesis';
}

/** First record of a compacted or forked log: the state from which it goes on. */
export interface BaseRecord extends Chained, Heading {
  readonly n: 1;
  readonly kind: 'base';
  /** The last event that is in the state; the log's first event is the next. */
  readonly seq: number;
  /** The state document. */
  readonly state: JsonObject;
  /** SHA-256 of the state's canonical JSON, also in a keyed log. */
  readonly stateHash: string;
  readonly replaces?: Replaced;
}

/** What a compaction left out: counts, the first instant, and the hash of the last record left out. */
export interface Replaced {
  readonly records: number;
  readonly events: number;
  readonly refusals: number;
  readonly firstAt: number;
  readonly hash: string;
}

/** Events that became true together. */
export interface CommitRecord extends Chained {
  readonly kind: 'commit';
  readonly cause: Cause;
  readonly status: string;
  /** One or more. */
  readonly events: readonly StoredEvent[];
}

/** A command that was refused. */
export interface RefusalRecord extends Chained {
  readonly kind: 'refusal';
  readonly cause: Cause;
  readonly status: string;
  /** Which rule refused. */
  readonly check?: string;
}

/** A command that succeeded and changed nothing. */
export interface NoopRecord extends Chained {
  readonly kind: 'noop';
  readonly cause: Cause;
  readonly status: string;
}

/** One entry of a log, the unit of writing. */
export type LogRecord = GenesisRecord | BaseRecord | CommitRecord | RefusalRecord | NoopRecord;

/** A record that stands for a command: what a search by command id finds. */
export type CommandRecord = CommitRecord | RefusalRecord | NoopRecord;

type Unsealed<Entry> = Entry extends LogRecord ? Omit<Entry, 'n' | 'prev' | 'hash'> : never;

/** A record before the log has numbered, chained and hashed it. */
export type RecordDraft = Unsealed<LogRecord>;
export type CommitDraft = Unsealed<CommitRecord>;
export type RefusalDraft = Unsealed<RefusalRecord>;
export type NoopDraft = Unsealed<NoopRecord>;
export type GenesisDraft = Unsealed<GenesisRecord>;
export type BaseDraft = Unsealed<BaseRecord>;

type Unchained<Entry> = Entry extends LogRecord ? Omit<Entry, 'prev' | 'hash'> : never;

/** Events that became true together, without their place in the chain of hashes: all that reading states needs. */
export type Commit = Unchained<CommitRecord>;

/** What stands for a command, without its place in the chain. */
export type CommandOnRecord = Unchained<CommandRecord>;
