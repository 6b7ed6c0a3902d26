import {
  definitionOf,
  tableOfEventType,
  type DomainEvent,
  type EventType,
  type TableName,
} from '../catalogue';
import { beforeDeparture, beforeUnbinding, tableOf, type HostState } from '../state';

/** The event that makes a whole row of a table, and the one that replaces it by another whole row. */
interface WholeRowEvents {
  readonly create: EventType;
  readonly set: EventType;
}

const wholeRows: Readonly<Partial<Record<TableName, WholeRowEvents>>> = {
  interfaces: { create: 'InterfaceArrived', set: 'InterfaceSet' },
  ipInterfaces: { create: 'IpInterfaceBound', set: 'IpInterfaceSet' },
  routes: { create: 'RouteCreated', set: 'RouteSet' },
  neighbors: { create: 'NeighborCreated', set: 'NeighborSet' },
  unicast: { create: 'UnicastAddressCreated', set: 'UnicastAddressSet' },
  paths: { create: 'PathCreated', set: 'PathSet' },
};

const asAnother = (event: DomainEvent, type: EventType): DomainEvent =>
  ({ type, data: event.data }) as unknown as DomainEvent;

/**
 * An event of another line of states as it fits this one: what it adds is set where it stands, what it sets is added
 * where it is missing, and nothing goes that is not there. With an interface, or a family of it, go the rows that
 * stand on it here.
 */
export const fitEvent = (state: HostState, event: DomainEvent): readonly DomainEvent[] => {
  // The engine tells of the hint by itself, as it is here.
  if (event.type === 'ConnectivityHintChanged') return [];
  const table = tableOfEventType(event.type);
  const { kind } = definitionOf(event.type);
  if (table === undefined || kind === 'put') return [event];
  const stands = tableOf(state, table).get(event.data) !== undefined;
  const whole = wholeRows[table];
  if (kind === 'added') {
    if (!stands) return [event];
    return whole === undefined ? [] : [asAnother(event, whole.set)];
  }
  if (!stands) return event.type === whole?.set ? [asAnother(event, whole.create)] : [];
  if (event.type === 'InterfaceDeparted') return [...beforeDeparture(state, event.data.InterfaceLuid), event];
  if (event.type === 'IpInterfaceUnbound')
    return [...beforeUnbinding(state, event.data.InterfaceLuid, event.data.Family), event];
  return [event];
};
