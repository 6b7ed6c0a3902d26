import * as t from 'io-ts';

import { closed, defineTable, type Stamps } from '../codec';

/** The kinds of objects that rtnetlink speaks of and that are kept. */
export const LinuxKind = t.keyof(
  { link: null, addr: null, route: null, neigh: null, netconf: null, rule: null, nexthop: null },
  'kind of Linux object',
);
export type LinuxKind = t.TypeOf<typeof LinuxKind>;

export interface LinuxKey {
  readonly kind: LinuxKind;
  /** Unique within the kind. */
  readonly key: string;
}

/** What a Linux host said of one object, all decoded members, whether or not a Win32 row comes of it. */
export const LinuxObjectData = closed(
  { kind: LinuxKind, key: t.string, object: t.UnknownRecord },
  'Linux object',
);
export type LinuxObjectData = t.TypeOf<typeof LinuxObjectData>;
export type LinuxObjectRow = LinuxObjectData & Stamps;
export const linuxTable = defineTable<LinuxKey>('linux', ['kind', 'key']);
