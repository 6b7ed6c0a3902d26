import {
  beforeDeparture,
  type AddressFamily,
  type DomainEvent,
  type InterfaceRow,
  type IpInterfaceRow,
  type LinuxTable,
  type Luid,
} from '@netlapse/core';

import { interfaceDataOf, ipInterfaceDataOf, luidOf } from './interface-row';
import { lowerInterfacesOf } from './lower-interfaces';
import type { ObjectChanges } from './object-changes';
import { linkIn, netconfIn, type LinkObject } from './objects';
import type { InterfaceData, InterfaceKey, IpInterfaceData } from './row-data';
import { isSameValue } from './same-object';

/** What became of the interfaces in an append, and how other rows find theirs. */
export interface InterfaceChanges {
  /** Departures, each with all that stands on it; of interfaces above them they are told first. */
  readonly departures: readonly DomainEvent[];
  /** Arrivals, then changes. */
  readonly others: readonly DomainEvent[];
  /** Indexes of links whose interface has just arrived. */
  readonly arrived: readonly number[];
  readonly departed: ReadonlySet<Luid>;
  /** The interface of a link as it is after the append; undefined where there is none. */
  readonly interfaceOf: (ifindex: number) => InterfaceKey | undefined;
}

/** What changed links and settings mean for interfaces and IP interfaces. */
export const interfaceChanges = (changes: ObjectChanges): InterfaceChanges => {
  const { linux, state, touched } = changes;
  const arrived = new Map<number, InterfaceData>();
  const departed = new Set<Luid>();
  const departures: DomainEvent[] = [];
  const arrivals: DomainEvent[] = [];
  const sets: DomainEvent[] = [];

  for (const ifindex of new Set([...touched.links, ...touched.settings, ...touched.stacks])) {
    const link = linkIn(linux, ifindex);
    const row = state.interfaces.byIndex(ifindex);
    if (link === undefined) {
      if (row === undefined) continue;
      departed.add(row.InterfaceLuid);
      departures.push(...departureOf(changes, row));
    } else if (row === undefined) {
      const luids = new Set(Array.from(arrived.values(), ({ InterfaceLuid }) => InterfaceLuid));
      const data = arrivalOf(changes, link, luids);
      arrived.set(ifindex, data);
      arrivals.push({ type: 'InterfaceArrived', data }, ...bindingsOf(changes, data));
    } else sets.push(...changesOf(changes, link, row));
  }
  const isLosing = departed.size > 0;
  return {
    departures: isLosing ? [...sets, ...departures] : departures,
    others: isLosing ? arrivals : [...arrivals, ...sets],
    arrived: Array.from(arrived.keys()),
    departed,
    interfaceOf: (ifindex) => {
      const standing = state.interfaces.byIndex(ifindex);
      return (
        arrived.get(ifindex) ??
        (standing === undefined || departed.has(standing.InterfaceLuid) ? undefined : standing)
      );
    },
  };
};

const departureOf = (
  { state }: ObjectChanges,
  { InterfaceIndex, InterfaceLuid }: InterfaceRow,
): DomainEvent[] => [
  ...beforeDeparture(state, InterfaceLuid),
  { type: 'InterfaceDeparted', data: { InterfaceIndex, InterfaceLuid, reason: 'host-report' } },
];

const arrivalOf = (
  { linux, state }: ObjectChanges,
  link: LinkObject,
  taken: ReadonlySet<Luid>,
): InterfaceData => {
  const key = { InterfaceIndex: link.ifindex, InterfaceLuid: luidOf(state, link, taken) };
  return interfaceDataOf(link, key, lowerInterfacesOf(linux, link.ifindex), undefined);
};

const bindingsOf = ({ linux, state }: ObjectChanges, data: InterfaceData): DomainEvent[] =>
  families
    .filter((family) => state.stacks.includes(family))
    .map((family) => ({
      type: 'IpInterfaceBound',
      data: ipInterfaceDataOf(data, family, isForwarding(linux, family, data.InterfaceIndex) ?? false),
    }));

const families: readonly AddressFamily[] = ['AF_INET', 'AF_INET6'];

/** Whether a link forwards packets of a family; undefined where the host has not said. */
const isForwarding = (linux: LinuxTable, family: AddressFamily, ifindex: number): boolean | undefined =>
  netconfIn(linux, family === 'AF_INET' ? 'inet' : 'inet6', ifindex)?.forwarding;

/** InterfaceSet, MediaConnected or MediaDisconnected, IpInterfaceSet: those of them that are due. */
const changesOf = (changes: ObjectChanges, link: LinkObject, row: InterfaceRow): DomainEvent[] => {
  const { linux, state, touched } = changes;
  const { InterfaceIndex, InterfaceLuid, MediaConnectState } = row;
  const lower = touched.stacks.has(InterfaceIndex)
    ? lowerInterfacesOf(linux, InterfaceIndex)
    : row.lowerInterfaces;
  const target = interfaceDataOf(link, row, lower, row);
  const events: DomainEvent[] = [];
  const isOtherMedia = target.MediaConnectState !== MediaConnectState;
  // The media event tells the media state, and the operational one with it.
  const data = isOtherMedia ? { ...target, MediaConnectState, OperStatus: row.OperStatus } : target;
  if (!isSameInterface(data, row)) events.push({ type: 'InterfaceSet', data });
  if (isOtherMedia) events.push(mediaEvent(target));
  for (const Family of families) {
    const before = state.ipInterfaces.get({ InterfaceLuid, Family });
    if (before !== undefined) events.push(...ipInterfaceChange(linux, target, before));
  }
  return events;
};

const isSameInterface = (
  data: InterfaceData,
  { createdSeq: _createdSeq, setSeq: _setSeq, ...row }: InterfaceRow,
): boolean => isSameValue(data, row);

const mediaEvent = ({
  InterfaceIndex,
  InterfaceLuid,
  MediaConnectState,
  OperStatus,
}: InterfaceData): DomainEvent =>
  MediaConnectState === 'MediaConnectStateConnected'
    ? { type: 'MediaConnected', data: { InterfaceIndex, InterfaceLuid, MediaConnectState, OperStatus } }
    : {
        type: 'MediaDisconnected',
        data: {
          InterfaceIndex,
          InterfaceLuid,
          MediaConnectState: 'MediaConnectStateDisconnected',
          OperStatus,
        },
      };

const ipInterfaceChange = (
  linux: LinuxTable,
  { InterfaceIndex, Mtu }: InterfaceData,
  before: IpInterfaceRow,
): DomainEvent[] => {
  const { createdSeq: _createdSeq, setSeq: _setSeq, ...standing } = before;
  const data: IpInterfaceData = {
    ...standing,
    ForwardingEnabled: isForwarding(linux, before.Family, InterfaceIndex) ?? before.ForwardingEnabled,
    NlMtu: Mtu,
  };
  const isSame = data.ForwardingEnabled === before.ForwardingEnabled && data.NlMtu === before.NlMtu;
  return isSame ? [] : [{ type: 'IpInterfaceSet', data }];
};
