import { concat, hex, littleEndian, text } from '../../test/compose-message';
import type { LinuxFamily } from './family';
import { decodeRule } from './rule';
import { FRA } from './rule-constants';
import { SkipTally } from './skip-tally';
import { Wire } from './wire';

const { attribute, ruleHeader, u8, u16, u32 } = littleEndian;

const decode = (family: LinuxFamily, ...pieces: readonly Uint8Array[]) => {
  const bytes = concat(...pieces);
  const skips = new SkipTally();
  return { rule: decodeRule(new Wire(bytes), 0, bytes.length, family, skips), skipped: skips.counts() };
};

describe('a policy rule', () => {
  it('is for all packets when nothing is said', () => {
    expect(decode('inet', ruleHeader({ table: 254 }))).toEqual({
      rule: { family: 'inet', priority: 0, src: 'all', table: 'main' },
      skipped: [],
    });
  });

  it('has a member for each attribute, in the order of their names', () => {
    const { rule, skipped } = decode(
      'inet',
      ruleHeader({ length: 16, sourceLength: 8, tos: 0x10, table: 252, flags: 0x1e }),
      attribute(FRA.DST, hex('0a020000')),
      attribute(FRA.SRC, hex('0a000000')),
      attribute(FRA.IIFNAME, text('eth0')),
      attribute(FRA.OIFNAME, text('eth1')),
      attribute(FRA.PRIORITY, u32(500)),
      attribute(FRA.FWMARK, u32(5)),
      attribute(FRA.FWMASK, u32(0xff)),
      attribute(FRA.FLOW, u32(0x0003_0004)),
      attribute(FRA.TUN_ID, hex('ffffffffffffffff')),
      attribute(FRA.SUPPRESS_IFGROUP, u32(4)),
      attribute(FRA.SUPPRESS_PREFIXLEN, u32(3)),
      attribute(FRA.TABLE, u32(1000)),
      attribute(FRA.L3MDEV, u8(1)),
      attribute(FRA.UID_RANGE, u32(5), u32(10)),
      attribute(FRA.PROTOCOL, u8(12)),
      attribute(FRA.IP_PROTO, u8(6)),
      attribute(FRA.SPORT_RANGE, u16(100), u16(200)),
      attribute(FRA.DPORT_RANGE, u16(53), u16(53)),
      attribute(FRA.DSCP, u8(10)),
    );
    expect(rule).toEqual({
      dport: 53,
      dscp: 10,
      dst: '10.2.0.0',
      dstlen: 16,
      family: 'inet',
      flow_from: '3',
      flow_to: '4',
      fwmark: '0x5',
      fwmask: '0xff',
      iif: 'eth0',
      iif_detached: true,
      ipproto: 'tcp',
      l3mdev: true,
      not: true,
      oif: 'eth1',
      oif_detached: true,
      priority: 500,
      protocol: 'bird',
      sport_end: 200,
      sport_start: 100,
      src: '10.0.0.0',
      srclen: 8,
      suppress_ifgroup: '4',
      suppress_prefixlen: 3,
      table: '1000',
      tos: '0x10',
      tun_id: '18446744073709551615',
      uid_end: 10,
      uid_start: 5,
      unresolved: true,
    });
    expect(Object.keys(rule)).toEqual(Object.keys(rule).sort());
    expect(skipped).toEqual([]);
  });

  it.each([
    [1, {}],
    [3, { nop: true }],
    [6, { action: 'blackhole' }],
    [7, { action: 'unreachable' }],
    [8, { action: 'prohibit' }],
    [99, { action: '99' }],
  ])('of action %i has %j', (action, expected) => {
    expect(decode('inet', ruleHeader({ action })).rule).toEqual({
      family: 'inet',
      priority: 0,
      src: 'all',
      ...expected,
    });
  });

  it('may lead to another rule', () => {
    expect(
      decode('inet6', ruleHeader({ family: 10, action: 2 }), attribute(FRA.GOTO, u32(32_766))).rule,
    ).toEqual({
      family: 'inet6',
      goto: 32_766,
      priority: 0,
      src: 'all',
    });
  });

  it('leaves out lengths that cover all bits, and has addresses of zero bits where the kernel leaves them out', () => {
    const host = decode(
      'inet',
      ruleHeader({ sourceLength: 32, length: 32 }),
      attribute(FRA.SRC, hex('c0000204')),
      attribute(FRA.DST, hex('c0000205')),
    );
    expect(host.rule).toEqual({ family: 'inet', priority: 0, src: '192.0.2.4', dst: '192.0.2.5' });
    expect(decode('inet6', ruleHeader({ sourceLength: 1, length: 3 })).rule).toEqual({
      family: 'inet6',
      priority: 0,
      src: '::',
      srclen: 1,
      dst: '::',
      dstlen: 3,
    });
  });

  it('has no member for what says that nothing is asked', () => {
    const { rule } = decode(
      'inet',
      ruleHeader({}),
      attribute(FRA.FWMASK, u32(-1)),
      attribute(FRA.SUPPRESS_PREFIXLEN, u32(-1)),
      attribute(FRA.SUPPRESS_IFGROUP, u32(-1)),
      attribute(FRA.FLOW, u32(0)),
      attribute(FRA.L3MDEV, u8(0)),
      attribute(FRA.TABLE, u32(0)),
    );
    expect(rule).toEqual({ family: 'inet', priority: 0, src: 'all' });
  });

  it('goes on past attributes that are unknown or too short', () => {
    const short = [
      FRA.UID_RANGE,
      FRA.SPORT_RANGE,
      FRA.TUN_ID,
      FRA.PROTOCOL,
      FRA.IP_PROTO,
      FRA.TABLE,
      FRA.FLOW,
    ];
    const { rule, skipped } = decode(
      'inet',
      ruleHeader({}),
      ...short.map((type) => attribute(type)),
      attribute(99),
      attribute(FRA.PRIORITY, u32(1)),
    );
    expect(rule).toEqual({ family: 'inet', priority: 1, src: 'all' });
    expect(skipped.map(({ reason, name }) => `${reason}: ${name}`)).toEqual([
      'unexpected size: FRA_FLOW',
      'unexpected size: FRA_IP_PROTO',
      'unexpected size: FRA_PROTOCOL',
      'unexpected size: FRA_SPORT_RANGE',
      'unexpected size: FRA_TABLE',
      'unexpected size: FRA_TUN_ID',
      'unexpected size: FRA_UID_RANGE',
      'unknown attribute: FRA 99',
    ]);
  });
});
