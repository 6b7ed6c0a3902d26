import type {
  AddressFamily,
  IpInterfaceEntry,
  Netioapi,
  NotificationHandle,
  RouteEntry,
} from '@netlapse/core';

import { families } from './calls';
import { Lockdown } from './lockdown';
import type { OnDecision, Underlying, VpnClient, VpnSettings } from './settings';
import { Tunnel } from './tunnel';
import { findUnderlying, isSameWay, ServerRoute } from './underlying';

/** A VPN client that follows its host by callbacks, as one in C does. */
export class CallbackClient implements VpnClient {
  readonly #handles: NotificationHandle[] = [];
  readonly #ways = new Map<AddressFamily, Underlying | undefined>();
  #tunnel: Tunnel | undefined;
  #server: ServerRoute | undefined;
  #lockdown: Lockdown | undefined;
  #settings: VpnSettings | undefined;
  #isUp = false;

  constructor(
    private readonly api: Netioapi,
    private readonly onDecision: OnDecision,
  ) {}

  connect(settings: VpnSettings): void {
    const tunnel = new Tunnel(this.api, settings.alias);
    this.#tunnel = tunnel;
    this.#settings = settings;
    this.#server = new ServerRoute(this.api, tunnel, settings.server, settings.overhead);
    this.#lockdown = new Lockdown(this.api, tunnel);
    tunnel.prepare();
    tunnel.setAddresses(settings.addresses);
    this.#register(this.api.NotifyUnicastIpAddressChange({ Callback: () => this.#beginOnceUsable() }));
    this.#beginOnceUsable();
  }

  #register({
    NotificationHandle: handle,
  }: {
    readonly NotificationHandle?: NotificationHandle | null;
  }): void {
    if (handle === undefined || handle === null) throw new Error('the registration was refused');
    this.#handles.push(handle);
  }

  #beginOnceUsable(): void {
    if (this.#isUp || this.#tunnel?.isUsable() !== true || this.#settings === undefined) return;
    this.#isUp = true;
    this.#stopFollowing();
    this.#tunnel.setRoutes(this.#settings.prefixes);
    if (!this.#settings.isSplit) this.#lockdown?.lockAll();
    this.#register(
      this.api.NotifyIpInterfaceChange({
        Callback: (_, Row, type) => {
          if (Row === null) return;
          const row = Row as IpInterfaceEntry;
          if (type === 'MibAddInstance' && this.#settings?.isSplit === false) this.#lockdown?.lock(row);
          this.#look(row.Family);
        },
      }),
    );
    this.#register(
      this.api.NotifyRouteChange2({
        Callback: (_, Row) => {
          if (Row === null) return;
          const { DestinationPrefix } = Row as RouteEntry;
          if (DestinationPrefix === '0.0.0.0/0') this.#look('AF_INET');
          if (DestinationPrefix === '::/0') this.#look('AF_INET6');
        },
      }),
    );
    for (const family of families) this.#look(family);
  }

  #look(family: AddressFamily): void {
    if (this.#tunnel === undefined) return;
    const way = findUnderlying(this.api, this.#tunnel, family);
    if (this.#ways.has(family) && isSameWay(way, this.#ways.get(family))) return;
    this.#ways.set(family, way);
    this.onDecision(family, way);
    if (family === 'AF_INET') this.#server?.pin(way);
  }

  change(settings: VpnSettings): void {
    this.#settings = settings;
    this.#tunnel?.setAddresses(settings.addresses);
    this.#tunnel?.setRoutes(settings.prefixes);
    if (settings.isSplit) this.#lockdown?.unlockAll();
    else this.#lockdown?.lockAll();
  }

  disconnect(): void {
    this.#stopFollowing();
    this.#lockdown?.unlockAll();
    this.#server?.unpin();
    this.#tunnel?.setRoutes([]);
    this.#tunnel?.setAddresses([]);
    this.#tunnel?.restore();
    this.#ways.clear();
    this.#isUp = false;
  }

  #stopFollowing(): void {
    for (const NotificationHandle of this.#handles.splice(0))
      this.api.CancelMibChangeNotify2({ NotificationHandle });
  }
}
