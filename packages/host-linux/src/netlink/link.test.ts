import { concat, hex, littleEndian, text } from '../../test/compose-message';
import { decodeLink, type LinuxLink } from './link';
import { IFLA } from './link-constants';
import { SkipTally } from './skip-tally';
import { Wire } from './wire';

const { attribute, nested, ifinfomsg, u8, u16, u32 } = littleEndian;

const decode = (...pieces: readonly Uint8Array[]) => {
  const bytes = concat(...pieces);
  const skips = new SkipTally();
  return { link: decodeLink(new Wire(bytes), 0, bytes.length, skips), skipped: skips.counts() };
};

describe('a link', () => {
  it('is its index, type and flags, when that is all that is said', () => {
    expect(decode(ifinfomsg({ index: 7, type: 772, flags: 0x49 }))).toEqual({
      link: { flags: ['LOOPBACK', 'UP'], ifindex: 7, link_type: 'loopback' },
      skipped: [],
    });
  });

  it('has a member for each attribute, in the order of their names', () => {
    const { link, skipped } = decode(
      ifinfomsg({ index: 9, flags: 0x1003 }),
      attribute(IFLA.IFNAME, text('bond0.5')),
      attribute(IFLA.TXQLEN, u32(1000)),
      attribute(IFLA.OPERSTATE, u8(3)),
      attribute(IFLA.LINKMODE, u8(1)),
      attribute(IFLA.MTU, u32(1500)),
      attribute(IFLA.MIN_MTU, u32(68)),
      attribute(IFLA.MAX_MTU, u32(65_535)),
      attribute(IFLA.GROUP, u32(12)),
      attribute(IFLA.PROMISCUITY, u32(1)),
      attribute(IFLA.ALLMULTI, u32(2)),
      attribute(IFLA.NUM_TX_QUEUES, u32(3)),
      attribute(IFLA.NUM_RX_QUEUES, u32(4)),
      attribute(IFLA.GSO_MAX_SEGS, u32(5)),
      attribute(IFLA.GSO_MAX_SIZE, u32(6)),
      attribute(IFLA.TSO_MAX_SEGS, u32(7)),
      attribute(IFLA.TSO_MAX_SIZE, u32(8)),
      attribute(IFLA.GRO_MAX_SIZE, u32(9)),
      attribute(IFLA.LINK, u32(4)),
      attribute(IFLA.LINK_NETNSID, u32(0)),
      attribute(IFLA.MASTER, u32(5)),
      attribute(IFLA.CARRIER, u8(0)),
      attribute(IFLA.PROTO_DOWN, u8(1)),
      attribute(IFLA.QDISC, text('noqueue')),
      attribute(IFLA.IFALIAS, text('to the café')),
      attribute(IFLA.ADDRESS, hex('02000000000A')),
      attribute(IFLA.BROADCAST, hex('ffffffffffff')),
      attribute(IFLA.PERM_ADDRESS, hex('02000000000A')),
      attribute(IFLA.PHYS_PORT_ID, hex('0b0c')),
      attribute(IFLA.PHYS_PORT_NAME, text('p1')),
      attribute(IFLA.PHYS_SWITCH_ID, hex('0d0e')),
      attribute(IFLA.PARENT_DEV_NAME, text('0000:01:00.0')),
      attribute(IFLA.PARENT_DEV_BUS_NAME, text('pci')),
      nested(
        IFLA.LINKINFO,
        attribute(1, text('vlan')),
        nested(2, attribute(1, u16(5))),
        attribute(4, text('bond')),
      ),
      nested(
        IFLA.PROP_LIST,
        attribute(IFLA.ALT_IFNAME, text('wan')),
        attribute(IFLA.ALT_IFNAME, text('uplink')),
      ),
      nested(IFLA.AF_SPEC, nested(2, attribute(1)), nested(10, attribute(2, u32(0)), attribute(8, u8(3)))),
    );
    expect(link).toEqual({
      address: '02:00:00:00:00:0a',
      allmulti: 2,
      altnames: ['wan', 'uplink'],
      broadcast: 'ff:ff:ff:ff:ff:ff',
      carrier: false,
      flags: ['NO-CARRIER', 'BROADCAST', 'MULTICAST', 'UP'],
      group: '12',
      gro_max_size: 9,
      gso_max_segs: 5,
      gso_max_size: 6,
      ifalias: 'to the café',
      ifindex: 9,
      ifname: 'bond0.5',
      inet6_addr_gen_mode: 'random',
      link_index: 4,
      link_netnsid: 0,
      link_type: 'ether',
      linkinfo: { info_kind: 'vlan', info_slave_kind: 'bond' },
      linkmode: 'DORMANT',
      master_index: 5,
      max_mtu: 65_535,
      min_mtu: 68,
      mtu: 1500,
      num_rx_queues: 4,
      num_tx_queues: 3,
      operstate: 'LOWERLAYERDOWN',
      parentbus: 'pci',
      parentdev: '0000:01:00.0',
      permaddr: '02:00:00:00:00:0a',
      phys_port_id: '0b0c',
      phys_port_name: 'p1',
      phys_switch_id: '0d0e',
      promiscuity: 1,
      proto_down: true,
      qdisc: 'noqueue',
      tso_max_segs: 7,
      tso_max_size: 8,
      txqlen: 1000,
    } satisfies LinuxLink);
    expect(Object.keys(link)).toEqual(Object.keys(link).sort());
    expect(skipped).toEqual([]);
  });

  it('says nothing of what moves without its changing', () => {
    const { link, skipped } = decode(
      ifinfomsg({}),
      attribute(IFLA.STATS, new Uint8Array(96)),
      attribute(IFLA.STATS64, new Uint8Array(192)),
      attribute(IFLA.CARRIER_CHANGES, u32(8)),
      attribute(IFLA.EVENT, u32(1)),
      attribute(IFLA.MAP, new Uint8Array(32)),
    );
    expect(link).toEqual({ flags: [], ifindex: 2, link_type: 'ether' });
    expect(skipped).toEqual([]);
  });

  it('has no member for what the kernel says by 0', () => {
    expect(decode(ifinfomsg({}), attribute(IFLA.LINK, u32(0)), attribute(IFLA.TXQLEN, u32(0))).link).toEqual({
      flags: [],
      ifindex: 2,
      link_type: 'ether',
    });
  });

  it.each([
    ['ipip', 768, '0a000001', '10.0.0.1'],
    ['sit', 776, '0a000001', '10.0.0.1'],
    ['gre', 778, '0a000001', '10.0.0.1'],
    ['tunnel6', 769, '20010db8000000000000000000000001', '2001:db8::1'],
    ['gre6', 823, '20010db8000000000000000000000001', '2001:db8::1'],
    ['gre', 778, '0a00', '0a:00'],
    ['ether', 1, '0a000001', '0a:00:00:01'],
    [
      'infiniband',
      32,
      '8000004800000000fe80000000000000001175000077',
      '80:00:00:48:00:00:00:00:fe:80:00:00:00:00:00:00:00:11:75:00:00:77',
    ],
    ['none', 65_534, '', ''],
  ])('of type %s (%i) has address %s as %s', (link_type, type, digits, expected) => {
    const { link } = decode(ifinfomsg({ type }), attribute(IFLA.ADDRESS, hex(digits)));
    expect(link).toMatchObject({ link_type, address: expected });
  });

  it('goes on past attributes that are unknown or too short', () => {
    const { link, skipped } = decode(
      ifinfomsg({}),
      attribute(999, u32(1)),
      attribute(IFLA.MTU, u16(1)),
      nested(IFLA.LINKINFO, attribute(77), attribute(1, text('dummy'))),
      nested(IFLA.PROP_LIST, attribute(IFLA.MTU, u32(1))),
      nested(IFLA.AF_SPEC, nested(99), nested(10, attribute(8), attribute(66))),
      attribute(IFLA.IFNAME, text('eth0')),
    );
    expect(link).toEqual({
      altnames: [],
      flags: [],
      ifindex: 2,
      ifname: 'eth0',
      link_type: 'ether',
      linkinfo: { info_kind: 'dummy' },
    });
    expect(skipped).toEqual([
      { reason: 'unexpected size', name: 'IFLA_INET6_ADDR_GEN_MODE', count: 1 },
      { reason: 'unexpected size', name: 'IFLA_MTU', count: 1 },
      { reason: 'unknown attribute', name: 'AF 99', count: 1 },
      { reason: 'unknown attribute', name: 'IFLA 999', count: 1 },
      { reason: 'unknown attribute', name: 'IFLA_INET6 66', count: 1 },
      { reason: 'unknown attribute', name: 'IFLA_INFO 77', count: 1 },
    ]);
  });
});
