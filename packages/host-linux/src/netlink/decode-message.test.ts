import { composer, concat, hex, littleEndian, text } from '../../test/compose-message';
import { decodeMessage } from './decode-message';
import { NLM_F } from './header';
import { SkipTally } from './skip-tally';
import { Wire } from './wire';

const { attribute, message, u8, u16, u32, ifaddrmsg, ifinfomsg, ndmsg, nhmsg, rtmsg, ruleHeader } =
  littleEndian;

const decode = (bytes: Uint8Array) => {
  const skips = new SkipTally();
  return { decoded: decodeMessage(new Wire(bytes), 0, skips), skipped: skips.counts() };
};

const header = { flags: NLM_F.CREATE | NLM_F.APPEND, seq: 5, pid: 4_000_000_000 };
const ipv4 = attribute(1, hex('0a000001'));

describe('a message about an object', () => {
  it.each([
    [16, 'RTM_NEWLINK', ifinfomsg({ index: 4 }), 0, { ifindex: 4 }],
    [17, 'RTM_DELLINK', ifinfomsg({ family: 7 }), 7, { ifindex: 2 }],
    [16, 'RTM_NEWLINK', ifinfomsg({ family: 10 }), 10, { ifindex: 2 }],
    [20, 'RTM_NEWADDR', concat(ifaddrmsg({}), ipv4), 2, { local: '10.0.0.1' }],
    [21, 'RTM_DELADDR', concat(ifaddrmsg({}), ipv4), 2, { local: '10.0.0.1' }],
    [24, 'RTM_NEWROUTE', concat(rtmsg({ length: 32 }), ipv4), 2, { dst: '10.0.0.1' }],
    [25, 'RTM_DELROUTE', rtmsg({ family: 10 }), 10, { dst: 'default', family: 'inet6' }],
    [28, 'RTM_NEWNEIGH', concat(ndmsg({}), ipv4), 2, { dst: '10.0.0.1' }],
    [29, 'RTM_DELNEIGH', concat(ndmsg({}), ipv4), 2, { dst: '10.0.0.1' }],
    [32, 'RTM_NEWRULE', ruleHeader({}), 2, { src: 'all' }],
    [33, 'RTM_DELRULE', ruleHeader({ family: 10 }), 10, { src: 'all' }],
    [80, 'RTM_NEWNETCONF', concat(hex('02000000'), attribute(1, u32(3))), 2, { ifindex: 3 }],
    [81, 'RTM_DELNETCONF', concat(hex('0a000000'), attribute(1, u32(-2))), 10, { ifindex: -2 }],
    [104, 'RTM_NEWNEXTHOP', concat(nhmsg({ family: 0 }), attribute(1, u32(9))), 0, { id: 9 }],
    [105, 'RTM_DELNEXTHOP', concat(nhmsg({}), attribute(1, u32(9))), 2, { id: 9 }],
  ])('of type %i is %s', (type, name, body, family, expected) => {
    const { decoded, skipped } = decode(message(type, body, header));
    expect(decoded).toMatchObject({ type: name, ...header, family, body: expected });
    expect(skipped).toEqual([]);
  });

  it('of a neighbor says when that was last known reachable, beside the neighbor', () => {
    const { decoded } = decode(
      message(28, concat(ndmsg({}), ipv4, attribute(3, u32(150), u32(1), u32(2), u32(3)))),
    );
    expect(decoded).toEqual({
      type: 'RTM_NEWNEIGH',
      flags: 0,
      seq: 0,
      pid: 0,
      family: 2,
      body: { dst: '10.0.0.1', family: 'inet', ifindex: 2, state: ['REACHABLE'] },
      confirmedHundredths: 150,
    });
  });

  it('is the same from a host of the other byte order', () => {
    const compose = (littleEndianHost: boolean) => {
      const host = composer(littleEndianHost);
      return host.message(
        24,
        concat(
          host.rtmsg({ length: 24, flags: 0x10 }),
          host.attribute(1, hex('0a010200')),
          host.attribute(15, host.u32(1000)),
          host.attribute(5, hex('0a010203')),
          host.attribute(18, host.u16(10), hex('20010db8000000000000000000000001')),
        ),
        header,
      );
    };
    const fromBig = decodeMessage(new Wire(compose(false), false), 0);
    expect(fromBig).toMatchObject({
      body: { dst: '10.1.2.0/24', table: '1000', via: { host: '2001:db8::1' } },
    });
    expect(fromBig).toEqual(decodeMessage(new Wire(compose(true)), 0));
  });

  it('is found where it begins, and ends where it says', () => {
    const bytes = concat(
      hex('ffffffff'),
      message(16, concat(ifinfomsg({}), attribute(3, text('a')))),
      attribute(4, u32(9)),
    );
    expect(decodeMessage(new Wire(bytes), 4)).toMatchObject({ body: { ifindex: 2, ifname: 'a' } });
    expect(decodeMessage(new Wire(bytes), 4)).not.toMatchObject({ body: { mtu: 9 } });
  });
});

