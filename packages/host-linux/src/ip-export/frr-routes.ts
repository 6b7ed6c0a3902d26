import { parsePrefix } from '@netlapse/core';

import type { RecordedFile } from '../files';
import { prefixText, type LinuxFamily, type LinuxRoute, type LinuxRouteNexthop } from '../netlink';
import { EntryFault, unexpected, type LinkIndexOf } from './entry-reader';
import { frrFault, readFrrPrefixes, type FrrPrefix } from './frr-file';
import type { JsonEntry } from './json-array-reader';
import { address, ifindex, integer, text, u32 } from './values';

/** Notes what is not kept, with the reason. */
export type Note = (what: string) => void;

/** What reading routes of FRR needs besides them. */
export interface FrrReads {
  /** A link by its name; undefined where there is none of that name. */
  readonly linkIndexOf: LinkIndexOf;
  readonly note: Note;
}

/** Routes of one prefix, and how many bytes of the file they took. */
export interface FrrBlock {
  readonly bytes: number;
  readonly values: readonly LinuxRoute[];
}

/**
 * The routes that FRR says are installed in the kernel, as the kernel has them. What FRR knows besides is counted: routes
 * that it did not choose or could not install, next hops that are not used, and what it keeps for itself.
 *
 * @throws IpExportError naming the prefix and the number of its route
 */
export function* readFrrRoutes(file: RecordedFile, reads: FrrReads): Generator<FrrBlock, void, undefined> {
  for (const prefix of readFrrPrefixes(file)) {
    const values: LinuxRoute[] = [];
    prefix.routes.forEach((route, index) => {
      try {
        const read = readFrrRoute(route, prefix, reads);
        if (read !== undefined) values.push(read);
      } catch (error) {
        throw error instanceof EntryFault ? frrFault(file.name, prefix, index, error.message) : error;
      }
    });
    yield { bytes: prefix.bytes, values };
  }
}

/** Links by the names and indexes that FRR gives them. @throws IpExportError */
export const linksOfFrr = (files: readonly RecordedFile[]): ReadonlyMap<string, number> => {
  const links = new Map<string, number>();
  for (const file of files)
    for (const { routes } of readFrrPrefixes(file))
      for (const hop of routes.flatMap((route) => listOf(route['nexthops']))) {
        const [name, index] = [hop['interfaceName'], hop['interfaceIndex']];
        if (typeof name === 'string' && typeof index === 'number' && index > 0) links.set(name, index);
      }
  return links;
};

const listOf = (value: unknown): readonly JsonEntry[] =>
  Array.isArray(value)
    ? value.filter((one): one is JsonEntry => typeof one === 'object' && one !== null)
    : [];

/** Where the kernel keeps a route that FRR made: NL_DEFAULT_ROUTE_METRIC of zebra. */
const METRIC_OF_FRR = 20;
/** Of an IPv6 route that the kernel made with an address (IP6_RT_PRIO_ADDRCONF). */
const METRIC_OF_IPV6_ADDRESS = 256;

/** How the kernel calls who made a route: FRR's word is RTPROT_'s but for these. */
const protocols: ReadonlyMap<string, string> = new Map([
  ['connected', 'kernel'],
  // FRR does not tell who of the others made it.
  ['kernel', 'boot'],
  ['system', 'boot'],
  ['ospf6', 'ospf'],
  ['ripng', 'rip'],
]);

const tables: ReadonlyMap<number, string> = new Map([
  [253, 'default'],
  [254, 'main'],
  [255, 'local'],
]);

const isTrue = (route: JsonEntry, member: string): boolean => {
  const value = route[member];
  if (value !== undefined && typeof value !== 'boolean')
    throw memberFault(member, unexpected(value, 'true or false'));
  return value === true;
};

const memberFault = (member: string, fault: EntryFault): EntryFault =>
  new EntryFault(`${member}: ${fault.message}`);

