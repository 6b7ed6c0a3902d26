import { AddressHost, ethernet5 } from '../../test/address-host';
import type { InterfaceDescription } from '../interfaces';
import { addressApi } from '.';

const { CreateUnicastIpAddressEntry, DeleteUnicastIpAddressEntry } = addressApi;

const formed = 'fe80::ff:fe00:5';
const unplugged = { ...ethernet5, MediaConnectState: 'MediaConnectStateDisconnected' } as const;

const arriving = (description: InterfaceDescription): AddressHost => {
  const host = new AddressHost([]);
  host.brings(description, true);
  return host;
};

const replug = (host: AddressHost): void => {
  host.link(5, 'Disconnected');
  host.link(5, 'Connected');
};

it('comes with an interface that arrives connected, after the binding of both families', () => {
  const host = arriving(ethernet5);
  expect(host.log.map(({ type }) => type)).toEqual([
    'InterfaceArrived',
    'IpInterfaceBound',
    'IpInterfaceBound',
    'UnicastAddressCreated',
    'MulticastGroupJoined',
    'MulticastGroupJoined',
    'MulticastGroupJoined',
  ]);
  expect(host.log[3]?.data).toEqual({
    Address: formed,
    DadState: 'IpDadStateTentative',
    InterfaceIndex: 5,
    InterfaceLuid: '0x0006000005000000',
    OnLinkPrefixLength: 64,
    PrefixOrigin: 'IpPrefixOriginWellKnown',
    ScopeId: 5,
    SkipAsSource: false,
    SuffixOrigin: 'IpSuffixOriginLinkLayerAddress',
    createdAt: host.at,
    dadDueAt: host.at + 1000,
    preferredUntil: null,
    validUntil: null,
  });
});

it('comes when the link does, after the detections that begin anew', () => {
  const host = arriving(unplugged);
  expect(host.address(formed)).toBeUndefined();
  host.call(CreateUnicastIpAddressEntry, {
    Row: { Address: '192.0.2.10', InterfaceIndex: 5, ValidLifetime: 60 },
  });
  host.appended();
  host.link(5, 'Connected');
  expect(
    host
      .appended()
      .map(({ type }) => type)
      .slice(0, 3),
  ).toEqual(['MediaConnected', 'DadStateChanged', 'UnicastAddressCreated']);
});

it('comes back with the link after a call has deleted it, and only once', () => {
  const host = arriving(ethernet5);
  replug(host);
  expect(host.state.unicast.size).toBe(1);
  host.call(DeleteUnicastIpAddressEntry, { Row: { Address: formed, InterfaceIndex: 5 } });
  expect(host.address(formed)).toBeUndefined();
  replug(host);
  expect(host.address(formed)).toBeDefined();
});

it.each<readonly [string, InterfaceDescription]>([
  ['without a physical address', { InterfaceIndex: 5, Type: 'IF_TYPE_PROP_VIRTUAL' }],
  ['with a physical address of zeros', { ...ethernet5, PhysicalAddress: '00-00-00-00-00-00' }],
  ['with a physical address of another length', { ...ethernet5, PhysicalAddress: '02-05' }],
  ['without IPv6', { ...ethernet5, families: ['AF_INET'] }],
  [
    'that is a loopback',
    { ...ethernet5, Type: 'IF_TYPE_SOFTWARE_LOOPBACK', LinkLocalAddressBehavior: 'LinkLocalAlwaysOn' },
  ],
  ['that forbids it', { ...ethernet5, LinkLocalAddressBehavior: 'LinkLocalAlwaysOff' }],
])('does not come on an interface %s', (_, description) => {
  const host = arriving(description);
  replug(host);
  expect(host.state.unicast.size).toBe(0);
});

it('never comes by itself on an IPv6 interface that the host began with', () => {
  const host = new AddressHost();
  replug(host);
  expect(host.state.unicast.size).toBe(0);
});

it('comes delayed only where no other IPv6 address stands', () => {
  const host = arriving({ ...unplugged, LinkLocalAddressBehavior: 'LinkLocalDelayed' });
  const six = { Address: '2001:db8::6', InterfaceIndex: 5 };
  host.call(CreateUnicastIpAddressEntry, { Row: { ...six, ValidLifetime: 60 } });
  host.call(CreateUnicastIpAddressEntry, {
    Row: { Address: '192.0.2.10', InterfaceIndex: 5, ValidLifetime: 60 },
  });
  host.link(5, 'Connected');
  expect(host.address(formed)).toBeUndefined();
  host.call(DeleteUnicastIpAddressEntry, { Row: six });
  replug(host);
  expect(host.address(formed)).toBeDefined();
});

it('counts a change of behaviour at the next moment only', () => {
  const host = arriving(ethernet5);
  host.setsIpInterface(5, 'AF_INET6', { LinkLocalAddressBehavior: 'LinkLocalAlwaysOff' });
  expect(host.address(formed)).toBeDefined();
  host.call(DeleteUnicastIpAddressEntry, { Row: { Address: formed, InterfaceIndex: 5 } });
  replug(host);
  expect(host.address(formed)).toBeUndefined();
  host.setsIpInterface(5, 'AF_INET6', { LinkLocalAddressBehavior: 'LinkLocalAlwaysOn' });
  expect(host.address(formed)).toBeUndefined();
  replug(host);
  expect(host.address(formed)).toBeDefined();
});