describe('a control message', () => {
  it('says how a request ended', () => {
    expect(decode(message(3, u32(0), header)).decoded).toEqual({ type: 'NLMSG_DONE', ...header, errno: 0 });
    expect(decode(message(2, concat(u32(-1), new Uint8Array(16)), header)).decoded).toEqual({
      type: 'NLMSG_ERROR',
      ...header,
      errno: 1,
    });
  });

  it('says that messages were lost', () => {
    expect(decode(message(4, new Uint8Array(0), header)).decoded).toEqual({
      type: 'NLMSG_OVERRUN',
      ...header,
    });
  });

  it('of rtmon says when the others came, with microseconds cut off', () => {
    expect(decode(littleEndian.timestamp(1_795_217_519_163, 999)).decoded).toEqual({
      type: 'timestamp',
      at: 1_795_217_519_163,
    });
  });
});

describe('a message that says nothing here', () => {
  it.each([
    ['unknown message type', 'message type 200', message(200, new Uint8Array(8))],
    ['message type not mirrored', 'NLMSG_NOOP', message(1, new Uint8Array(0))],
    ['message type not mirrored', 'RTM_GETROUTE', message(26, rtmsg({}))],
    ['message type not mirrored', 'RTM_NEWNSID', message(88, new Uint8Array(4))],
    ['message type not mirrored', 'RTM_DELMDB', message(85, new Uint8Array(8))],
    ['message type not mirrored', 'RTM_NEWPREFIX', message(52, new Uint8Array(12))],
    ['address family not mirrored', 'RTM_NEWLINK', message(16, ifinfomsg({ family: 28 }))],
    ['address family not mirrored', 'RTM_NEWADDR', message(20, ifaddrmsg({ family: 28 }))],
    ['address family not mirrored', 'RTM_DELROUTE', message(25, rtmsg({ family: 28 }))],
    ['address family not mirrored', 'RTM_NEWNEIGH', message(28, ndmsg({ family: 7 }))],
    ['address family not mirrored', 'RTM_NEWRULE', message(32, ruleHeader({ family: 128 }))],
    ['address family not mirrored', 'RTM_NEWNETCONF', message(80, hex('1c000000'))],
    ['cloned route', 'RTM_NEWROUTE', message(24, rtmsg({ flags: 0x200 }))],
    ['prefix length out of range', 'RTM_NEWROUTE', message(24, rtmsg({ length: 33 }))],
    ['prefix length out of range', 'RTM_NEWROUTE', message(24, rtmsg({ family: 10, sourceLength: 129 }))],
    ['body too short', 'RTM_NEWLINK', message(16, new Uint8Array(15))],
    ['body too short', 'RTM_NEWADDR', message(20, Uint8Array.of(2))],
    ['body too short', 'RTM_NEWROUTE', message(24, new Uint8Array(0))],
    ['body too short', 'RTM_NEWNEIGH', message(28, new Uint8Array(11))],
    ['body too short', 'RTM_NEWRULE', message(32, new Uint8Array(11))],
    ['body too short', 'RTM_NEWNETCONF', message(80, new Uint8Array(3))],
    ['body too short', 'RTM_NEWNEXTHOP', message(104, new Uint8Array(7))],
    ['body too short', 'NLMSG_DONE', message(3, u16(0))],
    ['body too short', 'NLMSG_TSTAMP', message(15, u32(1))],
    ['key attribute missing', 'RTM_DELADDR', message(21, ifaddrmsg({}))],
    ['key attribute missing', 'RTM_NEWNEIGH', message(28, ndmsg({}))],
    ['key attribute missing', 'RTM_NEWNETCONF', message(80, hex('02000000'))],
    ['key attribute missing', 'RTM_DELNEXTHOP', message(105, nhmsg({}))],
    ['message cut short', 'RTM_NEWLINK', message(16, ifinfomsg({})).subarray(0, 31)],
    ['message cut short', 'RTM_NEWLINK', concat(u32(15), u16(16), new Uint8Array(30))],
    ['message cut short', 'message type 0', message(16, ifinfomsg({})).subarray(0, 15)],
    ['message cut short', 'message type 0', u8(1)],
  ])('is skipped and counted: %s, %s', (reason, name, bytes) => {
    const { decoded, skipped } = decode(bytes);
    expect(decoded).toMatchObject({ type: 'skipped', reason });
    expect(skipped).toEqual([{ reason, name, count: 1 }]);
    expect(decodeMessage(new Wire(bytes), 0)).toEqual(decoded);
  });
});
