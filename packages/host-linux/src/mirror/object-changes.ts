import {
  linuxAddressKey,
  linuxLinkKey,
  linuxNeighborKey,
  linuxNetconfKey,
  linuxNexthopKey,
  prefixOfRouteKey,
  type DomainEvent,
  type HostState,
  type LinuxKind,
  type LinuxObjectRow,
  type LinuxTable,
  type Prefix,
} from '@netlapse/core';

import { linksAbove, stackOf } from './lower-interfaces';
import {
  addressOf,
  asLinuxObject,
  linkOf,
  neighborOf,
  netconfOf,
  nexthopOf,
  type AddressObject,
  type LinkObject,
  type NeighborObject,
  type NetconfObject,
  type NexthopObject,
} from './objects';
import { isSameObject } from './same-object';

/** An address or neighbor on a link, whose row may be another one now. */
export interface TouchedOnLink {
  readonly ifindex: number;
  readonly address: string;
}

/** What rows may follow from changed objects, each in the order of the changes. */
export interface Touched {
  /** Links that are new, other or gone. */
  readonly links: Set<number>;
  /** Links whose place in the stack of interfaces may be another one. */
  readonly stacks: Set<number>;
  readonly addresses: Map<string, TouchedOnLink>;
  readonly neighbors: Map<string, TouchedOnLink>;
  /** Links whose settings changed. */
  readonly settings: Set<number>;
  readonly prefixes: Set<Prefix>;
}

/**
 * Changes of objects that make up one append, and what of rows they touch. Reports equal to what stands
 * change nothing.
 */
export class ObjectChanges {
  /** The objects with all changes so far. */
  linux: LinuxTable;
  readonly events: DomainEvent[] = [];
  readonly touched: Touched = {
    links: new Set(),
    stacks: new Set(),
    addresses: new Map(),
    neighbors: new Map(),
    settings: new Set(),
    prefixes: new Set(),
  };
  /** When neighbors were last known reachable, by key: of those whose message says so. */
  readonly confirmed = new Map<string, number>();

  constructor(
    readonly state: HostState,
    readonly at: number,
  ) {
    this.linux = state.linux;
  }

  link(link: LinkObject): void {
    this.report('link', linuxLinkKey(link.ifindex), link);
  }

  address(address: AddressObject): void {
    this.report('addr', linuxAddressKey(address), address);
  }

  neighbor(neighbor: NeighborObject): void {
    this.report('neigh', linuxNeighborKey(neighbor.dst, neighbor.ifindex), neighbor);
  }

  netconf(settings: NetconfObject): void {
    this.report('netconf', linuxNetconfKey(settings.family, settings.ifindex), settings);
  }

  nexthop(nexthop: NexthopObject): void {
    this.report('nexthop', linuxNexthopKey(nexthop.id), nexthop);
  }

  /** Puts an object under its key. */
  report(kind: LinuxKind, key: string, reported: object): void {
    const old = this.linux.get({ kind, key });
    if (old !== undefined && isSameObject(old.object, reported)) return;
    const object = asLinuxObject(reported);
    const seq = this.#nextSeq();
    const row: LinuxObjectRow = { kind, key, object, createdSeq: old?.createdSeq ?? seq, setSeq: seq };
    if (old !== undefined) this.#touch(old, row);
    this.linux = this.linux.with(row);
    this.#touch(row, old);
    this.events.push({ type: 'LinuxObjectReported', data: { key, kind, object } });
  }

  /** Takes an object away; `inferred`: no message said so. */
  withdraw({ kind, key }: Pick<LinuxObjectRow, 'kind' | 'key'>, inferred: boolean): void {
    const old = this.linux.get({ kind, key });
    if (old === undefined) return;
    this.#touch(old, undefined);
    this.linux = this.linux.without({ kind, key });
    this.events.push({ type: 'LinuxObjectWithdrawn', data: { inferred, key, kind } });
  }

  withdrawAll(rows: Iterable<LinuxObjectRow>): void {
    for (const row of rows) this.withdraw(row, true);
  }

  #nextSeq(): number {
    return this.state.seq + this.events.length + 1;
  }

  /**
   * Notes what rows hang on an object, as it was or as it is; `other` is the one in whose place it comes or
   * goes.
   */
  #touch(row: LinuxObjectRow, other: LinuxObjectRow | undefined): void {
    const { touched } = this;
    switch (row.kind) {
      case 'link':
        return this.#touchLink(linkOf(row), other && linkOf(other));
      case 'addr': {
        const { ifindex, local } = addressOf(row);
        touched.addresses.set(`${local} ${ifindex}`, { ifindex, address: local });
        return;
      }
      case 'neigh': {
        const { dst, ifindex } = neighborOf(row);
        touched.neighbors.set(row.key, { ifindex, address: dst });
        return;
      }
      case 'netconf':
        touched.settings.add(netconfOf(row).ifindex);
        return;
      case 'nexthop':
        return this.touchRoutesOf(nexthopOf(row).id);
      case 'route':
        touched.prefixes.add(prefixOfRouteKey(row.key));
        return;
      case 'rule':
        return;
    }
  }

  #touchLink(link: LinkObject, other: LinkObject | undefined): void {
    const { ifindex } = link;
    const { links, stacks } = this.touched;
    links.add(ifindex);
    const stack = stackOf(link);
    if (other !== undefined && stackOf(other).every((index, place) => index === stack[place])) return;
    stacks.add(ifindex);
    if (link.master_index !== undefined) stacks.add(link.master_index);
    if (other === undefined) for (const above of linksAbove(this.linux, ifindex)) stacks.add(above);
  }

  /** Notes the routes that lead by a nexthop object, or by a group that it belongs to. */
  touchRoutesOf(id: number): void {
    const ids = [id];
    for (const row of this.linux.ofKind('nexthop')) {
      const { group, id: ofGroup } = nexthopOf(row);
      if (group?.some((member) => member.id === id) === true) ids.push(ofGroup);
    }
    for (const one of ids)
      for (const { key } of this.linux.routesByNexthop(one)) this.touched.prefixes.add(prefixOfRouteKey(key));
  }
}
