export { decodeEvent, MalformedEvent, presentForm, UnknownEvent } from './decode-event';
export {
  definitionOf,
  eventCatalogue,
  isEventType,
  tableOfEventType,
  type DomainEvent,
  type EventType,
} from './event-catalogue';
export { isTableName, tableDefinitionOf, tableDefinitions, tableNames, type TableName } from './tables';
export { termOf, termOfLinuxKind, termOfPrefix, termOfRow } from './event-term';
export { Upcasters, type AppendedWith, type Upcast, type Upcaster, type VersionedEvent } from './upcasters';
