import {
  commonPrefixLength,
  parsePrefix,
  prefixAddress,
  prefixLength,
  tableOfEventType,
  type DomainEvent,
  type HostState,
  type Prefix,
  type TableName,
} from '@netlapse/core';

import type { InterfaceNames } from '../render/interface-names';

/** Which events are wanted; what is undefined does not limit. */
export interface WatchFilter {
  readonly tables: ReadonlySet<TableName> | undefined;
  /** Alias, as of the event, or index. */
  readonly interface: string | undefined;
  /** Routes to this prefix or a part of it, addresses and neighbors in it. */
  readonly prefix: Prefix | undefined;
}

const isWithin = (inner: Prefix, outer: Prefix): boolean =>
  prefixLength(inner) >= prefixLength(outer) &&
  inner.includes(':') === outer.includes(':') &&
  commonPrefixLength(prefixAddress(inner), prefixAddress(outer)) >= prefixLength(outer);

/** The destination of a route, or an address as the prefix that holds just it. */
const prefixOfData = (data: object): Prefix | undefined => {
  const { Address, DestinationPrefix } = data as Readonly<Record<string, unknown>>;
  if (typeof DestinationPrefix === 'string') return parsePrefix(DestinationPrefix);
  if (typeof Address !== 'string') return undefined;
  return parsePrefix(`${Address}/${Address.includes(':') ? 128 : 32}`);
};

/**
 * Whether an event is wanted. What Linux itself said is wanted only where its table is asked for: the rows that
 * come of it follow anyway.
 */
export const isWanted = (
  { type, data }: DomainEvent,
  { interface: name, prefix, tables }: WatchFilter,
  names: InterfaceNames,
): boolean => {
  const table = tableOfEventType(type);
  if (tables === undefined ? table === 'linux' : table === undefined || !tables.has(table)) return false;
  if (name !== undefined && !('InterfaceLuid' in data && names.isCalled(data, name))) return false;
  if (prefix === undefined) return true;
  const own = prefixOfData(data);
  return own !== undefined && isWithin(own, prefix);
};

/** Whether anything that decides ways may have changed between two states. */
export const mayChangeWays = (before: HostState, after: HostState): boolean =>
  before.routes !== after.routes ||
  before.interfaces !== after.interfaces ||
  before.unicast !== after.unicast ||
  before.linux !== after.linux;
