import { createHost, lookupIndex } from '.';
import { netioapi } from '../netioapi';

const hostWith = (...destinations: readonly string[]) => {
  const host = createHost({
    now: 1000,
    interfaces: [{ InterfaceIndex: 5, Alias: 'Ethernet', Type: 'IF_TYPE_ETHERNET_CSMACD' }],
  });
  const { CreateIpForwardEntry2 } = netioapi(host);
  for (const DestinationPrefix of destinations)
    CreateIpForwardEntry2({
      Row: {
        InterfaceIndex: 5,
        DestinationPrefix,
        NextHop: DestinationPrefix.includes(':') ? 'fe80::1' : '192.0.2.1',
        SitePrefixLength: 0,
        ValidLifetime: 60,
        PreferredLifetime: 60,
        Metric: 0,
        Protocol: 'MIB_IPPROTO_NETMGMT',
        Loopback: false,
        AutoconfigureAddress: false,
        Publish: false,
        Immortal: false,
      },
    });
  return host;
};

describe('lookupIndex', () => {
  it('gives the rows of the longest prefix as they read now', () => {
    const host = hostWith('10.0.0.0/8', '10.1.0.0/16');
    const lookup = lookupIndex(host);
    host.advance(5000);
    const match = lookup.longestMatch('10.1.2.3');
    expect(match && lookup.routesOf(match)).toMatchObject([
      { DestinationPrefix: '10.1.0.0/16', NextHop: '192.0.2.1', Age: 5, ValidLifetime: 55 },
    ]);
  });

  it('takes addresses as text in any spelling and as numbers', () => {
    const lookup = lookupIndex(hostWith('10.1.0.0/16', '2001:db8::/32'));
    expect(lookup.longestMatchIpv4(0x0a01_0203)).toBe(lookup.longestMatch('10.1.2.3'));
    expect(lookup.longestMatch('2001:DB8:0::1')).toBeDefined();
    expect(lookup.longestMatchIpv6(0x2001_0db8, 0, 0, 1)).toBe(lookup.longestMatch('2001:db8::1'));
  });

  it('finds nothing where no prefix holds the address', () => {
    const lookup = lookupIndex(hostWith('10.1.0.0/16'));
    expect(lookup.longestMatch('10.2.0.1')).toBeUndefined();
    expect(lookup.longestMatch('2001:db8::1')).toBeUndefined();
  });

  it('refuses what is no address, naming it', () => {
    const lookup = lookupIndex(hostWith());
    for (const text of ['10.1.2', 'fe80::1%5', '', '10.1.2.3/32'])
      expect(() => lookup.longestMatch(text)).toThrow(
        new TypeError(`'${text}' is no address without scope id`),
      );
  });
});
