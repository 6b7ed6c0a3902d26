export type { Bucket } from './buckets';
export { familyOfKey, hostPrefix, type KeyMembers } from './event-key';
export { inOrder, type Numbered } from './in-order';
export type { Interest, Subject, Where } from './interest';
export { InterestIndex } from './interest-index';
export { isWhere } from './where';
