import type { LinuxObject, LinuxObjectRow, LinuxTable } from '@netlapse/core';

import type {
  LinuxAddress,
  LinuxFamily,
  LinuxLink,
  LinuxNeighbor,
  LinuxNetconf,
  LinuxNexthop,
  LinuxRoute,
  LinuxRule,
} from '../netlink';

// Objects are kept as they were decoded, by the property names of `ip -j -d`, with what a message means only
// at its instant turned into instants. These added members are the project's own.

/** A link as it is kept. */
export type LinkObject = LinuxLink;

/** An address as it is kept. */
export type AddressObject = LinuxAddress &
  Readonly<{
    /** Epoch milliseconds at which the preferred lifetime ends; absent: never. */
    preferred_until?: number;
    /** Epoch milliseconds at which the valid lifetime ends; absent: never. */
    valid_until?: number;
  }>;

/**
 * A route as it is kept: an IPv4 route with all its next hops, an IPv6 route of one next hop. The flag
 * `linkdown` is left out, and so is `dead` where the link says as much: both follow from the link.
 */
export type RouteObject = LinuxRoute &
  Readonly<{
    /** Epoch milliseconds at which it ends; absent: never. */
    expires_at?: number;
    /** Place in the kernel's list of IPv4 routes of one slot, ascending; may be below 0; absent for 0. */
    order?: number;
    /** Of an IPv6 next hop that came in a list with others; absent for 1. */
    weight?: number;
  }>;

export type NeighborObject = LinuxNeighbor;
export type NetconfObject = LinuxNetconf;
export type NexthopObject = LinuxNexthop;

/** What the mirror itself has put into the table, read back; logs hold it as JSON of the same members. */
const readBack = <T>(row: Pick<LinuxObjectRow, 'object'>): T => row.object as unknown as T;

export const linkOf = (row: LinuxObjectRow): LinkObject => readBack<LinkObject>(row);
export const netconfOf = (row: LinuxObjectRow): NetconfObject => readBack<NetconfObject>(row);
export const addressOf = (row: LinuxObjectRow): AddressObject => readBack<AddressObject>(row);
export const routeOf = (row: Pick<LinuxObjectRow, 'object'>): RouteObject => readBack<RouteObject>(row);
export const neighborOf = (row: LinuxObjectRow): NeighborObject => readBack<NeighborObject>(row);
export const nexthopOf = (row: LinuxObjectRow): NexthopObject => readBack<NexthopObject>(row);
export const ruleOf = (row: LinuxObjectRow): LinuxRule => readBack<LinuxRule>(row);

/** The link of an index, where it is known. */
export const linkIn = (linux: LinuxTable, ifindex: number): LinkObject | undefined => {
  const row = linux.link(ifindex);
  return row && linkOf(row);
};

/** The settings of a family on a link, as far as they are known. */
export const netconfIn = (
  linux: LinuxTable,
  family: LinuxFamily,
  ifindex: number,
): NetconfObject | undefined => {
  const row = linux.netconf(family, ifindex);
  return row && netconfOf(row);
};

/** An object as events bear it. */
export const asLinuxObject = (object: object): LinuxObject => object as LinuxObject;
