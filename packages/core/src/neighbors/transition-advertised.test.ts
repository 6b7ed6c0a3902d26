import type { NeighborData } from './row';
import { KNOWN, NONE, OTHER, resolved, silentAt, standing, unresolved } from './standing-neighbors.contract';
import { transition, type Advertisement } from './transition';

describe('an advertisement', () => {
  const advertise = (
    neighbor: NeighborData,
    members: Partial<Advertisement>,
    circumstances = silentAt(10),
  ): NeighborData =>
    transition(
      neighbor,
      {
        kind: 'advertised',
        PhysicalAddress: KNOWN,
        Solicited: false,
        Override: false,
        IsRouter: true,
        ...members,
      },
      circumstances,
    );
  const flags = [true, false];

  it.each(unresolved)('without physical address is ignored in %s', (state) => {
    for (const Solicited of flags)
      for (const Override of flags)
        expect(advertise(standing[state], { PhysicalAddress: NONE, Solicited, Override })).toBe(
          standing[state],
        );
  });

  it.each(unresolved)('with one resolves %s, reachable only where it was asked for', (state) => {
    for (const Override of flags) {
      expect(advertise(standing[state], { PhysicalAddress: OTHER, Solicited: true, Override })).toMatchObject(
        {
          State: 'NlnsReachable',
          PhysicalAddress: OTHER,
          IsRouter: true,
          lastReachableAt: 10,
        },
      );
      expect(
        advertise(standing[state], { PhysicalAddress: OTHER, Solicited: false, Override }),
      ).toMatchObject({
        State: 'NlnsStale',
        PhysicalAddress: OTHER,
        IsRouter: true,
        dueAt: null,
      });
    }
  });

  it('that must not override only casts doubt on what is reachable', () => {
    for (const Solicited of flags)
      expect(advertise(standing.NlnsReachable, { PhysicalAddress: OTHER, Solicited })).toMatchObject({
        State: 'NlnsStale',
        PhysicalAddress: KNOWN,
        IsRouter: false,
        dueAt: null,
      });
  });

  it.each(['NlnsStale', 'NlnsDelay', 'NlnsProbe'] as const)(
    'that must not override is ignored in %s',
    (state) => {
      for (const Solicited of flags)
        expect(advertise(standing[state], { PhysicalAddress: OTHER, Solicited })).toBe(standing[state]);
    },
  );

  it('that must not override is ignored where reachable has turned into stale by time', () => {
    const { NlnsReachable } = standing;
    expect(advertise(NlnsReachable, { PhysicalAddress: OTHER }, silentAt(30_000))).toBe(NlnsReachable);
  });

  it.each(resolved)('that was asked for makes %s reachable', (state) => {
    for (const PhysicalAddress of [KNOWN, NONE])
      expect(advertise(standing[state], { PhysicalAddress, Solicited: true })).toMatchObject({
        State: 'NlnsReachable',
        PhysicalAddress: KNOWN,
        IsRouter: true,
        lastReachableAt: 10,
      });
    expect(
      advertise(standing[state], { PhysicalAddress: OTHER, Solicited: true, Override: true }),
    ).toMatchObject({ State: 'NlnsReachable', PhysicalAddress: OTHER, IsRouter: true });
  });

  it.each(resolved)('that overrides makes %s stale with the other physical address', (state) => {
    expect(advertise(standing[state], { PhysicalAddress: OTHER, Override: true })).toMatchObject({
      State: 'NlnsStale',
      PhysicalAddress: OTHER,
      IsRouter: true,
      dueAt: null,
      solicits: 0,
    });
  });

  it.each(resolved)(
    'that tells nothing new leaves %s as it is recorded, but for the router flag',
    (state) => {
      for (const PhysicalAddress of [KNOWN, NONE])
        for (const Override of flags) {
          const after = advertise(standing[state], { PhysicalAddress, Override });
          expect(after).toEqual({ ...standing[state], IsRouter: true });
          expect(advertise(after, { PhysicalAddress, Override })).toEqual(after);
        }
    },
  );

  it('does nothing to a static neighbor', () => {
    for (const Solicited of flags)
      expect(advertise(standing.NlnsPermanent, { PhysicalAddress: OTHER, Solicited, Override: true })).toBe(
        standing.NlnsPermanent,
      );
  });
});
