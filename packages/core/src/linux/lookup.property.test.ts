import fc from 'fast-check';

import { propertyRuns } from '../../test/property-runs';
import { createHost, type Host } from '../engine';
import { isInPrefix, type IpAddress, type Prefix } from '../net';
import { netioapi } from '../netioapi';

// Lookups against a scan of all routes, by the rules in plain words.

interface Hop {
  readonly oif: number;
  readonly gateway: string;
  readonly flags: readonly string[];
}

interface Route {
  readonly prefix: string;
  readonly table: string;
  readonly metric: number;
  readonly order: number;
  readonly type: string;
  readonly hops: readonly Hop[];
}

const tables = ['local', 'main', 'default'];

const anyHop: fc.Arbitrary<Hop> = fc.record({
  oif: fc.integer({ min: 1, max: 3 }),
  gateway: fc.constantFrom('192.0.2.1', '192.0.2.2', '192.0.2.3'),
  flags: fc.constantFrom([], [], ['dead']),
});

const anyRoute: fc.Arbitrary<Route> = fc.record({
  prefix: fc.constantFrom('0.0.0.0/0', '10.0.0.0/8', '10.1.0.0/16', '10.1.1.0/24'),
  table: fc.constantFrom('local', 'main', 'main', 'default', '100'),
  metric: fc.integer({ min: 0, max: 2 }),
  order: fc.integer({ min: -2, max: 2 }),
  type: fc.constantFrom('unicast', 'unicast', 'unicast', 'local', 'blackhole', 'throw', 'nat'),
  hops: fc.array(anyHop, { minLength: 1, maxLength: 3 }),
});

const linkFlags = fc.constantFrom(['UP', 'LOWER_UP'], ['UP', 'LOWER_UP'], ['NO-CARRIER', 'UP'], []);

interface World {
  /** Flags of the links 1 to 3. */
  readonly links: readonly (readonly string[])[];
  /** Links on which routes are not used without carrier. */
  readonly heeding: readonly number[];
  readonly routes: readonly Route[];
}

const anyWorld: fc.Arbitrary<World> = fc.record({
  links: fc.array(linkFlags, { minLength: 3, maxLength: 3 }),
  heeding: fc.uniqueArray(fc.integer({ min: 1, max: 3 })),
  // Routes of one slot have places of their own.
  routes: fc.uniqueArray(anyRoute, {
    maxLength: 12,
    selector: ({ prefix, table, metric, order }) => `${prefix} ${table} ${metric} ${order}`,
  }),
});

const isUnicast = ({ table, type }: Route): boolean =>
  tables.includes(table) && (type === 'unicast' || type === 'local');

/** A mirrored host with these objects, and a row for each next hop. */
const hostOf = ({ links, heeding, routes }: World): Host => {
  const host = createHost({
    mirror: 'linux',
    interfaces: [1, 2, 3].map((InterfaceIndex) => ({
      InterfaceIndex,
      Type: 'IF_TYPE_ETHERNET_CSMACD' as const,
    })),
  });
  const report = (kind: 'link' | 'netconf' | 'route', key: string, object: Record<string, unknown>) =>
    ({ type: 'LinuxObjectReported', data: { kind, key, object } }) as const;
  const made = new Set<string>();
  host.mirror({ at: 0, name: 'world', params: {} }, ({ interfaces }) => [
    ...links.map((flags, index) => report('link', `${index + 1}`, { flags, ifindex: index + 1 })),
    ...heeding.map((ifindex) =>
      report('netconf', `inet dev ${ifindex}`, { ifindex, ignore_routes_with_linkdown: true }),
    ),
    ...routes.map(({ hops, prefix, ...route }, index) =>
      report('route', `${prefix} table ${route.table} metric ${route.metric} ${route.type} ${index}`, {
        ...route,
        family: 'inet',
        scope: 'global',
        ...(hops.length === 1 ? hops[0] : { nexthops: hops }),
      }),
    ),
    ...routes.filter(isUnicast).flatMap(({ hops, prefix }) =>
      hops.flatMap(({ gateway, oif }) => {
        const row = interfaces.byIndex(oif);
        const key = `${prefix} ${oif} ${gateway}`;
        if (row === undefined || made.has(key)) return [];
        made.add(key);
        return [
          {
            type: 'RouteCreated',
            data: {
              AutoconfigureAddress: false,
              DestinationPrefix: prefix as Prefix,
              Immortal: false,
              InterfaceIndex: oif,
              InterfaceLuid: row.InterfaceLuid,
              Loopback: false,
              Metric: 0,
              NextHop: gateway as IpAddress,
              Origin: 'NlroManual',
              Protocol: 'MIB_IPPROTO_NETMGMT',
              Publish: false,
              SitePrefixLength: 0,
              ageSince: 0,
              preferredUntil: null,
              validUntil: null,
            },
          } as const,
        ];
      }),
    ),
  ]);
  return host;
};

const lengthOf = ({ prefix }: Route): number => Number(prefix.split('/')[1]);

/** `oif gateway` of the hop that wins, or `unreachable`. */
const naive = ({ links, heeding, routes }: World, destination: string): string => {
  const isUsable = ({ flags, oif }: Hop): boolean => {
    const link = links[oif - 1] ?? [];
    const hasCarrier = link.includes('LOWER_UP') || !heeding.includes(oif);
    return link.includes('UP') && hasCarrier && !flags.includes('dead');
  };
  for (const table of tables) {
    const inOrder = routes
      .filter(
        (route) => route.table === table && isInPrefix(destination as IpAddress, route.prefix as Prefix),
      )
      .filter((route) => route.type !== 'nat')
      .sort((a, b) => lengthOf(b) - lengthOf(a) || a.metric - b.metric || a.order - b.order);
    const winner = inOrder.find((route) => !isUnicast(route) || route.hops.some(isUsable));
    if (winner === undefined || winner.type === 'throw') continue;
    if (winner.type === 'blackhole') return 'unreachable';
    const [hop] = winner.hops
      .filter(isUsable)
      .sort((a, b) => a.oif - b.oif || (a.gateway < b.gateway ? -1 : 1));
    return `${hop?.oif ?? ''} ${hop?.gateway ?? ''}`;
  }
  return 'unreachable';
};

it('answers as a scan of all routes by the rules does', () => {
  fc.assert(
    fc.property(anyWorld, (world) => {
      const api = netioapi(hostOf(world));
      for (const destination of ['10.1.1.9', '10.1.9.9', '10.9.9.9', '203.0.113.9']) {
        const { BestRoute } = api.GetBestRoute2({ DestinationAddress: destination });
        const found =
          BestRoute === undefined ? 'unreachable' : `${BestRoute.InterfaceIndex} ${BestRoute.NextHop}`;
        expect(found).toBe(naive(world, destination));
      }
    }),
    propertyRuns(300),
  );
});
