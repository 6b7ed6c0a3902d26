import { concat, hex, littleEndian } from '../../test/compose-message';
import { decodeNexthop } from './nexthop';
import { NHA, NHA_RES_GROUP } from './nexthop-constants';
import { SkipTally } from './skip-tally';
import { Wire } from './wire';

const { attribute, nested, nhmsg, u16, u32 } = littleEndian;

const decode = (...pieces: readonly Uint8Array[]) => {
  const bytes = concat(...pieces);
  const skips = new SkipTally();
  return { nexthop: decodeNexthop(new Wire(bytes), 0, bytes.length, skips), skipped: skips.counts() };
};

describe('a nexthop object', () => {
  it('has a member for each attribute, in the order of their names', () => {
    const { nexthop, skipped } = decode(
      nhmsg({ family: 2, scope: 253, protocol: 4, flags: 4 }),
      attribute(NHA.ID, u32(7)),
      attribute(NHA.OIF, u32(3)),
      attribute(NHA.GATEWAY, hex('0a010105')),
      attribute(NHA.ENCAP_TYPE, u16(4)),
      nested(NHA.ENCAP, attribute(1, u32(5))),
      attribute(NHA.BLACKHOLE),
      attribute(NHA.FDB),
    );
    expect(nexthop).toEqual({
      blackhole: true,
      encap: 'ip6',
      encap_data: '0800010005000000',
      family: 'inet',
      fdb: true,
      flags: ['onlink'],
      gateway: '10.1.1.5',
      id: 7,
      oif: 3,
      protocol: 'static',
      scope: 'link',
    });
    expect(Object.keys(nexthop ?? {})).toEqual(Object.keys(nexthop ?? {}).sort());
    expect(skipped).toEqual([]);
  });

  it('may be a group, with weights of up to two bytes', () => {
    const { nexthop } = decode(
      nhmsg({ family: 0 }),
      attribute(NHA.ID, u32(9)),
      attribute(NHA.GROUP_TYPE, u16(1)),
      attribute(NHA.GROUP, u32(1), hex('00 00 0000'), u32(2), hex('ff 01 0000'), u32(3)),
      nested(
        NHA.RES_GROUP,
        attribute(NHA_RES_GROUP.BUCKETS, u16(8)),
        attribute(NHA_RES_GROUP.IDLE_TIMER, u32(500)),
        attribute(NHA_RES_GROUP.UNBALANCED_TIMER, u32(0)),
        attribute(NHA_RES_GROUP.UNBALANCED_TIME, u32(1), u32(0)),
      ),
    );
    expect(nexthop).toEqual({
      flags: [],
      group: [
        { id: 1, weight: 1 },
        { id: 2, weight: 512 },
      ],
      id: 9,
      protocol: 'unspec',
      resilient_args: { buckets: 8, idle_timer_hundredths: 500, unbalanced_timer_hundredths: 0 },
      scope: 'global',
      type: 'resilient',
    });
  });

  it('says no type of the usual one', () => {
    expect(decode(nhmsg({}), attribute(NHA.ID, u32(9)), attribute(NHA.GROUP_TYPE, u16(0))).nexthop).toEqual({
      family: 'inet',
      flags: [],
      id: 9,
      protocol: 'unspec',
      scope: 'global',
    });
  });

  it('is none without an id', () => {
    expect(decode(nhmsg({}), attribute(NHA.OIF, u32(3))).nexthop).toBeUndefined();
  });

  it('goes on past attributes that are unknown or too short', () => {
    const { nexthop, skipped } = decode(
      nhmsg({ family: 0 }),
      attribute(NHA.OIF),
      attribute(NHA.GROUP_TYPE),
      attribute(NHA.GATEWAY, u32(1)),
      nested(NHA.RES_GROUP, attribute(NHA_RES_GROUP.BUCKETS), attribute(9)),
      attribute(80),
      attribute(NHA.ID, u32(1)),
    );
    expect(nexthop).toEqual({ flags: [], id: 1, protocol: 'unspec', resilient_args: {}, scope: 'global' });
    expect(skipped).toEqual([
      { reason: 'unexpected size', name: 'NHA_GROUP_TYPE', count: 1 },
      { reason: 'unexpected size', name: 'NHA_OIF', count: 1 },
      { reason: 'unexpected size', name: 'NHA_RES_GROUP_BUCKETS', count: 1 },
      { reason: 'unknown attribute', name: 'NHA 80', count: 1 },
      { reason: 'unknown attribute', name: 'NHA_RES_GROUP 9', count: 1 },
    ]);
  });
});
