import {
  familyOf,
  prefixOfRouteKey,
  type DomainEvent,
  type IpAddress,
  type LinuxObjectRow,
  type Prefix,
} from '@netlapse/core';

import { unicastDataOf } from './address-row';
import { interfaceChanges, type InterfaceChanges } from './interface-changes';
import { neighborDataOf } from './neighbor-row';
import type { ObjectChanges, TouchedOnLink } from './object-changes';
import { addressOf, neighborOf, nexthopOf } from './objects';
import { routeRowEvents } from './route-changes';
import { routeRowsOf } from './route-row';
import type { DeletionReason, InterfaceKey, NeighborData, UnicastData } from './row-data';
import { isSameEnd } from './same-object';

/**
 * What changed objects mean for rows: all events of the append behind those of the objects themselves, in the
 * order in which they are appended. What comes stands behind what it hangs on, what goes before.
 */
export const rowEvents = (changes: ObjectChanges): readonly DomainEvent[] => {
  const interfaces = interfaceChanges(changes);
  for (const ifindex of interfaces.arrived) touchAllOn(changes, ifindex);
  const addresses = addressEvents(changes, interfaces);
  const routes = routeEvents(changes, interfaces);
  const neighbors = neighborEvents(changes, interfaces);
  const isLosing = interfaces.departed.size > 0;
  return [
    // Routes that go with an interface without being on it go before it.
    ...(isLosing ? routes : []),
    ...interfaces.departures,
    ...interfaces.others,
    ...addresses.filter(({ type }) => type !== 'UnicastAddressDeleted'),
    ...(isLosing ? [] : routes),
    ...neighbors,
    ...addresses.filter(({ type }) => type === 'UnicastAddressDeleted'),
  ];
};

/** Objects may have been reported before the link that they are on: now they have rows. */
const touchAllOn = (changes: ObjectChanges, ifindex: number): void => {
  const { linux, touched } = changes;
  for (const row of linux.onLink('addr', ifindex)) {
    const { local } = addressOf(row);
    touched.addresses.set(`${local} ${ifindex}`, { ifindex, address: local });
  }
  for (const row of linux.onLink('route', ifindex)) touched.prefixes.add(prefixOfRouteKey(row.key));
  for (const row of linux.onLink('nexthop', ifindex)) changes.touchRoutesOf(nexthopOf(row).id);
  for (const row of linux.onLink('neigh', ifindex))
    touched.neighbors.set(row.key, { ifindex, address: neighborOf(row).dst });
};

/** The interface of something on a link, where there is one and the family has a stack. */
const placeOf = (
  { state }: ObjectChanges,
  { interfaceOf }: InterfaceChanges,
  { address, ifindex }: TouchedOnLink,
): InterfaceKey | undefined =>
  state.stacks.includes(familyOf(address as IpAddress)) ? interfaceOf(ifindex) : undefined;

const addressEvents = (changes: ObjectChanges, interfaces: InterfaceChanges): DomainEvent[] => {
  const events: DomainEvent[] = [];
  for (const touched of changes.touched.addresses.values()) {
    const place = placeOf(changes, interfaces, touched);
    if (place !== undefined) events.push(...addressChange(changes, touched, place));
  }
  return events;
};

const byCreation = (a: LinuxObjectRow, b: LinuxObjectRow): number => a.createdSeq - b.createdSeq;

/**
 * One row for each address of an interface: that of the object which was reported first, of several lengths
 * or peers.
 */
