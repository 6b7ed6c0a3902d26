import { SortedMap } from '../table';
import { hasWord, numberOf, objectsOf, textOf } from './object-members';
import type { LinuxObjectRow } from './row';

/** Keys of one group in order of creation. */
type Members = SortedMap<number, string>;

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const compareNumbers = (a: number, b: number): number => a - b;

const noMembers: Members = SortedMap.empty(compareNumbers);
const noGroups: readonly string[] = [];

/** Name of the group of objects of a kind that a link bears; of routes, that lead through it. */
export const ofLink = (kind: LinuxObjectRow['kind'], ifindex: number): string => `${kind} dev ${ifindex}`;
/** Name of the group of IPv4 routes of table main that prefer a source address. */
export const preferring = (address: string): string => `route src ${address}`;
/** Name of the group of routes that lead by a nexthop object. */
export const byNexthop = (id: number): string => `route nhid ${id}`;

/** Name of the group of routes some of whose next hops are dead while others live. */
export const withDeadHops = 'route dead';

/** The groups that an object belongs to. */
const groupsOf = ({ kind, object }: LinuxObjectRow): readonly string[] => {
  switch (kind) {
    case 'addr':
    case 'neigh':
    case 'netconf':
      return groupOfLink(kind, numberOf(object, 'ifindex'));
    case 'nexthop':
      return groupOfLink(kind, numberOf(object, 'oif'));
    case 'route':
      return groupsOfRoute(object);
    default:
      return noGroups;
  }
};

const groupOfLink = (kind: LinuxObjectRow['kind'], ifindex: number | undefined): readonly string[] =>
  ifindex === undefined ? noGroups : [ofLink(kind, ifindex)];

const groupsOfRoute = (route: LinuxObjectRow['object']): readonly string[] => {
  const groups = [...groupOfLink('route', numberOf(route, 'oif'))];
  for (const hop of objectsOf(route, 'nexthops')) {
    const [group] = groupOfLink('route', numberOf(hop, 'oif'));
    if (group !== undefined && !groups.includes(group)) groups.push(group);
  }
  const source = textOf(route, 'prefsrc');
  if (source !== undefined && route['table'] === 'main' && route['family'] === 'inet')
    groups.push(preferring(source));
  const nhid = numberOf(route, 'nhid');
  if (nhid !== undefined) groups.push(byNexthop(nhid));
  if (objectsOf(route, 'nexthops').some((hop) => hasWord(hop, 'flags', 'dead'))) groups.push(withDeadHops);
  return groups;
};

const isSameList = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((text, index) => text === b[index]);

/** Which objects belong to what may take them away: a link, an address, a nexthop object. Immutable. */
export class ObjectGroups {
  static readonly empty = new ObjectGroups(SortedMap.empty<string, Members>(compareText));

  private constructor(private readonly groups: SortedMap<string, Members>) {}

  /** The groups of many objects at once. */
  static ofRows(rows: readonly LinuxObjectRow[]): ObjectGroups {
    const members = new Map<string, [createdSeq: number, key: string][]>();
    for (const row of rows)
      for (const group of groupsOf(row)) {
        const known = members.get(group);
        if (known === undefined) members.set(group, [[row.createdSeq, row.key]]);
        else known.push([row.createdSeq, row.key]);
      }
    return new ObjectGroups(
      ObjectGroups.empty.groups.withAll(
        Array.from(members, ([group, entries]) => [
          group,
          noMembers.withAll(entries.sort(([a], [b]) => a - b)),
        ]),
      ),
    );
  }

  /** The groups with `row` in place of `old`, an object of the same key; either may be missing. */
  replaced(old: LinuxObjectRow | undefined, row: LinuxObjectRow | undefined): ObjectGroups {
    const from = old === undefined ? noGroups : groupsOf(old);
    const to = row === undefined ? noGroups : groupsOf(row);
    // An object that stays where it was is found by its key as before.
    if (old?.createdSeq === row?.createdSeq && isSameList(from, to)) return this;
    let { groups } = this;
    if (old !== undefined)
      for (const group of from) {
        const rest = (groups.get(group) ?? noMembers).without(old.createdSeq);
        groups = rest.size === 0 ? groups.without(group) : groups.with(group, rest);
      }
    if (row !== undefined)
      for (const group of to)
        groups = groups.with(group, (groups.get(group) ?? noMembers).with(row.createdSeq, row.key));
    return groups === this.groups ? this : new ObjectGroups(groups);
  }

  /** Keys of the objects of a group in order of creation. */
  keysOf(group: string): IterableIterator<string> {
    return (this.groups.get(group) ?? noMembers).values();
  }

  sizeOf(group: string): number {
    return this.groups.get(group)?.size ?? 0;
  }
}
