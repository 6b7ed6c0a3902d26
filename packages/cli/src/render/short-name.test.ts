import { shortName } from './short-name';

it.each([
  ['IF_TYPE_ETHERNET_CSMACD', 'ethernet-csmacd'],
  ['NET_IF_ADMIN_STATUS_UP', 'up'],
  ['IfOperStatusLowerLayerDown', 'lower-layer-down'],
  ['MediaConnectStateConnected', 'connected'],
  ['MIB_IPPROTO_IS_IS', 'is-is'],
  ['MIB_IPPROTO_DHCP', 'dhcp'],
  ['NlroRouterAdvertisement', 'router-advertisement'],
  ['NlnsPermanent', 'permanent'],
  ['IpDadStatePreferred', 'preferred'],
  ['STATUS_NETWORK_UNREACHABLE', 'network-unreachable'],
  ['SomethingElse', 'something-else'],
])('says %s as %s', (constant, text) => {
  expect(shortName(constant)).toBe(text);
});

it('leaves a value that has no name as it is', () => {
  expect(shortName(4711)).toBe('4711');
});