/** Reads a member by one of the readers of values. */
const read = <T>(of: JsonEntry, member: string, reader: (value: unknown, reads: never) => unknown): T => {
  const value = of[member];
  if (value === undefined) throw new EntryFault(`\`${member}\` is missing`);
  try {
    return reader(value, undefined as never) as T;
  } catch (error) {
    throw error instanceof EntryFault ? memberFault(member, error) : error;
  }
};

const readFrrRoute = (
  route: JsonEntry,
  { family, key }: FrrPrefix,
  reads: FrrReads,
): LinuxRoute | undefined => {
  const { note } = reads;
  const dst = destinationOf(route, key, family);
  const protocol = read<string>(route, 'protocol', text);
  const table = route['table'] === undefined ? 254 : read<number>(route, 'table', u32);
  const hops = hopsOf(route, family, reads);
  // Also routes that were not chosen among those of other protocols may stand in the kernel: of one prefix on many links.
  if (!isTrue(route, 'installed')) {
    note(
      `not installed in the kernel: ${isTrue(route, 'selected') ? 'selected ' : ''}${protocol} route of FRR`,
    );
    return undefined;
  }
  if (protocol === 'local' || protocol === 'table') {
    note(`not of a table of routes to others: ${protocol} route of FRR`);
    return undefined;
  }
  if (typeof route['tag'] === 'number') note('the kernel does not know it: tag of FRR');
  const own = {
    dst,
    family,
    protocol: protocols.get(protocol) ?? protocol,
    table: tables.get(table) ?? String(table),
  };
  const metric = metricOf(route, protocol, family);
  const members = {
    ...own,
    ...(metric === undefined ? {} : { metric }),
    ...(family === 'inet6' ? { pref: 'medium' } : {}),
  };
  const refusal = hops.find(({ type }) => type !== 'unicast');
  if (refusal !== undefined) {
    // The kernel has IPv6 routes that lead nowhere stand on the loopback link.
    const lo = family === 'inet6' ? reads.linkIndexOf('lo') : undefined;
    return {
      ...members,
      type: refusal.type,
      scope: 'global',
      flags: [],
      ...(lo === undefined ? {} : { oif: lo }),
    };
  }
  const source = hops.find((hop) => hop.source !== undefined)?.source;
  return ofHops(
    source === undefined ? members : { ...members, prefsrc: source },
    hops.map(({ hop }) => hop),
    family,
  );
};

const destinationOf = (route: JsonEntry, key: string, family: LinuxFamily): string => {
  const prefix = parsePrefix(key);
  if (prefix === undefined)
    throw new EntryFault(`${JSON.stringify(key)} is no prefix without bits past its length`);
  const written = route['prefix'];
  if (written !== undefined && (typeof written !== 'string' || parsePrefix(written) !== prefix))
    throw new EntryFault(`prefix: ${JSON.stringify(written)} is not the ${key} that it stands under`);
  const slash = prefix.lastIndexOf('/');
  return prefixText(prefix.slice(0, slash), Number(prefix.slice(slash + 1)), family);
};

/** The metric that the kernel has; none is 0, which IPv4 routes do not say. */
const metricOf = (route: JsonEntry, protocol: string, family: LinuxFamily): number | undefined => {
  if (protocol === 'connected') return family === 'inet6' ? METRIC_OF_IPV6_ADDRESS : undefined;
  if (protocol !== 'kernel' && protocol !== 'system') return METRIC_OF_FRR;
  // FRR reads the highest byte of a kernel route's metric as its distance.
  const distance = read<number>(route, 'distance', integer(0, 255));
  const metric = distance * 0x100_0000 + read<number>(route, 'metric', integer(0, 0xff_ffff));
  return metric === 0 && family === 'inet' ? undefined : metric;
};

/** A next hop that is used: where it leads, or as what the kernel answers. */
interface FrrHop {
  readonly type: string;
  readonly hop: LinuxRouteNexthop;
  readonly source: string | undefined;
}

