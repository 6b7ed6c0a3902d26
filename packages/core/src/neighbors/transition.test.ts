import { type PhysicalAddress } from '../net';
import { enterIncomplete, enterPermanent, enterProbe, enterReachable, type Circumstances } from './entering';
import { transitionEvents } from './neighbor-record';
import type { NeighborData } from './row';
import {
  answeredAt,
  KNOWN,
  known,
  OTHER,
  resolved,
  silentAt,
  standing,
  type State,
  states,
  times,
  unresolved,
} from './standing-neighbors.contract';
import { stateAt, transition, type Happening } from './transition';

describe('entering a state', () => {
  it.each([
    ['NlnsIncomplete', { PhysicalAddress: '', IsUnreachable: false, dueAt: 1000, solicits: 1 }],
    ['NlnsReachable', { dueAt: 30_000, solicits: 0, lastReachableAt: 0, IsUnreachable: false }],
    ['NlnsStale', { dueAt: null, solicits: 0, lastReachableAt: null }],
    ['NlnsDelay', { dueAt: 5000, solicits: 0 }],
    ['NlnsProbe', { dueAt: 1000, solicits: 1, PhysicalAddress: KNOWN }],
    ['NlnsUnreachable', { dueAt: null, solicits: 0, lastUnreachableAt: 0, IsUnreachable: true }],
    ['NlnsPermanent', { dueAt: null, solicits: 0, lastReachableAt: null }],
  ] as const)('%s sets what waits and what was sent', (state, members) => {
    expect(standing[state]).toMatchObject({ ...members, State: state });
  });

  it('NlnsPermanent forgets the last confirmation', () => {
    expect(enterPermanent(standing.NlnsReachable).lastReachableAt).toBeNull();
  });

  it('NlnsUnreachable keeps the last known physical address', () => {
    expect(standing.NlnsUnreachable.PhysicalAddress).toBe(KNOWN);
  });

  it.each([
    ['NlnsIncomplete', enterIncomplete(known, answeredAt(7, OTHER))],
    ['NlnsProbe', enterProbe(known, answeredAt(7, OTHER))],
  ])('%s is passed over where the solicitation is answered at once', (_, neighbor) => {
    expect(neighbor).toMatchObject({
      State: 'NlnsReachable',
      PhysicalAddress: OTHER,
      lastReachableAt: 7,
      dueAt: 30_007,
      solicits: 0,
    });
  });
});

describe('the state that a read shows', () => {
  it('is NlnsStale from the end of the reachable time on', () => {
    expect(stateAt(standing.NlnsReachable, 29_999)).toBe('NlnsReachable');
    expect(stateAt(standing.NlnsReachable, 30_000)).toBe('NlnsStale');
  });

  it('is the recorded one where a live host is mirrored', () => {
    expect(stateAt({ State: 'NlnsReachable', dueAt: null }, 1e12)).toBe('NlnsReachable');
  });

  it.each(states.filter((state) => state !== 'NlnsReachable'))('is %s where that is recorded', (state) => {
    expect(stateAt(standing[state], 1e12)).toBe(state);
  });
});

