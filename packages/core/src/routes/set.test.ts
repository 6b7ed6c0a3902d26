import { ethernet, initialized, loopback, RouteHost } from '../../test/route-host';

const key = { DestinationPrefix: '10.0.0.0/8', NextHop: '192.0.2.1', InterfaceIndex: 5 };

/** A host with one route, all of whose members a Set can change. */
const hostWithRoute = (members: object = {}): RouteHost => {
  const host = new RouteHost();
  host.route('10.0.0.0/8', '192.0.2.1', 5, {
    SitePrefixLength: 4,
    Metric: 7,
    Protocol: 'MIB_IPPROTO_BGP',
    Loopback: false,
    ...members,
  });
  host.takeEvents();
  return host;
};

describe('SetIpForwardEntry2', () => {
  it('replaces every member it can, and restarts the age', () => {
    const host = hostWithRoute();
    host.at += 5000;
    const status = host.set({
      ...key,
      SitePrefixLength: 0,
      ValidLifetime: 60,
      PreferredLifetime: 30,
      Metric: 0,
      Protocol: 'MIB_IPPROTO_RIP',
      Loopback: true,
      Age: 1234,
      Origin: 'Nlro6to4',
    });
    expect(status).toBe('STATUS_SUCCESS');
    expect(host.events).toEqual([
      {
        type: 'RouteSet',
        data: {
          AutoconfigureAddress: false,
          DestinationPrefix: '10.0.0.0/8',
          Immortal: false,
          InterfaceIndex: 5,
          InterfaceLuid: '0x0006000005000000',
          Loopback: true,
          Metric: 0,
          NextHop: '192.0.2.1',
          Origin: 'NlroManual',
          Protocol: 'MIB_IPPROTO_RIP',
          Publish: false,
          SitePrefixLength: 0,
          ageSince: host.at,
          preferredUntil: host.at + 30_000,
          validUntil: host.at + 60_000,
        },
      },
    ]);
    expect(host.get(key)).toMatchObject({ Age: 0, Metric: 0 });
  });

  it.each([
    ['SitePrefixLength', { SitePrefixLength: 255 }],
    ['Metric', { Metric: 4294967295 }],
    ['Protocol by all bits', { Protocol: 4294967295 }],
    ['Protocol by zero', { Protocol: 0 }],
  ])('leaves %s as it was where its value means "unchanged"', (_, members) => {
    const host = hostWithRoute();
    host.set({
      ...initialized({ ...key, SitePrefixLength: 3, Metric: 3, Protocol: 3, Loopback: false }),
      ...members,
    });
    const [member] = Object.keys(members);
    const before = { SitePrefixLength: 4, Metric: 7, Protocol: 'MIB_IPPROTO_BGP' } as const;
    expect(host.get(key)).toMatchObject({
      SitePrefixLength: 3,
      Metric: 3,
      Protocol: 'MIB_IPPROTO_NETMGMT',
      [member as string]: before[member as keyof typeof before],
    });
  });

  it.each([
    ['SitePrefixLength', { SitePrefixLength: 5 }],
    ['Metric', { Metric: 8 }],
    ['Protocol', { Protocol: 'MIB_IPPROTO_OSPF' }],
    ['Loopback', { Loopback: true }],
    ['AutoconfigureAddress', { AutoconfigureAddress: false }],
    ['Publish', { Publish: false }],
    ['Immortal', { Immortal: false }],
    ['ValidLifetime', { ValidLifetime: 1000 }],
    ['PreferredLifetime', { PreferredLifetime: 1000 }],
  ])('sets the route where %s alone differs', (_, members) => {
    const host = hostWithRoute();
    const lifetimes = 'ValidLifetime' in members ? { PreferredLifetime: 1000 } : {};
    expect(host.set({ ...initialized({ ...key, Loopback: false }), ...lifetimes, ...members })).toBe(
      'STATUS_SUCCESS',
    );
    expect(host.events).toHaveLength(1);
  });

  it('is silent where nothing differs', () => {
    const host = hostWithRoute();
    host.at += 60_000;
    expect(host.set(initialized({ ...key, Loopback: false, Metric: 7, Age: 3 }))).toBe('STATUS_SUCCESS');
    expect(host.events).toEqual([]);
    expect(host.get(key)).toMatchObject({ Age: 60 });
  });

  it.each([0, 1, 400, 999, 1000, 1001, 29_999])(
    'changes nothing when what was read %d ms later is set back',
    (ms) => {
      const host = hostWithRoute({ ValidLifetime: 60, PreferredLifetime: 30 });
      host.at += ms;
      expect(host.set(host.get(key))).toBe('STATUS_SUCCESS');
      expect(host.events).toEqual([]);
    },
  );

  it('judges the two lifetimes apart', () => {
    const host = hostWithRoute({ ValidLifetime: 60, PreferredLifetime: 30 });
    const born = host.at;
    host.at += 10_400;
    host.set({ ...(host.get(key) as object), ValidLifetime: 60 });
    expect(host.events).toMatchObject([
      { data: { validUntil: born + 70_400, preferredUntil: born + 30_000, ageSince: born + 10_400 } },
    ]);
  });

  it('gives a route that was never to end an end, and takes it away again', () => {
    const host = hostWithRoute();
    host.set(initialized({ ...key, ValidLifetime: 60, PreferredLifetime: 60 }));
    expect(host.state.routes.nextDue()).toBe(host.at + 60_000);
    host.set(initialized(key));
    expect(host.state.routes.nextDue()).toBeUndefined();
  });

  it('keeps the order of creation', () => {
    const host = hostWithRoute();
    host.route('10.1.0.0/16', '192.0.2.1', 5);
    host.set(initialized({ ...key, Metric: 99 }));
    expect(host.routes()).toEqual(['10.0.0.0/8 192.0.2.1 5', '10.1.0.0/16 192.0.2.1 5']);
  });

  it('leaves the origin that the stack gave', () => {
    const host = new RouteHost();
    host.address('192.0.2.10', 5, { OnLinkPrefixLength: 24 }, true);
    const multicast = { DestinationPrefix: '224.0.0.0/4', NextHop: '0.0.0.0', InterfaceIndex: 5 };
    host.set(initialized({ ...multicast, Metric: 3 }));
    expect(host.get(multicast)).toMatchObject({
      Metric: 3,
      Origin: 'NlroWellKnown',
      Protocol: 'MIB_IPPROTO_LOCAL',
    });
  });
});

