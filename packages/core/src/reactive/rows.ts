import { map, type Observable } from 'rxjs';

import type { Answer, View } from '../call';
import type { Host, Position } from '../engine';
import type { HostState } from '../state';
import type { Interest } from '../interests';
import { functions } from '../netioapi';
import type { AddressFamily, Prefix } from '../net';
import { moments$ } from './moments';

/** How a documented table is read, and the events that can change its rows. */
interface Reading<Row> {
  readonly read: (view: View<HostState>, Family: AddressFamily | 'AF_UNSPEC') => Answer<Listed<Row>>;
  readonly interests: readonly Interest[];
}

interface Listed<Row> {
  readonly Table: readonly Row[] | null;
}

const reading = <Row>(read: Reading<Row>['read'], ...interests: readonly Interest[]): Reading<Row> => ({
  read,
  interests,
});

/** Whether a neighbor is a router hangs on the default routes that routers advertised. */
const defaultRoutes: Interest = { about: 'routes', where: { exactly: '::/0' as Prefix } };

const readings = {
  interfaces: reading((view) => functions.GetIfTable2.run(view, {}), { about: 'interfaces' }),
  ipInterfaces: reading(
    (view, Family) => functions.GetIpInterfaceTable.run(view, { Family }),
    { about: 'interfaces' },
    { about: 'ipInterfaces' },
  ),
  routes: reading((view, Family) => functions.GetIpForwardTable2.run(view, { Family }), { about: 'routes' }),
  neighbors: reading(
    (view, Family) => functions.GetIpNetTable2.run(view, { Family }),
    { about: 'neighbors' },
    defaultRoutes,
  ),
  unicast: reading((view, Family) => functions.GetUnicastIpAddressTable.run(view, { Family }), {
    about: 'unicast',
  }),
  anycast: reading((view, Family) => functions.GetAnycastIpAddressTable.run(view, { Family }), {
    about: 'anycast',
  }),
  multicast: reading((view, Family) => functions.GetMulticastIpAddressTable.run(view, { Family }), {
    about: 'multicast',
  }),
  paths: reading((view, Family) => functions.GetIpPathTable.run(view, { Family }), { about: 'paths' }),
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

/** What is asked for of one family; what is asked for of interfaces bears on both. */
const narrowed = (interest: Interest, family: AddressFamily | 'AF_UNSPEC'): Interest =>
  family === 'AF_UNSPEC' || interest.about === 'interfaces' || interest.where !== undefined
    ? interest
    : { ...interest, family };

/**
 * The rows of a table as its Get function gives them: when it is subscribed to, and whenever an append changed some of
 * them, read at that append's instant. What goes on counting, ages and lifetimes, makes no item of its own. Every
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
  const { read, interests } = readings[table] as unknown as Reading<DocumentedRow<Name>>;
  const ofFamily = interests.map((interest) => narrowed(interest, Family));
  return moments$(host, 'rows$', ofFamily).pipe(
    map((view) => ({
      position: { seq: view.state.seq, at: view.at },
      rows: read(view, Family).out?.Table ?? [],
    })),
  );
};
