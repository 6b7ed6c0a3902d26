import { createHost, forkHost, type Host } from '../engine';
import { hardware, netioapi } from '../netioapi';
import { difference } from '../state';
import { blame } from './blame';
import { firstWhere } from './first-where';
import { whenever } from './whenever';

const lasting = { ValidLifetime: 0xffff_ffff, PreferredLifetime: 0xffff_ffff };
const key = { DestinationPrefix: '10.0.0.0/8', NextHop: '192.0.2.1', InterfaceIndex: 5 } as const;
const ethernet = { InterfaceIndex: 5, Alias: 'Ethernet', PhysicalAddress: '02-00-00-00-00-05' };

/** A route that stands from 1000 to 2000, and from 3000 on; its metric changes at 4000. */
const story = (): Host => {
  const host = createHost({ now: 0, interfaces: [ethernet] });
  const api = netioapi(host);
  api.CreateIpForwardEntry2({ Row: { ...key, ...lasting, Metric: 1 } }, { at: 1000 });
  api.DeleteIpForwardEntry2({ Row: key }, { at: 2000 });
  api.CreateIpForwardEntry2({ Row: { ...key, ...lasting, Metric: 1, Publish: true } }, { at: 3000 });
  api.SetIpForwardEntry2({ Route: { ...key, ...lasting, Metric: 2, Publish: true } }, { at: 4000 });
  host.advanceTo(5000);
  return host;
};

describe('whenever', () => {
  it('gives every stretch in which something held, the last one open', () => {
    expect(whenever(story(), ({ state }) => state.routes.size === 1)).toEqual([
      { from: { seq: 4, at: 1000 }, to: { seq: 5, at: 2000 } },
      { from: { seq: 6, at: 3000 }, to: null },
    ]);
  });

  it('begins and ends with the stretch that it is asked for', () => {
    const range = { from: { at: 1500 }, to: { at: 2500 } };
    expect(whenever(story(), ({ state }) => state.routes.size === 1, range)).toEqual([
      { from: { seq: 4, at: 1500 }, to: { seq: 5, at: 2000 } },
    ]);
    expect(whenever(story(), () => false)).toEqual([]);
  });

  it('does not look inside an append, nor at one that the stretch ends inside of', () => {
    const host = createHost({ now: 0, interfaces: [ethernet] });
    netioapi(host).CreateUnicastIpAddressEntry({
      Row: { Address: '192.0.2.10', InterfaceIndex: 5, OnLinkPrefixLength: 24, ...lasting },
    });
    expect(whenever(host, ({ state }) => state.routes.size === 1)).toEqual([]);
    expect(whenever(host, ({ state }) => state.unicast.size === 1, { to: { seq: 5 } })).toEqual([]);
    expect(firstWhere(host, ({ state }) => state.unicast.size === 1, { to: { seq: 5 } })).toBeUndefined();
  });
});

describe('firstWhere of what stays true', () => {
  const busy = (): Host => {
    const host = createHost({ now: 0, interfaces: [ethernet] });
    for (let third = 0; third < 40; third += 1) {
      const Row = { ...key, DestinationPrefix: `10.${third}.0.0/16`, ...lasting };
      netioapi(host).CreateIpForwardEntry2({ Row }, { at: third });
      // A refusal is a record too, but no append.
      netioapi(host).CreateIpForwardEntry2({ Row });
    }
    return host;
  };

  it.each([0, 1, 2, 17, 39, 40, 41])(
    'finds by halving what looking at each append finds: %d routes',
    (size) => {
      const host = busy();
      let asked = 0;
      const holds = ({ state }: { readonly state: Host['state'] }): boolean => {
        asked += 1;
        return state.routes.size >= size;
      };
      const found = firstWhere(host, holds, { monotone: true });
      expect(asked).toBeLessThan(10);
      expect(found).toEqual(firstWhere(host, holds));
    },
  );

  it('does not look at an append that the stretch ends inside of', () => {
    const host = createHost({ now: 0, interfaces: [ethernet] });
    netioapi(host).CreateUnicastIpAddressEntry({
      Row: { Address: '192.0.2.10', InterfaceIndex: 5, OnLinkPrefixLength: 24, ...lasting },
    });
    const holds = ({ state }: { readonly state: Host['state'] }): boolean => state.unicast.size === 1;
    expect(firstWhere(host, holds, { monotone: true, to: { seq: 5 } })).toBeUndefined();
    expect(firstWhere(host, holds, { monotone: true })?.seq).toBe(host.position.seq);
  });
});

