import type { Decide, Host, HostState, LinuxKind, LinuxTable } from '@netlapse/core';
import { linuxAddressKey, linuxNetconfKey, linuxNexthopKey } from '@netlapse/core';

import type { RecordedFile } from '../files';
import { readIpExport, type ExportedObjects, type IpExport } from '../ip-export';
import type { LinuxRoute } from '../netlink';
import { linkOf } from './objects';
import { RecordingBeforeHost } from './recording-before-host';
import { resync, type LinuxDump } from './resync';
import { noteStaying, RouteDump } from './route-dump';

/** How far an import of `ip -j` output has come. */
export interface ExportProgress {
  /** Bytes of all files that were read, each file twice: once to check it. */
  readonly bytes: number;
  readonly totalBytes: number;
  /** Routes that were imported; 0 while the files are checked. */
  readonly routes: number;
}

export type OnExportProgress = (progress: ExportProgress) => void;

/** Output of `ip -j -d` that was read to its end and found in order. */
export interface CheckedExport {
  readonly files: readonly RecordedFile[];
  /** The state that it was checked against; undefined: that of a host of which nothing is known. */
  readonly linux: LinuxTable | undefined;
  readonly found: IpExport;
  /** Keys of the route objects of that state that are in it. */
  readonly stays: ReadonlySet<string>;
}

export interface ImportExportOptions {
  /** The instant at which `ip` printed it all, epoch milliseconds. */
  readonly at: number;
  readonly onProgress?: OnExportProgress;
}

/** What an import of `ip -j` output did. */
export interface ExportSummary {
  readonly at: number;
  /** Entries by kind: links, routes …; of `addr` the addresses. */
  readonly entries: Readonly<Partial<Record<LinuxKind, number>>>;
  readonly appends: number;
  readonly events: number;
  /** What says nothing here, with the reason, and how often. */
  readonly skipped: Readonly<Record<string, number>>;
}

const totalOf = (files: readonly RecordedFile[]): number => files.reduce((sum, { size }) => sum + size, 0);

/**
 * Reads what `ip -j -d` said of a live host at one instant, in as many files as there are, to its end.
 *
 * @param linux what the host that is to become like it knows; left out: nothing.
 * @throws IpExportError where a file is damaged, holds something else, or names links that are not known
 */
export const checkIpExport = (
  files: readonly RecordedFile[],
  linux?: LinuxTable,
  onProgress?: OnExportProgress,
): CheckedExport => {
  const stays = new Set<string>();
  const totalBytes = 2 * totalOf(files);
  let bytes = 0;
  const onRoute =
    linux === undefined || isEmpty(linux.routeObjects())
      ? undefined
      : (route: LinuxRoute) => noteStaying(stays, route, linux);
  const found = readIpExport(files, {
    linkIndexOf: linksByName(linux),
    knowsLinks: linux !== undefined && !isEmpty(linux.ofKind('link')[Symbol.iterator]()),
    onRead: (read) => {
      bytes += read;
      onProgress?.({ bytes, totalBytes, routes: 0 });
    },
    onRoute,
  });
  return { files, linux, found, stays };
};

/** Routes between two durable writes: as many as make one append. */
const BATCH_SIZE = 1000;

/**
 * Has a mirrored host become what `ip -j -d` said of its live host: what differs is reported, what a kind, family or
 * table lacks is withdrawn. Kinds of which there is no file stay as they are.
 *
 * All but routes is one append, routes are appends of a thousand; all have the instant of the export.
 *
 * @param given by `checkIpExport`, against the state of this very host or an empty one; else it is checked again.
 * @throws RecordingBeforeHost where the instant lies before the host's clock; nothing is imported then
 */
