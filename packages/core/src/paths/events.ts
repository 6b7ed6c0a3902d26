import { closed, defineEvent, Reason, type EventOf } from '../codec';
import { PathData, pathKeyMembers } from './row';

/** What can become true of paths. */
export const pathEvents = {
  PathCreated: defineEvent({
    v: 1,
    table: 'paths',
    kind: 'added',
    data: PathData,
    meaning: 'A path was reported.',
  }),
  PathSet: defineEvent({
    v: 1,
    table: 'paths',
    kind: 'changed',
    data: PathData,
    meaning: 'Another value of a path was reported.',
  }),
  PathDeleted: defineEvent({
    v: 1,
    table: 'paths',
    kind: 'removed',
    data: closed({ ...pathKeyMembers, reason: Reason }, 'path gone'),
    meaning: 'A path went.',
  }),
} as const;
export type PathEvent = EventOf<typeof pathEvents>;
