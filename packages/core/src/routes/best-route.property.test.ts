import * as fc from 'fast-check';

import { ethernet, initialized, ip, RouteHost } from '../../test/route-host';
import { propertyRuns } from '../../test/property-runs';
import { isConnected } from '../interfaces';
import { compareAddresses, familyOf, isInPrefix, isLinkLocalIpv6, isLoopback, prefixLength } from '../net';
import type { RouteRow } from '.';

const interfaceArbitrary = fc.record({
  Type: fc.constantFrom('IF_TYPE_ETHERNET_CSMACD', 'IF_TYPE_SOFTWARE_LOOPBACK', 'IF_TYPE_TUNNEL'),
  Metric: fc.nat({ max: 3 }),
  isConnected: fc.oneof(fc.constant(true), fc.boolean()),
  disablesDefault: fc.boolean(),
  isWeak: fc.boolean(),
});

const prefixes = {
  ipv4: ['0.0.0.0/0', '0.0.0.0/1', '10.0.0.0/8', '10.1.0.0/16', '10.1.2.3/32', '127.0.0.0/8', '127.0.0.1/32'],
  ipv6: ['::/0', '::/1', '2001:db8::/32', 'fe80::/10', 'fe80::/64', 'ff00::/8', '::1/128', 'fe80::7/128'],
};
const hops = { ipv4: ['0.0.0.0', '192.0.2.9', '192.0.2.10'], ipv6: ['::', 'fe80::9', 'fe80::10'] };

const routeArbitrary = fc.constantFrom<'ipv4' | 'ipv6'>('ipv4', 'ipv6').chain((family) =>
  fc.record({
    DestinationPrefix: fc.constantFrom(...prefixes[family]),
    NextHop: fc.constantFrom(...hops[family]),
    InterfaceIndex: fc.integer({ min: 1, max: 4 }),
    Metric: fc.constantFrom(0, 1, 2, 3, 4294967294),
  }),
);

const sources = ['10.9.9.9', '10.8.8.8', '2001:db8::9', 'fe80::99'];
const addressArbitrary = fc.record({
  Address: fc.constantFrom(...sources),
  index: fc.integer({ min: 1, max: 4 }),
  DadState: fc.constantFrom('IpDadStatePreferred', 'IpDadStateDeprecated', 'IpDadStateTentative'),
});

const questionArbitrary = fc.record({
  destination: fc.constantFrom(
    '10.1.2.3',
    '10.1.9.9',
    '10.9.9.9',
    '200.0.0.1',
    '127.0.0.1',
    '2001:db8::7',
    '3fff::1',
    'fe80::7',
    'ff02::1',
    'ff05::1',
    '::1',
  ),
  source: fc.option(fc.constantFrom(...sources), { nil: undefined }),
  limit: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
  scopeId: fc.option(fc.integer({ min: 1, max: 4 }), { nil: 0 }),
});
type Question = typeof questionArbitrary extends fc.Arbitrary<infer A> ? A : never;

/** The golden twin: every row looked at, the conditions one by one, and a sort. */
const scanned = (
  { state }: RouteHost,
  { destination: text, source, limit, scopeId }: Question,
): RouteRow | undefined => {
  const destination = ip(text);
  const Family = familyOf(destination);
  const metricOf = (row: RouteRow): number =>
    row.Metric + (state.ipInterfaces.get({ InterfaceLuid: row.InterfaceLuid, Family })?.Metric ?? NaN);
  const holders =
    source === undefined
      ? []
      : [...state.unicast.values()].filter(
          ({ Address, DadState }) => Address === source && DadState !== 'IpDadStateTentative',
        );
  const isWeak =
    source !== undefined &&
    !isLinkLocalIpv6(ip(source)) &&
    holders.some((row) => state.ipInterfaces.get({ ...row, Family })?.WeakHostSend);
  const isCandidate = (row: RouteRow): boolean => {
    const link = state.interfaces.get(row);
    const ipInterface = state.ipInterfaces.get({ InterfaceLuid: row.InterfaceLuid, Family });
    if (link === undefined || ipInterface === undefined) return false;
    if (!isInPrefix(destination, row.DestinationPrefix)) return false;
    if (limit !== undefined && row.InterfaceIndex !== limit) return false;
    if (scopeId !== 0 && isLinkLocalIpv6(destination) && row.InterfaceIndex !== scopeId) return false;
    if (source !== undefined && holders.length === 0) return false;
    if (source !== undefined && !isWeak && !holders.some((held) => held.InterfaceLuid === row.InterfaceLuid))
      return false;
    if (!isConnected(link)) return false;
    if (prefixLength(row.DestinationPrefix) === 0 && ipInterface.DisableDefaultRoutes) return false;
    if (isLoopback(destination) && link.Type !== 'IF_TYPE_SOFTWARE_LOOPBACK') return false;
    return !(isLinkLocalIpv6(destination) || text.startsWith('ff02:')) || row.NextHop === '::';
  };
  return [...state.routes.values()]
    .filter(isCandidate)
    .toSorted(
      (a, b) =>
        prefixLength(b.DestinationPrefix) - prefixLength(a.DestinationPrefix) ||
        metricOf(a) - metricOf(b) ||
        a.InterfaceIndex - b.InterfaceIndex ||
        compareAddresses(a.NextHop, b.NextHop),
    )[0];
};

describe('GetBestRoute2', () => {
  it('finds what a look at every route finds', () => {
    fc.assert(
      fc.property(
        fc.array(interfaceArbitrary, { minLength: 4, maxLength: 4 }),
        fc.array(routeArbitrary, { maxLength: 40 }),
        fc.uniqueArray(addressArbitrary, {
          maxLength: 6,
          selector: ({ Address, index }) => `${Address} ${index}`,
        }),
        fc.array(questionArbitrary, { minLength: 1, maxLength: 20 }),
        (interfaces, routes, addresses, questions) => {
          const host = new RouteHost(
            interfaces.map(({ Type, Metric }, at) => ethernet(at + 1, { Type, Metric })),
          );
          interfaces.forEach((each, at) => {
            if (!each.isConnected) host.disconnects(at + 1);
            for (const family of ['AF_INET', 'AF_INET6'] as const)
              host.setsIpInterface(at + 1, family, {
                DisableDefaultRoutes: each.disablesDefault,
                WeakHostSend: each.isWeak,
              });
          });
          for (const route of routes) host.create(initialized(route));
          for (const { Address, index, DadState } of addresses) host.address(Address, index, { DadState });
          for (const question of questions) {
            const { destination, source, limit, scopeId } = question;
            const isScoped = scopeId !== 0 && destination.startsWith('fe80');
            if (source !== undefined && familyOf(ip(source)) !== familyOf(ip(destination))) continue;
            if (isScoped && limit !== undefined && limit !== scopeId) continue;
            const expected = scanned(host, question);
            const answer = host.best(isScoped ? `${destination}%${scopeId}` : destination, {
              ...(source === undefined ? {} : { SourceAddress: source }),
              ...(limit === undefined ? {} : { InterfaceIndex: limit }),
            });
            expect(answer.split(' from ')[0]).toBe(
              expected === undefined
                ? 'STATUS_NETWORK_UNREACHABLE'
                : `${expected.DestinationPrefix} ${expected.NextHop} ${expected.InterfaceIndex}`,
            );
          }
        },
      ),
      propertyRuns(150),
    );
  });
});
