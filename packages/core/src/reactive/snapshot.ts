import { distinctUntilChanged, map, type Observable } from 'rxjs';

import type { Host } from '../engine';
import type { HostState } from '../state';
import { moments$ } from './moments';

/**
 * The whole state of a host: the present one when it is subscribed to, then the one after each append. States are
 * frozen and share what is unchanged, so holding one costs no copy.
 *
 * @example
 * const sizes: number[] = [];
 * snapshot$(host).subscribe(({ routes }) => sizes.push(routes.size));
 * netioapi(host).CreateIpForwardEntry2({ Row: route });
 * sizes; // => [0, 1]
 */
export const snapshot$ = (host: Host): Observable<HostState> =>
  moments$(host, 'snapshot$').pipe(map(({ state }) => state));

/**
 * What is selected of the state, whenever that is another value than before.
 *
 * @param equals whether two values are the same to the subscriber; `Object.is` unless given
 * @example
 * const names: unknown[] = [];
 * select$(host, ({ interfaces }) => interfaces.byIndex(5)?.Alias).subscribe((name) => names.push(name));
 * netioapi(host).CreateIpForwardEntry2({ Row: route });
 * hardware(host)['interface-changes']({ InterfaceIndex: 5, Alias: 'Office' });
 * names; // => ['Ethernet', 'Office']
 */
export const select$ = <Value>(
  host: Host,
  selector: (state: HostState) => Value,
  equals: (a: Value, b: Value) => boolean = Object.is,
): Observable<Value> => snapshot$(host).pipe(map(selector), distinctUntilChanged(equals));

/** The parts of a state that are tables. */
export type StateTable = {
  readonly [Name in keyof HostState]: HostState[Name] extends {
    readonly size: number;
    readonly values: unknown;
  }
    ? Name
    : never;
}[keyof HostState];

/**
 * A table of the state itself, whenever it is another one: an immutable value with its indexes, at no cost however
 * large it is. Its rows are those stored; documented rows are read by rows$.
 *
 * @example
 * const sizes: number[] = [];
 * table$(host, 'routes').subscribe((routes) => sizes.push(routes.size));
 * netioapi(host).CreateIpForwardEntry2({ Row: route });
 * sizes; // => [0, 1]
 */
export const table$ = <Name extends StateTable>(host: Host, name: Name): Observable<HostState[Name]> =>
  moments$(host, 'table$', [{ about: name }]).pipe(
    map(({ state }): HostState[Name] => state[name]),
    distinctUntilChanged(),
  );
