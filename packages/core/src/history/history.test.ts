import { createHost, forkHost, type Host } from '../engine';
import { hardware, netioapi } from '../netioapi';
import { tableOf } from '../state';
import { history, type RowHistoryEntry } from './history';

const lasting = { ValidLifetime: 0xffff_ffff, PreferredLifetime: 0xffff_ffff };
const ethernet = { InterfaceIndex: 5, Alias: 'Ethernet', PhysicalAddress: '02-00-00-00-00-05' };
const address = { Address: '192.0.2.10', InterfaceIndex: 5, OnLinkPrefixLength: 24, ...lasting };
const addressKey = { InterfaceLuid: '0x0006000005000000', Address: '192.0.2.10' };

const begun = (): Host => createHost({ now: 0, interfaces: [ethernet] });

const dependentsOf = (entry: RowHistoryEntry | undefined): readonly string[] =>
  entry === undefined || entry.kind === 'base'
    ? []
    : entry.dependents.map(({ kind, key }) => `${kind} ${key.replace('0x0006000005000000/', '')}`);

const brought = [
  'routes/192.0.2.10/32/0.0.0.0',
  'routes/192.0.2.0/24/0.0.0.0',
  'routes/192.0.2.255/32/0.0.0.0',
  'routes/224.0.0.0/4/0.0.0.0',
  'routes/255.255.255.255/32/0.0.0.0',
];

describe('the history of a row', () => {
  it('tells with an address which routes and groups it brought, and which went with it', () => {
    const host = begun();
    const api = netioapi(host);
    api.CreateUnicastIpAddressEntry({ Row: address });
    api.SetUnicastIpAddressEntry({
      Row: { ...address, OnLinkPrefixLength: 25, PrefixOrigin: 1, SuffixOrigin: 1 },
    });
    api.DeleteUnicastIpAddressEntry({ Row: address });
    const entries = history(host, 'unicast', addressKey, { dependents: true });
    expect(entries.map(({ kind }) => kind)).toEqual(['added', 'changed', 'removed']);
    expect(dependentsOf(entries[0])).toEqual([
      ...brought.map((key) => `added ${key}`),
      'added multicast/224.0.0.1',
    ]);
    expect(dependentsOf(entries[1])).toEqual([
      'removed routes/192.0.2.0/24/0.0.0.0',
      'removed routes/192.0.2.255/32/0.0.0.0',
      'added routes/192.0.2.0/25/0.0.0.0',
      'added routes/192.0.2.127/32/0.0.0.0',
    ]);
    expect(dependentsOf(entries[2])).toHaveLength(6);
    expect(dependentsOf(entries[2]).every((each) => each.startsWith('removed'))).toBe(true);
  });

  it('tells of the rows before and after, and of none where they were not asked for', () => {
    const host = begun();
    netioapi(host).CreateUnicastIpAddressEntry({ Row: address });
    const [entry] = history(host, 'unicast', addressKey, { dependents: true });
    expect(entry).toMatchObject({
      kind: 'added',
      dependents: [{ before: null, after: { Loopback: true } }, {}, {}, {}, {}, {}],
    });
    expect(dependentsOf(history(host, 'unicast', addressKey)[0])).toEqual([]);
  });

  it('gives to one of two addresses that depart together only what is its own', () => {
    const host = begun();
    netioapi(host).CreateUnicastIpAddressEntry({ Row: address });
    netioapi(host).CreateUnicastIpAddressEntry({ Row: { ...address, Address: '198.51.100.7' } });
    hardware(host)['interface-departs']({ InterfaceIndex: 5 });
    const entries = history(host, 'unicast', addressKey, { dependents: true });
    expect(dependentsOf(entries[entries.length - 1])).toEqual([
      ...brought.map((key) => `removed ${key}`),
      'removed multicast/224.0.0.1',
    ]);
    const all = history(host, 'interfaces', addressKey, { dependents: true });
    // Two addresses with their own three routes each and two that they share, a group, two IP interfaces.
    expect(dependentsOf(all[all.length - 1])).toHaveLength(2 + 8 + 1 + 2);
  });

  it('tells once of the dependents of an append that touches the row twice', () => {
    const host = begun();
    const api = netioapi(host);
    const Row = { ...address, PrefixOrigin: 1, SuffixOrigin: 1, DadState: 'IpDadStatePreferred' } as const;
    api.CreateUnicastIpAddressEntry({ Row });
    host.advance(10_000);
    api.SetUnicastIpAddressEntry({ Row: { ...Row, OnLinkPrefixLength: 25, PreferredLifetime: 0 } });
    const [, ...set] = history(host, 'unicast', addressKey, { dependents: true, from: { seq: 0 } }).slice(-3);
    expect(set.map((entry) => [entry.kind, dependentsOf(entry).length])).toEqual([
      ['changed', 4],
      ['changed', 0],
    ]);
  });

  it('begins with what the log began with', () => {
    const host = begun();
    netioapi(host).CreateUnicastIpAddressEntry({ Row: address });
    const fork = forkHost(host, host.position);
    netioapi(fork).DeleteUnicastIpAddressEntry({ Row: address });
    const entries = history(fork, 'unicast', addressKey);
    expect(entries.map(({ kind }) => kind)).toEqual(['base', 'removed']);
    expect(entries[0]).toMatchObject({ seq: host.position.seq, at: 0, life: 1 });
    expect(entries[0]?.after).toEqual(tableOf(host.state, 'unicast').get(addressKey));
    expect(history(fork, 'unicast', addressKey, { from: fork.position })).toEqual([]);
    expect(history(fork, 'anycast', addressKey)).toEqual([]);
  });
});
