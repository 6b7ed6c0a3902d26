import { AddressHost, ethernet5, ip, type TestEvent } from '../../test/address-host';
import { addressApi } from '../addresses';
import type { InterfaceDescription } from '../interfaces';
import { parsePrefix } from '../net';
import type { RouteData } from '../routes';
import { routerReports } from '.';

const INFINITE = 4_294_967_295;
const formed = '2001:db8:5::ff:fe00:5';
const prefix = {
  Prefix: '2001:db8:5::/64',
  OnLink: true,
  Autonomous: true,
  ValidLifetime: 7200,
  PreferredLifetime: 3600,
};
const onLink = { ...prefix, Autonomous: false };
const autonomous = { ...prefix, OnLink: false };

/** An advertisement of fe80::1 on Ethernet 5 arrives; gives the events that it brings. */
const advertise = (host: AddressHost, given: Readonly<Record<string, unknown>>): readonly TestEvent[] => {
  host.appended();
  const message = { InterfaceIndex: 5, Router: 'fe80::1', RouterLifetime: 0, Prefixes: [], ...given };
  expect(host.report(routerReports['router-advertises'], message)).toBeUndefined();
  return host.appended();
};

const types = (events: readonly TestEvent[]): readonly string[] => events.map(({ type }) => type);

const routeTo = (host: AddressHost, DestinationPrefix: string, NextHop = '::') => {
  const destination = parsePrefix(DestinationPrefix);
  const on = host.state.interfaces.byIndex(5);
  if (destination === undefined || on === undefined) throw new TypeError(DestinationPrefix);
  return host.state.routes.get({ ...on, DestinationPrefix: destination, NextHop: ip(NextHop) });
};

const setRoute = (
  host: AddressHost,
  DestinationPrefix: string,
  NextHop: string,
  members: Partial<RouteData>,
): void => {
  const row = routeTo(host, DestinationPrefix, NextHop);
  if (row === undefined) throw new TypeError(DestinationPrefix);
  const { createdSeq: _createdSeq, setSeq: _setSeq, ...data } = row;
  host.append([{ type: 'RouteSet', data: { ...data, ...members } }]);
};

