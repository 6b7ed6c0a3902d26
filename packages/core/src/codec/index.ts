export { closed } from './closed';
export { enumeration, openCodec, type Enumeration } from './enumeration';
export {
  defineEvent,
  type AnyEvent,
  type EventDefinition,
  type EventKind,
  type EventOf,
  type FoldContext,
  type Stamps,
} from './event-definition';
export {
  Instant,
  InstantOrNull,
  Long,
  SequenceNumber,
  Uchar,
  Ulong,
  Ulong64Text,
  ULONG_MAX,
  Ushort,
} from './integers';
export { Reason } from './reason';
export { defineTable, rowKeyText, type TableDefinition } from './table-definition';
