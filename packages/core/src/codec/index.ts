export { checkerOf, compile } from './checker';
export { closed, type ClosedType } from './closed';
export { functionOfText } from './function-of-text';
export { closedRecord, firstErrorText, type ClosedRecordType } from './closed-record';
export { ChoiceType, enumeration, openCodec, type Enumeration } from './enumeration';
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
  IntegerType,
  Long,
  SequenceNumber,
  Uchar,
  Ulong,
  Ulong64Text,
  ULONG_MAX,
  Ushort,
} from './integers';
export { MemberNames } from './member-names';
export { isMembers, type Members } from './members';
export { Reason } from './reason';
export { TextType } from './text-type';
export { defineTable, rowKeyText, type TableDefinition } from './table-definition';