describe('the order of checks of SetIpForwardEntry2 and DeleteIpForwardEntry2', () => {
  const missing = initialized({ ...key, DestinationPrefix: '2001:db8::/32', NextHop: 'fe80::1%6' });
  const host = (stacks?: readonly ['AF_INET']): RouteHost => {
    const made = new RouteHost([ethernet(5), loopback(6)], stacks);
    made.mirrored = true;
    return made;
  };

  it('judges the members of a Set, but not of a Delete, first', () => {
    const row = {
      ...missing,
      InterfaceIndex: 99,
      ValidLifetime: 1,
      PreferredLifetime: 2,
      SitePrefixLength: 254,
    };
    expect(host(['AF_INET']).set(row)).toBe('STATUS_INVALID_PARAMETER');
    expect(host(['AF_INET']).delete(row)).toBe('STATUS_NOT_SUPPORTED');
  });

  it.each([
    ['the stack', ['AF_INET'] as const, { InterfaceIndex: 99 }, 'STATUS_NOT_SUPPORTED'],
    ['the interface', undefined, { InterfaceIndex: 99 }, 'STATUS_NOT_FOUND'],
    ['the scope id', undefined, {}, 'STATUS_INVALID_PARAMETER'],
    ['that the host is mirrored', undefined, { NextHop: 'fe80::1' }, 'STATUS_NOT_SUPPORTED'],
  ])('then looks at %s', (_, stacks, members, status) => {
    expect(host(stacks).set({ ...missing, ...members })).toBe(status);
    expect(host(stacks).delete({ ...missing, ...members })).toBe(status);
  });

  it('looks for the route last', () => {
    const made = new RouteHost();
    expect(made.set(initialized(key))).toBe('STATUS_NOT_FOUND');
    expect(made.delete(key)).toBe('STATUS_NOT_FOUND');
    expect(made.get(key)).toBe('STATUS_NOT_FOUND');
  });
});

describe('DeleteIpForwardEntry2', () => {
  it('removes the route by its key alone', () => {
    const host = hostWithRoute();
    expect(
      host.delete({ ...key, SitePrefixLength: 99, ValidLifetime: 1, PreferredLifetime: 2, Protocol: 'none' }),
    ).toBe('STATUS_SUCCESS');
    expect(host.events).toEqual([
      {
        type: 'RouteDeleted',
        data: {
          DestinationPrefix: '10.0.0.0/8',
          InterfaceIndex: 5,
          InterfaceLuid: '0x0006000005000000',
          NextHop: '192.0.2.1',
          reason: 'call',
        },
      },
    ]);
    expect(host.state.routes.size).toBe(0);
  });

  it('leaves the other routes of the prefix', () => {
    const host = hostWithRoute();
    host.route('10.0.0.0/8', '192.0.2.2', 5);
    host.delete({ ...key, NextHop: '192.0.2.2' });
    expect(host.routes()).toEqual(['10.0.0.0/8 192.0.2.1 5']);
  });
});
