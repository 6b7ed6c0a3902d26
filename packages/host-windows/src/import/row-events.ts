import {
  beginDetection,
  familyOf,
  foundIn,
  prefixAddress,
  prefixLength,
  scopeIdOf,
  widthOf,
  type AddressFamily,
  type DomainEvent,
  type HostState,
  type IpAddress,
  type Luid,
} from '@netlapse/core';

import type {
  InterfaceData,
  IpInterfaceData,
  NeighborData,
  PowerShellExport,
  RouteData,
  ToldAddress,
  ToldNeighbor,
  ToldRoute,
  UnicastData,
} from '../powershell';
import { ipInterfaceKey, type InterfaceEvents } from './interface-events';
import type { InterfacePlan } from './interface-plan';
import { endOf, isSameRow, withoutStamps } from './same-row';

/** All that rows on interfaces are made of. */
export interface RowReads {
  readonly state: HostState;
  readonly at: number;
  /** TRUE: the rules of a model go on from here, so that what is under way has its next instant. */
  readonly isModel: boolean;
  readonly told: PowerShellExport;
  readonly plan: InterfacePlan;
  readonly interfaces: InterfaceEvents;
}

const reason = 'host-report';

interface Key {
  readonly InterfaceIndex: number;
  readonly InterfaceLuid: Luid;
}

const interfaceOf = (
  { plan }: RowReads,
  { InterfaceIndex }: { readonly InterfaceIndex: number },
): InterfaceData => {
  const planned = plan.interfaces.get(InterfaceIndex);
  if (planned === undefined) throw new RangeError(`interface ${InterfaceIndex} is not in the plan`);
  return planned.data;
};

const keyOn = (reads: RowReads, told: { readonly InterfaceIndex: number }): Key => {
  const { InterfaceIndex, InterfaceLuid } = interfaceOf(reads, told);
  return { InterfaceIndex, InterfaceLuid };
};

/** Whether a row that stood has gone with its interface, or is of a family that the file is not of. */
const isOutside = (
  { interfaces }: RowReads,
  covered: ReadonlySet<AddressFamily>,
  luid: Luid,
  address: Parameters<typeof familyOf>[0],
): boolean => {
  const family = familyOf(address);
  return !covered.has(family) || interfaces.isGone(luid, family);
};

const byInterface = <T extends { readonly InterfaceIndex: number }>(rows: readonly T[]): readonly T[] =>
  rows.toSorted((a, b) => a.InterfaceIndex - b.InterfaceIndex);

/** Whether a family has no stack on this host: its rows are left out. */
const hasStack = ({ state }: RowReads, address: Parameters<typeof familyOf>[0]): boolean =>
  state.stacks.includes(familyOf(address));

/** Unicast and anycast addresses: what is told of, and what went. */
export const addressEvents = (reads: RowReads): DomainEvent[] => {
  const { state, told } = reads;
  if (told.counts.address === undefined) return [];
  const covered = new Set(told.address.map(({ Address }) => familyOf(Address)));
  const rows = byInterface(told.address).filter(({ Address }) => hasStack(reads, Address));
  const wanted = new Set(
    rows.map((row) => `${row.isAnycast} ${keyOn(reads, row).InterfaceLuid} ${row.Address}`),
  );
  const events: DomainEvent[] = [];
  for (const { Address, InterfaceIndex, InterfaceLuid } of state.unicast.values())
    if (
      !isOutside(reads, covered, InterfaceLuid, Address) &&
      !wanted.has(`false ${InterfaceLuid} ${Address}`)
    )
      events.push({
        type: 'UnicastAddressDeleted',
        data: { Address, InterfaceIndex, InterfaceLuid, reason },
      });
  for (const { Address, InterfaceIndex, InterfaceLuid } of state.anycast.values())
    if (!isOutside(reads, covered, InterfaceLuid, Address) && !wanted.has(`true ${InterfaceLuid} ${Address}`))
      events.push({
        type: 'AnycastAddressDeleted',
        data: { Address, InterfaceIndex, InterfaceLuid, reason },
      });
  for (const row of rows) if (!row.isAnycast) events.push(...unicastEvents(reads, row));
  for (const row of rows) if (row.isAnycast) events.push(...anycastEvents(reads, row));
  return events;
};

const standing = <Row>(
  reads: RowReads,
  luid: Luid,
  address: IpAddress,
  row: Row | undefined,
): Row | undefined => (reads.interfaces.isGone(luid, familyOf(address)) ? undefined : row);

