import { Immer } from 'immer';

import { evolveAnycast, evolveMulticast, evolveUnicast } from '../addresses';
import type { DomainEvent } from '../catalogue';
import type { FoldContext } from '../codec';
import { evolveDns, evolveInterfaces, evolveIpInterfaces, evolveRetired } from '../interfaces';
import { evolveLinux } from '../linux';
import { evolveAnswering, evolveNeighbors } from '../neighbors';
import { evolvePaths } from '../paths';
import { evolveRoutes } from '../routes';
import { evolveTeredo } from '../teredo';
import { assertNever } from './assert-never';
import type { HostState } from './state';

/**
 * Freezes nothing by itself: it would look through all members for what is still to be frozen, which takes longer than
 * all the rest. Only the root is new, and that is frozen here.
 */
const immer = new Immer({ autoFreeze: false });

/** The state after what `write` does to a draft of its root. */
export const nextState = (state: HostState, write: (root: Writable<HostState>) => void): HostState =>
  Object.freeze(
    immer.produce(state, (draft) => {
      write(draft as unknown as Writable<HostState>);
    }),
  );

/** The root of a state while it is drafted. */
export type Writable<T> = { -readonly [Member in keyof T]: T[Member] };

/**
 * Folds one event into the state. Total: it checks nothing, reads no clock, draws no number and never fails.
 *
 * Immer drafts the root alone; tables are immutable classes that it leaves as they are.
 */
export const evolve = (state: HostState, event: DomainEvent, context: FoldContext): HostState =>
  nextState(state, (root) => {
    root.seq = context.seq;
    put(root, event, context, state);
  });

/** An event with the number and instant under which it is folded. */
export interface Numbered {
  readonly event: DomainEvent;
  readonly seq: number;
  readonly at: number;
}

/**
 * Folds many events one by one with one draft of the root.
 *
 * @param check called with the state before each event; what it throws leaves the given state as it was
 */
export const evolveAll = (
  state: HostState,
  events: Iterable<Numbered>,
  check?: (state: HostState, event: DomainEvent) => void,
): HostState =>
  nextState(state, (root) => {
    for (const { event, seq, at } of events) {
      check?.(root, event);
      root.seq = seq;
      put(root, event, { seq, at });
    }
  });

/**
 * Writes into a draft of the root what an event makes true; all but `seq`.
 *
 * @param from the state before: the draft, or what was drafted where this is the first event, which is read faster
 */
export const put = (
  root: Writable<HostState>,
  event: DomainEvent,
  context: FoldContext,
  from: HostState = root,
): void => {
  switch (event.type) {
    case 'InterfaceDeparted':
      root.interfaces = evolveInterfaces(from.interfaces, event, context);
      root.retired = evolveRetired(from.retired, event);
      return;
    case 'InterfaceArrived':
    case 'InterfaceSet':
    case 'MediaConnected':
    case 'MediaDisconnected':
      root.interfaces = evolveInterfaces(from.interfaces, event, context);
      return;
    case 'IpInterfaceBound':
    case 'IpInterfaceSet':
    case 'IpInterfaceUnbound':
      root.ipInterfaces = evolveIpInterfaces(from.ipInterfaces, event, context);
      return;
    case 'RouteCreated':
    case 'RouteSet':
    case 'RouteDeleted':
      root.routes = evolveRoutes(from.routes, event, context);
      return;
    case 'NeighborCreated':
    case 'NeighborSet':
    case 'NeighborStateChanged':
    case 'NeighborDeleted':
      root.neighbors = evolveNeighbors(from.neighbors, event, context);
      return;
    case 'NeighborBeganAnswering':
    case 'NeighborFellSilent':
      root.answering = evolveAnswering(from.answering, event, context);
      return;
    case 'UnicastAddressCreated':
    case 'UnicastAddressSet':
    case 'DadStateChanged':
    case 'UnicastAddressDeleted':
      root.unicast = evolveUnicast(from.unicast, event, context);
      return;
    case 'AnycastAddressCreated':
    case 'AnycastAddressDeleted':
      root.anycast = evolveAnycast(from.anycast, event, context);
      return;
    case 'MulticastGroupJoined':
    case 'MulticastGroupLeft':
      root.multicast = evolveMulticast(from.multicast, event, context);
      return;
    case 'PathCreated':
    case 'PathSet':
    case 'PathDeleted':
      root.paths = evolvePaths(from.paths, event, context);
      return;
    case 'InterfaceDnsSet':
    case 'InterfaceDnsDeleted':
      root.dns = evolveDns(from.dns, event, context);
      return;
    case 'LinuxObjectReported':
    case 'LinuxObjectWithdrawn':
      root.linux = evolveLinux(from.linux, event, context);
      return;
    case 'TeredoPortChanged':
      root.teredoPort = evolveTeredo(from.teredoPort, event);
      return;
    case 'ConnectivityHintChanged':
      root.connectivityHint = Object.freeze({ ...event.data });
      return;
    default:
      assertNever(event);
  }
};
