import * as fc from 'fast-check';
import { NeighborHost } from '../../test/neighbor-host';
import { propertyRuns } from '../../test/property-runs';
import { isConnected } from '../interfaces';
import { SOLICITS_MAX } from './entering';
import type { NeighborRow } from './row';
import { evolveNeighbors, NeighborTable } from './table';
import type { NeighborEvent } from './events';

type Act = (host: NeighborHost) => void;

const Address = fc.constantFrom('192.0.2.1', '192.0.2.2', '224.0.0.1', 'fe80::1', '2001:db8::1', '192.0.2.9');
const PhysicalAddress = fc.constantFrom('02-AA-00-00-00-01', '02-AA-00-00-00-02', '02-AA');
const State = fc.constantFrom(
  'NlnsUnreachable',
  'NlnsProbe',
  'NlnsDelay',
  'NlnsStale',
  'NlnsReachable',
  'NlnsPermanent',
);
const InterfaceIndex = fc.constantFrom(5, 6);
const key = { Address, InterfaceIndex };

const reported = (
  name: Parameters<NeighborHost['report']>[0],
  members: Readonly<Record<string, fc.Arbitrary<unknown>>>,
): fc.Arbitrary<Act> =>
  fc.record({ ...key, ...members }).map((params) => (host) => host.report(name, params));

const called = (
  name: Parameters<NeighborHost['call']>[0],
  members: Readonly<Record<string, fc.Arbitrary<unknown>>>,
): fc.Arbitrary<Act> =>
  fc.record({ ...key, ...members }).map((Row) => (host) => void host.call(name, { Row }));

const act: fc.Arbitrary<Act> = fc.oneof(
  fc.integer({ min: 0, max: 12_000 }).map(
    (ms): Act =>
      (host) =>
        host.advance(ms),
  ),
  fc.constantFrom(1000, 3000, 5000, 30_000).map(
    (ms): Act =>
      (host) =>
        host.advance(ms),
  ),
  reported('packet-sent', {}),
  reported('reachability-confirmed', {}),
  reported('neighbor-answers', { PhysicalAddress }),
  reported('neighbor-silent', {}),
  reported('neighbor-answered', { PhysicalAddress }),
  reported('neighbor-heard', { PhysicalAddress }),
  reported('neighbor-advertises', {
    PhysicalAddress: fc.oneof(PhysicalAddress, fc.constant('')),
    Solicited: fc.boolean(),
    Override: fc.boolean(),
    IsRouter: fc.boolean(),
  }),
  called('CreateIpNetEntry2', { PhysicalAddress, State, IsRouter: fc.boolean() }),
  called('SetIpNetEntry2', { PhysicalAddress, State, IsRouter: fc.boolean() }),
  called('DeleteIpNetEntry2', {}),
  called('ResolveIpNetEntry2', {}),
  fc.tuple(InterfaceIndex, fc.boolean()).map(([index, isUp]): Act => (host) => {
    if (isConnected(host.interface(index)) !== isUp) host.setMedia(index, isUp);
  }),
  fc.tuple(fc.constantFrom(0, 1, 500, 1000, 60_000), fc.boolean()).map(
    ([RetransmitTime, UseNeighborUnreachabilityDetection]): Act =>
      (host) =>
        host.setIpInterface(5, 'AF_INET', { RetransmitTime, UseNeighborUnreachabilityDetection }),
  ),
);

const waiting = new Set<NeighborRow['State']>(['NlnsIncomplete', 'NlnsProbe', 'NlnsDelay', 'NlnsReachable']);
const soliciting = new Set<NeighborRow['State']>(['NlnsIncomplete', 'NlnsProbe']);

