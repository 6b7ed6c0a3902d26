import { concat, hex, littleEndian, text } from '../../test/compose-message';
import type { LinuxFamily } from './family';
import { decodeRoute } from './route';
import { RTA, RTAX } from './route-constants';
import { SkipTally } from './skip-tally';
import { Wire } from './wire';

const { attribute, nested, rtmsg, u8, u16, u32 } = littleEndian;

const decode = (family: LinuxFamily, ...pieces: readonly Uint8Array[]) => {
  const bytes = concat(...pieces);
  const skips = new SkipTally();
  return { route: decodeRoute(new Wire(bytes), 0, bytes.length, family, skips), skipped: skips.counts() };
};

/** A struct rta_cacheinfo. */
const cacheinfo = (expires: number, error = 0): Uint8Array =>
  attribute(RTA.CACHEINFO, u32(1), u32(2), u32(expires), u32(error), u32(3), u32(0), u32(0), u32(0));

/** A struct rtnexthop with its attributes. */
const nexthop = (
  flags: number,
  hops: number,
  index: number,
  ...attributes: readonly Uint8Array[]
): Uint8Array => {
  const rest = concat(...attributes);
  return concat(u16(8 + rest.length), u8(flags), u8(hops), u32(index), rest);
};

const plain = {
  dst: 'default',
  family: 'inet',
  flags: [],
  protocol: 'static',
  scope: 'global',
  table: 'main',
  type: 'unicast',
};

