import { anycastEvents, multicastEvents, unicastEvents } from '../addresses';
import type { EventDefinition, EventOf } from '../codec';
import { connectivityEvents, dnsEvents, interfaceEvents, ipInterfaceEvents } from '../interfaces';
import { linuxEvents } from '../linux';
import { answeringEvents, neighborEvents } from '../neighbors';
import { pathEvents } from '../paths';
import { routeEvents } from '../routes';
import { teredoEvents } from '../teredo';
import { isTableName, type TableName } from './tables';

/** Every event that a log can hold, by name: the one list behind the fold, the log's codecs and the reference. */
export const eventCatalogue = {
  ...interfaceEvents,
  ...ipInterfaceEvents,
  ...routeEvents,
  ...neighborEvents,
  ...answeringEvents,
  ...unicastEvents,
  ...anycastEvents,
  ...multicastEvents,
  ...pathEvents,
  ...teredoEvents,
  ...connectivityEvents,
  ...dnsEvents,
  ...linuxEvents,
} as const;

/** Any event of the catalogue: `{ type, data }`. */
export type DomainEvent = EventOf<typeof eventCatalogue>;
export type EventType = DomainEvent['type'];

export const isEventType = (type: string): type is EventType => Object.hasOwn(eventCatalogue, type);

/** The declaration of an event, whatever its payload. */
export const definitionOf = (type: EventType): EventDefinition<unknown> =>
  eventCatalogue[type] as EventDefinition<unknown>;

/** The table of whose rows an event tells; undefined for the facts that a host has but once. */
export const tableOfEventType = (type: EventType): TableName | undefined => {
  const { table } = eventCatalogue[type];
  return table !== null && isTableName(table) ? table : undefined;
};
