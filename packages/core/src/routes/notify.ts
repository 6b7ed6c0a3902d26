import type { NotificationType, RowNotification } from '../call';
import { familyOf } from '../net';
import type { RouteEvent } from './events';
import { routeKeyEntry, type RouteEntry } from './route-entry';

const notificationType = {
  RouteCreated: 'MibAddInstance',
  RouteSet: 'MibParameterNotification',
  RouteDeleted: 'MibDeleteInstance',
} as const satisfies Record<RouteEvent['type'], NotificationType>;

/** What NotifyRouteChange2 delivers for an event of routes. */
export const routeNotification = ({ type, data }: RouteEvent): RowNotification<RouteEntry> => ({
  family: familyOf(data.DestinationPrefix),
  NotificationType: notificationType[type],
  Row: routeKeyEntry(data),
});
