import { prefixOfRouteKey } from '../linux';
import type { Prefix } from '../net';
import { isEventType, tableOfEventType } from './event-catalogue';
import type { TableName } from './tables';

/** An event as a log holds it, as far as its term is concerned. */
interface Termed {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The term of all events of routes to a destination, those of Linux included. */
export const termOfPrefix = (prefix: Prefix): string => `prefix ${prefix}`;

/** The term of the events of Linux objects of a kind; those of routes are under their prefix. */
export const termOfLinuxKind = (kind: string): string => `linux/${kind}`;

/**
 * Under what an index of a log has an event: one term each, and all events of one row under the same. Routes, of which
 * there may be millions, are under their prefix; whatever else under its table, or its type where it has none.
 */
export const termOf = ({ type, data }: Termed): string => {
  if (!isEventType(type)) return type;
  const table = tableOfEventType(type);
  return table === undefined ? type : termOfRow(table, data);
};

/** The term of the events of one row: any object with the key members of the table. */
export const termOfRow = (table: TableName, key: object): string => {
  const members = key as Readonly<Record<string, unknown>>;
  if (table === 'routes') return termOfPrefix(members['DestinationPrefix'] as Prefix);
  return table === 'linux' ? termOfLinuxObject(members['kind'] as string, members['key'] as string) : table;
};

/** The term of the events of one Linux object. */
const termOfLinuxObject = (kind: string, key: string): string =>
  kind === 'route' && key.includes(' ') ? termOfPrefix(prefixOfRouteKey(key)) : termOfLinuxKind(kind);