describe('an advertisement', () => {
  it('brings the default route, then of each prefix the route and the address', () => {
    const host = new AddressHost();
    const { at } = host;
    const events = advertise(host, {
      RouterLifetime: 1800,
      Prefixes: [{ ...onLink, Prefix: '2001:db8:a::/64' }, prefix],
    });
    expect(events[0]).toEqual({
      type: 'RouteCreated',
      data: {
        AutoconfigureAddress: false,
        DestinationPrefix: '::/0',
        Immortal: false,
        InterfaceIndex: 5,
        InterfaceLuid: '0x0006000005000000',
        Loopback: false,
        Metric: 256,
        NextHop: 'fe80::1',
        Origin: 'NlroRouterAdvertisement',
        Protocol: 'MIB_IPPROTO_NETMGMT',
        Publish: false,
        SitePrefixLength: 0,
        ageSince: at,
        preferredUntil: at + 1_800_000,
        validUntil: at + 1_800_000,
      },
    });
    expect(events[1]).toMatchObject({
      type: 'RouteCreated',
      data: { DestinationPrefix: '2001:db8:a::/64', NextHop: '::' },
    });
    expect(events[2]).toMatchObject({
      type: 'RouteCreated',
      data: {
        AutoconfigureAddress: true,
        DestinationPrefix: '2001:db8:5::/64',
        NextHop: '::',
        preferredUntil: at + 3_600_000,
        validUntil: at + 7_200_000,
      },
    });
    expect(events[3]).toEqual({
      type: 'UnicastAddressCreated',
      data: {
        Address: formed,
        DadState: 'IpDadStateTentative',
        InterfaceIndex: 5,
        InterfaceLuid: '0x0006000005000000',
        OnLinkPrefixLength: 64,
        PrefixOrigin: 'IpPrefixOriginRouterAdvertisement',
        ScopeId: 0,
        SkipAsSource: false,
        SuffixOrigin: 'IpSuffixOriginLinkLayerAddress',
        createdAt: at,
        dadDueAt: at + 1000,
        preferredUntil: at + 3_600_000,
        validUntil: at + 7_200_000,
      },
    });
    expect(types(events.slice(4))).toEqual([
      'MulticastGroupJoined',
      'MulticastGroupJoined',
      'MulticastGroupJoined',
    ]);
    expect(routeTo(host, '2001:db8:a::/64')).toMatchObject({ AutoconfigureAddress: false });
  });

  it('sees what the prefix before it has left', () => {
    const host = new AddressHost();
    const events = advertise(host, {
      Prefixes: [onLink, { ...onLink, ValidLifetime: 10, PreferredLifetime: 5 }],
    });
    expect(types(events)).toEqual(['RouteCreated', 'RouteSet']);
    expect(
      types(advertise(host, { Prefixes: [{ ...onLink, ValidLifetime: 0, PreferredLifetime: 0 }, onLink] })),
    ).toEqual(['RouteDeleted', 'RouteCreated']);
  });

  it('knows lifetimes that never end', () => {
    const host = new AddressHost();
    advertise(host, { Prefixes: [{ ...prefix, ValidLifetime: INFINITE, PreferredLifetime: INFINITE }] });
    expect(routeTo(host, '2001:db8:5::/64')).toMatchObject({ validUntil: null, preferredUntil: null });
    expect(host.address(formed)).toMatchObject({ validUntil: null, preferredUntil: null });
  });

  it.each<readonly [string, InterfaceDescription]>([
    ['without a link', { ...ethernet5, MediaConnectState: 'MediaConnectStateDisconnected' }],
    ['without IPv6', { ...ethernet5, families: ['AF_INET'] }],
  ])('is ignored on an interface %s', (_, description) => {
    expect(advertise(new AddressHost([description]), { RouterLifetime: 600, Prefixes: [prefix] })).toEqual(
      [],
    );
  });

  it.each(['RouterDiscoveryDisabled', 'RouterDiscoveryDhcp'] as const)(
    'is ignored with %s',
    (RouterDiscoveryBehavior) => {
      const host = new AddressHost();
      host.setsIpInterface(5, 'AF_INET6', { RouterDiscoveryBehavior });
      expect(advertise(host, { RouterLifetime: 600, Prefixes: [prefix] })).toEqual([]);
    },
  );

  it.each(['2001:db8::1', '192.0.2.1', 'AF_UNSPEC', 'fe80::1%6', 'ff02::2'])(
    'is ignored from %s',
    (Router) => {
      expect(advertise(new AddressHost(), { Router, RouterLifetime: 600, Prefixes: [prefix] })).toEqual([]);
    },
  );

  it('may name its router with the scope of the interface', () => {
    const host = new AddressHost();
    advertise(host, { Router: 'fe80::1%5', RouterLifetime: 600 });
    expect(routeTo(host, '::/0', 'fe80::1')).toBeDefined();
  });

  it.each<readonly [string, Readonly<Record<string, unknown>>, string]>([
    ['an unknown interface', { InterfaceIndex: 99 }, 'InterfaceIndex'],
    ['no interface', { InterfaceIndex: undefined }, 'InterfaceIndex'],
    ['a router that is no address', { Router: 'fe80::x' }, 'router-advertises.Router'],
    ['a lifetime that is no ULONG', { RouterLifetime: -1 }, 'router-advertises.RouterLifetime'],
    ['prefixes that are no array', { Prefixes: prefix }, 'router-advertises.Prefixes'],
    ['a member it does not have', { Mtu: 1500 }, 'router-advertises.Mtu'],
    [
      'what is no prefix',
      { Prefixes: [prefix, { ...prefix, Prefix: '2001:db8::/129' }] },
      'Prefixes[1].Prefix',
    ],
    [
      'a prefix with bits past its length',
      { Prefixes: [{ ...prefix, Prefix: '2001:db8::1/64' }] },
      'Prefixes[0].Prefix',
    ],
    ['an IPv4 prefix', { Prefixes: [{ ...prefix, Prefix: '10.0.0.0/8' }] }, 'Prefixes[0].Prefix'],
    ['a prefix that is missing', { Prefixes: [{ OnLink: true }] }, 'Prefixes[0].Prefix'],
    ['a flag that is none', { Prefixes: [{ ...prefix, OnLink: 'yes' }] }, 'Prefixes[0].OnLink'],
    [
      'a lifetime of a prefix that is no ULONG',
      { Prefixes: [{ ...prefix, ValidLifetime: 1.5 }] },
      'Prefixes[0].ValidLifetime',
    ],
    ['a prefix that is no object', { Prefixes: ['2001:db8::/64'] }, 'Prefixes[0]'],
    ['a NULL prefix', { Prefixes: [null] }, 'Prefixes[0]'],
  ])('with %s is an error of its reporter, and changes nothing', (_, given, member) => {
    const host = new AddressHost();
    const message = { InterfaceIndex: 5, Router: 'fe80::1', RouterLifetime: 600, Prefixes: [], ...given };
    expect(host.report(routerReports['router-advertises'], message)).toBe(member);
    expect(host.appended()).toEqual([]);
  });
});

