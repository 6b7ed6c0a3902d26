import type { IpAddress, Luid, Prefix } from '../net';
import type { LookupReads, LookupRequest, MirroredLookup } from '../routes';
import { SortedMap, type Table } from '../table';
import { frozenDeep } from './frozen-deep';
import { lookUp, type LinuxRoute } from './lookup';
import {
  byNexthop,
  groupsOf,
  membersOf,
  ObjectGroups,
  ofLink,
  preferring,
  withDeadHops,
  type GroupMembers,
  type ObjectReplacement,
} from './object-groups';
import { linuxLinkKey, linuxNetconfKey, linuxNexthopKey, type LinuxFamily } from './object-keys';
import type { LinuxObject } from './object-members';
import { isPolicyRouting } from './policy-routing';
import { RouteStore, type ChooseRoute, type RouteChange } from './route-store';
import { linuxTable, type LinuxKey, type LinuxKind, type LinuxObjectData, type LinuxObjectRow } from './row';

/** Routes that were built at once, and the groups that they belong to. */
export interface BuiltRoutes {
  readonly routes: RouteStore;
  readonly groups: ReadonlyMap<string, GroupMembers>;
  readonly size: number;
}

const noRows: readonly LinuxObjectRow[] = [];

/** What becomes of a route object that is found by its prefix. */
export interface LinuxRouteChange extends RouteChange {
  readonly kind: 'route';
  /** As it is reported; undefined: it goes. */
  readonly object: LinuxObject | undefined;
  /** Number of the event that says so. */
  readonly seq: number;
}

/** The row of an object that an event reports: it counts as created when it was first reported. */
const rowOfReport = (
  object: LinuxObject,
  { kind, key, seq }: Pick<LinuxRouteChange, 'key' | 'seq'> & Pick<LinuxKey, 'kind'>,
  old: LinuxObjectRow | undefined,
): LinuxObjectRow =>
  Object.freeze({
    kind,
    key,
    object: frozenDeep(object),
    createdSeq: old?.createdSeq ?? seq,
    setSeq: seq,
  });

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const byCreation = (a: LinuxObjectRow, b: LinuxObjectRow): number =>
  a.createdSeq - b.createdSeq || compareText(linuxTable.keyOf(a), linuxTable.keyOf(b));

/**
 * Everything that a mirrored Linux host said and did not take back, object by object, with the ways to find
 * what its lookups and its silent deletions hang on. Immutable: each change is a new table that shares what
 * stays.
 */
export class LinuxTable implements Table<LinuxKey, LinuxObjectRow>, MirroredLookup {
  static readonly empty = new LinuxTable(
    0,
    RouteStore.empty,
    SortedMap.empty<string, LinuxObjectRow>(compareText),
    ObjectGroups.empty,
  );

  private constructor(
    readonly size: number,
    private readonly routes: RouteStore,
    /** All that is no route, by kind and key. */
    private readonly others: SortedMap<string, LinuxObjectRow>,
    private readonly groups: ObjectGroups,
  ) {}

  /** The table with many routes besides what it holds, which is no route that is found by its prefix. */
  withRoutes({ routes, groups, size }: BuiltRoutes): LinuxTable {
    const members = new Map(groups);
    for (const row of this.others.values())
      for (const group of groupsOf(row)) membersOf(members, group).add(row.createdSeq, row.key);
    return new LinuxTable(this.size + size, routes, this.others, ObjectGroups.of(members));
  }

  /** Everything but the routes that are found by their prefix, by kind and key. */
  otherObjects(): IterableIterator<LinuxObjectRow> {
    return this.others.values();
  }

  get(key: LinuxKey): LinuxObjectRow | undefined {
    return (
      (key.kind === 'route' ? this.routes.get(key.key) : undefined) ?? this.others.get(linuxTable.keyOf(key))
    );
  }

  with(row: LinuxObjectRow): LinuxTable {
    return this.changed(row, () => row);
  }

  /**
   * The table with an object as the event `seq` reports it: it counts as created when it was first reported.
   */
  withReported(data: LinuxObjectData, seq: number): LinuxTable {
    return this.changed(data, (old) =>
      rowOfReport(data.object, { kind: data.kind, key: data.key, seq }, old),
    );
  }

  /** The table without the object of `key`; this very table where there is none. */
  without(key: LinuxKey): LinuxTable {
    return this.changed(key, () => undefined);
  }

  /**
   * The table after changes of route objects, told in order: many at once are far faster than one by one.
   *
   * @param onMisfit told of each that takes away what does not stand, which changes nothing
   */
  withRouteChanges(
    changes: readonly LinuxRouteChange[],
    onMisfit: (key: LinuxKey, seq: number) => void,
  ): LinuxTable {
    const replacements: ObjectReplacement[] = [];
    let { size } = this;
    const routes = this.routes.changedAll(changes, (change, old) => {
      const row = change.object === undefined ? undefined : rowOfReport(change.object, change, old);
      if (old === undefined && row === undefined) {
        onMisfit(change, change.seq);
        return undefined;
      }
      size += (row === undefined ? 0 : 1) - (old === undefined ? 0 : 1);
      replacements.push({ old, row });
      return row;
    });
    if (replacements.length === 0) return this;
    return new LinuxTable(size, routes, this.others, this.groups.replacedAll(replacements));
  }