const addressChange = (
  { at, linux, state }: ObjectChanges,
  { address, ifindex }: TouchedOnLink,
  { InterfaceIndex, InterfaceLuid }: InterfaceKey,
): DomainEvent[] => {
  const Address = address as IpAddress;
  const key = { Address, InterfaceIndex, InterfaceLuid };
  const [object] = linux
    .addressesHolding(address)
    .filter((row) => addressOf(row).ifindex === ifindex)
    .sort(byCreation);
  const before = state.unicast.get(key);
  if (object === undefined)
    return before === undefined
      ? []
      : [{ type: 'UnicastAddressDeleted', data: { ...key, reason: 'host-report' } }];
  const data = unicastDataOf(addressOf(object), key, before?.createdAt ?? at);
  if (before === undefined) return [{ type: 'UnicastAddressCreated', data }];
  const { DadState } = data;
  const events: DomainEvent[] = [];
  if (!isSameAddress(data, before))
    events.push({ type: 'UnicastAddressSet', data: { ...data, DadState: before.DadState } });
  if (DadState !== before.DadState)
    events.push({ type: 'DadStateChanged', data: { ...key, DadState, dadDueAt: null } });
  return events;
};

const isSameAddress = (a: UnicastData, b: UnicastData): boolean =>
  a.InterfaceIndex === b.InterfaceIndex &&
  a.OnLinkPrefixLength === b.OnLinkPrefixLength &&
  a.PrefixOrigin === b.PrefixOrigin &&
  a.SuffixOrigin === b.SuffixOrigin &&
  isSameEnd(a.preferredUntil, b.preferredUntil) &&
  isSameEnd(a.validUntil, b.validUntil);

const routeEvents = (changes: ObjectChanges, interfaces: InterfaceChanges): DomainEvent[] => {
  const { at, linux, state, touched } = changes;
  const { departed, interfaceOf } = interfaces;
  const reads = { interfaceOf, nexthopOf: (id: number) => linux.nexthop(id)?.object };
  const reason: DeletionReason = departed.size > 0 ? 'interface-departed' : 'host-report';
  const rowsAt = (prefix: Prefix) =>
    state.stacks.includes(familyOf(prefix)) ? routeRowsOf(prefix, linux.routesAt(prefix), reads, at) : [];
  return Array.from(touched.prefixes).flatMap((prefix) =>
    routeRowEvents(state, { prefix, rows: rowsAt(prefix), reason, departing: departed }),
  );
};

const neighborEvents = (changes: ObjectChanges, interfaces: InterfaceChanges): DomainEvent[] => {
  const events: DomainEvent[] = [];
  for (const [key, touched] of changes.touched.neighbors) {
    const place = placeOf(changes, interfaces, touched);
    if (place !== undefined) events.push(...neighborChange(changes, key, touched, place));
  }
  return events;
};

const neighborChange = (
  { at, confirmed, linux, state }: ObjectChanges,
  objectKey: string,
  { address }: TouchedOnLink,
  { InterfaceIndex, InterfaceLuid }: InterfaceKey,
): DomainEvent[] => {
  const key = { Address: address as IpAddress, InterfaceIndex, InterfaceLuid };
  const object = linux.get({ kind: 'neigh', key: objectKey });
  const before = state.neighbors.get(key);
  if (object === undefined)
    return before === undefined ? [] : [{ type: 'NeighborDeleted', data: { ...key, reason: 'host-report' } }];
  const data = neighborDataOf(neighborOf(object), key, at, confirmed.get(objectKey), before);
  if (before === undefined) return [{ type: 'NeighborCreated', data }];
  if (data.PhysicalAddress !== before.PhysicalAddress || data.IsRouter !== before.IsRouter)
    return [{ type: 'NeighborSet', data }];
  return data.State === before.State ? [] : [{ type: 'NeighborStateChanged', data: stateMembersOf(data) }];
};

const stateMembersOf = ({
  Address,
  InterfaceIndex,
  InterfaceLuid,
  IsUnreachable,
  State,
  dueAt,
  lastReachableAt,
  lastUnreachableAt,
  solicits,
}: NeighborData) => ({
  Address,
  InterfaceIndex,
  InterfaceLuid,
  IsUnreachable,
  State,
  dueAt,
  lastReachableAt,
  lastUnreachableAt,
  solicits,
});