describe('the default route', () => {
  const lifetime = (host: AddressHost, RouterLifetime: number) => types(advertise(host, { RouterLifetime }));

  it('comes, lasts longer with each advertisement, and is withdrawn', () => {
    const host = new AddressHost();
    expect(lifetime(host, 0)).toEqual([]);
    expect(lifetime(host, 600)).toEqual(['RouteCreated']);
    expect(lifetime(host, 600)).toEqual([]);
    host.advance(500_000);
    expect(lifetime(host, 600)).toEqual(['RouteSet']);
    const ends = { validUntil: host.at + 600_000, preferredUntil: host.at + 600_000, ageSince: host.at };
    expect(routeTo(host, '::/0', 'fe80::1')).toMatchObject(ends);
    expect(advertise(host, { RouterLifetime: 0 })).toEqual([
      {
        type: 'RouteDeleted',
        data: {
          DestinationPrefix: '::/0',
          InterfaceIndex: 5,
          InterfaceLuid: '0x0006000005000000',
          NextHop: 'fe80::1',
          reason: 'advertisement',
        },
      },
    ]);
    expect(lifetime(host, 0)).toEqual([]);
  });

  it('is one of each router', () => {
    const host = new AddressHost();
    lifetime(host, 600);
    expect(types(advertise(host, { Router: 'fe80::2', RouterLifetime: 600 }))).toEqual(['RouteCreated']);
    expect(types(advertise(host, { Router: 'fe80::2', RouterLifetime: 0 }))).toEqual(['RouteDeleted']);
    expect(routeTo(host, '::/0', 'fe80::1')).toBeDefined();
  });

  it('keeps what a caller has set of it, its lifetimes aside', () => {
    const host = new AddressHost();
    lifetime(host, 600);
    setRoute(host, '::/0', 'fe80::1', {
      Metric: 7,
      preferredUntil: host.at,
      Protocol: 'MIB_IPPROTO_NT_STATIC',
    });
    expect(lifetime(host, 600)).toEqual(['RouteSet']);
    expect(routeTo(host, '::/0', 'fe80::1')).toMatchObject({
      Metric: 7,
      Protocol: 'MIB_IPPROTO_NT_STATIC',
      preferredUntil: host.at + 600_000,
    });
  });

  it.each([0, 600])('of a caller is never touched, whatever the lifetime: %p', (RouterLifetime) => {
    const host = new AddressHost();
    lifetime(host, 600);
    setRoute(host, '::/0', 'fe80::1', { Origin: 'NlroManual', validUntil: null });
    expect(lifetime(host, RouterLifetime)).toEqual([]);
  });
});

