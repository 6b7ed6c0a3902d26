import type { LinuxTable } from '@netlapse/core';

import { linkIn, linkOf, type LinkObject } from './objects';

/**
 * The link that this one says it stands on; of veth pairs and links into other namespaces it is no such
 * thing.
 */
const beneath = ({ ifindex, link_index, link_netnsid, linkinfo }: LinkObject): number | undefined =>
  link_index === undefined ||
  link_index === ifindex ||
  link_netnsid !== undefined ||
  linkinfo?.info_kind === 'veth'
    ? undefined
    : link_index;

/**
 * What of a link may change the stack of interfaces: its own place, that of its master, and of the link
 * beneath.
 */
export const stackOf = (link: LinkObject): readonly (number | undefined)[] => [
  beneath(link),
  link.master_index,
];

/** The interfaces immediately below a link, ascending: the one beneath, and those whose master it is. */
export const lowerInterfacesOf = (linux: LinuxTable, ifindex: number): readonly number[] => {
  const lower = new Set<number>();
  for (const row of linux.ofKind('link')) {
    const link = linkOf(row);
    if (link.master_index === ifindex) lower.add(link.ifindex);
  }
  const own = linkIn(linux, ifindex);
  const below = own === undefined ? undefined : beneath(own);
  if (below !== undefined && linux.link(below) !== undefined) lower.add(below);
  lower.delete(ifindex);
  return Array.from(lower).sort((a, b) => a - b);
};

/** The links that say they stand on this one. */
export const linksAbove = (linux: LinuxTable, ifindex: number): readonly number[] => {
  const above: number[] = [];
  for (const row of linux.ofKind('link')) {
    const link = linkOf(row);
    if (beneath(link) === ifindex) above.push(link.ifindex);
  }
  return above;
};
