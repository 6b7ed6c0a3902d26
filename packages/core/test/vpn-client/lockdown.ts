import type { Netioapi } from '@netlapse/core';

import { changeIpInterface, type IpInterfaceKey } from './calls';
import type { Tunnel } from './tunnel';

/** Keeps default routes beside the tunnel from being used, for as long as nothing may go beside it. */
export class Lockdown {
  readonly #locked = new Map<string, IpInterfaceKey>();

  constructor(
    private readonly api: Netioapi,
    private readonly tunnel: Tunnel,
  ) {}

  /** Locks the IP interfaces that stand; those that come later are locked as they come. */
  lockAll(): void {
    for (const row of this.api.GetIpInterfaceTable({}).Table ?? []) this.lock(row);
  }

  lock({ Family, InterfaceLuid }: IpInterfaceKey): void {
    if (InterfaceLuid === this.tunnel.luid) return;
    const key = { Family, InterfaceLuid };
    // Who locked it before will unlock it.
    if (this.api.GetIpInterfaceEntry({ Row: key }).Row?.DisableDefaultRoutes !== false) return;
    changeIpInterface(this.api, key, { DisableDefaultRoutes: true });
    this.#locked.set(`${InterfaceLuid} ${Family}`, key);
  }

  unlockAll(): void {
    for (const key of this.#locked.values())
      changeIpInterface(this.api, key, { DisableDefaultRoutes: false });
    this.#locked.clear();
  }
}
