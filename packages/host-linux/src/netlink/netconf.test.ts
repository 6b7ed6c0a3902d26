import { concat, littleEndian } from '../../test/compose-message';
import { NETCONFA, NETCONF_ALL, decodeNetconf } from './netconf';
import { SkipTally } from './skip-tally';
import { Wire } from './wire';

const { attribute, u16, u32 } = littleEndian;

const decode = (...attributes: readonly Uint8Array[]) => {
  const bytes = concat(Uint8Array.of(2, 0, 0, 0), ...attributes);
  const skips = new SkipTally();
  return { netconf: decodeNetconf(new Wire(bytes), 0, bytes.length, 'inet', skips), skipped: skips.counts() };
};

describe('settings of a family on a link', () => {
  it('have a member for each attribute', () => {
    const { netconf, skipped } = decode(
      attribute(NETCONFA.IFINDEX, u32(3)),
      attribute(NETCONFA.FORWARDING, u32(1)),
      attribute(NETCONFA.RP_FILTER, u32(2)),
      attribute(NETCONFA.MC_FORWARDING, u32(0)),
      attribute(NETCONFA.PROXY_NEIGH, u32(1)),
      attribute(NETCONFA.IGNORE_ROUTES_WITH_LINKDOWN, u32(1)),
      attribute(NETCONFA.BC_FORWARDING, u32(0)),
      attribute(NETCONFA.FORCE_FORWARDING, u32(1)),
    );
    expect(netconf).toEqual({
      bc_forwarding: false,
      family: 'inet',
      force_forwarding: true,
      forwarding: true,
      ifindex: 3,
      ignore_routes_with_linkdown: true,
      mc_forwarding: false,
      proxy_neigh: true,
      rp_filter: 'loose',
    });
    expect(skipped).toEqual([]);
  });

  it('may be those of all links, and only one of them', () => {
    expect(
      decode(attribute(NETCONFA.IFINDEX, u32(-1)), attribute(NETCONFA.RP_FILTER, u32(3))).netconf,
    ).toEqual({
      family: 'inet',
      ifindex: NETCONF_ALL,
      rp_filter: '3',
    });
  });

  it('are none where the link is not said', () => {
    expect(decode(attribute(NETCONFA.FORWARDING, u32(1))).netconf).toBeUndefined();
  });

  it('go on past attributes that are unknown or too short', () => {
    const { netconf, skipped } = decode(
      attribute(NETCONFA.FORWARDING, u16(1)),
      attribute(NETCONFA.INPUT, u32(1)),
      attribute(70, u32(1)),
      attribute(NETCONFA.IFINDEX, u32(2)),
    );
    expect(netconf).toEqual({ family: 'inet', ifindex: 2 });
    expect(skipped).toEqual([
      { reason: 'unexpected size', name: 'NETCONFA_FORWARDING', count: 1 },
      { reason: 'unknown attribute', name: 'NETCONFA 70', count: 1 },
    ]);
  });
});
