import type { Step } from '../random-steps';
import type { Draw, Weighted } from './draw';
import type { Given } from './given';

/** Of each family an address that reaches no further than its link, and one that does. */
const addresses = ['169.254.7.7', '10.0.0.1', 'fe80::5', '2001:db8::10'] as const;

const call = (name: string, Row: Given): Step => ({ call: name, initialized: true, in: { Row } });

const addressComes = (draw: Draw): Step =>
  call('CreateUnicastIpAddressEntry', {
    Address: draw.pick(addresses),
    InterfaceIndex: draw.index(),
    ...draw.members({ DadState: 'IpDadStatePreferred' }, 0.7),
    ...draw.members({ ValidLifetime: 5, PreferredLifetime: draw.pick([0, 2]) }, 0.2),
  });

const addressGoes = (draw: Draw): Step => {
  const standing = draw.some(draw.model.unicast, 1);
  if (standing === undefined) return addressComes(draw);
  return call('DeleteUnicastIpAddressEntry', { Address: standing.Address, ...draw.placeOf(standing) });
};

const defaultRoute = (draw: Draw): Given => ({
  ...draw.pick([
    { DestinationPrefix: '0.0.0.0/0', NextHop: '0.0.0.0' },
    { DestinationPrefix: '::/0', NextHop: '::' },
  ]),
  InterfaceIndex: draw.index(),
});

const setDefaultRoutes = (draw: Draw): Step => {
  const key = { Family: draw.pick(['AF_INET', 'AF_INET6']), InterfaceIndex: draw.index() };
  return call('SetIpInterfaceEntry', { ...key, DisableDefaultRoutes: draw.chance(0.4) });
};

/** What the connectivity hint follows: usable addresses, default routes, and the link. */
export const connectivity: readonly Weighted[] = [
  [4, addressComes],
  [3, addressGoes],
  [3, (draw) => call('CreateIpForwardEntry2', defaultRoute(draw))],
  [1, (draw) => call('DeleteIpForwardEntry2', defaultRoute(draw))],
  [1, setDefaultRoutes],
  [1, () => ({ call: 'GetNetworkConnectivityHint', in: {} })],
  [1, (draw) => ({ call: 'GetNetworkConnectivityHintForInterface', in: { InterfaceIndex: draw.index() } })],
];
