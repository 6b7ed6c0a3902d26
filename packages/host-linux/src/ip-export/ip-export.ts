import type { LinuxKind } from '@netlapse/core';

import type { RecordedFile } from '../files';
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
import { kindOfEntry } from './entry-kind';
import { isFrrRoutes } from './frr-file';
import { linksOfFrr, readFrrRoutes, type FrrReads } from './frr-routes';
import { EntryFault, type EntryReads, type LinkIndexOf } from './entry-reader';
import { IpExportError } from './ip-export-error';
import { readJsonArray, type JsonBlock, type JsonEntry } from './json-array-reader';
import { readAddresses } from './read-address';
import { readLink } from './read-link';
import { familyOfRules, readNeighbor, readNetconf, readNexthop, readRule } from './read-others';
import { readRoute } from './read-route';

/** Which routes a dump is all of, for one family. */
export interface RouteScope {
  readonly families: readonly LinuxFamily[];
  /** Left out: all tables. */
  readonly tables?: readonly string[];
}

/** All objects of a kind, of the families given; links and nexthop objects are of no family. */
export type ExportedObjects =
  | Readonly<{ kind: 'link'; objects: readonly LinuxLink[] }>
  | Readonly<{ kind: 'addr'; objects: readonly LinuxAddress[] }>
  | Readonly<{ kind: 'neigh'; objects: readonly LinuxNeighbor[]; families: readonly LinuxFamily[] }>
  | Readonly<{ kind: 'netconf'; objects: readonly LinuxNetconf[]; families: readonly LinuxFamily[] }>
  | Readonly<{ kind: 'rule'; objects: readonly LinuxRule[]; families: readonly LinuxFamily[] }>
  | Readonly<{ kind: 'nexthop'; objects: readonly LinuxNexthop[] }>;

/** Is told of bytes that were read. */
export type OnRead = (bytes: number) => void;

export interface IpExportOptions {
  /** Links that are known without a file of links among those given. */
  readonly linkIndexOf: LinkIndexOf;
  /** Whether there is any such link; where not, FRR's own names and indexes stand for them. */
  readonly knowsLinks: boolean;
  readonly onRead?: OnRead | undefined;
  /** Is told of each route while the files are checked. */
  readonly onRoute?: ((route: LinuxRoute) => void) | undefined;
}

/** What `ip -j -d` printed of one host at one instant, in as many files as there are. */
export interface IpExport {
  /** Entries by kind, in the order of the files. */
  readonly counts: ReadonlyMap<LinuxKind, number>;
  /** All but routes. */
  readonly objects: readonly ExportedObjects[];
  readonly routeScopes: readonly RouteScope[];
  /** What was found and is not kept, with the reason, and how often. */
  readonly skipped: ReadonlyMap<string, number>;
  /** The routes in the order of the files, some at a time: there may be more than fit into memory. */
  readonly routes: (onRead?: OnRead) => Generator<readonly LinuxRoute[], void, undefined>;
}

/**
 * Reads and checks all files to their ends. Which is of what kind is told by what is in it, and so is which families
 * and tables it covers.
 *
 * @throws IpExportError where one is damaged, of no known kind, or speaks of links that are not known
 */
