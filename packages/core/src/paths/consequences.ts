import type { UnicastEvent } from '../addresses';
import type { Occurrence } from '../call';
import type { AnyEvent } from '../codec';
import type { PathEvent } from './events';
import { pathDeleted } from './path-event';
import type { PathTable } from './table';

type UnicastAddressDeleted = Extract<UnicastEvent, { readonly type: 'UnicastAddressDeleted' }>;

const isUnicastAddressDeleted = (event: AnyEvent): event is UnicastAddressDeleted =>
  event.type === 'UnicastAddressDeleted';

/** What goes before an event elsewhere: the paths that begin at a unicast address go before it does. */
export const pathsBefore = ({
  event,
  state,
}: Occurrence<{ readonly paths: PathTable }>): readonly PathEvent[] => {
  if (!isUnicastAddressDeleted(event)) return [];
  const { InterfaceLuid, Address } = event.data;
  return state.paths
    .onInterface(InterfaceLuid)
    .filter(({ Source }) => Source === Address)
    .map((row) => pathDeleted(row, 'address-deleted'));
};
