import { closed, defineEvent, Reason, type EventOf } from '../codec';
import { AnsweringData, NeighborData, neighborKeyMembers, neighborStateMembers } from './row';

/** What can become true of neighbors. */
export const neighborEvents = {
  NeighborCreated: defineEvent({
    v: 1,
    table: 'neighbors',
    kind: 'added',
    data: NeighborData,
    meaning: 'A neighbor was added.',
  }),
  NeighborSet: defineEvent({
    v: 1,
    table: 'neighbors',
    kind: 'changed',
    data: NeighborData,
    meaning: 'A neighbor was set by a call, or its physical address or router flag changed.',
  }),
  NeighborStateChanged: defineEvent({
    v: 1,
    table: 'neighbors',
    kind: 'changed',
    data: closed({ ...neighborKeyMembers, ...neighborStateMembers }, 'neighbor state'),
    meaning: 'A neighbor entered a state, or a solicitation was sent again.',
  }),
  NeighborDeleted: defineEvent({
    v: 1,
    table: 'neighbors',
    kind: 'removed',
    data: closed({ ...neighborKeyMembers, reason: Reason }, 'neighbor gone'),
    meaning: 'A neighbor went.',
  }),
} as const;
export type NeighborEvent = EventOf<typeof neighborEvents>;

/** What can become true of the virtual link behind the interfaces. */
export const answeringEvents = {
  NeighborBeganAnswering: defineEvent({
    v: 1,
    table: 'answering',
    kind: 'put',
    data: AnsweringData,
    meaning: 'From here on an address answers solicitations with this physical address.',
  }),
  NeighborFellSilent: defineEvent({
    v: 1,
    table: 'answering',
    kind: 'removed',
    data: closed(neighborKeyMembers, 'silent neighbor'),
    meaning: 'From here on an address answers no solicitation.',
  }),
} as const;
export type AnsweringEvent = EventOf<typeof answeringEvents>;
