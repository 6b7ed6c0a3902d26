import * as t from 'io-ts';

import { SequenceNumber } from '../codec';
import { CauseCodec } from './cause';
import { closedRecord, firstErrorText } from './closed-record';
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
  type BaseRecord,
  type CommitDraft,
  type CommitRecord,
  type ForkOrigin,
  type GenesisRecord,
  type LogRecord,
  type NoopRecord,
  type RefusalRecord,
  type Replaced,
  type StoredEvent,
} from './record';

const membersOf = (value: object): number => Object.keys(value).length;

const isStoredEvent = (value: unknown): value is StoredEvent =>
  isJsonObject(value) &&
  SequenceNumber.is(value.seq) &&
  EventTypeName.is(value.type) &&
  SchemaVersion.is(value.v) &&
  isJsonObject(value.data) &&
  membersOf(value) === 4;

/** An event as stored; its data may be any object. */
export const StoredEventCodec: t.Type<StoredEvent> = closedRecord('StoredEvent', isStoredEvent, {
  seq: SequenceNumber,
  type: EventTypeName,
  v: SchemaVersion,
  data: JsonObjectCodec,
});

const isEvents = (value: unknown): value is readonly StoredEvent[] =>
  Array.isArray(value) && value.length > 0 && value.every(isStoredEvent);

const EventsCodec = new t.Type<readonly StoredEvent[]>(
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

const isCaused = (value: { readonly [member: string]: unknown }): boolean =>
  RecordNumber.is(value.n) &&
  RecordInstant.is(value.at) &&
  HashText.is(value.prev) &&
  HashText.is(value.hash) &&
  CauseCodec.is(value.cause) &&
  LineOfText.is(value.status);

/** Events that became true together. */
export const CommitRecordCodec: t.Type<CommitRecord> = closedRecord(
  'CommitRecord',
  (value): value is CommitRecord =>
    isJsonObject(value) &&
    value.kind === 'commit' &&
    isCaused(value) &&
    isEvents(value.events) &&
    membersOf(value) === 8,
  { ...caused, kind: t.literal('commit'), events: EventsCodec },
);

/** The same check before writing, when number and hashes are not there yet; the hot path of an import. */
export const isCommitDraft = (value: unknown): value is CommitDraft =>
  isJsonObject(value) &&
  value.kind === 'commit' &&
  RecordInstant.is(value.at) &&
  CauseCodec.is(value.cause) &&
  LineOfText.is(value.status) &&
  isEvents(value.events) &&
  membersOf(value) === 5;

/** A command that was refused. */
export const RefusalRecordCodec: t.Type<RefusalRecord> = closedRecord(
  'RefusalRecord',
  (value): value is RefusalRecord =>
    isJsonObject(value) &&
    value.kind === 'refusal' &&
    isCaused(value) &&
    (value.check === undefined || LineOfText.is(value.check)) &&
    membersOf(value) === (value.check === undefined ? 7 : 8),
  { ...caused, kind: t.literal('refusal') },
  { check: LineOfText },
);

/** A command that succeeded and changed nothing. */
export const NoopRecordCodec: t.Type<NoopRecord> = closedRecord(
  'NoopRecord',
  (value): value is NoopRecord =>
    isJsonObject(value) && value.kind === 'noop' && isCaused(value) && membersOf(value) === 7,
  { ...caused, kind: t.literal('noop') },
);

// The first record is read once in the life of a log: here the members are checked one by one.
const isClosed =
  <A>(required: t.Props, optional: t.Props) =>
  (value: unknown): value is A =>
    isJsonObject(value) &&
    Object.entries(required).every(([member, codec]) => codec.is(value[member])) &&
    Object.keys(value).every((member) =>
      Object.hasOwn(required, member) ? true : (optional[member]?.is(value[member]) ?? false),
    );

const closed = <A>(name: string, required: t.Props, optional: t.Props = {}): t.Type<A> =>
  closedRecord(name, isClosed<A>(required, optional), required, optional);

const ForkOriginCodec = closed<ForkOrigin>('ForkOrigin', {
  logId: t.string,
  seq: SequenceNumber,
  at: RecordInstant,
  hash: HashText,
});

const ReplacedCodec = closed<Replaced>('Replaced', {
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
const headingOptional = { forkedFrom: ForkOriginCodec, mirror: t.literal('linux') };

/** First record of a log that begins with an empty host. */
export const GenesisRecordCodec = closed<GenesisRecord>(
  'GenesisRecord',
  { ...heading, kind: t.literal('genesis') },
  headingOptional,
);

/** First record of a log that begins with a state. */
export const BaseRecordCodec = closed<BaseRecord>(
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

const codecOf = (value: unknown): t.Type<LogRecord> | undefined => {
  const kind: unknown = isJsonObject(value) ? value.kind : undefined;
  return typeof kind === 'string' && Object.hasOwn(codecs, kind)
    ? codecs[kind as LogRecord['kind']]
    : undefined;
};

/** A record of any kind: a missing, extra or ill-typed member is an error with its path. */
export const LogRecordCodec: t.Type<LogRecord> = new t.Type<LogRecord>(
  'LogRecord',
  (value): value is LogRecord => codecOf(value)?.is(value) ?? false,
  (value, context) =>
    codecOf(value)?.validate(value, context) ??
    t.failure(value, context, `expected a record of kind ${Object.keys(codecs).join(', ')}`),
  t.identity,
);

/**
 * A record from what was read, checked in form; its hash and its place in the chain are not looked at.
 *
 * @param n the number that the record should have: named in the error.
 * @throws UnknownFormatVersion for a first record of a later program; LogCorrupt for all else.
 */
export const decodeRecord = (value: unknown, n: number): LogRecord => {
  if (isJsonObject(value) && (value.kind === 'genesis' || value.kind === 'base'))
    refuseLaterVersion(value.formatVersion);
  const result = LogRecordCodec.decode(value);
  if (result._tag === 'Left') throw new LogCorrupt(n, firstErrorText(result.left));
  return result.right;
};

const refuseLaterVersion = (version: unknown): void => {
  if (typeof version === 'number' && version > LOG_FORMAT_VERSION)
    throw new UnknownFormatVersion(version, LOG_FORMAT_VERSION);
};
