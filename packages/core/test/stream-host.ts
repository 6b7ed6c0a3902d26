import type { Observable } from 'rxjs';

import {
  createHost,
  netioapi,
  tableDefinitionOf,
  type Change,
  type CreateHostOptions,
  type Host,
  type Netioapi,
  type TableSnapshot,
} from '@netlapse/core';

/** A route row without end: 10.0.n.0/24 by way of 192.0.2.1 on interface 5. */
export const routeRow = (third: number, members: object = {}) =>
  ({
    DestinationPrefix: `10.0.${third}.0/24`,
    NextHop: '192.0.2.1',
    InterfaceIndex: 5,
    ValidLifetime: 0xffff_ffff,
    PreferredLifetime: 0xffff_ffff,
    ...members,
  }) as const;

/** An address row without end: 192.0.2.10/24 on interface 5. */
export const addressRow = (members: object = {}) =>
  ({
    Address: '192.0.2.10',
    InterfaceIndex: 5,
    OnLinkPrefixLength: 24,
    ValidLifetime: 0xffff_ffff,
    PreferredLifetime: 0xffff_ffff,
    ...members,
  }) as const;

export interface StreamHost {
  readonly host: Host;
  readonly api: Netioapi;
  readonly addRoute: (third: number, members?: object) => void;
  readonly setRoute: (third: number, members: object) => void;
  readonly deleteRoute: (third: number) => void;
}

/** A host with the interfaces 5 and 6 at instant 0, and the calls that these tests make most. */
export const streamHost = (options: CreateHostOptions = {}): StreamHost => {
  const ethernet = (InterfaceIndex: number) => ({
    InterfaceIndex,
    PhysicalAddress: `02-00-00-00-00-0${InterfaceIndex}`,
  });
  const host = createHost({ now: 0, interfaces: [ethernet(5), ethernet(6)], ...options });
  const api = netioapi(host);
  const succeed = ({ status, why }: { readonly status: string; readonly why?: string }): void => {
    if (status !== 'STATUS_SUCCESS') throw new Error(`${status}: ${why}`);
  };
  return {
    host,
    api,
    addRoute: (third, members) => succeed(api.CreateIpForwardEntry2({ Row: routeRow(third, members) })),
    setRoute: (third, members) => succeed(api.SetIpForwardEntry2({ Route: routeRow(third, members) })),
    deleteRoute: (third) => succeed(api.DeleteIpForwardEntry2({ Row: routeRow(third) })),
  };
};

/** What a stream gives, and how it ended. */
export interface Collected<T> {
  readonly items: T[];
  readonly errors: unknown[];
  readonly isComplete: () => boolean;
  readonly stop: () => void;
}

export const collect = <T>(stream: Observable<T>): Collected<T> => {
  const items: T[] = [];
  const errors: unknown[] = [];
  let isComplete = false;
  const subscription = stream.subscribe({
    next: (item) => items.push(item),
    error: (error) => errors.push(error),
    complete: () => (isComplete = true),
  });
  return { items, errors, isComplete: () => isComplete, stop: () => subscription.unsubscribe() };
};

/** A change in short: `added 10.0.1.0/24`. */
export const inShort = ({ kind, key, type }: Change): string => {
  const [, , ...rest] = key.split('/');
  return `${kind} ${rest.slice(0, 2).join('/') || type}`;
};

const withoutStamps = (row: object): object =>
  Object.fromEntries(
    Object.entries(row).filter(([member]) => !['createdSeq', 'setSeq', 'ageSince'].includes(member)),
  );

/** A table as whoever applies the items of a stream to it has it: rows by key text, bookkeeping left out. */
export class AppliedTable {
  readonly rows = new Map<string, object>();

  apply(item: Change | TableSnapshot): void {
    if (item.kind === 'snapshot') {
      for (const key of [...this.rows.keys()]) if (key.startsWith(`${item.table}/`)) this.rows.delete(key);
      const { keyOf } = tableDefinitionOf(item.table);
      for (const row of item.rows) this.rows.set(`${item.table}/${keyOf(row)}`, withoutStamps(row));
      return;
    }
    const { key, before, after } = item;
    const held = this.rows.get(key);
    if (JSON.stringify(held ?? null) !== JSON.stringify(before === null ? null : withoutStamps(before)))
      throw new Error(`${item.kind} ${key}: the row before is not the one that was told last`);
    if (after === null) this.rows.delete(key);
    else this.rows.set(key, withoutStamps(after));
  }

  /** By key text. */
  inOrder(): readonly (readonly [string, object])[] {
    return [...this.rows].sort(([a], [b]) => (a < b ? -1 : 1));
  }
}
