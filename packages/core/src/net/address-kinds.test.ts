import {
  isIpv4Broadcast,
  isIpv4LinkLocal,
  isIpv4Mapped,
  isLinkLocalIpv6,
  isLoopback,
  isMulticast,
  isUnspecified,
  parseIpAddress,
} from '.';

/** The first and last addresses of every special block and their neighbours outside it. */
const kinds: Record<string, (address: NonNullable<ReturnType<typeof parseIpAddress>>) => boolean> = {
  unspecified: isUnspecified,
  loopback: isLoopback,
  multicast: isMulticast,
  linkLocalIpv6: isLinkLocalIpv6,
  ipv4LinkLocal: isIpv4LinkLocal,
  ipv4Mapped: isIpv4Mapped,
  ipv4Broadcast: isIpv4Broadcast,
};

describe('kinds of addresses', () => {
  it.each([
    ['0.0.0.0', ['unspecified']],
    ['0.0.0.1', []],
    ['::', ['unspecified']],
    ['126.255.255.255', []],
    ['127.0.0.0', ['loopback']],
    ['127.255.255.255', ['loopback']],
    ['128.0.0.0', []],
    ['::1', ['loopback']],
    ['::2', []],
    ['1::1', []],
    ['223.255.255.255', []],
    ['224.0.0.0', ['multicast']],
    ['239.255.255.255', ['multicast']],
    ['240.0.0.0', []],
    ['feff::', []],
    ['ff00::', ['multicast']],
    ['ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', ['multicast']],
    ['fe7f:ffff::', []],
    ['fe80::', ['linkLocalIpv6']],
    ['febf:ffff::1', ['linkLocalIpv6']],
    ['fec0::', []],
    ['169.253.255.255', []],
    ['169.254.0.0', ['ipv4LinkLocal']],
    ['169.254.255.255', ['ipv4LinkLocal']],
    ['169.255.0.0', []],
    ['::fffe:ffff:ffff', []],
    ['::ffff:0.0.0.0', ['ipv4Mapped']],
    ['::ffff:127.0.0.1', ['ipv4Mapped']],
    ['::1:0:0:0', []],
    ['1::ffff:0:0', []],
    ['255.255.255.254', []],
    ['255.255.255.255', ['ipv4Broadcast']],
    ['fe80::1', ['linkLocalIpv6']],
    ['192.0.2.1', []],
  ])('%s is %j', (text, expected) => {
    const address = parseIpAddress(text);
    const found = Object.keys(kinds).filter((kind) => address !== undefined && kinds[kind]?.(address));
    expect(address).toBe(text);
    expect(found).toEqual(expected);
  });
});
