import type { DomainEvent, HostState, Prefix, RouteRow } from '@netlapse/core';

import type { DeletionReason, InterfaceKey, RouteData } from './row-data';
import { isSameEnd } from './same-object';

/** What rows of routes one prefix is to have, against those that it has. */
export interface RouteRowChange {
  readonly prefix: Prefix;
  /** In the order in which they are to be made. */
  readonly rows: readonly RouteData[];
  readonly reason: DeletionReason;
  /** Interfaces whose rows go with them. */
  readonly departing: ReadonlySet<InterfaceKey['InterfaceLuid']> | undefined;
}

/**
 * RouteDeleted of the rows that are to go in order of creation, then RouteSet and RouteCreated in the order
 * wanted.
 */
export const routeRowEvents = (
  { routes }: Pick<HostState, 'routes'>,
  { prefix, rows, reason, departing }: RouteRowChange,
): DomainEvent[] => {
  const standing = routes.at(prefix);
  if (standing.length === 0) return rows.map(creation);
  const events: DomainEvent[] = [];
  for (const row of inOrderOfCreation(standing)) {
    const { DestinationPrefix, InterfaceIndex, InterfaceLuid, NextHop } = row;
    if (departing?.has(InterfaceLuid) === true || rows.some((wanted) => isKeyOf(wanted, row))) continue;
    events.push({
      type: 'RouteDeleted',
      data: { DestinationPrefix, InterfaceIndex, InterfaceLuid, NextHop, reason },
    });
  }
  for (const row of rows) {
    const before = standing.find((other) => isKeyOf(row, other));
    if (before === undefined) events.push({ type: 'RouteCreated', data: row });
    else if (!isSameRoute(row, before)) events.push({ type: 'RouteSet', data: row });
  }
  return events;
};

const creation = (data: RouteData): DomainEvent => ({ type: 'RouteCreated', data });

const inOrderOfCreation = (rows: readonly RouteRow[]): readonly RouteRow[] =>
  rows.length < 2 ? rows : rows.toSorted((a, b) => a.createdSeq - b.createdSeq);

const isKeyOf = (a: RouteData, b: RouteData): boolean =>
  a.InterfaceLuid === b.InterfaceLuid && a.NextHop === b.NextHop;

/** Members that reports do not tell are the same of all rows. */
const isSameRoute = (a: RouteData, b: RouteData): boolean =>
  a.Metric === b.Metric &&
  a.Protocol === b.Protocol &&
  a.Origin === b.Origin &&
  a.Loopback === b.Loopback &&
  a.InterfaceIndex === b.InterfaceIndex &&
  isSameEnd(a.validUntil, b.validUntil) &&
  isSameEnd(a.preferredUntil, b.preferredUntil);
