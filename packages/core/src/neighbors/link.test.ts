import { NeighborHost, type NeighborHostState } from '../../test/neighbor-host';
import { solicitationsOf, type Link, type Solicitation } from './link';

const row = { Address: '192.0.2.1', InterfaceIndex: 5, PhysicalAddress: '02-AA-00-00-00-01' };
const key = { Address: '192.0.2.1', InterfaceIndex: 5 };

/** Does something and then asks the link what an engine would ask it for the events that were appended. */
const solicited = (host: NeighborHost, act: () => void): readonly Solicitation[] => {
  const asked: Solicitation[] = [];
  const link: Link = { solicit: (solicitation) => asked.push(solicitation) };
  host.events = [];
  const before: NeighborHostState = host.state;
  act();
  for (const event of host.events)
    for (const solicitation of solicitationsOf({ event, before, state: host.state, at: host.at }))
      link.solicit(solicitation);
  return asked;
};
const kinds = (asked: readonly Solicitation[]): readonly string[] => asked.map(({ kind }) => kind);

describe('what a live link is asked', () => {
  it('asks all for a neighbor that is resolved, three times', () => {
    const host = NeighborHost.ethernet();
    expect(solicited(host, () => host.report('packet-sent', key))).toEqual([
      {
        ...key,
        InterfaceLuid: '0x0006000005000000',
        kind: 'multicast',
        PhysicalAddress: '',
        at: 0,
      },
    ]);
    expect(solicited(host, () => host.advance(1000))).toMatchObject([{ kind: 'multicast', at: 1000 }]);
    expect(kinds(solicited(host, () => host.advance(1000)))).toEqual(['multicast']);
    expect(solicited(host, () => host.advance(1000))).toEqual([]);
    expect(kinds(solicited(host, () => host.report('packet-sent', key)))).toEqual(['multicast']);
  });

  it('asks the neighbor itself where it is probed', () => {
    const host = NeighborHost.ethernet();
    expect(
      solicited(host, () => host.call('CreateIpNetEntry2', { Row: { ...row, State: 'NlnsDelay' } })),
    ).toEqual([]);
    expect(solicited(host, () => host.advance(5000))).toMatchObject([
      { kind: 'unicast', PhysicalAddress: row.PhysicalAddress, at: 5000 },
    ]);
    expect(kinds(solicited(host, () => host.advance(1000)))).toEqual(['unicast']);
  });

  it('asks again where a resolution replaces one that stands', () => {
    const host = NeighborHost.ethernet();
    host.call('ResolveIpNetEntry2', { Row: key });
    expect(kinds(solicited(host, () => host.call('ResolveIpNetEntry2', { Row: key })))).toEqual([
      'multicast',
    ]);
  });

  it('asks nothing where only the router flag changes while an answer is awaited', () => {
    const host = NeighborHost.ethernet();
    host.call('CreateIpNetEntry2', { Row: { ...row, State: 'NlnsProbe' } });
    const asked = solicited(host, () =>
      host.report('neighbor-advertises', { ...key, PhysicalAddress: '', IsRouter: true }),
    );
    expect(host.appended()).toEqual(['NeighborSet NlnsProbe']);
    expect(asked).toEqual([]);
  });

  it('asks anew where NlnsProbe is set anew', () => {
    const host = NeighborHost.ethernet();
    const set = (PhysicalAddress: string): unknown =>
      host.call('SetIpNetEntry2', { Row: { ...row, PhysicalAddress, State: 'NlnsProbe' } });
    host.call('CreateIpNetEntry2', { Row: { ...row, State: 'NlnsProbe' } });
    expect(solicited(host, () => set('02-AA-00-00-00-02'))).toMatchObject([
      { PhysicalAddress: '02-AA-00-00-00-02' },
    ]);
    host.at += 10;
    expect(kinds(solicited(host, () => set('02-AA-00-00-00-02')))).toEqual(['unicast']);
  });

  it('asks nothing on an interface that is not connected', () => {
    const host = NeighborHost.ethernet();
    host.setMedia(5, false);
    expect(solicited(host, () => host.report('packet-sent', key))).toEqual([]);
  });

  it('asks nothing for states that wait for no answer, nor for mirrored rows', () => {
    const host = NeighborHost.ethernet();
    for (const State of ['NlnsStale', 'NlnsReachable', 'NlnsPermanent']) {
      expect(solicited(host, () => host.call('CreateIpNetEntry2', { Row: { ...row, State } }))).toEqual([]);
      expect(solicited(host, () => host.call('DeleteIpNetEntry2', { Row: key }))).toEqual([]);
    }
    host.call('CreateIpNetEntry2', { Row: { ...row, State: 'NlnsProbe' } });
    const { createdSeq: _createdSeq, setSeq: _setSeq, ...data } = host.neighbor(row.Address) ?? {};
    host.call('DeleteIpNetEntry2', { Row: key });
    const mirrored = { type: 'NeighborCreated', data: { ...data, dueAt: null, solicits: 0 } };
    expect(solicited(host, () => host.append(mirrored))).toEqual([]);
    expect(solicited(host, () => host.report('neighbor-answers', row))).toEqual([]);
  });

  it('goes unanswered in its own instant, for the virtual link knows nobody', () => {
    const host = NeighborHost.ethernet();
    expect(host.call('ResolveIpNetEntry2', { Row: key }).status).toBe('STATUS_BAD_NETWORK_NAME');
    host.advance(20);
    host.report('neighbor-answered', row);
    expect(host.entry(key.Address)).toMatchObject({
      State: 'NlnsReachable',
      PhysicalAddress: row.PhysicalAddress,
    });
  });
});
