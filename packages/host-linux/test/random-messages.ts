import fc from 'fast-check';

import { NLM_F, type DecodedMessage, type LinuxLink, type LinuxRoute } from '../src/netlink';
import {
  address,
  delAddress,
  delLink,
  delNeighbor,
  delNexthop,
  delRoute,
  down,
  hop,
  link,
  neighbor,
  newAddress,
  newLink,
  newNeighbor,
  newNetconf,
  newNexthop,
  newRoute,
  nexthop,
  route,
  withoutCarrier,
} from './mirrored-host';

// A small world, so that messages meet: three links, few addresses, prefixes and gateways.

const ifindex = fc.integer({ min: 1, max: 3 });
const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined });

/** Leaves out the members that are undefined. */
const present = <T extends object>(members: T): { [Member in keyof T]: Exclude<T[Member], undefined> } =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as never;

const linkMembers: fc.Arbitrary<Partial<LinuxLink>> = fc
  .record({
    state: fc.constantFrom({}, {}, down, withoutCarrier),
    mtu: fc.constantFrom(1500, 1400),
    master_index: optional(ifindex),
    link_index: optional(ifindex),
    linkinfo: optional(fc.constantFrom({ info_kind: 'veth' }, { info_kind: 'vlan' })),
  })
  .map(({ state, ...members }) => ({ ...present(members), ...state }));

const gatewayOf = (family: 'inet' | 'inet6'): fc.Arbitrary<string> =>
  family === 'inet' ? fc.constantFrom('192.0.2.7', '192.0.2.8') : fc.constantFrom('fe80::7', 'fe80::8');

const nhid = fc.integer({ min: 1, max: 3 });

type Way = Partial<Pick<LinuxRoute, 'gateway' | 'oif' | 'via' | 'encap' | 'nhid' | 'nexthops'>>;

const wayOf = (family: 'inet' | 'inet6'): fc.Arbitrary<Way> =>
  fc.oneof(
    fc.record({ gateway: gatewayOf(family), oif: ifindex }),
    fc.record({ oif: ifindex }),
    fc.record({ nhid }),
    fc.record({ oif: ifindex, via: fc.constant({ family: 'inet6', host: 'fe80::9' }) }),
    fc
      .array(fc.tuple(ifindex, gatewayOf(family), fc.integer({ min: 1, max: 2 })), {
        minLength: 1,
        maxLength: 3,
      })
      .map((hops) => ({ nexthops: hops.map(([oif, gateway, weight]) => hop(oif, gateway, weight)) })),
  );

const routeOf = (family: 'inet' | 'inet6'): fc.Arbitrary<LinuxRoute> =>
  fc
    .record({
      dst:
        family === 'inet'
          ? fc.constantFrom('default', '10.0.0.0/8', '10.1.0.0/16')
          : fc.constantFrom('default', '2001:db8::/32'),
      way: wayOf(family),
      metric: family === 'inet' ? optional(fc.constantFrom(1, 2)) : fc.constantFrom(256, 1024),
      table: fc.constantFrom('main', 'main', 'local', 'default', '100'),
      type: fc.constantFrom('unicast', 'unicast', 'unicast', 'local', 'blackhole', 'throw'),
      scope: fc.constantFrom('global', 'global', 'host'),
      tos: family === 'inet' ? fc.constantFrom(undefined, undefined, '0x10') : fc.constant(undefined),
      prefsrc: family === 'inet' ? fc.constantFrom(undefined, '192.0.2.1') : fc.constant(undefined),
      protocol: fc.constantFrom('static', 'bgp', 'ra'),
      expires: family === 'inet6' ? fc.constantFrom(undefined, undefined, 5, 600) : fc.constant(undefined),
    })
    .map(({ dst, way, ...members }) => route(dst, { family, ...present(members), ...way }));

const anyRoute = fc.oneof(routeOf('inet'), routeOf('inet6'));

const anyAddress = fc
  .record({
    index: ifindex,
    text: fc.constantFrom('192.0.2.1/24', '192.0.2.1/28', '192.0.2.2/24', '2001:db8::1/64', 'fe80::1/64'),
    members: fc.constantFrom(
      {},
      { tentative: true as const },
      { dynamic: true as const, valid_life_time: 600 },
      { label: 'x' },
    ),
  })
  .map(({ index, text, members }) => address(index, text, members));

const anyNexthop = fc.oneof(
  fc
    .record({ id: fc.integer({ min: 1, max: 2 }), oif: ifindex, gateway: gatewayOf('inet') })
    .map(({ id, oif, gateway }) => nexthop(id, { family: 'inet', gateway, oif })),
  fc
    .uniqueArray(fc.integer({ min: 1, max: 2 }), { minLength: 1, maxLength: 2 })
    .map((ids) => nexthop(3, { group: ids.map((id) => ({ id, weight: 1 })) })),
);

const anyNeighbor = fc
  .record({
    index: ifindex,
    dst: fc.constantFrom('192.0.2.7', 'fe80::7'),
    state: fc.constantFrom(['REACHABLE'], ['STALE'], ['FAILED'], ['PERMANENT'], []),
    lladdr: fc.constantFrom('02:00:00:00:00:01', '02:00:00:00:00:02'),
  })
  .map(({ index, dst, ...members }) => neighbor(index, dst, members));

/** A message of that world. */
export const anyMessage: fc.Arbitrary<DecodedMessage> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(ifindex, linkMembers).map(([index, members]) => newLink(link(index, members))),
  },
  { weight: 1, arbitrary: ifindex.map((index) => delLink(link(index))) },
  { weight: 3, arbitrary: anyAddress.map(newAddress) },
  { weight: 2, arbitrary: anyAddress.map(delAddress) },
  {
    weight: 8,
    arbitrary: fc
      .tuple(anyRoute, fc.constantFrom(NLM_F.CREATE, NLM_F.REPLACE, NLM_F.CREATE | NLM_F.APPEND))
      .map(([body, flags]) => newRoute(body, flags)),
  },
  { weight: 4, arbitrary: anyRoute.map(delRoute) },
  { weight: 2, arbitrary: anyNeighbor.map((body) => newNeighbor(body)) },
  { weight: 1, arbitrary: anyNeighbor.map(delNeighbor) },
  { weight: 2, arbitrary: anyNexthop.map(newNexthop) },
  { weight: 1, arbitrary: anyNexthop.map(delNexthop) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(ifindex, fc.boolean())
      .map(([index, forwarding]) => newNetconf({ family: 'inet', forwarding, ifindex: index })),
  },
);
