import {
  definitionOf,
  tableDefinitionOf,
  tableOfEventType,
  type DomainEvent,
  type EventType,
} from '../catalogue';
import { rowKeyText } from '../codec';
import { tableOf, type HostState } from './state';

/** An event that does not fit the state: a defect of the engine before it is written, a damaged log after. */
export class DoesNotFold extends Error {
  override readonly name = 'DoesNotFold';
  constructor(
    readonly type: string,
    readonly key: string,
    readonly reason: string,
    /** Sequence number of the event. */
    readonly seq: number,
  ) {
    super(`${type} of ${key} does not fold: ${reason}`);
  }
}

/**
 * Created comes only where no row stands, Set, changes and removals only where one stands.
 *
 * @throws DoesNotFold
 */
export const checkFold = (state: HostState, event: DomainEvent): void => {
  const table = tableOfEventType(event.type);
  const { kind } = definitionOf(event.type);
  if (table === undefined || kind === 'put') return;
  const rows = tableOf(state, table);
  const stands = rows.has?.(event.data) ?? rows.get(event.data) !== undefined;
  if (kind === 'added' ? !stands : stands) return;
  throw doesNotFold(event, state.seq + 1, stands);
};

/** What is thrown of an event of a row that stands where it must not, or does not where it must. */
export const doesNotFold = (
  event: { readonly type: EventType; readonly data: object },
  seq: number,
  stands: boolean,
): DoesNotFold => {
  const table = tableOfEventType(event.type);
  const key = table === undefined ? '' : rowKeyText(tableDefinitionOf(table), event.data);
  return new DoesNotFold(
    event.type,
    key,
    stands ? 'a row of that key stands' : 'no row of that key stands',
    seq,
  );
};