describe('blame', () => {
  it('names for each member the event that gave it its present value', () => {
    const found = blame(story(), 'routes', { ...key, InterfaceLuid: '0x0006000005000000' });
    expect(found?.['Metric']).toMatchObject({ seq: 7, type: 'RouteSet' });
    expect(found?.['ageSince']).toMatchObject({ seq: 7 });
    expect(found?.['Publish']).toMatchObject({ seq: 6, type: 'RouteCreated' });
    expect(found).not.toHaveProperty('setSeq');
  });

  it('is asked as of the past as well', () => {
    const luid = { ...key, InterfaceLuid: '0x0006000005000000' };
    expect(blame(story(), 'routes', luid, { at: 3500 })?.['Metric']).toMatchObject({ seq: 6 });
    expect(blame(story(), 'routes', luid, { at: 2500 })).toBeUndefined();
  });

  it('has nobody to name for what a fork began with, and nothing to say of what does not stand', () => {
    const fork = forkHost(story(), { seq: 6 });
    const luid = { ...key, InterfaceLuid: '0x0006000005000000' };
    expect(blame(fork, 'routes', luid)?.['Metric']).toBeNull();
    expect(blame(fork, 'routes', { ...luid, NextHop: '192.0.2.9' })).toBeUndefined();
  });
});

describe('the difference of two hosts', () => {
  const hostWith = (InterfaceIndex: number, Metric: number): Host => {
    const host = createHost({
      now: 0,
      interfaces: [
        { InterfaceIndex: 2, Alias: 'Below' },
        { ...ethernet, InterfaceIndex, lowerInterfaces: [2] },
      ],
    });
    netioapi(host).CreateIpForwardEntry2({ Row: { ...key, InterfaceIndex, ...lasting, Metric } });
    return host;
  };

  it('matches interfaces by their aliases where asked to', () => {
    const [a, b] = [hostWith(5, 1), hostWith(6, 2)];
    const { routes, ipInterfaces } = difference(a.state, b.state, { matchInterfacesBy: 'Alias' });
    expect(routes).toEqual({
      added: [],
      removed: [],
      changed: [{ key: 'routes/Ethernet/10.0.0.0/8/192.0.2.1', members: { Metric: { from: 1, to: 2 } } }],
    });
    // Zones are numbered after the interface, and are values like any other.
    expect(ipInterfaces.changed.map(({ members }) => Object.keys(members))).toEqual([
      ['ZoneIndices'],
      ['ZoneIndices'],
    ]);
    expect([...ipInterfaces.added, ...ipInterfaces.removed]).toEqual([]);
    expect(difference(a.state, b.state).routes).toMatchObject({ added: [{}], removed: [{}], changed: [] });
  });

  it('keeps apart interfaces that share an alias', () => {
    const twins = createHost({
      now: 0,
      interfaces: [ethernet, { ...ethernet, InterfaceIndex: 6 }],
    });
    hardware(twins)['family-unbinds']({ InterfaceIndex: 6, Family: 'AF_INET6' });
    const { interfaces, ipInterfaces } = difference(hostWith(5, 1).state, twins.state, {
      matchInterfacesBy: 'Alias',
    });
    expect(interfaces.added).toHaveLength(2);
    expect(ipInterfaces.added).toHaveLength(3);
  });
});
