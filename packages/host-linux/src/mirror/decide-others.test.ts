import {
  BEGIN,
  delNeighbor,
  delRule,
  link,
  mirroredHost,
  neighbor,
  newLink,
  newNeighbor,
  newNetconf,
  newRule,
  objectsOf,
  rowsOf,
  typesOf,
} from '../../test/mirrored-host';
import type { LinuxRule } from '../netlink';

const begun = () => mirroredHost(newLink(link(2)));

describe('RTM_NEWNEIGH', () => {
  it('adds a neighbor, last reachable as long ago as the message says', () => {
    expect(rowsOf(begun().tell(newNeighbor(neighbor(2, '192.0.2.7', { router: true }), 1250), 60))).toEqual([
      {
        type: 'NeighborCreated',
        data: {
          Address: '192.0.2.7',
          InterfaceIndex: 2,
          InterfaceLuid: '0x0006000002000000',
          IsRouter: true,
          IsUnreachable: false,
          PhysicalAddress: '02-00-00-00-01-01',
          State: 'NlnsReachable',
          dueAt: null,
          lastReachableAt: BEGIN + 60_000 - 12_500,
          lastUnreachableAt: null,
          solicits: 0,
        },
      },
    ]);
  });

  it.each([
    ['INCOMPLETE', 'Incomplete'],
    ['REACHABLE', 'Reachable'],
    ['STALE', 'Stale'],
    ['DELAY', 'Delay'],
    ['PROBE', 'Probe'],
    ['FAILED', 'Unreachable'],
    ['NOARP', 'Permanent'],
    ['PERMANENT', 'Permanent'],
  ])('tells the state %s', (nud, state) => {
    expect(rowsOf(begun().tell(newNeighbor(neighbor(2, '192.0.2.7', { state: [nud] }))))).toMatchObject([
      { data: { IsUnreachable: state === 'Unreachable', State: `Nlns${state}` } },
    ]);
  });

  it('tells another state by NeighborStateChanged', () => {
    const mirror = begun();
    mirror.tell(newNeighbor(neighbor(2, '192.0.2.7'), 0));
    expect(rowsOf(mirror.tell(newNeighbor(neighbor(2, '192.0.2.7', { state: ['FAILED'] })), 9))).toEqual([
      {
        type: 'NeighborStateChanged',
        data: {
          Address: '192.0.2.7',
          InterfaceIndex: 2,
          InterfaceLuid: '0x0006000002000000',
          IsUnreachable: true,
          State: 'NlnsUnreachable',
          dueAt: null,
          lastReachableAt: BEGIN,
          lastUnreachableAt: BEGIN + 9000,
          solicits: 0,
        },
      },
    ]);
  });

  it('sets the row where the physical address or the router flag differs', () => {
    const mirror = begun();
    mirror.tell(newNeighbor(neighbor(2, '192.0.2.7')));
    const moved = neighbor(2, '192.0.2.7', { lladdr: '02:00:00:00:01:02', state: ['STALE'] });
    expect(rowsOf(mirror.tell(newNeighbor(moved)))).toMatchObject([
      { type: 'NeighborSet', data: { PhysicalAddress: '02-00-00-00-01-02', State: 'NlnsStale' } },
    ]);
    expect(rowsOf(mirror.tell(newNeighbor({ ...moved, router: true })))).toMatchObject([
      { type: 'NeighborSet', data: { IsRouter: true } },
    ]);
  });

  it('says nothing of a neighbor that was only confirmed', () => {
    const mirror = begun();
    mirror.tell(newNeighbor(neighbor(2, '192.0.2.7'), 0));
    expect(mirror.tell(newNeighbor(neighbor(2, '192.0.2.7'), 0), 30)).toEqual([]);
  });

  it('keeps what has no row in the object', () => {
    const mirror = begun();
    mirror.tell(newNeighbor(neighbor(2, '192.0.2.7')));
    expect(typesOf(mirror.tell(newNeighbor(neighbor(2, '192.0.2.7', { extern_learn: true }))))).toEqual([
      'LinuxObjectReported',
    ]);
  });

  it('takes an all-zero physical address of one that never answered as none', () => {
    const unknown = neighbor(2, '192.0.2.7', { lladdr: '00:00:00:00:00:00', state: ['INCOMPLETE'] });
    expect(rowsOf(begun().tell(newNeighbor(unknown)))).toMatchObject([{ data: { PhysicalAddress: '' } }]);
    expect(rowsOf(begun().tell(newNeighbor({ ...unknown, state: ['NOARP'] })))).toMatchObject([
      { data: { PhysicalAddress: '00-00-00-00-00-00' } },
    ]);
  });

  it('passes over addresses that are answered for', () => {
    expect(begun().tell(newNeighbor(neighbor(2, '192.0.2.7', { proxy: true })))).toEqual([]);
  });
});