const anycastEvents = (reads: RowReads, { Address, ...on }: ToldAddress): DomainEvent[] => {
  const key = { ...keyOn(reads, on), Address };
  if (standing(reads, key.InterfaceLuid, Address, reads.state.anycast.get(key)) !== undefined) return [];
  return [
    {
      type: 'AnycastAddressCreated',
      data: { ...key, ScopeId: scopeIdOf(Address, key.InterfaceIndex) },
    },
  ];
};

const unicastEvents = (reads: RowReads, told: ToldAddress): DomainEvent[] => {
  const { at, state } = reads;
  const key = { ...keyOn(reads, told), Address: told.Address };
  const before = standing(reads, key.InterfaceLuid, told.Address, state.unicast.get(key));
  const base: UnicastData = {
    PrefixOrigin: 'IpPrefixOriginManual',
    SuffixOrigin: 'IpSuffixOriginManual',
    OnLinkPrefixLength: widthOf(familyOf(told.Address)),
    SkipAsSource: false,
    DadState: 'IpDadStatePreferred',
    createdAt: at,
    dadDueAt: null,
    ...(before === undefined ? {} : withoutStamps(before)),
    ...key,
    ScopeId: scopeIdOf(told.Address, key.InterfaceIndex),
    ...told.members,
    validUntil: endOf(told.validLifetime, at, before?.validUntil),
    preferredUntil: endOf(told.preferredLifetime, at, before?.preferredUntil),
  };
  const isSameState = before?.DadState === base.DadState;
  const data = { ...base, dadDueAt: isSameState ? before.dadDueAt : dadDueAt(reads, base) };
  if (before === undefined) return [{ type: 'UnicastAddressCreated', data }];
  const { DadState, dadDueAt: dueAt } = data;
  const kept = { ...data, DadState: before.DadState, dadDueAt: before.dadDueAt };
  const events: DomainEvent[] = isSameRow(kept, before) ? [] : [{ type: 'UnicastAddressSet', data: kept }];
  if (!isSameState) events.push({ type: 'DadStateChanged', data: { ...key, DadState, dadDueAt: dueAt } });
  return events;
};

/** When a model ends the detection of an address that is tentative. */
const dadDueAt = (reads: RowReads, data: UnicastData): number | null => {
  const on = ipInterfaceOn(reads, data.InterfaceLuid, familyOf(data.Address));
  if (!reads.isModel || data.DadState !== 'IpDadStateTentative' || on === undefined) return null;
  const stamps = { createdSeq: 0, setSeq: 0 };
  const link = { interface: { ...interfaceOf(reads, data), ...stamps }, ipInterface: { ...on, ...stamps } };
  return beginDetection(link, data.preferredUntil, reads.at).dadDueAt;
};

const ipInterfaceOn = (
  { interfaces }: RowReads,
  luid: Luid,
  family: AddressFamily,
): IpInterfaceData | undefined => interfaces.ipInterfaces.get(ipInterfaceKey(luid, family));

/** Routes: what is told of, and what went. */
export const routeEvents = (reads: RowReads): DomainEvent[] => {
  const { state, told } = reads;
  if (told.counts.route === undefined) return [];
  const covered = new Set(told.route.map(({ DestinationPrefix }) => familyOf(DestinationPrefix)));
  const rows = byInterface(told.route).filter(({ DestinationPrefix }) => hasStack(reads, DestinationPrefix));
  const wanted = new Set(
    rows.map((row) => `${keyOn(reads, row).InterfaceLuid} ${row.DestinationPrefix} ${row.NextHop}`),
  );
  const own = ownAddresses(reads);
  const events: DomainEvent[] = [];
  for (const { DestinationPrefix, InterfaceIndex, InterfaceLuid, NextHop } of state.routes.values())
    if (
      !isOutside(reads, covered, InterfaceLuid, DestinationPrefix) &&
      !wanted.has(`${InterfaceLuid} ${DestinationPrefix} ${NextHop}`)
    )
      events.push({
        type: 'RouteDeleted',
        data: { DestinationPrefix, InterfaceIndex, InterfaceLuid, NextHop, reason },
      });
  for (const row of rows) events.push(...routeChange(reads, row, own));
  return events;
};

