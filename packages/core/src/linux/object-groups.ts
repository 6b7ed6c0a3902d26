import { ascendingOrder, SortedMap } from '../table';
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
export const groupsOf = ({ kind, object }: Pick<LinuxObjectRow, 'kind' | 'object'>): readonly string[] => {
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

/** The members of one group while they are gathered, in whatever order. */
export class GroupMembers {
  readonly #createdSeqs: number[] = [];
  readonly #keys: string[] = [];

  add(createdSeq: number, key: string): void {
    this.#createdSeqs.push(createdSeq);
    this.#keys.push(key);
  }

  toMap(): Members {
    const { length } = this.#keys;
    const [high, low] = [new Uint32Array(length), new Uint32Array(length)];
    this.#createdSeqs.forEach((createdSeq, index) => {
      high[index] = createdSeq / 2 ** 32;
      low[index] = createdSeq;
    });
    const order = ascendingOrder([high, low], length);
    return SortedMap.ofSorted(
      compareNumbers,
      Array.from(order, (index) => this.#createdSeqs[index] as number),
      Array.from(order, (index) => this.#keys[index] as string),
    );
  }
}

/** The members of a group by its name; none yet where it is new. */
export const membersOf = (members: Map<string, GroupMembers>, group: string): GroupMembers => {
  const known = members.get(group);
  if (known !== undefined) return known;
  const fresh = new GroupMembers();
  members.set(group, fresh);
  return fresh;
};

/** What stood, and what stands in its place, an object of the same key; either may be missing. */
export interface ObjectReplacement {
  readonly old: LinuxObjectRow | undefined;
  readonly row: LinuxObjectRow | undefined;
}

/** A member that comes, or without a key one that goes. */
interface MemberChange {
  readonly createdSeq: number;
  readonly key: string | undefined;
}

const noteChanges = (
  changes: Map<string, MemberChange[]>,
  groups: readonly string[],
  change: MemberChange,
): void => {
  for (const group of groups) {
    const list = changes.get(group);
    if (list === undefined) changes.set(group, [change]);
    else list.push(change);
  }
};

const membersAfter = (members: Members, changes: readonly MemberChange[]): Members =>
  members.mutate((batch) => {
    for (const { createdSeq, key } of changes)
      if (key === undefined) batch.delete(createdSeq);
      else batch.set(createdSeq, key);
  });

/** Which objects belong to what may take them away: a link, an address, a nexthop object. Immutable. */
export class ObjectGroups {
  static readonly empty = new ObjectGroups(SortedMap.empty<string, Members>(compareText));

  private constructor(private readonly groups: SortedMap<string, Members>) {}

  /** The groups of many objects at once, by the names of their groups. */
  static of(members: ReadonlyMap<string, GroupMembers>): ObjectGroups {
    const names = Array.from(members.keys()).sort();
    const maps = names.map((name) => (members.get(name) as GroupMembers).toMap());
    return new ObjectGroups(SortedMap.ofSorted(compareText, names, maps));
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

  /** The groups after many replacements, as `replaced` makes them one by one. */
  replacedAll(replacements: readonly ObjectReplacement[]): ObjectGroups {
    const changes = new Map<string, MemberChange[]>();
    for (const { old, row } of replacements) {
      const from = old === undefined ? noGroups : groupsOf(old);
      const to = row === undefined ? noGroups : groupsOf(row);
      if (old?.createdSeq === row?.createdSeq && isSameList(from, to)) continue;
      if (old !== undefined) noteChanges(changes, from, { createdSeq: old.createdSeq, key: undefined });
      if (row !== undefined) noteChanges(changes, to, row);
    }
    if (changes.size === 0) return this;
    const groups = this.groups.mutate((batch) => {
      for (const [group, list] of changes) {
        const members = membersAfter(batch.get(group) ?? noMembers, list);
        if (members.size === 0) batch.delete(group);
        else batch.set(group, members);
      }
    });
    return new ObjectGroups(groups);
  }

  /** Keys of the objects of a group in order of creation. */
  keysOf(group: string): IterableIterator<string> {
    return (this.groups.get(group) ?? noMembers).values();
  }

  sizeOf(group: string): number {
    return this.groups.get(group)?.size ?? 0;
  }
}
