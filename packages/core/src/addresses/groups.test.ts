import { AddressHost, ethernet5, ip } from '../../test/address-host';
import { addressApi, groupsBefore } from '.';

const {
  CreateAnycastIpAddressEntry,
  CreateUnicastIpAddressEntry,
  DeleteAnycastIpAddressEntry,
  DeleteUnicastIpAddressEntry,
} = addressApi;

const add = (host: AddressHost, Address: string, InterfaceIndex = 5): void => {
  const Row = { Address, InterfaceIndex, OnLinkPrefixLength: 24, ValidLifetime: 60, PreferredLifetime: 60 };
  expect(host.call(CreateUnicastIpAddressEntry, { Row }).status).toBe('STATUS_SUCCESS');
};
const remove = (host: AddressHost, Address: string): void => {
  expect(host.call(DeleteUnicastIpAddressEntry, { Row: { Address, InterfaceIndex: 5 } }).status).toBe(
    'STATUS_SUCCESS',
  );
};
const addAnycast = (host: AddressHost, Address: string): void => {
  expect(host.call(CreateAnycastIpAddressEntry, { Row: { Address, InterfaceIndex: 5 } }).status).toBe(
    'STATUS_SUCCESS',
  );
};
const removeAnycast = (host: AddressHost, Address: string): void => {
  expect(host.call(DeleteAnycastIpAddressEntry, { Row: { Address, InterfaceIndex: 5 } }).status).toBe(
    'STATUS_SUCCESS',
  );
};

it('joins the groups of an address after it, with their scope, and leaves them before it', () => {
  const host = new AddressHost();
  add(host, '2001:db8::12:3456');
  const key = { InterfaceIndex: 5, InterfaceLuid: '0x0006000005000000' };
  expect(host.appended().slice(1)).toEqual(
    ['ff01::1', 'ff02::1', 'ff02::1:ff12:3456'].map((Address) => ({
      type: 'MulticastGroupJoined',
      data: { ...key, Address, ScopeId: 5 },
    })),
  );
  remove(host, '2001:db8::12:3456');
  expect(host.appended().slice(0, -1)).toEqual(
    ['ff01::1', 'ff02::1', 'ff02::1:ff12:3456'].map((Address) => ({
      type: 'MulticastGroupLeft',
      data: { ...key, Address, reason: 'address-deleted' },
    })),
  );
});

it.each([
  ['an IPv4 address', (host: AddressHost) => add(host, '192.0.2.10'), ['224.0.0.1']],
  ['an IPv6 anycast address', (host: AddressHost) => addAnycast(host, '2001:db8::'), ['ff02::1:ff00:0']],
  ['an IPv4 anycast address', (host: AddressHost) => addAnycast(host, '192.0.2.10'), []],
])('gives %s its groups', (_, bring, groups) => {
  const host = new AddressHost();
  bring(host);
  expect(host.groups()).toEqual(groups);
});

it('joins nothing on a loopback interface', () => {
  const host = new AddressHost([{ InterfaceIndex: 1, Type: 'IF_TYPE_SOFTWARE_LOOPBACK' }]);
  add(host, '::1', 1);
  add(host, '10.0.0.1', 1);
  expect(host.groups(1)).toEqual([]);
});

it('shares groups among addresses, and leaves each with the last that needs it', () => {
  const host = new AddressHost();
  add(host, '192.0.2.10');
  add(host, '192.0.2.11');
  add(host, '2001:db8::12:3456');
  add(host, 'fe80::99:12:3456');
  add(host, '2001:db8::7');
  const all = ['224.0.0.1', 'ff01::1', 'ff02::1', 'ff02::1:ff12:3456', 'ff02::1:ff00:7'];
  expect(host.groups()).toEqual(all);
  remove(host, '192.0.2.10');
  remove(host, '2001:db8::12:3456');
  expect(host.groups()).toEqual(all);
  remove(host, 'fe80::99:12:3456');
  remove(host, '192.0.2.11');
  expect(host.groups()).toEqual(['ff01::1', 'ff02::1', 'ff02::1:ff00:7']);
  remove(host, '2001:db8::7');
  expect(host.groups()).toEqual([]);
});

it('shares the solicited-node group of an anycast address with its unicast twin', () => {
  const host = new AddressHost();
  addAnycast(host, '2001:db8::7');
  add(host, '2001:db8::7');
  expect(host.groups()).toEqual(['ff02::1:ff00:7', 'ff01::1', 'ff02::1']);
  remove(host, '2001:db8::7');
  expect(host.groups()).toEqual(['ff02::1:ff00:7']);
  add(host, '2001:db8::7');
  removeAnycast(host, '2001:db8::7');
  expect(host.groups()).toEqual(['ff02::1:ff00:7', 'ff01::1', 'ff02::1']);
});

it('leaves groups in the order in which they were joined', () => {
  const host = new AddressHost();
  addAnycast(host, '2001:db8::7');
  add(host, '2001:db8:1::7');
  removeAnycast(host, '2001:db8::7');
  host.appended();
  remove(host, '2001:db8:1::7');
  expect(host.appended().map(({ data }) => 'Address' in data && data.Address)).toEqual([
    'ff02::1:ff00:7',
    'ff01::1',
    'ff02::1',
    '2001:db8:1::7',
  ]);
});

it('goes by the interface: the same address on another one needs its own', () => {
  const host = new AddressHost([ethernet5, { InterfaceIndex: 6 }]);
  add(host, '192.0.2.10', 5);
  add(host, '192.0.2.10', 6);
  remove(host, '192.0.2.10');
  expect([host.groups(5), host.groups(6)]).toEqual([[], ['224.0.0.1']]);
});

it('leaves groups when an address expires', () => {
  const host = new AddressHost();
  add(host, '192.0.2.10');
  host.advance(60_000);
  expect(host.appended().slice(-2)).toMatchObject([
    { type: 'MulticastGroupLeft', data: { reason: 'address-deleted' } },
    { type: 'UnicastAddressDeleted', data: { reason: 'expired' } },
  ]);
});

it.each(['interface-departed', 'host-report'] as const)('leaves none by itself on %s', (reason) => {
  const host = new AddressHost();
  add(host, '192.0.2.10');
  const { InterfaceIndex, InterfaceLuid } = host.address('192.0.2.10') ?? {};
  const data = { Address: ip('192.0.2.10'), InterfaceIndex, InterfaceLuid, reason };
  const event = { type: 'UnicastAddressDeleted', data };
  const occurrence = { before: host.state, state: host.state, at: host.at };
  expect(groupsBefore({ ...occurrence, event })).toEqual([]);
  expect(
    groupsBefore({ ...occurrence, event: { ...event, data: { ...data, reason: 'call' } } }),
  ).toHaveLength(1);
});