  /** The table with what `change` makes of the row of a key; undefined stands for no row. */
  private changed(
    key: LinuxKey,
    change: (old: LinuxObjectRow | undefined) => LinuxObjectRow | undefined,
  ): LinuxTable {
    let old: LinuxObjectRow | undefined;
    let row: LinuxObjectRow | undefined;
    const noteAndChange = (before: LinuxObjectRow | undefined): LinuxObjectRow | undefined => {
      old = before;
      row = change(before);
      return row;
    };
    // Routes are found by their prefix; a key that is none of a route is kept with all the others.
    const routes = key.kind === 'route' ? this.routes.changed(key.key, noteAndChange) : undefined;
    const others = routes === undefined ? this.changedOthers(key, noteAndChange) : this.others;
    if (old === row) return this;
    const size = this.size + (row === undefined ? -1 : 0) + (old === undefined ? 1 : 0);
    return new LinuxTable(size, routes ?? this.routes, others, this.groups.replaced(old, row));
  }

  private changedOthers(
    key: LinuxKey,
    change: (old: LinuxObjectRow | undefined) => LinuxObjectRow | undefined,
  ): SortedMap<string, LinuxObjectRow> {
    const text = linuxTable.keyOf(key);
    const row = change(this.others.get(text));
    return row === undefined ? this.others.without(text) : this.others.with(text, row);
  }

  /** By kind, then key; routes last, by family, table and prefix. */
  *values(): IterableIterator<LinuxObjectRow> {
    yield* this.others.values();
    yield* this.routes.values();
  }

  inOrderOfCreation(): readonly LinuxObjectRow[] {
    return Array.from(this.values()).sort(byCreation);
  }

  /** Linux objects belong to no interface of ours: the rows made of them do. */
  onInterface(_luid: Luid): readonly LinuxObjectRow[] {
    return noRows;
  }

  /** The objects of a kind by key; not of routes. */
  *ofKind(kind: Exclude<LinuxKind, 'route'>): IterableIterator<LinuxObjectRow> {
    const own = `${kind}/`;
    for (const [key, row] of this.others.entries(own)) {
      if (!key.startsWith(own)) return;
      yield row;
    }
  }

  /** Every route object, by family, table and prefix. */
  routeObjects(): IterableIterator<LinuxObjectRow> {
    return this.routes.values();
  }

  /** The link of an index. */
  link(ifindex: number): LinuxObjectRow | undefined {
    return this.get({ kind: 'link', key: linuxLinkKey(ifindex) });
  }

  /** The settings of a family on a link. */
  netconf(family: LinuxFamily, ifindex: number): LinuxObjectRow | undefined {
    return this.get({ kind: 'netconf', key: linuxNetconfKey(family, ifindex) });
  }

  /** The nexthop object of an id. */
  nexthop(id: number): LinuxObjectRow | undefined {
    return this.get({ kind: 'nexthop', key: linuxNexthopKey(id) });
  }

  /**
   * What a link bears, or the routes that lead through it, in the order in which they were first reported.
   */
  onLink(kind: Exclude<LinuxKind, 'link' | 'rule'>, ifindex: number): readonly LinuxObjectRow[] {
    return this.inGroup(kind, ofLink(kind, ifindex));
  }

  /** An address on whatever links, with whatever lengths. */
  addressesHolding(local: string): readonly LinuxObjectRow[] {
    const own = `addr/${local}/`;
    const rows: LinuxObjectRow[] = [];
    for (const [key, row] of this.others.entries(own)) {
      if (!key.startsWith(own)) break;
      rows.push(row);
    }
    return rows;
  }

  /** The routes of a prefix in the tables local, main and default, in the order in which lookups ask them. */
  routesAt(prefix: Prefix): readonly LinuxObjectRow[] {
    return this.routes.at(prefix);
  }

  /** The routes of one slot (`linuxRouteSlot`) in the kernel's order. */
  routesInSlot(slot: string): readonly LinuxObjectRow[] {
    return this.routes.inSlot(slot);
  }

  /** The IPv4 routes of table main whose preferred source is an address. */
  routesPreferring(address: string): readonly LinuxObjectRow[] {
    return this.inGroup('route', preferring(address));
  }

  /** The routes that lead by this nexthop object. */
  routesByNexthop(id: number): readonly LinuxObjectRow[] {
    return this.inGroup('route', byNexthop(id));
  }

  /** The routes of which some next hops are flagged dead. */
  routesWithDeadHops(): readonly LinuxObjectRow[] {
    return this.inGroup('route', withDeadHops);
  }

  /** What is chosen among the prefixes of a table, by its rank, that hold an address, from the longest on. */
  searchRoutes<T>(rank: number, address: IpAddress, choose: ChooseRoute<T>): T | undefined {
    return this.routes.search(rank, address, choose);
  }

  /**
   * Whether packets may go other ways than lookups here say: a rule stands besides those with which every
   * host begins.
   */
  get policyRouting(): boolean {
    return isPolicyRouting(this.ofKind('rule'));
  }

  bestRoute(reads: LookupReads, request: LookupRequest): LinuxRoute | undefined {
    return lookUp(this, reads, request);
  }

  private inGroup(kind: LinuxKind, group: string): readonly LinuxObjectRow[] {
    if (this.groups.sizeOf(group) === 0) return noRows;
    const rows: LinuxObjectRow[] = [];
    for (const key of this.groups.keysOf(group)) {
      const row = this.get({ kind, key });
      if (row !== undefined) rows.push(row);
    }
    return rows;
  }
}