describe('time', () => {
  const after = (neighbor: NeighborData, circumstances: Circumstances): NeighborData =>
    transition(neighbor, { kind: 'due' }, circumstances);

  it.each(['NlnsIncomplete', 'NlnsProbe'] as const)('sends three solicitations in %s', (state) => {
    const second = after(standing[state], silentAt(1000));
    expect(second).toMatchObject({ State: state, solicits: 2, dueAt: 2000 });
    const third = after(second, silentAt(2000));
    expect(third).toMatchObject({ State: state, solicits: 3, dueAt: 3000 });
    const ended = after(third, answeredAt(3000));
    expect(ended).toMatchObject({
      State: 'NlnsUnreachable',
      IsUnreachable: true,
      lastUnreachableAt: 3000,
      dueAt: null,
      solicits: 0,
    });
  });

  it.each(['NlnsIncomplete', 'NlnsProbe'] as const)(
    'ends %s with an answer to a later solicitation',
    (state) => {
      expect(after(standing[state], answeredAt(1000, OTHER))).toMatchObject({
        State: 'NlnsReachable',
        PhysicalAddress: OTHER,
        lastReachableAt: 1000,
        dueAt: 31_000,
      });
    },
  );

  it('ends NlnsDelay with the first probe', () => {
    expect(after(standing.NlnsDelay, silentAt(5000))).toMatchObject({
      State: 'NlnsProbe',
      solicits: 1,
      dueAt: 6000,
    });
    expect(after(standing.NlnsDelay, answeredAt(5000)).State).toBe('NlnsReachable');
  });

  it('ends NlnsDelay in NlnsStale where unreachability is not detected', () => {
    const off = { ...times, UseNeighborUnreachabilityDetection: false };
    expect(after(standing.NlnsDelay, { ...answeredAt(5000), times: off })).toMatchObject({
      State: 'NlnsStale',
      dueAt: null,
    });
  });

  it('takes each wait from the time that holds when it begins', () => {
    const slower = { ...times, RetransmitTime: 4000 };
    expect(after(standing.NlnsProbe, { ...silentAt(1000), times: slower }).dueAt).toBe(5000);
  });

  it.each(['NlnsStale', 'NlnsUnreachable', 'NlnsPermanent', 'NlnsReachable'] as const)(
    'leaves %s alone',
    (state) => {
      expect(after(standing[state], silentAt(1e9))).toBe(standing[state]);
    },
  );

  it.each(['NlnsIncomplete', 'NlnsProbe', 'NlnsDelay'] as const)(
    'does nothing to %s before it is due',
    (state) => {
      expect(after(standing[state], answeredAt(999))).toBe(standing[state]);
    },
  );
});

describe('traffic', () => {
  const traffic = (neighbor: NeighborData, circumstances: Circumstances): NeighborData =>
    transition(neighbor, { kind: 'traffic' }, circumstances);

  it('makes what is stale wait for its first probe', () => {
    expect(traffic(standing.NlnsStale, answeredAt(10))).toMatchObject({ State: 'NlnsDelay', dueAt: 5010 });
  });

  it('finds what was reachable stale once its time is over', () => {
    expect(traffic(standing.NlnsReachable, silentAt(29_999))).toBe(standing.NlnsReachable);
    expect(traffic(standing.NlnsReachable, silentAt(30_000))).toMatchObject({
      State: 'NlnsDelay',
      lastReachableAt: 0,
    });
  });

  it('resolves what is unreachable anew', () => {
    expect(traffic(standing.NlnsUnreachable, silentAt(10))).toMatchObject({
      State: 'NlnsIncomplete',
      PhysicalAddress: '',
      IsUnreachable: false,
      lastUnreachableAt: 0,
      solicits: 1,
      dueAt: 1010,
    });
    expect(traffic(standing.NlnsUnreachable, answeredAt(10))).toMatchObject({
      State: 'NlnsReachable',
      PhysicalAddress: KNOWN,
    });
  });

  it.each(['NlnsIncomplete', 'NlnsDelay', 'NlnsProbe', 'NlnsPermanent'] as const)(
    'does nothing to %s',
    (state) => {
      expect(traffic(standing[state], answeredAt(10))).toBe(standing[state]);
    },
  );
});

describe('a confirmation by an upper layer', () => {
  it.each(resolved)('makes %s reachable', (state) => {
    expect(transition(standing[state], { kind: 'confirmed' }, silentAt(40_000))).toMatchObject({
      State: 'NlnsReachable',
      PhysicalAddress: KNOWN,
      lastReachableAt: 40_000,
      dueAt: 70_000,
      solicits: 0,
    });
  });

  it.each([...unresolved, 'NlnsPermanent'] as const)('does nothing to %s', (state) => {
    expect(transition(standing[state], { kind: 'confirmed' }, silentAt(40_000))).toBe(standing[state]);
  });
});

