import * as t from 'io-ts';

import { checkerOf, ChoiceType, closedRecord, firstErrorText, SequenceNumber } from '../codec';
import { CauseCodec } from './cause';
import { isJsonObject } from './json';
import { LogCorrupt, UnknownFormatVersion } from './log-errors';
import {
  EventTypeName,
  FamilyName,
  HashText,
  JsonObjectCodec,
  LineOfText,
  RecordInstant,
  RecordNumber,
  SchemaVersion,
} from './member-codecs';
import {
  LOG_FORMAT,
  LOG_FORMAT_VERSION,
  mirrorKinds,
  type BaseRecord,
  type CommitDraft,
  type CommitRecord,
  type ForkOrigin,
  type GenesisRecord,
  type LogRecord,
  type MirrorKind,
  type NoopRecord,
  type RefusalRecord,
  type Replaced,
  type StoredEvent,
} from './record';

/** An event as stored; its data may be any object. */
export const StoredEventCodec = closedRecord<StoredEvent>('StoredEvent', {
  seq: SequenceNumber,
  type: EventTypeName,
  v: SchemaVersion,
  data: JsonObjectCodec,
});

/** One event or more. The first of what is wrong is an event, where one is. */
class EventsType extends t.Type<readonly StoredEvent[]> {
  readonly _tag = 'RefinementType' as const;
  readonly type = t.readonlyArray(StoredEventCodec);
  readonly predicate = (events: readonly unknown[]): boolean => events.length > 0;
}

const isEvents = (value: unknown): value is readonly StoredEvent[] =>
  Array.isArray(value) && value.length > 0 && value.every(StoredEventCodec.is);

const EventsCodec = new EventsType(
  'Events',
  isEvents,
  (value, context) => {
    if (isEvents(value)) return t.success(value);
    const result = t.array(StoredEventCodec).validate(value, context);
    return result._tag === 'Left' ? result : t.failure(value, context, 'expected one event or more');
  },
  t.identity,
);

// The members of every record, and what the three kinds that stand for a command have in common.
const chained = { n: RecordNumber, kind: t.string, at: RecordInstant, prev: HashText, hash: HashText };
const caused = { ...chained, cause: CauseCodec, status: LineOfText };

/** Events that became true together. */
export const CommitRecordCodec = closedRecord<CommitRecord>('CommitRecord', {
  ...caused,
  kind: t.literal('commit'),
  events: EventsCodec,
});

/** The same before writing, when number and hashes are not there yet. */
export const CommitDraftCodec = closedRecord<CommitDraft>('CommitDraft', {
  kind: t.literal('commit'),
  at: RecordInstant,
  cause: CauseCodec,
  status: LineOfText,
  events: EventsCodec,
});

/** What that says of a value, compiled: the hot path of an import. */
export const isCommitDraft = checkerOf(CommitDraftCodec);

/** A command that was refused. */
export const RefusalRecordCodec = closedRecord<RefusalRecord>(
  'RefusalRecord',
  { ...caused, kind: t.literal('refusal') },
  { check: LineOfText },
);

/** A command that succeeded and changed nothing. */
export const NoopRecordCodec = closedRecord<NoopRecord>('NoopRecord', {
  ...caused,
  kind: t.literal('noop'),
});

const ForkOriginCodec = closedRecord<ForkOrigin>('ForkOrigin', {
  logId: t.string,
  seq: SequenceNumber,
  at: RecordInstant,
  hash: HashText,
});

const ReplacedCodec = closedRecord<Replaced>('Replaced', {
  records: SequenceNumber,
  events: SequenceNumber,
  refusals: SequenceNumber,
  firstAt: RecordInstant,
  hash: HashText,
});

const heading = {
  ...chained,
  n: t.literal(1),
  format: t.literal(LOG_FORMAT),
  formatVersion: t.literal(LOG_FORMAT_VERSION),
  logId: t.string,
  hostId: t.string,
  stacks: t.readonlyArray(FamilyName, 'Stacks'),
};
/** What kind of live host a log repeats. */
export const MirrorKindCodec = new ChoiceType<MirrorKind>(
  'MirrorKind',
  mirrorKinds,
  `one of ${mirrorKinds.join(', ')}`,
);
const headingOptional = { forkedFrom: ForkOriginCodec, mirror: MirrorKindCodec };

/** First record of a log that begins with an empty host. */
export const GenesisRecordCodec = closedRecord<GenesisRecord>(
  'GenesisRecord',
  { ...heading, kind: t.literal('genesis') },
  headingOptional,
);

/** First record of a log that begins with a state. */
export const BaseRecordCodec = closedRecord<BaseRecord>(
  'BaseRecord',
  { ...heading, kind: t.literal('base'), seq: SequenceNumber, state: JsonObjectCodec, stateHash: HashText },
  { ...headingOptional, replaces: ReplacedCodec },
);

const codecs: Readonly<Record<LogRecord['kind'], t.Type<LogRecord>>> = {
  genesis: GenesisRecordCodec as t.Type<LogRecord>,
  base: BaseRecordCodec as t.Type<LogRecord>,
  commit: CommitRecordCodec as t.Type<LogRecord>,
  refusal: RefusalRecordCodec as t.Type<LogRecord>,
  noop: NoopRecordCodec as t.Type<LogRecord>,
};

const kindOf = (value: unknown): LogRecord['kind'] | undefined => {
  const kind: unknown = isJsonObject(value) ? value.kind : undefined;
  return typeof kind === 'string' && Object.hasOwn(codecs, kind) ? (kind as LogRecord['kind']) : undefined;
};

/** A record of any kind: a missing, extra or ill-typed member is an error with its path. */
export const LogRecordCodec: t.Type<LogRecord> = new t.Type<LogRecord>(
  'LogRecord',
  (value): value is LogRecord => {
    const kind = kindOf(value);
    return kind !== undefined && codecs[kind].is(value);
  },
  (value, context) => {
    const kind = kindOf(value);
    return kind === undefined
      ? t.failure(value, context, `expected a record of kind ${Object.keys(codecs).join(', ')}`)
      : codecs[kind].validate(value, context);
  },
  t.identity,
);

const checks: Readonly<Record<LogRecord['kind'], t.Is<LogRecord>>> = {
  genesis: checkerOf(codecs.genesis),
  base: checkerOf(codecs.base),
  commit: checkerOf(codecs.commit),
  refusal: checkerOf(codecs.refusal),
  noop: checkerOf(codecs.noop),
};

/** What LogRecordCodec says of a value, compiled: every record that is read or written passes through it. */
export const isLogRecord = (value: unknown): value is LogRecord => {
  const kind = kindOf(value);
  return kind !== undefined && checks[kind](value);
};

/**
 * A record from what was read, checked in form; its hash and its place in the chain are not looked at.
 *
 * @param n the number that the record should have: named in the error.
 * @throws UnknownFormatVersion for a first record of a later program; LogCorrupt for all else.
 */
export const decodeRecord = (value: unknown, n: number): LogRecord => {
  if (isJsonObject(value) && (value.kind === 'genesis' || value.kind === 'base'))
    refuseLaterVersion(value.formatVersion);
  if (isLogRecord(value)) return value;
  const result = LogRecordCodec.decode(value);
  if (result._tag === 'Left') throw new LogCorrupt(n, firstErrorText(result.left));
  return result.right;
};

const refuseLaterVersion = (version: unknown): void => {
  if (typeof version === 'number' && version > LOG_FORMAT_VERSION)
    throw new UnknownFormatVersion(version, LOG_FORMAT_VERSION);
};
