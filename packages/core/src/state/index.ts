export { assertNever } from './assert-never';
export { decodeState, encodeState, stateBytes } from './checkpoint-state';
export {
  changedMembers,
  withoutBookkeeping,
  type CompareOptions,
  type DifferenceOptions,
} from './compare-rows';
export { bearsOnTheHint, consequencesAfter, consequencesBefore, hintChange } from './consequences';
export { beforeDeparture, beforeUnbinding } from './departure';
export {
  difference,
  differenceSize,
  type ChangedRow,
  type Difference,
  type MemberChange,
  type TableDifference,
} from './difference';
export { nextDue, nextDueAt, type DomainDue } from './due';
export { evolve, evolveAll, type Numbered, nextState } from './evolve';
export { DoesNotFold, checkFold } from './fold-check';
export { foldRecords, replay } from './replay';
export { emptyState, tableOf, type AnyRow, type HostState } from './state';
export { MalformedState, stateDocument, stateHash, stateOfDocument } from './state-document';
export { foldTogether, MANY } from './fold-together';
