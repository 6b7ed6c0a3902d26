import { ip, luid } from '../../test/route-host';
import { broughtRouteData, routesOfAnycast, routesOfUnicast } from './routes-of-address';

const manual = 'IpPrefixOriginManual';

/** In short: `192.0.2.10/32 loopback`, `224.0.0.0/4 well-known`. */
const brought = (
  Address: string,
  OnLinkPrefixLength: number,
  PrefixOrigin: 'IpPrefixOriginManual' | 'IpPrefixOriginRouterAdvertisement' = manual,
): readonly string[] =>
  routesOfUnicast({ Address: ip(Address), OnLinkPrefixLength, PrefixOrigin }).map(
    ({ DestinationPrefix, Loopback, Origin }) =>
      `${DestinationPrefix}${Loopback ? ' loopback' : ''}${Origin === 'NlroWellKnown' ? ' well-known' : ''}`,
  );

const always = ['224.0.0.0/4 well-known', '255.255.255.255/32 well-known'];

describe('the routes of a unicast address', () => {
  it.each([
    ['192.0.2.10', 24, ['192.0.2.10/32 loopback', '192.0.2.0/24', '192.0.2.255/32', ...always]],
    ['192.0.2.10', 32, ['192.0.2.10/32 loopback', ...always]],
    ['192.0.2.10', 31, ['192.0.2.10/32 loopback', '192.0.2.10/31', ...always]],
    ['192.0.2.10', 30, ['192.0.2.10/32 loopback', '192.0.2.8/30', '192.0.2.11/32', ...always]],
    [
      '192.0.2.10',
      1,
      ['192.0.2.10/32 loopback', '128.0.0.0/1', '255.255.255.255/32', '224.0.0.0/4 well-known'],
    ],
    ['192.0.2.10', 0, ['192.0.2.10/32 loopback', ...always]],
    ['192.0.2.255', 24, ['192.0.2.255/32 loopback', '192.0.2.0/24', ...always]],
    ['192.0.2.0', 24, ['192.0.2.0/32 loopback', '192.0.2.0/24', '192.0.2.255/32', ...always]],
    ['127.0.0.1', 8, ['127.0.0.1/32 loopback', '127.0.0.0/8', '127.255.255.255/32', ...always]],
  ])('IPv4: %s/%d', (address, length, routes) => {
    expect(brought(address, length)).toEqual(routes);
  });

  it.each([
    ['2001:db8::10', 64, manual, ['2001:db8::10/128 loopback', '2001:db8::/64', 'ff00::/8 well-known']],
    ['2001:db8::10', 128, manual, ['2001:db8::10/128 loopback', 'ff00::/8 well-known']],
    ['2001:db8::10', 127, manual, ['2001:db8::10/128 loopback', '2001:db8::10/127', 'ff00::/8 well-known']],
    ['2001:db8::10', 0, manual, ['2001:db8::10/128 loopback', 'ff00::/8 well-known']],
    [
      '2001:db8::10',
      64,
      'IpPrefixOriginRouterAdvertisement',
      ['2001:db8::10/128 loopback', 'ff00::/8 well-known'],
    ],
    ['fe80::5', 64, manual, ['fe80::5/128 loopback', 'fe80::/64 well-known', 'ff00::/8 well-known']],
    ['fe80::5', 128, manual, ['fe80::5/128 loopback', 'fe80::/64 well-known', 'ff00::/8 well-known']],
    [
      'fe80::5',
      10,
      manual,
      ['fe80::5/128 loopback', 'fe80::/64 well-known', 'fe80::/10', 'ff00::/8 well-known'],
    ],
    ['::1', 128, manual, ['::1/128 loopback', 'ff00::/8 well-known']],
  ] as const)('IPv6: %s/%d, %s', (address, length, origin, routes) => {
    expect(brought(address, length, origin)).toEqual(routes);
  });

  it('are made on-link, of the stack’s own protocol, without an end', () => {
    const [route] = routesOfAnycast(ip('2001:db8::10'));
    if (route === undefined) throw new Error('no route');
    expect(
      broughtRouteData(route, { InterfaceIndex: 5, InterfaceLuid: luid('0x0006000005000000') }, 777),
    ).toEqual({
      AutoconfigureAddress: false,
      DestinationPrefix: '2001:db8::10/128',
      Immortal: false,
      InterfaceIndex: 5,
      InterfaceLuid: '0x0006000005000000',
      Loopback: true,
      Metric: 256,
      NextHop: '::',
      Origin: 'NlroManual',
      Protocol: 'MIB_IPPROTO_LOCAL',
      Publish: false,
      SitePrefixLength: 0,
      ageSince: 777,
      preferredUntil: null,
      validUntil: null,
    });
  });
});

describe('the route of an anycast address', () => {
  it.each([
    ['192.0.2.10', '192.0.2.10/32'],
    ['2001:db8::10', '2001:db8::10/128'],
  ])('%s brings %s alone', (address, prefix) => {
    expect(routesOfAnycast(ip(address))).toEqual([
      { DestinationPrefix: prefix, Loopback: true, Origin: 'NlroManual' },
    ]);
  });
});