describe('a late answer', () => {
  const answered = (state: State): NeighborData =>
    transition(standing[state], { kind: 'answered', PhysicalAddress: OTHER }, silentAt(10));

  it.each(['NlnsIncomplete', ...resolved] as const)(
    'makes %s reachable with its physical address',
    (state) => {
      expect(answered(state)).toMatchObject({
        State: 'NlnsReachable',
        PhysicalAddress: OTHER,
        lastReachableAt: 10,
        dueAt: 30_010,
      });
    },
  );

  it('makes what is unreachable stale, for nobody waits any more', () => {
    expect(answered('NlnsUnreachable')).toMatchObject({
      State: 'NlnsStale',
      PhysicalAddress: OTHER,
      IsUnreachable: false,
      lastReachableAt: null,
      dueAt: null,
    });
  });

  it('does nothing to a static neighbor', () => {
    expect(answered('NlnsPermanent')).toBe(standing.NlnsPermanent);
  });
});

describe('a request heard from a neighbor', () => {
  const hear = (state: State, PhysicalAddress: PhysicalAddress): NeighborData =>
    transition(standing[state], { kind: 'heard', PhysicalAddress }, silentAt(10));

  it.each([...unresolved, ...resolved])('with another physical address makes %s stale with it', (state) => {
    expect(hear(state, OTHER)).toMatchObject({
      State: 'NlnsStale',
      PhysicalAddress: OTHER,
      IsUnreachable: false,
      dueAt: null,
      solicits: 0,
    });
  });

  it.each(unresolved)('with the same physical address makes %s stale', (state) => {
    expect(hear(state, KNOWN)).toMatchObject({ State: 'NlnsStale', PhysicalAddress: KNOWN });
  });

  it.each(resolved)('with the same physical address does nothing to %s', (state) => {
    expect(hear(state, KNOWN)).toBe(standing[state]);
  });

  it('does nothing to a static neighbor', () => {
    expect(hear('NlnsPermanent', OTHER)).toBe(standing.NlnsPermanent);
  });
});

describe('a link that goes down', () => {
  const disconnect = (state: State, at = 10): NeighborData =>
    transition(standing[state], { kind: 'disconnected' }, silentAt(at));

  it.each(['NlnsReachable', 'NlnsDelay', 'NlnsProbe'] as const)('makes %s stale', (state) => {
    expect(disconnect(state)).toMatchObject({
      State: 'NlnsStale',
      PhysicalAddress: KNOWN,
      dueAt: null,
      solicits: 0,
    });
  });

  it('ends a resolution', () => {
    expect(disconnect('NlnsIncomplete')).toMatchObject({ State: 'NlnsUnreachable', lastUnreachableAt: 10 });
  });

  it.each(['NlnsStale', 'NlnsUnreachable', 'NlnsPermanent'] as const)('does nothing to %s', (state) => {
    expect(disconnect(state)).toBe(standing[state]);
  });

  it('does nothing to what reads stale already', () => {
    expect(disconnect('NlnsReachable', 30_000)).toBe(standing.NlnsReachable);
  });
});

describe('the event of a transition', () => {
  const types = (before: NeighborData, after: NeighborData): readonly string[] =>
    transitionEvents(before, after).map(({ type }) => type);
  const happen = (state: State, happening: Happening): readonly string[] =>
    types(standing[state], transition(standing[state], happening, silentAt(10)));

  it('is NeighborSet where physical address or router flag change', () => {
    expect(happen('NlnsStale', { kind: 'answered', PhysicalAddress: OTHER })).toEqual(['NeighborSet']);
    expect(types(standing.NlnsStale, { ...standing.NlnsStale, IsRouter: true })).toEqual(['NeighborSet']);
    expect(happen('NlnsUnreachable', { kind: 'traffic' })).toEqual(['NeighborSet']);
  });

  it('is NeighborStateChanged where only the state does', () => {
    expect(happen('NlnsStale', { kind: 'traffic' })).toEqual(['NeighborStateChanged']);
    expect(happen('NlnsReachable', { kind: 'confirmed' })).toEqual(['NeighborStateChanged']);
    expect(types(standing.NlnsProbe, { ...standing.NlnsProbe, solicits: 2 })).toEqual([
      'NeighborStateChanged',
    ]);
  });

  it('does not exist where nothing changes', () => {
    expect(happen('NlnsIncomplete', { kind: 'traffic' })).toEqual([]);
    expect(types(standing.NlnsReachable, enterReachable(standing.NlnsReachable, silentAt(0)))).toEqual([]);
  });
});
