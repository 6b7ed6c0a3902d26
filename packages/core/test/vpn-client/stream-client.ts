import {
  ipInterfaceChanges$,
  netioapi,
  routeChanges$,
  unicastAddressChanges$,
  type AddressFamily,
  type Host,
} from '@netlapse/core';
import {
  BehaviorSubject,
  distinctUntilChanged,
  EMPTY,
  filter,
  map,
  merge,
  startWith,
  switchMap,
  take,
  tap,
  type Observable,
  type Subscription,
} from 'rxjs';

import { families } from './calls';
import { Lockdown } from './lockdown';
import type { OnDecision, Underlying, VpnClient, VpnSettings } from './settings';
import { Tunnel } from './tunnel';
import { findUnderlying, isSameWay, ServerRoute } from './underlying';

/** The way out of a family: the present one, then each other one. */
const underlying$ = (host: Host, tunnel: Tunnel, family: AddressFamily): Observable<Underlying | undefined> =>
  merge(
    ipInterfaceChanges$(host, family),
    routeChanges$(host, family).pipe(filter(({ Row }) => Row?.DestinationPrefix.endsWith('/0') === true)),
  ).pipe(
    startWith(undefined),
    map(() => findUnderlying(netioapi(host), tunnel, family)),
    distinctUntilChanged(isSameWay),
  );

/** Locks out what may not be used beside the tunnel, and whatever comes later, while that is so. */
const lockdown$ = (host: Host, lockdown: Lockdown, settings$: Observable<VpnSettings>): Observable<unknown> =>
  settings$.pipe(
    map(({ isSplit }) => isSplit),
    distinctUntilChanged(),
    switchMap((isSplit) => {
      if (isSplit) {
        lockdown.unlockAll();
        return EMPTY;
      }
      lockdown.lockAll();
      return ipInterfaceChanges$(host).pipe(
        tap(({ NotificationType, Row }) => {
          if (NotificationType === 'MibAddInstance' && Row !== null) lockdown.lock(Row);
        }),
      );
    }),
  );

interface Connection {
  readonly tunnel: Tunnel;
  readonly lockdown: Lockdown;
  readonly server: ServerRoute;
  readonly settings$: BehaviorSubject<VpnSettings>;
  readonly following: Subscription;
}

/** A VPN client that follows its host by streams. */
export class StreamClient implements VpnClient {
  #connection: Connection | undefined;

  constructor(
    private readonly host: Host,
    private readonly onDecision: OnDecision,
  ) {}

  connect(settings: VpnSettings): void {
    const { host } = this;
    const api = netioapi(host);
    const tunnel = new Tunnel(api, settings.alias);
    const server = new ServerRoute(api, tunnel, settings.server, settings.overhead);
    const lockdown = new Lockdown(api, tunnel);
    const settings$ = new BehaviorSubject(settings);
    tunnel.prepare();
    tunnel.setAddresses(settings.addresses);
    const routes$ = settings$.pipe(tap(({ prefixes }) => tunnel.setRoutes(prefixes)));
    const ways$ = families.map((family) =>
      underlying$(host, tunnel, family).pipe(
        tap((way) => {
          this.onDecision(family, way);
          if (family === 'AF_INET') server.pin(way);
        }),
      ),
    );
    const usable$ = unicastAddressChanges$(host).pipe(
      startWith(undefined),
      filter(() => tunnel.isUsable()),
      take(1),
    );
    const following = usable$
      .pipe(switchMap(() => merge<unknown[]>(routes$, lockdown$(host, lockdown, settings$), ...ways$)))
      .subscribe();
    this.#connection = { tunnel, lockdown, server, settings$, following };
  }

  change(settings: VpnSettings): void {
    this.#connection?.tunnel.setAddresses(settings.addresses);
    this.#connection?.settings$.next(settings);
  }

  disconnect(): void {
    if (this.#connection === undefined) return;
    const { tunnel, lockdown, server, following } = this.#connection;
    following.unsubscribe();
    lockdown.unlockAll();
    server.unpin();
    tunnel.setRoutes([]);
    tunnel.setAddresses([]);
    tunnel.restore();
    this.#connection = undefined;
  }
}
