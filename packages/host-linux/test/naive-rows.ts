import { prefixOf, type HostState, type IpAddress } from '@netlapse/core';

// What rows must follow from the objects, worked out by going through all of them: slow, and plain to see.

type Object = Readonly<Record<string, unknown>>;
type Hop = Readonly<{ gateway?: string; oif?: number; via?: unknown; encap?: unknown }>;

const objectsOf = (
  { linux }: HostState,
  kind: string,
): readonly Readonly<{ object: Object; createdSeq: number }>[] =>
  Array.from(linux.values())
    .filter((row) => row.kind === kind)
    .sort((a, b) => a.createdSeq - b.createdSeq);

const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0);

const tables = ['local', 'main', 'default'];
const types = ['unicast', 'local', 'broadcast', 'anycast', 'multicast'];

/** All hops of a route, those of nexthop objects where it names nothing else. */
const hopsOf = (state: HostState, route: Object): readonly Hop[] => {
  if (route['nexthops'] !== undefined) return route['nexthops'] as readonly Hop[];
  const isByNexthop =
    route['nhid'] !== undefined && route['oif'] === undefined && route['gateway'] === undefined;
  if (!isByNexthop) return [route];
  const nexthops = objectsOf(state, 'nexthop').map(({ object }) => object);
  const named = nexthops.find(({ id }) => id === route['nhid']);
  if (named?.['group'] === undefined) return named === undefined ? [] : [named];
  const members = named['group'] as readonly { readonly id: number }[];
  return members.flatMap((member) => nexthops.filter(({ id }) => id === member.id) as Hop[]);
};

const prefixText = (route: Object): string => {
  const dst = String(route['dst']);
  const isIpv4 = route['family'] === 'inet';
  if (dst === 'default') return isIpv4 ? '0.0.0.0/0' : '::/0';
  const [address = '', length = isIpv4 ? '32' : '128'] = dst.split('/');
  return prefixOf(address as IpAddress, Number(length));
};

/** Routes that rows are to be made of, the preferred first. */
const inOrderOfPreference = (state: HostState): readonly Object[] =>
  objectsOf(state, 'route')
    .filter(
      ({ object }) =>
        tables.includes(String(object['table'])) &&
        types.includes(String(object['type'])) &&
        object['tos'] === undefined &&
        object['from'] === undefined,
    )
    .sort(
      (a, b) =>
        tables.indexOf(String(a.object['table'])) - tables.indexOf(String(b.object['table'])) ||
        numberOf(a.object['metric']) - numberOf(b.object['metric']) ||
        numberOf(a.object['order']) - numberOf(b.object['order']) ||
        a.createdSeq - b.createdSeq,
    )
    .map(({ object }) => object);

/** `prefix index next hop metric`, as they are to be in the table of routes. */
export const naiveRoutes = (state: HostState): readonly string[] => {
  const rows = new Map<string, string>();
  for (const route of inOrderOfPreference(state))
    for (const hop of hopsOf(state, route)) {
      if (hop.oif === undefined || state.interfaces.byIndex(hop.oif) === undefined) continue;
      if (hop.gateway === undefined && hop.via !== undefined && hop.encap !== undefined) continue;
      const own = hop.gateway?.includes(':') === (route['family'] === 'inet6') ? hop.gateway : undefined;
      const key = `${prefixText(route)} ${hop.oif} ${own ?? (route['family'] === 'inet' ? '0.0.0.0' : '::')}`;
      if (!rows.has(key)) rows.set(key, `${key} ${numberOf(route['metric'])}`);
    }
  return Array.from(rows.values()).sort();
};

export const actualRoutes = ({ routes }: HostState): readonly string[] =>
  Array.from(
    routes.values(),
    ({ DestinationPrefix, InterfaceIndex, Metric, NextHop }) =>
      `${DestinationPrefix} ${InterfaceIndex} ${NextHop} ${Metric}`,
  ).sort();

/** `address index length`, as they are to be in the table of unicast addresses. */
export const naiveAddresses = (state: HostState): readonly string[] => {
  const rows = new Map<string, string>();
  for (const { object } of objectsOf(state, 'addr')) {
    const key = `${String(object['local'])} ${String(object['ifindex'])}`;
    const width = object['family'] === 'inet' ? 32 : 128;
    const length = object['address'] === undefined ? numberOf(object['prefixlen']) : width;
    if (state.interfaces.byIndex(numberOf(object['ifindex'])) !== undefined && !rows.has(key))
      rows.set(key, `${key} ${length}`);
  }
  return Array.from(rows.values()).sort();
};

export const actualAddresses = ({ unicast }: HostState): readonly string[] =>
  Array.from(
    unicast.values(),
    ({ Address, InterfaceIndex, OnLinkPrefixLength }) => `${Address} ${InterfaceIndex} ${OnLinkPrefixLength}`,
  ).sort();

export const naiveNeighbors = (state: HostState): readonly string[] =>
  objectsOf(state, 'neigh')
    .filter(({ object }) => state.interfaces.byIndex(numberOf(object['ifindex'])) !== undefined)
    .map(({ object }) => `${String(object['dst'])} ${String(object['ifindex'])}`)
    .sort();

export const actualNeighbors = ({ neighbors }: HostState): readonly string[] =>
  Array.from(neighbors.values(), ({ Address, InterfaceIndex }) => `${Address} ${InterfaceIndex}`).sort();

/** `index name mtu lower…`, as they are to be in the table of interfaces. */
export const naiveInterfaces = (state: HostState): readonly string[] => {
  const links = objectsOf(state, 'link').map(({ object }) => object);
  const isBelow = (lower: Object, upper: Object): boolean => {
    const kind = (upper['linkinfo'] as Readonly<{ info_kind?: string }> | undefined)?.info_kind;
    const isNamed =
      upper['link_index'] === lower['ifindex'] && upper['link_netnsid'] === undefined && kind !== 'veth';
    return lower !== upper && (isNamed || lower['master_index'] === upper['ifindex']);
  };
  return links
    .map((link) => {
      const lower = links.filter((other) => isBelow(other, link)).map((other) => numberOf(other['ifindex']));
      lower.sort((a, b) => a - b);
      const index = numberOf(link['ifindex']);
      const name = typeof link['ifname'] === 'string' ? link['ifname'] : `if${index}`;
      const mtu = link['mtu'] === undefined ? 1500 : numberOf(link['mtu']);
      return `${index} ${name} ${mtu} [${lower.join()}]`;
    })
    .sort();
};

export const actualInterfaces = ({ interfaces }: HostState): readonly string[] =>
  Array.from(
    interfaces.values(),
    ({ Alias, InterfaceIndex, lowerInterfaces, Mtu }) =>
      `${InterfaceIndex} ${Alias} ${Mtu} [${lowerInterfaces.join()}]`,
  ).sort();

/** All rows in words, as they are, and as the objects have them. */
export const allRows = (state: HostState): readonly (readonly string[])[] => [
  actualInterfaces(state),
  actualAddresses(state),
  actualRoutes(state),
  actualNeighbors(state),
];
export const allNaiveRows = (state: HostState): readonly (readonly string[])[] => [
  naiveInterfaces(state),
  naiveAddresses(state),
  naiveRoutes(state),
  naiveNeighbors(state),
];
