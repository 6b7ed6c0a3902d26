import { concat, hex, littleEndian } from '../../test/compose-message';
import type { LinuxFamily } from './family';
import { decodeNeighbor } from './neighbor';
import { NDA } from './neighbor-constants';
import { SkipTally } from './skip-tally';
import { Wire } from './wire';

const { attribute, ndmsg, u8, u16, u32 } = littleEndian;

const decode = (family: LinuxFamily, ...pieces: readonly Uint8Array[]) => {
  const bytes = concat(...pieces);
  const skips = new SkipTally();
  return {
    neighbor: decodeNeighbor(new Wire(bytes), 0, bytes.length, family, skips),
    skipped: skips.counts(),
  };
};

describe('a neighbor', () => {
  it('has a member for each attribute and flag', () => {
    const { neighbor, skipped } = decode(
      'inet6',
      ndmsg({ family: 10, index: 7, state: 0x4, flags: 0xf8 }),
      attribute(NDA.DST, hex('fe800000000000000000000000000001')),
      attribute(NDA.LLADDR, hex('02AA00000009')),
      attribute(NDA.CACHEINFO, u32(350), u32(17), u32(18), u32(19)),
      attribute(NDA.PROBES, u32(3)),
      attribute(NDA.PROTOCOL, u8(12)),
      attribute(NDA.NH_ID, u32(8)),
      attribute(NDA.FLAGS_EXT, u32(1)),
    );
    expect(neighbor).toEqual({
      body: {
        dst: 'fe80::1',
        extern_learn: true,
        family: 'inet6',
        ifindex: 7,
        lladdr: '02:aa:00:00:00:09',
        managed: true,
        nhid: 8,
        offload: true,
        protocol: 'bird',
        proxy: true,
        router: true,
        state: ['STALE'],
        sticky: true,
      },
      confirmedHundredths: 350,
    });
    expect(skipped).toEqual([]);
  });

  it.each([
    [0x01, ['INCOMPLETE']],
    [0x02, ['REACHABLE']],
    [0x04, ['STALE']],
    [0x08, ['DELAY']],
    [0x10, ['PROBE']],
    [0x20, ['FAILED']],
    [0x40, ['NOARP']],
    [0x80, ['PERMANENT']],
    [0x00, []],
    [0x104, ['STALE', '100']],
  ])('in state %i is %j', (state, names) => {
    const { neighbor } = decode('inet', ndmsg({ state }), attribute(NDA.DST, hex('0a000001')));
    expect(neighbor).toEqual({
      body: { dst: '10.0.0.1', family: 'inet', ifindex: 2, state: names },
      confirmedHundredths: undefined,
    });
  });

  it('is none without an address', () => {
    expect(decode('inet', ndmsg({}), attribute(NDA.LLADDR, hex('02AA00000009'))).neighbor).toBeUndefined();
  });

  it('goes on past attributes that are unknown or of another size', () => {
    const { neighbor, skipped } = decode(
      'inet',
      ndmsg({ state: 0x80 }),
      attribute(NDA.LLADDR, new Uint8Array(40)),
      attribute(NDA.CACHEINFO, u32(1)),
      attribute(NDA.PROTOCOL),
      attribute(NDA.FLAGS_EXT, u16(1)),
      attribute(60),
      attribute(NDA.DST, hex('0a000001')),
    );
    expect(neighbor?.body).toEqual({ dst: '10.0.0.1', family: 'inet', ifindex: 2, state: ['PERMANENT'] });
    expect(skipped).toEqual([
      { reason: 'unexpected size', name: 'NDA_CACHEINFO', count: 1 },
      { reason: 'unexpected size', name: 'NDA_FLAGS_EXT', count: 1 },
      { reason: 'unexpected size', name: 'NDA_LLADDR', count: 1 },
      { reason: 'unexpected size', name: 'NDA_PROTOCOL', count: 1 },
      { reason: 'unknown attribute', name: 'NDA 60', count: 1 },
    ]);
  });
});
