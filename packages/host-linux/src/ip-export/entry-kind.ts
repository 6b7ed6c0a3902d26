import type { LinuxKind } from '@netlapse/core';

import { EntryFault } from './entry-reader';
import type { JsonEntry } from './json-array-reader';

/** By which properties the entries of each command are known, those that have more of them first. */
const marks: ReadonlyArray<readonly [kind: LinuxKind, properties: readonly string[]]> = [
  ['addr', ['addr_info', 'ifindex']],
  ['link', ['ifindex', 'ifname', 'flags']],
  ['rule', ['priority', 'src']],
  ['netconf', ['interface', 'family']],
  ['neigh', ['dst', 'state', 'dev']],
  ['route', ['dst', 'flags']],
  ['nexthop', ['id', 'flags']],
];

/**
 * The kind of object that an entry of `ip -j` is about.
 *
 * @throws EntryFault where it is none of those that are imported
 */
export const kindOfEntry = (entry: JsonEntry): LinuxKind => {
  const found = marks.find(([, properties]) => properties.every((property) => property in entry));
  if (found !== undefined) return found[0];
  const names = Object.keys(entry).slice(0, 6).join(', ');
  throw new EntryFault(
    `it has ${names}: expected is what \`ip -j -d\` prints of link, addr, route, neigh, rule, nexthop or netconf`,
  );
};
