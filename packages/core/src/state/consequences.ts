import { addressesAfter, groupsAfter, groupsBefore } from '../addresses';
import type { Occurrence } from '../call';
import type { DomainEvent, EventType } from '../catalogue';
import { connectivityHintOf, interfacesAfter, type ConnectivityHint } from '../interfaces';
import { neighborsAfter } from '../neighbors';
import { pathsBefore } from '../paths';
import { routesAfter, routesBefore } from '../routes';
import { beforeDeparture, beforeUnbinding } from './departure';
import type { HostState } from './state';

/** An event of the catalogue, as the slices are asked about it. */
export interface DomainOccurrence extends Occurrence<HostState> {
  readonly event: DomainEvent;
}

/**
 * What goes before an event, in order. The slices tell what follows for their own tables; the order among
 * tables is decided here. Nothing follows from these events in turn.
 */
export const consequencesBefore = (occurrence: DomainOccurrence): readonly DomainEvent[] => {
  const { event, state } = occurrence;
  switch (event.type) {
    case 'UnicastAddressDeleted':
    case 'AnycastAddressDeleted':
      return [...pathsBefore(occurrence), ...routesBefore(occurrence), ...groupsBefore(occurrence)];
    case 'InterfaceDeparted':
      return beforeDeparture(state, event.data.InterfaceLuid);
    case 'IpInterfaceUnbound':
      return beforeUnbinding(state, event.data.InterfaceLuid, event.data.Family);
    default:
      return [];
  }
};

/** What follows from an event, in order; each of these may have consequences of its own. */
export const consequencesAfter = (occurrence: DomainOccurrence): readonly DomainEvent[] => {
  switch (occurrence.event.type) {
    case 'InterfaceSet':
      return interfacesAfter(occurrence);
    case 'MediaConnected':
    case 'IpInterfaceBound':
      return addressesAfter(occurrence);
    case 'MediaDisconnected':
      return neighborsAfter(occurrence);
    case 'UnicastAddressCreated':
    case 'UnicastAddressSet':
    case 'AnycastAddressCreated':
      return [...routesAfter(occurrence), ...groupsAfter(occurrence)];
    case 'RouteDeleted':
      return routesAfter(occurrence);
    default:
      return [];
  }
};

const bearOnTheHint: ReadonlySet<EventType> = new Set<EventType>([
  'InterfaceArrived',
  'InterfaceSet',
  'InterfaceDeparted',
  'MediaConnected',
  'MediaDisconnected',
  'IpInterfaceBound',
  'IpInterfaceSet',
  'IpInterfaceUnbound',
  'UnicastAddressCreated',
  'UnicastAddressSet',
  'UnicastAddressDeleted',
  'DadStateChanged',
]);

/** Whether an event can change the connectivity hint; most cannot, and then nothing is computed. */
export const bearsOnTheHint = (event: DomainEvent): boolean => {
  if (bearOnTheHint.has(event.type)) return true;
  if (event.type !== 'RouteCreated' && event.type !== 'RouteDeleted') return false;
  return event.data.DestinationPrefix === '0.0.0.0/0' || event.data.DestinationPrefix === '::/0';
};

const isSameHint = (a: ConnectivityHint, b: ConnectivityHint): boolean =>
  a.ConnectivityLevel === b.ConnectivityLevel &&
  a.ConnectivityCost === b.ConnectivityCost &&
  a.ApproachingDataLimit === b.ApproachingDataLimit &&
  a.OverDataLimit === b.OverDataLimit &&
  a.Roaming === b.Roaming;

/** ConnectivityHintChanged where the host's hint is no longer the one that stands: the last event of its append. */
export const hintChange = (state: HostState): DomainEvent | undefined => {
  const hint = connectivityHintOf(state);
  return isSameHint(hint, state.connectivityHint)
    ? undefined
    : { type: 'ConnectivityHintChanged', data: hint };
};
