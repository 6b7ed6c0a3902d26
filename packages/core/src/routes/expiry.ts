import type { Due } from '../call';
import type { RouteEvent } from './events';
import type { RouteTable } from './table';

/** The first route whose valid lifetime ends at or before an instant: it goes, dated at that end. */
export const nextRouteDue = (
  { routes }: { readonly routes: RouteTable },
  upTo: number,
): Due<RouteEvent> | undefined => {
  for (const { at, row } of routes.dueUpTo(upTo)) {
    const { DestinationPrefix, InterfaceIndex, InterfaceLuid, NextHop, createdSeq, setSeq } = row;
    return {
      at,
      createdSeq,
      rule: 'valid-lifetime',
      causationSeq: setSeq,
      events: [
        {
          type: 'RouteDeleted',
          data: { DestinationPrefix, InterfaceIndex, InterfaceLuid, NextHop, reason: 'expired' },
        },
      ],
    };
  }
  return undefined;
};