export const readIpExport = (
  files: readonly RecordedFile[],
  { knowsLinks, linkIndexOf, onRead, onRoute }: IpExportOptions,
): IpExport => {
  const frrFiles = files.filter(isFrr);
  const found = files.filter((file) => !isFrr(file)).map((file) => ({ file, kind: kindOfFile(file) }));
  const ofKind = (kind: LinuxKind): readonly RecordedFile[] =>
    found.filter((one) => one.kind === kind).map(({ file }) => file);
  const skipped = new Map<string, number>();
  const skip = (what: string): void => void skipped.set(what, (skipped.get(what) ?? 0) + 1);
  for (const { file, kind } of found)
    if (kind === undefined) skip(`says nothing, for it is empty: ${file.name}`);
  const names = linkNames(ofKind('link'));
  const ofFrr = names.size === 0 && !knowsLinks ? linksOfFrr(frrFiles) : undefined;
  const listed = ofFrr ?? (names.size === 0 ? undefined : names);
  const reads: EntryReads = {
    linkIndexOf: listed === undefined ? linkIndexOf : (name) => listed.get(name),
    notKept: (property) => skip(`property not kept: ${property}`),
  };
  const counts = new Map<LinuxKind, number>();
  const read = <T>(kind: LinuxKind, convert: (entry: JsonEntry) => T): T[] => {
    const all: T[] = [];
    for (const file of ofKind(kind))
      for (const { block, values } of converted(file, kind, convert, skip)) {
        all.push(...values);
        counts.set(kind, (counts.get(kind) ?? 0) + values.flat().length);
        onRead?.(block.end - block.start);
      }
    return all;
  };
  const objects: ExportedObjects[] = [];
  if (names.size > 0)
    objects.push({ kind: 'link', objects: read('link', (entry) => readLink(entry, reads)) });
  if (ofFrr !== undefined && ofFrr.size > 0) {
    objects.push({ kind: 'link', objects: Array.from(ofFrr, bareLink) });
    for (const _link of ofFrr)
      skip('known by name and index alone, for no file of `ip -j -d link` is there: link');
  }
  if (ofKind('netconf').length > 0) {
    const all = read('netconf', (entry) => readNetconf(entry, reads)).filter((one) => one !== undefined);
    objects.push({ kind: 'netconf', objects: all, families: familiesOf(all) });
  }
  if (ofKind('nexthop').length > 0)
    objects.push({ kind: 'nexthop', objects: read('nexthop', (entry) => readNexthop(entry, reads)) });
  if (ofKind('addr').length > 0)
    objects.push({ kind: 'addr', objects: read('addr', (entry) => readAddresses(entry, reads)).flat() });
  if (ofKind('neigh').length > 0) {
    const all = read('neigh', (entry) => readNeighbor(entry, reads));
    for (const { proxy } of all) if (proxy === true) skip('proxy, no neighbor: neigh');
    objects.push({ kind: 'neigh', objects: all, families: familiesOf(all) });
  }
  for (const file of ofKind('rule')) objects.push(rulesOf(file, reads, counts, skip));
  const routeFiles = ofKind('route');
  const check: RouteCheck = { counts, skip, onRead, onRoute };
  const scopes = routeFiles.flatMap((file) => checkRoutes(file, reads, check));
  const frrReads: FrrReads = { linkIndexOf: reads.linkIndexOf, note: skip };
  for (const file of frrFiles) scopes.push(...checkFrrRoutes(file, frrReads, check, scopes));
  const quiet: EntryReads = { ...reads, notKept: () => undefined };
  return {
    counts,
    objects,
    routeScopes: scopes,
    skipped,
    *routes(onReadAgain) {
      for (const file of routeFiles)
        for (const { block, values } of converted(
          file,
          'route',
          (entry) => readRoute(entry, quiet),
          nothing,
        )) {
          yield values;
          onReadAgain?.(block.end - block.start);
        }
      for (const file of frrFiles)
        for (const { bytes, values } of readFrrRoutes(file, { ...frrReads, note: nothing })) {
          yield values;
          onReadAgain?.(bytes);
        }
    },
  };
};

type Skip = (what: string) => void;
const nothing: Skip = () => undefined;

const isFrr = ({ chunks }: RecordedFile): boolean => {
  const [begin = new Uint8Array(0)] = chunks();
  return isFrrRoutes(Buffer.from(begin.subarray(0, FRR_BEGIN_SIZE)).toString('latin1'));
};

/** Bytes that are looked at to tell whether FRR wrote a file. */
const FRR_BEGIN_SIZE = 1024;

/** A link of which a route tells that it is up. */
const bareLink = ([ifname, index]: readonly [string, number]): LinuxLink => ({
  flags: ifname === 'lo' ? ['LOOPBACK', 'UP', 'LOWER_UP'] : ['BROADCAST', 'MULTICAST', 'UP', 'LOWER_UP'],
  ifindex: index,
  ifname,
  link_type: ifname === 'lo' ? 'loopback' : 'ether',
});

/** The first entry that says anything tells the kind of all; undefined where there is none. */
const kindOfFile = (file: RecordedFile): LinuxKind | undefined => {
  for (const block of readJsonArray(file.chunks(), file.name)) {
    const index = block.entries.findIndex((entry) => Object.keys(entry).length > 0);
    if (index < 0) continue;
    try {
      return kindOfEntry(block.entries[index] as JsonEntry);
    } catch (error) {
      throw placed(error, file, block, index);
    }
  }
  return undefined;
};

const linkNames = (files: readonly RecordedFile[]): ReadonlyMap<string, number> => {
  const names = new Map<string, number>();
  for (const file of files)
    for (const { entries } of readJsonArray(file.chunks(), file.name))
      for (const { ifindex, ifname } of entries)
        if (typeof ifname === 'string' && typeof ifindex === 'number') names.set(ifname, ifindex);
  return names;
};

