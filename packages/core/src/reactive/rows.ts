import { distinctUntilChanged, map, type Observable } from 'rxjs';

import type { Answer, View } from '../call';
import type { Host, HostState, Position } from '../engine';
import { functions } from '../netioapi';
import type { AddressFamily, Prefix } from '../net';
import { moments$ } from './moments';

/** How a documented table is read, and the parts of the state that its rows are made of. */
interface Reading<Row> {
  readonly read: (view: View<HostState>, Family: AddressFamily | 'AF_UNSPEC') => Answer<Listed<Row>>;
  readonly madeOf: (state: HostState) => readonly unknown[];
}

interface Listed<Row> {
  readonly Table: readonly Row[] | null;
}

const reading = <Row>(read: Reading<Row>['read'], madeOf: Reading<Row>['madeOf']): Reading<Row> => ({
  read,
  madeOf,
});

/** Whether a neighbor is a router hangs on the default routes that routers advertised. */
const defaultRoutes = ({ routes }: HostState): readonly number[] =>
  routes.at('::/0' as Prefix).map(({ setSeq }) => setSeq);

const readings = {
  interfaces: reading(
    (view) => functions.GetIfTable2.run(view, {}),
    ({ interfaces }) => [interfaces],
  ),
  ipInterfaces: reading(
    (view, Family) => functions.GetIpInterfaceTable.run(view, { Family }),
    ({ interfaces, ipInterfaces }) => [interfaces, ipInterfaces],
  ),
  routes: reading(
    (view, Family) => functions.GetIpForwardTable2.run(view, { Family }),
    ({ routes }) => [routes],
  ),
  neighbors: reading(
    (view, Family) => functions.GetIpNetTable2.run(view, { Family }),
    (state) => [state.neighbors, ...defaultRoutes(state)],
  ),
  unicast: reading(
    (view, Family) => functions.GetUnicastIpAddressTable.run(view, { Family }),
    ({ unicast }) => [unicast],
  ),
  anycast: reading(
    (view, Family) => functions.GetAnycastIpAddressTable.run(view, { Family }),
    ({ anycast }) => [anycast],
  ),
  multicast: reading(
    (view, Family) => functions.GetMulticastIpAddressTable.run(view, { Family }),
    ({ multicast }) => [multicast],
  ),
  paths: reading(
    (view, Family) => functions.GetIpPathTable.run(view, { Family }),
    ({ paths }) => [paths],
  ),
} as const;

/** Tables that netioapi.h has a function to read of. */
export type DocumentedTable = keyof typeof readings;

/** A documented row of a table: MIB_IPFORWARD_ROW2 of `routes` … */
export type DocumentedRow<Name extends DocumentedTable> =
  (typeof readings)[Name] extends Reading<infer Row> ? Row : never;

/** Rows as they read at an instant. */
export interface TableReading<Row> {
  /** The append that left them so, and the instant for which Age, lifetimes and reachability were worked out. */
  readonly position: Position;
  /** As the function gives them, in its order; none where it answers that there is none. */
  readonly rows: readonly Row[];
}

const isSameMake = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((part, index) => part === b[index]);

/**
 * The rows of a table as its Get function gives them: when it is subscribed to, and whenever an append changed the
 * table, read at that append's instant. What goes on counting, ages and lifetimes, makes no item of its own. Every
 * item reads the whole table: for a large one, snapshotThenChanges tells what changed.
 *
 * @param options.Family narrows the rows to one family; `interfaces` have none
 * @example
 * const prefixes: string[] = [];
 * rows$(host, 'routes', { Family: 'AF_INET' })
 *   .subscribe(({ rows }) => prefixes.push(rows.map(({ DestinationPrefix }) => DestinationPrefix).join()));
 * netioapi(host).CreateIpForwardEntry2({ Row: route });
 * prefixes; // => ['', '10.0.0.0/8']
 */
export const rows$ = <Name extends DocumentedTable>(
  host: Host,
  table: Name,
  { Family = 'AF_UNSPEC' }: { readonly Family?: AddressFamily | 'AF_UNSPEC' } = {},
): Observable<TableReading<DocumentedRow<Name>>> => {
  const { read, madeOf } = readings[table] as unknown as Reading<DocumentedRow<Name>>;
  return moments$(host, 'rows$').pipe(
    distinctUntilChanged(isSameMake, ({ state }) => madeOf(state)),
    map((view) => ({
      position: { seq: view.state.seq, at: view.at },
      rows: read(view, Family).out?.Table ?? [],
    })),
  );
};
