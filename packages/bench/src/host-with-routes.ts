import {
  createHost,
  type Host as HostType,
  type HostState,
  type Prefix,
  type RouteRow,
} from '@netlapse/core';

import { Host } from '../../core/src/engine/host';
import { Past } from '../../core/src/engine/past';
import { stateDocument, stateHash } from '../../core/src/state/state-document';
import { Timeline } from '../../core/src/engine/timeline';
import { MemoryEventLog } from '../../core/src/log';

/** The instant at which these hosts begin. */
export const BEGINNING = 1_000_000;

const interfaces = [5, 6].map((InterfaceIndex) => ({ InterfaceIndex, Alias: `Ethernet ${InterfaceIndex}` }));

const rowOf = (DestinationPrefix: Prefix, number: number, { state }: HostType): RouteRow => {
  const luids = [...state.interfaces.values()];
  const { InterfaceLuid, InterfaceIndex } = luids[number % luids.length] as (typeof luids)[number];
  const hop = 1 + (number % 50);
  const isIpv6 = DestinationPrefix.includes(':');
  return {
    AutoconfigureAddress: false,
    DestinationPrefix,
    Immortal: false,
    InterfaceIndex,
    InterfaceLuid,
    Loopback: false,
    Metric: 10,
    NextHop: (isIpv6 ? `fe80::${hop.toString(16)}` : `192.0.2.${hop}`) as RouteRow['NextHop'],
    Origin: 'NlroManual',
    Protocol: 'MIB_IPPROTO_NETMGMT',
    Publish: false,
    SitePrefixLength: 0,
    ageSince: BEGINNING,
    createdSeq: state.seq + number + 1,
    preferredUntil: null,
    setSeq: state.seq + number + 1,
    validUntil: null,
  };
};

/**
 * A host of two Ethernet interfaces that begins with a route to each prefix, fifty next hops in turn: as one that goes
 * on from a checkpoint would, so that a million routes are there in seconds.
 */
export const hostWithRoutes = (prefixes: readonly Prefix[]): HostType => {
  const seed = createHost({ now: BEGINNING, interfaces });
  const routes = seed.state.routes.mutate((batch) => {
    prefixes.forEach((prefix, number) => batch.set(rowOf(prefix, number, seed)));
  });
  const state: HostState = Object.freeze({
    ...seed.state,
    seq: seed.state.seq + prefixes.length,
    routes,
  });
  const { hostId, logId } = seed.timeline.identity;
  const { seq } = state;
  const base = { kind: 'base', at: BEGINNING, hostId, logId, seq } as const;
  const log = MemoryEventLog.goingOnFrom({
    ...base,
    draft: () => ({
      ...base,
      format: 'netlapse-log',
      formatVersion: 1,
      stacks: state.stacks,
      state: stateDocument(state),
      stateHash: stateHash(state),
    }),
  });
  return new Host(new Timeline(log, { first: base, state, clock: BEGINNING, past: new Past(log, state) }));
};

/** A row as a caller gives it to CreateIpForwardEntry2 and SetIpForwardEntry2. */
export const givenRoute = (DestinationPrefix: string, Metric = 7) => ({
  InterfaceIndex: 5,
  DestinationPrefix,
  NextHop: '192.0.2.1',
  Metric,
  SitePrefixLength: 255,
  ValidLifetime: 0xffff_ffff,
  PreferredLifetime: 0xffff_ffff,
});

/** Prefixes of /25 that no table above has: `10.0.0.128/25` and on. */
export const freshPrefix = (number: number): string =>
  `10.${(number >> 8) & 255}.${number & 255}.${128 - ((number >> 16) & 1) * 128}/25`;
