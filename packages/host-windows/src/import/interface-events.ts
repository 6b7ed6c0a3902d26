import {
  addressFamilies,
  beforeDeparture,
  beforeUnbinding,
  familyOf,
  ipInterfaceOf,
  type AddressFamily,
  type DomainEvent,
  type HostState,
  type IpInterfaceRow,
} from '@netlapse/core';

import type { InterfaceData, IpInterfaceData, PowerShellExport } from '../powershell';
import type { Covered, InterfacePlan, PlannedInterface } from './interface-plan';
import { isSameRow, withoutStamps } from './same-row';

/** What becomes of interfaces and IP interfaces. */
export interface InterfaceEvents {
  readonly events: readonly DomainEvent[];
  /** Each IP interface as it stands after the import, by interface and family. */
  readonly ipInterfaces: ReadonlyMap<string, IpInterfaceData>;
  /** Whether what stood on an interface and family has gone with it. */
  readonly isGone: (luid: string, family: AddressFamily) => boolean;
}

export const ipInterfaceKey = (luid: string, family: AddressFamily): string => `${luid} ${family}`;

/** The events of a plan, departures first. */
export const interfaceEvents = (
  state: HostState,
  told: PowerShellExport,
  { departing, interfaces }: InterfacePlan,
  covered: Covered | undefined,
): InterfaceEvents => {
  const gone = new Set(
    departing.flatMap(({ InterfaceLuid }) =>
      addressFamilies.map((one) => ipInterfaceKey(InterfaceLuid, one)),
    ),
  );
  const events: DomainEvent[] = departing.flatMap(({ InterfaceIndex, InterfaceLuid }) => [
    ...beforeDeparture(state, InterfaceLuid),
    { type: 'InterfaceDeparted', data: { InterfaceIndex, InterfaceLuid, reason: 'host-report' } },
  ]);
  const wanted = wantedIpInterfaces(state, told, interfaces);
  for (const row of state.ipInterfaces.values()) {
    const key = ipInterfaceKey(row.InterfaceLuid, row.Family);
    if (gone.has(key) || wanted.has(key) || covered?.has(row.Family) !== true) continue;
    gone.add(key);
    events.push(...unbound(state, row));
  }
  for (const planned of interfaces.values()) events.push(...ofInterface(planned));
  for (const data of wanted.values()) {
    const before = state.ipInterfaces.get(data);
    const isNew = before === undefined || gone.has(ipInterfaceKey(data.InterfaceLuid, data.Family));
    if (isNew) events.push({ type: 'IpInterfaceBound', data });
    else if (!isSameRow(data, before)) events.push({ type: 'IpInterfaceSet', data });
  }
  for (const row of state.ipInterfaces.values()) {
    const key = ipInterfaceKey(row.InterfaceLuid, row.Family);
    if (!gone.has(key) && !wanted.has(key)) wanted.set(key, withoutStamps(row));
  }
  return { events, ipInterfaces: wanted, isGone: (luid, family) => gone.has(ipInterfaceKey(luid, family)) };
};

const unbound = (
  state: HostState,
  { Family, InterfaceIndex, InterfaceLuid }: IpInterfaceRow,
): DomainEvent[] => [
  ...beforeUnbinding(state, InterfaceLuid, Family),
  { type: 'IpInterfaceUnbound', data: { InterfaceIndex, InterfaceLuid, Family, reason: 'host-report' } },
];

/** The IP interfaces that are told of, and those that rows of the other files stand on. */
const wantedIpInterfaces = (
  state: HostState,
  told: PowerShellExport,
  interfaces: ReadonlyMap<number, PlannedInterface>,
): Map<string, IpInterfaceData> => {
  const members = new Map(
    told.ipInterface.map((one): readonly [string, Partial<IpInterfaceData>] => [
      `${one.InterfaceIndex} ${one.Family}`,
      one.members,
    ]),
  );
  const needed = new Set<string>(members.keys());
  for (const { Address, InterfaceIndex } of [...told.address, ...told.neighbor])
    needed.add(`${InterfaceIndex} ${familyOf(Address)}`);
  for (const { DestinationPrefix, InterfaceIndex } of told.route)
    needed.add(`${InterfaceIndex} ${familyOf(DestinationPrefix)}`);
  const wanted = new Map<string, IpInterfaceData>();
  for (const [index, { before, data }] of interfaces)
    for (const Family of addressFamilies) {
      const key = `${index} ${Family}`;
      if (!needed.has(key) || !state.stacks.includes(Family)) continue;
      const standing = before === undefined ? undefined : state.ipInterfaces.get({ ...before, Family });
      wanted.set(ipInterfaceKey(data.InterfaceLuid, Family), {
        ...baseOf(data, Family, standing),
        ...members.get(key),
      });
    }
  return wanted;
};

const baseOf = (
  data: InterfaceData,
  family: AddressFamily,
  standing: IpInterfaceRow | undefined,
): IpInterfaceData => {
  if (standing === undefined)
    return ipInterfaceOf(data, family, {
      formsLinkLocal: false,
      draw: () => 0.5,
      metric: null,
      linkLocalAddressBehavior: null,
    });
  return withoutStamps(standing);
};

/** InterfaceArrived, or InterfaceSet and a change of its media: those of them that are due. */
const ofInterface = ({ before, data }: PlannedInterface): DomainEvent[] => {
  if (before === undefined) return [{ type: 'InterfaceArrived', data }];
  const { InterfaceIndex, InterfaceLuid, MediaConnectState, OperStatus } = data;
  const media = mediaEventOf(data, before.MediaConnectState);
  // A media event tells the media state, and the operational one with it.
  const others =
    media === undefined
      ? data
      : { ...data, MediaConnectState: before.MediaConnectState, OperStatus: before.OperStatus };
  const events: DomainEvent[] = isSameRow(others, before) ? [] : [{ type: 'InterfaceSet', data: others }];
  if (media !== undefined)
    events.push({
      type: media.type,
      data: { InterfaceIndex, InterfaceLuid, OperStatus, ...media.state },
    } as DomainEvent);
  else if (MediaConnectState !== before.MediaConnectState && events.length === 0)
    events.push({ type: 'InterfaceSet', data });
  return events;
};

const mediaEventOf = (
  { MediaConnectState }: InterfaceData,
  before: InterfaceData['MediaConnectState'],
): { readonly type: 'MediaConnected' | 'MediaDisconnected'; readonly state: object } | undefined => {
  if (MediaConnectState === before) return undefined;
  if (MediaConnectState === 'MediaConnectStateConnected')
    return { type: 'MediaConnected', state: { MediaConnectState } };
  return MediaConnectState === 'MediaConnectStateDisconnected'
    ? { type: 'MediaDisconnected', state: { MediaConnectState } }
    : undefined;
};