describe('a route', () => {
  it('is the default route when no destination is said', () => {
    expect(decode('inet', rtmsg({}))).toEqual({ route: plain, skipped: [] });
  });

  it('has a member for each attribute', () => {
    const { route, skipped } = decode(
      'inet',
      rtmsg({
        length: 24,
        sourceLength: 16,
        tos: 8,
        table: 252,
        protocol: 186,
        scope: 253,
        type: 6,
        flags: 0x4014,
      }),
      attribute(RTA.TABLE, u32(1000)),
      attribute(RTA.DST, hex('c6336400')),
      attribute(RTA.SRC, hex('0a010000')),
      attribute(RTA.PREFSRC, hex('c0a80132')),
      attribute(RTA.GATEWAY, hex('c0a80101')),
      attribute(RTA.PRIORITY, u32(4_294_967_295)),
      attribute(RTA.IIF, u32(4)),
      attribute(RTA.OIF, u32(3)),
      attribute(RTA.FLOW, u32(0x0005_0006)),
      attribute(RTA.MARK, u32(9)),
      attribute(RTA.UID, u32(1000)),
      attribute(RTA.NH_ID, u32(12)),
      attribute(RTA.TTL_PROPAGATE, u8(0)),
      cacheinfo(179_950, -101),
      nested(RTA.METRICS, attribute(RTAX.MTU, u32(1400))),
      attribute(RTA.ENCAP_TYPE, u16(1)),
      nested(RTA.ENCAP, attribute(1, hex('00064100'))),
    );
    expect(route).toEqual({
      dst: '198.51.100.0/24',
      encap: 'mpls',
      encap_data: '0800010000064100',
      error: -101,
      expires: 1799,
      expires_hundredths: 179_950,
      family: 'inet',
      flags: ['onlink', 'linkdown', 'rt_offload'],
      flow: { from: '5', to: '6' },
      from: '10.1.0.0/16',
      gateway: '192.168.1.1',
      iif: 4,
      mark: 9,
      metric: 4_294_967_295,
      metrics: [{ mtu: 1400 }],
      nhid: 12,
      oif: 3,
      prefsrc: '192.168.1.50',
      protocol: 'bgp',
      scope: 'link',
      table: '1000',
      tos: '0x08',
      'ttl-propagate': false,
      type: 'blackhole',
      uid: 1000,
    });
    expect(skipped).toEqual([]);
  });

  it.each([
    ['high', 1],
    ['medium', 0],
    ['low', 3],
    ['2', 2],
  ])('of IPv6 may have preference %s (%i)', (pref, number) => {
    const { route } = decode(
      'inet6',
      rtmsg({ family: 10, length: 64 }),
      attribute(RTA.DST, hex('20010db8000000000000000000000000')),
      attribute(RTA.PREF, u8(number)),
    );
    expect(route).toEqual({ ...plain, dst: '2001:db8::/64', family: 'inet6', pref });
  });

  it.each([
    [0, {}],
    [100, { expires: 1, expires_hundredths: 100 }],
    [199, { expires: 1, expires_hundredths: 199 }],
    [99, { expires: 0, expires_hundredths: 99 }],
    [-1, { expires: 0, expires_hundredths: -1 }],
    [-250, { expires: -2, expires_hundredths: -250 }],
  ])('that ends in %i hundredths of a second has %j', (hundredths, expected) => {
    const { route } = decode('inet', rtmsg({}), cacheinfo(hundredths));
    expect(route).toStrictEqual({ ...plain, ...expected });
    expect(Object.is(route.expires, -0)).toBe(false);
  });

  it('may end in whole seconds', () => {
    expect(decode('inet', rtmsg({}), attribute(RTA.EXPIRES, u32(7))).route).toEqual({
      ...plain,
      expires: 7,
      expires_hundredths: 700,
    });
  });

  it('may have several next hops', () => {
    const { route, skipped } = decode(
      'inet',
      rtmsg({}),
      attribute(
        RTA.MULTIPATH,
        nexthop(0, 0, 3, attribute(RTA.GATEWAY, hex('0a140001'))),
        nexthop(0x11, 255, 4, attribute(RTA.GATEWAY, hex('0a140002')), attribute(RTA.FLOW, u32(7))),
        nexthop(4, 1, 5, attribute(RTA.VIA, u16(10), hex('20010db8000000000000000000000001'))),
        nexthop(0, 0, 6, attribute(RTA.ENCAP_TYPE, u16(99)), nested(RTA.ENCAP, attribute(1)), attribute(77)),
        nexthop(0, 0, 7),
      ),
    );
    expect(route.nexthops).toEqual([
      { flags: [], gateway: '10.20.0.1', oif: 3, weight: 1 },
      { flags: ['dead', 'linkdown'], flow: { to: '7' }, gateway: '10.20.0.2', oif: 4, weight: 256 },
      { flags: ['onlink'], oif: 5, via: { family: 'inet6', host: '2001:db8::1' }, weight: 2 },
      { encap: '99', encap_data: '04000100', flags: [], oif: 6, weight: 1 },
      { flags: [], oif: 7, weight: 1 },
    ]);
    expect(skipped).toEqual([{ reason: 'unknown attribute', name: 'RTA 77', count: 1 }]);
  });

  it.each([
    ['shorter than its own struct', 7],
    ['past the end of the list', 40],
  ])('keeps the next hops before one that is %s', (_, length) => {
    const odd = concat(u16(length), u8(0), u8(0), u32(4));
    const { route, skipped } = decode(
      'inet',
      rtmsg({}),
      attribute(RTA.MULTIPATH, nexthop(0, 0, 3), odd, nexthop(0, 0, 5)),
    );
    expect(route.nexthops).toEqual([{ flags: [], oif: 3, weight: 1 }]);
    expect(skipped).toEqual([{ reason: 'bad length', name: 'RTA_MULTIPATH', count: 1 }]);
  });

  it.each([
    [2, '0a000001', { family: 'inet', host: '10.0.0.1' }],
    [10, '20010db8000000000000000000000001', { family: 'inet6', host: '2001:db8::1' }],
    [17, '02aabb', { family: 'link', host: '02:aa:bb' }],
    [99, '', { family: '99', host: '' }],
  ])('may lead by family %i to %s', (family, digits, via) => {
    expect(decode('inet', rtmsg({}), attribute(RTA.VIA, u16(family), hex(digits))).route).toEqual({
      ...plain,
      via,
    });
  });

  it('has every metric by its name, in our units', () => {
    const { route, skipped } = decode(
      'inet',
      rtmsg({}),
      nested(
        RTA.METRICS,
        attribute(RTAX.LOCK, u32((1 << RTAX.MTU) | (1 << RTAX.RTO_MIN))),
        ...[2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 17].map((type) =>
          attribute(type, u32(type * 100 + 7)),
        ),
        attribute(RTAX.CC_ALGO, text('cubic')),
        attribute(50, u32(1)),
        attribute(RTAX.MTU, u16(1)),
      ),
    );
    expect(route.metrics).toEqual([
      {
        advmss: 807,
        congestion: 'cubic',
        cwnd: 707,
        fastopen_no_cookie: 1707,
        features: 1207,
        hoplimit: 1007,
        initcwnd: 1107,
        initrwnd: 1407,
        lock: ['mtu', 'rto_min'],
        mtu: 207,
        quickack: 1507,
        reordering: 907,
        rto_min: 1307,
        rtt: 50,
        rttvar: 126,
        ssthresh: 607,
        window: 307,
      },
    ]);
    expect(skipped).toEqual([
      { reason: 'unexpected size', name: 'RTAX_MTU', count: 1 },
      { reason: 'unknown attribute', name: 'RTAX 50', count: 1 },
    ]);
  });

  it('has no hop limit where the interface has it', () => {
    const { route } = decode(
      'inet6',
      rtmsg({ family: 10 }),
      nested(RTA.METRICS, attribute(RTAX.HOPLIMIT, u32(-1))),
    );
    expect(route.metrics).toEqual([{}]);
  });

  it('goes on past attributes that are unknown or too short', () => {
    const short = [
      RTA.TABLE,
      RTA.VIA,
      RTA.FLOW,
      RTA.PREF,
      RTA.ENCAP_TYPE,
      RTA.CACHEINFO,
      RTA.TTL_PROPAGATE,
      RTA.DST,
    ];
    const { route, skipped } = decode(
      'inet',
      rtmsg({}),
      ...short.map((type) => attribute(type)),
      attribute(RTA.VIA, u16(2), u16(1)),
      attribute(RTA.MFC_STATS, new Uint8Array(24)),
      attribute(98),
      attribute(RTA.OIF, u32(3)),
    );
    expect(route).toEqual({ ...plain, oif: 3 });
    expect(skipped).toEqual([
      ...['CACHEINFO', 'DST', 'ENCAP_TYPE', 'FLOW', 'PREF', 'TABLE', 'TTL_PROPAGATE'].map((name) => ({
        reason: 'unexpected size',
        name: `RTA_${name}`,
        count: 1,
      })),
      { reason: 'unexpected size', name: 'RTA_VIA', count: 2 },
      { reason: 'unknown attribute', name: 'RTA 98', count: 1 },
    ]);
  });
});