describe('a prefix', () => {
  it.each([
    ['link-local', { Prefix: 'fe80::/64' }],
    ['link-local of another kind', { Prefix: 'fe90::/64' }],
    ['multicast', { Prefix: 'ff0e::/64' }],
    ['preferred for longer than valid', { ValidLifetime: 1800, PreferredLifetime: 3600 }],
  ])('is ignored that is %s', (_, members) => {
    expect(advertise(new AddressHost(), { Prefixes: [{ ...prefix, ...members }] })).toEqual([]);
  });

  it('that is not on-link says nothing of its route', () => {
    const host = new AddressHost();
    advertise(host, { Prefixes: [onLink] });
    host.advance(1000);
    expect(
      advertise(host, { Prefixes: [{ ...onLink, OnLink: false, ValidLifetime: 0, PreferredLifetime: 0 }] }),
    ).toEqual([]);
    expect(routeTo(host, '2001:db8:5::/64')).toBeDefined();
  });

  it.each(['2001:db8::/56', '2001:db8::/65', '2001:db8::/128', '::/0', 'fe80::/9'])(
    'of another length forms no address: %s',
    (Prefix) => {
      const host = new AddressHost();
      expect(types(advertise(host, { Prefixes: [{ ...prefix, Prefix }] }))).toEqual(['RouteCreated']);
    },
  );

  it.each<readonly [string, InterfaceDescription]>([
    ['without a physical address', { InterfaceIndex: 5, Type: 'IF_TYPE_PROP_VIRTUAL' }],
    ['whose identifier would make ::1', { ...ethernet5, PhysicalAddress: '02-00-00-00-00-00-00-01' }],
    [
      'whose identifier would make an IPv4-mapped address',
      { ...ethernet5, PhysicalAddress: '02-00-FF-01-02-03' },
    ],
  ])('forms no address on an interface %s', (_, description) => {
    const host = new AddressHost([description]);
    expect(types(advertise(host, { Prefixes: [{ ...prefix, Prefix: '::/64' }] }))).toEqual(['RouteCreated']);
  });

  it('forms no address that is not valid at all, but keeps one that stands', () => {
    const host = new AddressHost();
    const withdrawn = { ...prefix, ValidLifetime: 0, PreferredLifetime: 0 };
    expect(advertise(host, { Prefixes: [withdrawn] })).toEqual([]);
    advertise(host, { Prefixes: [{ ...prefix, ValidLifetime: 86_400, PreferredLifetime: 43_200 }] });
    host.advance(1000);
    expect(types(advertise(host, { Prefixes: [withdrawn] }))).toEqual([
      'RouteDeleted',
      'UnicastAddressSet',
      'DadStateChanged',
    ]);
    expect(host.address(formed)).toMatchObject({
      DadState: 'IpDadStateDeprecated',
      preferredUntil: host.at,
      validUntil: host.at + 7_200_000,
    });
    expect(types(advertise(host, { Prefixes: [autonomous] }))).toEqual([
      'UnicastAddressSet',
      'DadStateChanged',
    ]);
    expect(host.address(formed)).toMatchObject({ DadState: 'IpDadStatePreferred' });
  });

  it('refreshes its address in silence where neither end moves', () => {
    const host = new AddressHost();
    advertise(host, { Prefixes: [autonomous] });
    expect(advertise(host, { Prefixes: [autonomous] })).toEqual([]);
    host.advance(1);
    expect(types(advertise(host, { Router: 'fe80::2', Prefixes: [autonomous] }))).toEqual([
      'UnicastAddressSet',
    ]);
    expect(host.address(formed)).toMatchObject({ DadState: 'IpDadStateTentative' });
  });

  it('refreshes whatever bears its origin, and leaves its other members', () => {
    const host = new AddressHost();
    const Row = {
      Address: formed,
      InterfaceIndex: 5,
      OnLinkPrefixLength: 48,
      PrefixOrigin: 'IpPrefixOriginRouterAdvertisement',
      SuffixOrigin: 'IpSuffixOriginManual',
      ValidLifetime: 10,
      PreferredLifetime: 10,
      SkipAsSource: true,
    } as const;
    host.call(addressApi.CreateUnicastIpAddressEntry, { Row });
    advertise(host, { Prefixes: [autonomous] });
    expect(host.address(formed)).toMatchObject({
      OnLinkPrefixLength: 48,
      SuffixOrigin: 'IpSuffixOriginManual',
      SkipAsSource: true,
      validUntil: host.at + 7_200_000,
    });
  });

  it('leaves an address alone that a caller made', () => {
    const host = new AddressHost();
    const Row = { Address: formed, InterfaceIndex: 5, ValidLifetime: 50_000, PreferredLifetime: 40_000 };
    host.call(addressApi.CreateUnicastIpAddressEntry, { Row });
    expect(advertise(host, { Prefixes: [autonomous] })).toEqual([]);
  });

  it('leaves a route alone of another origin, and does not withdraw it', () => {
    const host = new AddressHost();
    advertise(host, { Prefixes: [onLink] });
    setRoute(host, '2001:db8:5::/64', '::', {
      Origin: 'NlroManual',
      Protocol: 'MIB_IPPROTO_LOCAL',
      validUntil: null,
    });
    expect(advertise(host, { Prefixes: [{ ...onLink, ValidLifetime: 60, PreferredLifetime: 60 }] })).toEqual(
      [],
    );
    expect(advertise(host, { Prefixes: [{ ...onLink, ValidLifetime: 0, PreferredLifetime: 0 }] })).toEqual(
      [],
    );
  });
});
