import {
  eventCatalogue,
  tableDefinitionOf,
  tableOf,
  tableOfEventType,
  type DomainEvent,
  type HostState,
  type TableName,
} from '@netlapse/core';

/** What rows, and facts that a host has but once, were before each event of a stretch; no whole state is folded. */
export class KnownRows {
  readonly #rows = new Map<string, object | undefined>();

  /** @param start the state before the first event of the stretch */
  constructor(private readonly start: HostState) {}

  /** The row that an event touches as it was before, undefined where it did not stand; notes what it becomes. */
  step(event: DomainEvent): object | undefined {
    const table = tableOfEventType(event.type);
    const key = table === undefined ? event.type : `${table}/${tableDefinitionOf(table).keyOf(event.data)}`;
    const before = this.#rows.has(key) ? this.#rows.get(key) : this.#atStart(event, table);
    this.#rows.set(
      key,
      eventCatalogue[event.type].kind === 'removed' ? undefined : { ...before, ...event.data },
    );
    return before;
  }

  #atStart(event: DomainEvent, table: TableName | undefined): object | undefined {
    if (table !== undefined) return tableOf(this.start, table).get(event.data);
    return event.type === 'TeredoPortChanged' ? { Port: this.start.teredoPort } : this.start.connectivityHint;
  }
}