describe('a neighbor that goes', () => {
  it.each([
    ['by RTM_DELNEIGH', delNeighbor(neighbor(2, '192.0.2.7'))],
    ['by RTM_NEWNEIGH of NUD_NONE', newNeighbor(neighbor(2, '192.0.2.7', { state: [] }))],
  ])('%s', (_how, message) => {
    const mirror = begun();
    mirror.tell(newNeighbor(neighbor(2, '192.0.2.7')));
    expect(mirror.tell(message)).toEqual([
      { type: 'LinuxObjectWithdrawn', data: { inferred: false, key: '192.0.2.7 dev 2', kind: 'neigh' } },
      {
        type: 'NeighborDeleted',
        data: {
          Address: '192.0.2.7',
          InterfaceIndex: 2,
          InterfaceLuid: '0x0006000002000000',
          reason: 'host-report',
        },
      },
    ]);
    expect(mirror.tell(message)).toEqual([]);
  });

  it('stays reachable, though time passes', () => {
    const mirror = begun();
    mirror.tell(newNeighbor(neighbor(2, '192.0.2.7'), 0));
    mirror.host.advance(600_000);
    expect(Array.from(mirror.state.neighbors.values(), ({ State }) => State)).toEqual(['NlnsReachable']);
  });
});

describe('RTM_NEWNETCONF', () => {
  it('sets forwarding of the family', () => {
    const events = begun().tell(newNetconf({ family: 'inet6', forwarding: true, ifindex: 2 }));
    expect(events).toMatchObject([
      { type: 'LinuxObjectReported', data: { key: 'inet6 dev 2', kind: 'netconf' } },
      { type: 'IpInterfaceSet', data: { Family: 'AF_INET6', ForwardingEnabled: true, NlMtu: 1500 } },
    ]);
  });

  it('leaves the settings that it does not tell', () => {
    const mirror = begun();
    mirror.tell(newNetconf({ family: 'inet', forwarding: true, ifindex: 2, rp_filter: 'loose' }));
    mirror.tell(newNetconf({ family: 'inet', ifindex: 2, proxy_neigh: true }));
    expect(mirror.state.linux.netconf('inet', 2)?.object).toEqual({
      family: 'inet',
      forwarding: true,
      ifindex: 2,
      proxy_neigh: true,
      rp_filter: 'loose',
    });
  });

  it('keeps what is set for all links and for links to come', () => {
    const mirror = begun();
    mirror.tell(newNetconf({ family: 'inet', forwarding: true, ifindex: -1 }));
    expect(
      objectsOf(mirror.tell(newNetconf({ family: 'inet', forwarding: true, ifindex: -2 }))),
    ).toMatchObject([{ data: { key: 'inet default' } }]);
    expect(mirror.state.linux.netconf('inet', -1)?.key).toBe('inet all');
  });
});

describe('rules', () => {
  const rule = (priority: number, members: Partial<LinuxRule> = {}): LinuxRule => ({
    family: 'inet',
    priority,
    src: 'all',
    ...members,
  });

  it('make policy routing of a host where others stand than those that all hosts have', () => {
    const mirror = begun();
    mirror.tellAll(
      newRule(rule(0, { protocol: 'kernel', table: 'local' })),
      newRule(rule(32_766, { protocol: 'kernel', table: 'main' })),
      newRule(rule(32_767, { protocol: 'kernel', table: 'default' })),
    );
    expect(mirror.state.linux.policyRouting).toBe(false);
    const own = rule(100, { src: '192.0.2.0', srclen: 24, table: '100' });
    mirror.tell(newRule(own));
    expect(mirror.state.linux.policyRouting).toBe(true);
    mirror.tell(delRule({ ...own, iif_detached: true }));
    expect(mirror.state.linux.policyRouting).toBe(false);
  });

  it('of one priority are told apart by what they say', () => {
    const mirror = begun();
    mirror.tellAll(newRule(rule(100, { table: '100' })), newRule(rule(100, { iif: 'eth2', table: '100' })));
    expect(Array.from(mirror.state.linux.ofKind('rule'), ({ key }) => key)).toEqual([
      'inet 100 iif=eth2 src=all table=100',
      'inet 100 src=all table=100',
    ]);
  });

  it('make no rows', () => {
    expect(typesOf(begun().tell(newRule(rule(100))))).toEqual(['LinuxObjectReported']);
  });
});

it('says nothing of messages that are about no object', () => {
  const header = { flags: 0, seq: 0, pid: 0 };
  expect(begun().tell({ ...header, type: 'NLMSG_DONE', errno: 0 })).toEqual([]);
  expect(begun().tell({ type: 'skipped', reason: 'cloned route', messageType: 24 })).toEqual([]);
});
