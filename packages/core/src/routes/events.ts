import { closed, defineEvent, Reason, type EventOf } from '../codec';
import { RouteData, routeKeyMembers } from './row';

/** What can become true of routes. */
export const routeEvents = {
  RouteCreated: defineEvent({
    v: 1,
    table: 'routes',
    kind: 'added',
    data: RouteData,
    meaning: 'A route was added.',
  }),
  RouteSet: defineEvent({
    v: 1,
    table: 'routes',
    kind: 'changed',
    data: RouteData,
    meaning: 'Members of a route changed.',
  }),
  RouteDeleted: defineEvent({
    v: 1,
    table: 'routes',
    kind: 'removed',
    data: closed({ ...routeKeyMembers, reason: Reason }, 'route gone'),
    meaning: 'A route went.',
  }),
} as const;
export type RouteEvent = EventOf<typeof routeEvents>;