/** The entries of a file, block by block, as objects; an empty entry is what `ip` makes of what it was told to leave out. */
function* converted<T>(
  file: RecordedFile,
  kind: LinuxKind,
  convert: (entry: JsonEntry) => T,
  skip: Skip,
): Generator<{ readonly block: JsonBlock; readonly values: readonly T[] }, void, undefined> {
  for (const block of readJsonArray(file.chunks(), file.name)) {
    const values: T[] = [];
    for (let index = 0; index < block.entries.length; index++) {
      const entry = block.entries[index] as JsonEntry;
      if (isEmpty(entry)) {
        skip(`empty entry: ${kind}`);
        continue;
      }
      try {
        values.push(convert(entry));
      } catch (error) {
        throw placed(error, file, block, index);
      }
    }
    yield { block, values };
  }
}

const isEmpty = (entry: JsonEntry): boolean => {
  for (const _name in entry) return false;
  return true;
};

/** An error with the place of the entry that it is about. */
const placed = (error: unknown, file: RecordedFile, block: JsonBlock, index: number): unknown =>
  error instanceof EntryFault
    ? new IpExportError(file.name, block.first + index, block.offsetOf(index), error.message)
    : error;

const familiesOf = (
  objects: readonly { readonly family?: LinuxFamily | undefined }[],
): readonly LinuxFamily[] =>
  (['inet', 'inet6'] as const).filter((family) => objects.some((object) => object.family === family));

const rulesOf = (
  file: RecordedFile,
  reads: EntryReads,
  counts: Map<LinuxKind, number>,
  skip: Skip,
): ExportedObjects => {
  const rules = Array.from(converted(file, 'rule', (entry) => readRule(entry, reads), skip)).flatMap(
    ({ values }) => values,
  );
  counts.set('rule', (counts.get('rule') ?? 0) + rules.length);
  try {
    const family = familyOfRules(rules);
    return { kind: 'rule', objects: rules.map((rule) => ({ ...rule, family })), families: [family] };
  } catch (error) {
    throw error instanceof EntryFault
      ? new IpExportError(file.name, undefined, undefined, error.message)
      : error;
  }
};

interface RouteCheck extends Pick<IpExportOptions, 'onRead' | 'onRoute'> {
  readonly counts: Map<LinuxKind, number>;
  readonly skip: Skip;
}

/** Reads the routes of a file, to see that all can be read, and what it is all of. */
const checkRoutes = (
  file: RecordedFile,
  reads: EntryReads,
  { counts, skip, onRead, onRoute }: RouteCheck,
): readonly RouteScope[] => {
  const families = new Set<LinuxFamily>();
  let isOfAllTables = false;
  const convert = (entry: JsonEntry): LinuxRoute => {
    if (kindOfEntry(entry) !== 'route') throw new EntryFault('it is no route, as the entries before are');
    isOfAllTables ||= 'table' in entry;
    return readRoute(entry, reads);
  };
  for (const { block, values } of converted(file, 'route', convert, skip)) {
    for (const route of values) {
      families.add(route.family);
      onRoute?.(route);
    }
    counts.set('route', (counts.get('route') ?? 0) + values.length);
    onRead?.(block.end - block.start);
  }
  // The table is printed of all routes where all tables were asked for.
  return Array.from(families, (family) =>
    isOfAllTables ? { families: [family] } : { families: [family], tables: ['main'] },
  );
};

/**
 * Reads the routes that FRR tells of, to see that all can be read, and what they are all of: each table of which it names
 * a route.
 */
const checkFrrRoutes = (
  file: RecordedFile,
  reads: FrrReads,
  { counts, onRead, onRoute, skip }: RouteCheck,
  others: readonly RouteScope[],
): readonly RouteScope[] => {
  const scopes = new Map<string, RouteScope>();
  for (const { bytes, values } of readFrrRoutes(file, reads)) {
    for (const route of values) {
      const { family, table } = route;
      scopes.set(`${family} ${table}`, { families: [family], tables: [table] });
      onRoute?.(route);
    }
    counts.set('route', (counts.get('route') ?? 0) + values.length);
    onRead?.(bytes);
  }
  if (scopes.size === 0) skip(`says nothing, for it is empty: ${file.name}`);
  for (const { families, tables } of scopes.values())
    if (others.some((other) => isSameScope(other, families[0], tables?.[0])))
      throw new IpExportError(
        file.name,
        undefined,
        undefined,
        `another file tells all routes of ${families.join()} in table ${tables?.join() ?? ''}: import that or this`,
      );
  return Array.from(scopes.values());
};

const isSameScope = (
  { families, tables }: RouteScope,
  family: LinuxFamily | undefined,
  table: string | undefined,
): boolean =>
  families.some((one) => one === family) && (tables === undefined || tables.some((one) => one === table));