export const importIpExport = (
  host: Host,
  given: CheckedExport,
  { at, onProgress }: ImportExportOptions,
): ExportSummary => {
  const { files } = given;
  if (at < host.clock)
    throw new RecordingBeforeHost(files.map(({ name }) => name).join(', '), at, host.clock);
  const { linux } = host.state;
  const { found, stays } = isSameState(given.linux, linux) ? given : checkIpExport(files, linux);
  const [recordsBefore, eventsBefore] = [host.log.head.n, host.position.seq];
  const objects = found.objects.map((dump) => withUnprinted(dump, linux));
  host.mirror({ at, name: 'ip -j -d', params: {} }, (state) => resync(state, objects, at));
  importRoutes(
    host,
    at,
    found,
    new RouteDump(host, at, found.routeScopes, stays),
    totalOf(files),
    onProgress,
  );
  return {
    at,
    entries: Object.fromEntries(found.counts),
    appends: host.log.head.n - recordsBefore,
    events: host.position.seq - eventsBefore,
    skipped: Object.fromEntries(Array.from(found.skipped).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
};

const isSameState = (checked: LinuxTable | undefined, present: LinuxTable): boolean =>
  checked === present || ((checked?.size ?? 0) === 0 && present.size === 0);

const importRoutes = (
  host: Host,
  at: number,
  found: IpExport,
  dump: RouteDump,
  size: number,
  onProgress: OnExportProgress | undefined,
): void => {
  let [routes, bytes] = [0, size];
  const blocks = found.routes((read) => (bytes += read));
  const append = (decide: Decide<HostState>): void =>
    host.mirror({ at, name: 'ip -j -d route', params: {} }, (state) => decide(state, at));
  const importSome = (): boolean => {
    for (const before = routes; routes - before < BATCH_SIZE;) {
      const next = blocks.next();
      if (next.done === true) {
        for (const decide of dump.finish()) append(decide);
        return false;
      }
      for (const route of next.value) {
        const due = dump.tell(route);
        if (due !== undefined) append(due);
      }
      routes += next.value.length;
    }
    return true;
  };
  const tell = (): void => onProgress?.({ bytes, totalBytes: 2 * size, routes });
  while (host.batch(importSome)) tell();
  tell();
};

const isEmpty = (rows: IterableIterator<unknown>): boolean => rows.next().done === true;

const linksByName = (linux: LinuxTable | undefined): ((name: string) => number | undefined) => {
  const names = new Map<string | undefined, number>();
  for (const row of linux?.ofKind('link') ?? []) {
    const { ifindex, ifname } = linkOf(row);
    names.set(ifname, ifindex);
  }
  return (name) => names.get(name);
};

/** Members that rtnetlink tells and `ip -j -d` does not print, or not always: they stay as they were. */
const unprinted = {
  link: ['carrier', 'permaddr', 'proto_down'],
  addr: ['protocol'],
  netconf: ['bc_forwarding', 'force_forwarding'],
  nexthop: ['encap_data', 'family'],
} as const;

/** The objects with what `ip` does not print of them, as it stands. */
const withUnprinted = (dump: ExportedObjects, linux: LinuxTable): LinuxDump => {
  const completed = <T extends object>(
    kind: keyof typeof unprinted,
    objects: readonly T[],
    keyOf: (object: T) => string,
  ): readonly T[] =>
    objects.map((object) => {
      const standing = linux.get({ kind, key: keyOf(object) })?.object;
      const kept = unprinted[kind].filter(
        (member) => standing?.[member] !== undefined && !(member in object),
      );
      return kept.length === 0
        ? object
        : { ...object, ...Object.fromEntries(kept.map((member) => [member, standing?.[member]])) };
    });
  switch (dump.kind) {
    case 'link':
      return { kind: 'link', objects: completed('link', dump.objects, ({ ifindex }) => String(ifindex)) };
    case 'addr':
      return { kind: 'addr', objects: completed('addr', dump.objects, linuxAddressKey) };
    case 'netconf':
      return {
        ...dump,
        objects: completed('netconf', dump.objects, ({ family, ifindex }) =>
          linuxNetconfKey(family, ifindex),
        ),
      };
    case 'nexthop':
      return {
        kind: 'nexthop',
        objects: completed('nexthop', dump.objects, ({ id }) => linuxNexthopKey(id)),
      };
    default:
      return dump;
  }
};
