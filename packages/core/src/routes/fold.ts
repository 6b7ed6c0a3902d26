import type { FoldContext } from '../codec';
import type { RouteEvent } from './events';
import type { RouteTable } from './table';

/** Folds one event of routes. Total: it checks nothing, reads no clock and never fails. */
export const evolveRoutes = (routes: RouteTable, event: RouteEvent, { seq }: FoldContext): RouteTable => {
  switch (event.type) {
    case 'RouteCreated':
      return routes.withCreated(event.data, seq);
    case 'RouteSet':
      return routes.withSet(event.data, seq);
    case 'RouteDeleted':
      return routes.without(event.data);
  }
};