/** The host's own addresses after the import, each with its interface. */
const ownAddresses = ({ state, told }: RowReads): ReadonlySet<string> =>
  new Set(
    told.counts.address === undefined
      ? Array.from(state.unicast.values(), ({ Address, InterfaceIndex }) => `${InterfaceIndex} ${Address}`)
      : told.address.map(({ Address, InterfaceIndex }) => `${InterfaceIndex} ${Address}`),
  );

const routeChange = (
  reads: RowReads,
  { DestinationPrefix, InterfaceIndex, members, NextHop, preferredLifetime, validLifetime }: ToldRoute,
  own: ReadonlySet<string>,
): DomainEvent[] => {
  const { at, state } = reads;
  const key = { ...keyOn(reads, { InterfaceIndex }), DestinationPrefix, NextHop };
  const family = familyOf(DestinationPrefix);
  const before = reads.interfaces.isGone(key.InterfaceLuid, family) ? undefined : state.routes.get(key);
  const isHost = prefixLength(DestinationPrefix) === widthOf(family);
  const merged: RouteData = {
    SitePrefixLength: 0,
    Metric: 0,
    Protocol: 'MIB_IPPROTO_NETMGMT',
    AutoconfigureAddress: false,
    Publish: false,
    Immortal: false,
    Origin: 'NlroManual',
    Loopback: false,
    ...(before === undefined ? {} : withoutStamps(before)),
    ...key,
    ...members,
    validUntil: endOf(validLifetime, at, before?.validUntil),
    preferredUntil: endOf(preferredLifetime, at, before?.preferredUntil),
    ageSince: at,
  };
  const data = {
    ...merged,
    Loopback:
      merged.Protocol === 'MIB_IPPROTO_LOCAL' &&
      isHost &&
      own.has(`${InterfaceIndex} ${prefixAddress(DestinationPrefix)}`),
  };
  if (before === undefined) return [{ type: 'RouteCreated', data }];
  return isSameRow(data, before, 'ageSince') ? [] : [{ type: 'RouteSet', data }];
};

/** Neighbors: what is told of, and what went. */
export const neighborEvents = (reads: RowReads): DomainEvent[] => {
  const { state, told } = reads;
  if (told.counts.neighbor === undefined) return [];
  const covered = new Set(told.neighbor.map(({ Address }) => familyOf(Address)));
  const rows = byInterface(told.neighbor).filter(({ Address }) => hasStack(reads, Address));
  const wanted = new Set(rows.map((row) => `${keyOn(reads, row).InterfaceLuid} ${row.Address}`));
  const events: DomainEvent[] = [];
  for (const { Address, InterfaceIndex, InterfaceLuid } of state.neighbors.values())
    if (!isOutside(reads, covered, InterfaceLuid, Address) && !wanted.has(`${InterfaceLuid} ${Address}`))
      events.push({ type: 'NeighborDeleted', data: { Address, InterfaceIndex, InterfaceLuid, reason } });
  for (const row of rows) events.push(...neighborChange(reads, row));
  return events;
};

const neighborChange = (
  reads: RowReads,
  { Address, PhysicalAddress, State, ...on }: ToldNeighbor,
): DomainEvent[] => {
  const { at, isModel, state } = reads;
  const key = { ...keyOn(reads, on), Address };
  const before = standing(reads, key.InterfaceLuid, Address, state.neighbors.get(key));
  if (before?.State === State && before.PhysicalAddress === PhysicalAddress) return [];
  const IsUnreachable = State === 'NlnsUnreachable';
  const found: NeighborData = {
    ...key,
    PhysicalAddress,
    IsRouter: before?.IsRouter ?? false,
    State,
    IsUnreachable,
    lastReachableAt: before?.lastReachableAt ?? null,
    lastUnreachableAt: IsUnreachable ? at : (before?.lastUnreachableAt ?? null),
    dueAt: null,
    solicits: 0,
  };
  const times = ipInterfaceOn(reads, key.InterfaceLuid, familyOf(Address));
  const data =
    isModel && times !== undefined ? foundIn(State, found, { at, times, answer: undefined }) : found;
  if (before === undefined) return [{ type: 'NeighborCreated', data }];
  if (before.PhysicalAddress !== PhysicalAddress) return [{ type: 'NeighborSet', data }];
  const { IsRouter: _isRouter, PhysicalAddress: _physicalAddress, ...changed } = data;
  return [{ type: 'NeighborStateChanged', data: changed }];
};