const hopsOf = (route: JsonEntry, family: LinuxFamily, reads: FrrReads): readonly FrrHop[] => {
  const hops = route['nexthops'];
  if (!Array.isArray(hops)) throw new EntryFault('nexthops: it is no list');
  const isInstalled = isTrue(route, 'installed');
  const used: FrrHop[] = [];
  hops.forEach((hop: unknown, index) => {
    if (typeof hop !== 'object' || hop === null || Array.isArray(hop))
      throw new EntryFault(`nexthops[${index}]: it is no object`);
    try {
      if (isTrue(hop as JsonEntry, 'fib')) used.push(hopOf(hop as JsonEntry, family, reads));
      else if (isInstalled)
        reads.note(
          `${isTrue(hop as JsonEntry, 'recursive') ? 'resolved by others' : 'not installed in the kernel'}: next hop of FRR`,
        );
    } catch (error) {
      throw error instanceof EntryFault ? new EntryFault(`nexthops[${index}].${error.message}`) : error;
    }
  });
  if (isInstalled && used.length === 0)
    throw new EntryFault('nexthops: it is installed, and none of them is');
  return used;
};

const hopOf = (hop: JsonEntry, family: LinuxFamily, { linkIndexOf, note }: FrrReads): FrrHop => {
  const flags = isTrue(hop, 'onLink') ? ['onlink'] : [];
  const source = hop['source'] === undefined ? undefined : read<string>(hop, 'source', address);
  const weight = hop['weight'] === undefined ? 1 : read<number>(hop, 'weight', integer(1, 65_536));
  if (isTrue(hop, 'unreachable')) {
    const type = isTrue(hop, 'blackhole')
      ? 'blackhole'
      : isTrue(hop, 'admin-prohibited')
        ? 'prohibit'
        : 'unreachable';
    return { type, hop: { flags, oif: 0, weight }, source };
  }
  for (const member of ['labels', 'seg6', 'seg6local'])
    if (hop[member] !== undefined) note(`property not kept: ${member} of a next hop of FRR`);
  const oif = linkOf(hop, linkIndexOf);
  const ip = hop['ip'] === undefined ? undefined : read<string>(hop, 'ip', address);
  if (ip === undefined) return { type: 'unicast', hop: { flags, oif, weight }, source };
  const own: LinuxFamily = ip.includes(':') ? 'inet6' : 'inet';
  if (family === 'inet6' && own === 'inet')
    throw memberFault('ip', unexpected(ip, 'gateway of a route of family inet6'));
  const way = own === family ? { gateway: ip } : { via: { family: own, host: ip } };
  return { type: 'unicast', hop: { flags, oif, weight, ...way }, source };
};

/** FRR tells name and index; a link that is known by the name has to have the index. */
const linkOf = (hop: JsonEntry, linkIndexOf: LinkIndexOf): number => {
  const name = read<string>(hop, 'interfaceName', text);
  const index = read<number>(hop, 'interfaceIndex', ifindex);
  const known = linkIndexOf(name);
  if (known === undefined)
    throw new EntryFault(
      `interfaceName: no link is called ${JSON.stringify(name)}: add the file that \`ip -j -d link\` gave on that host`,
    );
  if (known !== index)
    throw new EntryFault(
      `interfaceIndex: ${index} is not that of ${name}, which is link ${known}: the files are of different instants`,
    );
  return index;
};

type Members = Omit<LinuxRoute, 'flags' | 'scope' | 'type'>;

const ofHops = (members: Members, hops: readonly LinuxRouteNexthop[], family: LinuxFamily): LinuxRoute => {
  const [first, ...others] = hops;
  if (first === undefined) throw new EntryFault('nexthops: there is none');
  const isDirect = hops.every(({ gateway, via }) => gateway === undefined && via === undefined);
  // Zebra gives its routes no scope; those of others that lead to no gateway are of the link.
  const isOfOthers = members.protocol === 'kernel' || members.protocol === 'boot';
  const scope = isDirect && family === 'inet' && isOfOthers ? 'link' : 'global';
  const route = { ...members, type: 'unicast', scope };
  if (others.length > 0) return { ...route, flags: [], nexthops: hops };
  const { weight: _weight, ...way } = first;
  return { ...route, ...way };
};