const checkRow = (row: NeighborRow, at: number): void => {
  expect(row.IsUnreachable).toBe(row.State === 'NlnsUnreachable');
  expect(row.dueAt !== null).toBe(waiting.has(row.State));
  // Nothing that was due is left behind, but for what a read computes.
  if (row.dueAt !== null && row.State !== 'NlnsReachable') expect(row.dueAt).toBeGreaterThan(at);
  expect(row.solicits).toBeGreaterThanOrEqual(soliciting.has(row.State) ? 1 : 0);
  expect(row.solicits).toBeLessThanOrEqual(soliciting.has(row.State) ? SOLICITS_MAX : 0);
  if (row.State === 'NlnsIncomplete') expect(row.PhysicalAddress).toBe('');
  else if (row.State !== 'NlnsUnreachable') expect(row.PhysicalAddress).toHaveLength(17);
  if (row.State === 'NlnsPermanent') expect(row.lastReachableAt).toBeNull();
  if (row.State === 'NlnsReachable') expect(row.lastReachableAt).not.toBeNull();
  if (row.State === 'NlnsUnreachable') expect(row.lastUnreachableAt).not.toBeNull();
  for (const instant of [row.lastReachableAt, row.lastUnreachableAt])
    if (instant !== null) expect(instant).toBeLessThanOrEqual(at);
};

describe('neighbors under whatever happens', () => {
  it('stay within the rules of the machine, and are the fold of what was appended', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
        const host = NeighborHost.ethernet({ InterfaceIndex: 6 });
        host.own(5, '192.0.2.9');
        let folded = NeighborTable.empty;
        for (const one of acts) {
          const events = host.events.length;
          const seq = host.seq;
          one(host);
          // Times of zero make things due at once; they are done before anything is looked at.
          host.advance(0);
          for (const row of host.state.neighbors.values()) checkRow(row, host.at);
          if (host.events.length === events) continue;
          expect(host.seq - seq).toBeGreaterThanOrEqual(host.events.length - events);
        }
        for (const event of host.events)
          if (event.type !== 'NeighborBeganAnswering' && event.type !== 'NeighborFellSilent')
            folded = evolveNeighbors(folded, event as NeighborEvent, { seq: 1, at: 0 });
        const members = (table: NeighborTable): readonly object[] =>
          Array.from(table.values(), ({ createdSeq: _createdSeq, setSeq: _setSeq, ...row }) => row);
        expect(members(folded)).toEqual(members(host.state.neighbors));
      }),
      propertyRuns(150),
    );
  });

  it('keep every state once they are left alone, or end in one that waits for nothing', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
        const host = NeighborHost.ethernet({ InterfaceIndex: 6 });
        for (const one of acts) one(host);
        host.advance(1_000_000);
        const states = Array.from(host.state.neighbors.values(), ({ Address: of, InterfaceIndex: on }) =>
          host.entry(of, on),
        ).map((entry) => entry?.State);
        for (const state of states) expect(state).toMatch(/^Nlns(Stale|Unreachable|Permanent)$/);
        host.events = [];
        host.advance(1_000_000);
        expect(host.events).toEqual([]);
      }),
      propertyRuns(60),
    );
  });
});

describe('calls and reports given whatever', () => {
  const anything = fc.oneof(
    fc.anything(),
    fc.record(
      {
        Address: fc.oneof(Address, fc.anything()),
        InterfaceIndex: fc.oneof(InterfaceIndex, fc.anything()),
        InterfaceLuid: fc.anything(),
        PhysicalAddress: fc.oneof(PhysicalAddress, fc.anything()),
        PhysicalAddressLength: fc.anything(),
        State: fc.oneof(State, fc.anything()),
        IsRouter: fc.anything(),
        Flags: fc.anything(),
      },
      { requiredKeys: [] },
    ),
  );
  const names = [
    'CreateIpNetEntry2',
    'SetIpNetEntry2',
    'DeleteIpNetEntry2',
    'GetIpNetEntry2',
    'GetIpNetTable2',
    'FlushIpNetTable2',
    'ResolveIpNetEntry2',
    'ResolveNeighbor',
  ] as const;

  it('answer with a status and never throw', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.record({
          Row: anything,
          Family: fc.anything(),
          InterfaceIndex: fc.anything(),
          SourceAddress: fc.anything(),
        }),
        (name, params) => {
          const host = NeighborHost.ethernet();
          const { status } = host.call(name, params);
          expect(status).toMatch(/^(STATUS|ERROR)_[A-Z_0-9]+$/);
          if (status !== 'STATUS_SUCCESS' && status !== 'STATUS_BAD_NETWORK_NAME')
            expect(host.events).toEqual([]);
        },
      ),
      propertyRuns(400),
    );
  });
});
