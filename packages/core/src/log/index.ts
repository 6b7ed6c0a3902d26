export { attachArchive } from './archived-log';
export { canonicalJson } from './canonical-json';
export { CauseCodec, causeKinds, type Cause, type CauseKind } from './cause';
export { ChainVerifier, type LogSummary } from './chain-verifier';
export { commitsIn, EMPTY_HEAD, noopsIn, type EventLog, type Head, type LogPosition } from './event-log';
export { isJsonObject, type Json, type JsonObject } from './json';
export {
  ArchiveMismatch,
  LogClosed,
  LogCorrupt,
  LogError,
  LogLocked,
  LogMoved,
  LogUnavailable,
  LogWriteFailed,
  NotALog,
  UnknownFormatVersion,
} from './log-errors';
export { draftOf, draftsOf } from './draft-of';
export { MemoryEventLog } from './memory-event-log';
export { decodeNlog, decodeNlogLine, encodeNlogLine } from './nlog';
export {
  exportNlog,
  importNlog,
  type ImportedNlog,
  type ImportNlogOptions,
  type TornLine,
} from './nlog-stream';
export {
  LOG_FORMAT,
  LOG_FORMAT_VERSION,
  NO_HASH,
  type BaseDraft,
  type BaseRecord,
  type CommandOnRecord,
  type CommandRecord,
  type Commit,
  type CommitDraft,
  type CommitRecord,
  type ForkOrigin,
  type GenesisDraft,
  type GenesisRecord,
  type LogRecord,
  type MirrorKind,
  type NoopDraft,
  type NoopRecord,
  type RecordDraft,
  type RefusalDraft,
  type RefusalRecord,
  type Replaced,
  type StoredEvent,
} from './record';
export {
  BaseRecordCodec,
  CommitDraftCodec,
  CommitRecordCodec,
  decodeRecord,
  GenesisRecordCodec,
  LogRecordCodec,
  NoopRecordCodec,
  MirrorKindCodec,
  RefusalRecordCodec,
  StoredEventCodec,
} from './record-codec';
export { commandText, eventText, hashedText, type CommandParts } from './record-text';
export { sealDrafts, type Sealed, type SealedRecord } from './seal';
export { hmacSha256Hex, sha256Hex, type Hasher } from './sha256';
export { verifyLog, type VerifiedLog, type VerifyOptions } from './verify-log';
export type { CheckpointLabel, CheckpointStore, StateBytes, StoredCheckpoint } from './checkpoint-store';
