import { createHost, forkHost, type Host } from '../engine';
import { callByName, hardware, netioapi } from '../netioapi';
import { difference, tableOf } from '../state';
import { commandsFor } from './commands-for';

const lasting = { ValidLifetime: 0xffff_ffff, PreferredLifetime: 0xffff_ffff };
const ethernet = { InterfaceIndex: 5, Alias: 'Ethernet', PhysicalAddress: '02-00-00-00-00-05' };
const address = { Address: '192.0.2.10', InterfaceIndex: 5, OnLinkPrefixLength: 24, ...lasting };
const route = {
  DestinationPrefix: '10.0.0.0/8',
  NextHop: '192.0.2.1',
  InterfaceIndex: 5,
  Metric: 10,
  ...lasting,
} as const;

const begun = (): Host => createHost({ now: 0, interfaces: [ethernet] });

/** Names of the calls from the present of a host to the state of another, after they were made on a fork. */
const callsFrom = (host: Host, target: Host): readonly string[] => {
  const { calls, left } = commandsFor(host.view(), target.view().state);
  const fork = forkHost(host, host.position);
  for (const { name, params } of calls) expect(callByName(fork, name, params).status).toBe('STATUS_SUCCESS');
  expect(difference(fork.view().state, target.state)).toEqual(left);
  return calls.map(({ name }) => name);
};

describe('the calls from one state to another', () => {
  it('create an address and leave its routes and groups to it', () => {
    const target = begun();
    netioapi(target).CreateUnicastIpAddressEntry({ Row: address });
    expect(callsFrom(begun(), target)).toEqual(['CreateUnicastIpAddressEntry']);
    expect(callsFrom(target, begun())).toEqual(['DeleteUnicastIpAddressEntry']);
  });

  it('are deletions, then sets, then creations', () => {
    const [host, target] = [begun(), begun()];
    const api = netioapi(host);
    api.CreateIpForwardEntry2({ Row: route });
    api.CreateIpForwardEntry2({ Row: { ...route, DestinationPrefix: '10.1.0.0/16' } });
    netioapi(target).CreateIpForwardEntry2({ Row: { ...route, Metric: 20 } });
    netioapi(target).CreateIpForwardEntry2({ Row: { ...route, DestinationPrefix: '10.2.0.0/16' } });
    netioapi(target).SetIpInterfaceEntry({
      Row: {
        ...netioapi(target).InitializeIpInterfaceEntry({ Row: {} }).Row,
        Family: 'AF_INET',
        InterfaceIndex: 5,
        Metric: 7,
        UseAutomaticMetric: false,
      },
    });
    expect(callsFrom(host, target)).toEqual([
      'DeleteIpForwardEntry2',
      'SetIpInterfaceEntry',
      'SetIpForwardEntry2',
      'CreateIpForwardEntry2',
    ]);
  });

  it('delete a route that an address brought and that is not to be, once it is brought', () => {
    const target = begun();
    const api = netioapi(target);
    api.CreateUnicastIpAddressEntry({ Row: address });
    api.DeleteIpForwardEntry2({
      Row: { DestinationPrefix: '192.0.2.0/24', NextHop: '0.0.0.0', InterfaceIndex: 5 },
    });
    expect(callsFrom(begun(), target)).toEqual(['CreateUnicastIpAddressEntry', 'DeleteIpForwardEntry2']);
  });

  it('make a route anew whose end no Set reaches', () => {
    const [host, target] = [begun(), begun()];
    netioapi(host).CreateIpForwardEntry2({ Row: { ...route, ValidLifetime: 60, PreferredLifetime: 60 } });
    // Both routes read 60 s left; that of the target ends half a second later.
    host.advance(500);
    target.advance(500);
    netioapi(target).CreateIpForwardEntry2({ Row: { ...route, ValidLifetime: 60, PreferredLifetime: 60 } });
    const { left } = commandsFor(host.view(), target.state);
    expect(left.routes.changed).toEqual([]);
    expect(callsFrom(host, target)).toEqual(['DeleteIpForwardEntry2', 'CreateIpForwardEntry2']);
  });

  it('set what they may of an IP interface where the whole is refused, and tell what is', () => {
    const [host, target] = [begun(), createHost({ now: 0, interfaces: [{ ...ethernet, Mtu: 9000 }] })];
    netioapi(target).SetIpInterfaceEntry({
      Row: {
        ...netioapi(target).InitializeIpInterfaceEntry({ Row: {} }).Row,
        Family: 'AF_INET',
        InterfaceIndex: 5,
        NlMtu: 9000,
        WeakHostSend: true,
      },
    });
    const { calls, refused, left } = commandsFor(host.view(), target.state);
    expect(calls.map(({ name }) => name)).toEqual(['SetIpInterfaceEntry']);
    expect(refused.map(({ status }) => status)).toContain('STATUS_INVALID_PARAMETER');
    expect(left.ipInterfaces.changed.flatMap(({ members }) => Object.keys(members))).toContain('NlMtu');
    expect(left.ipInterfaces.changed.flatMap(({ members }) => Object.keys(members))).not.toContain(
      'WeakHostSend',
    );
    expect(left.interfaces.changed).toHaveLength(1);
  });

  it('tell of rows on an interface that is not there, and of a neighbor that only the link makes', () => {
    const host = begun();
    const target = createHost({ now: 0, interfaces: [ethernet, { InterfaceIndex: 9 }] });
    const api = netioapi(target);
    api.CreateIpForwardEntry2({ Row: { ...route, InterfaceIndex: 9 } });
    api.ResolveIpNetEntry2({ Row: { Address: '192.0.2.1', InterfaceIndex: 5 } });
    const { calls, refused, left } = commandsFor(host.view(), target.state);
    expect(calls).toEqual([]);
    expect(refused).toEqual([
      expect.objectContaining({ name: 'CreateIpForwardEntry2', status: 'STATUS_NOT_FOUND' }),
    ]);
    expect(left.routes.added).toHaveLength(1);
    expect(left.neighbors.added).toEqual([expect.objectContaining({ State: 'NlnsIncomplete' })]);
    expect(left.interfaces.added).toHaveLength(1);
  });

  it('begin after what is due by their instant, and change neither side', () => {
    const host = begun();
    netioapi(host).CreateIpForwardEntry2({ Row: { ...route, ValidLifetime: 5, PreferredLifetime: 5 } });
    const before = host.state;
    const { calls } = commandsFor({ state: before, at: 5000, mirrored: false }, begun().state);
    expect(calls).toEqual([]);
    expect(host.state).toBe(before);
    expect(tableOf(before, 'routes').size).toBe(1);
  });

  it('lead back to a moment before an interface lost its addresses', () => {
    const host = begun();
    netioapi(host).CreateUnicastIpAddressEntry({ Row: address });
    host.mark('before');
    hardware(host)['media-disconnects']({ InterfaceIndex: 5 });
    netioapi(host).DeleteUnicastIpAddressEntry({ Row: address });
    const { calls, left } = commandsFor(host.view(), host.view('before').state);
    expect(calls.map(({ name }) => name)).toEqual(['CreateUnicastIpAddressEntry']);
    expect(left.unicast.added).toEqual([]);
    expect(left.interfaces.changed).toHaveLength(1);
  });
});
