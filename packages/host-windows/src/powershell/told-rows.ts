import type {
  AddressFamily,
  DomainEvent,
  EventType,
  InterfaceDescription,
  IpAddress,
  Luid,
  Prefix,
} from '@netlapse/core';

import type { Place } from './powershell-error';

/** The payload of events of one kind. */
export type DataOf<Type extends EventType> = Extract<DomainEvent, { readonly type: Type }>['data'];

export type InterfaceData = DataOf<'InterfaceArrived'>;
export type IpInterfaceData = DataOf<'IpInterfaceBound'>;
export type UnicastData = DataOf<'UnicastAddressCreated'>;
export type RouteData = DataOf<'RouteCreated'>;
export type NeighborData = DataOf<'NeighborCreated'>;

/** What all objects have: where they stand, and the interface that they are on. */
interface ToldOn {
  readonly place: Place;
  readonly InterfaceIndex: number;
  /** InterfaceAlias, for an interface that Get-NetAdapter did not list. */
  readonly alias: string | undefined;
}

/** What Get-NetAdapter tells of an adapter. */
export interface ToldAdapter extends ToldOn {
  /** Undefined where NetLuid was not told. */
  readonly luid: Luid | undefined;
  readonly description: InterfaceDescription;
  /** The interfaces that stand immediately above and below; undefined where it was not told. */
  readonly higher: readonly number[];
  readonly lower: readonly number[] | undefined;
}

/** What Get-NetIPInterface tells of an interface and family. */
export interface ToldIpInterface extends ToldOn {
  readonly Family: AddressFamily;
  readonly isConnected: boolean | undefined;
  /** As told; what is missing keeps its value, or takes its default. */
  readonly members: Partial<IpInterfaceData>;
}

export interface ToldAddress extends ToldOn {
  readonly Address: IpAddress;
  readonly isAnycast: boolean;
  readonly members: Partial<Omit<UnicastData, 'preferredUntil' | 'validUntil'>>;
  /** Seconds; null: it never ends; undefined: not told. */
  readonly validLifetime: number | null | undefined;
  readonly preferredLifetime: number | null | undefined;
}

export interface ToldRoute extends ToldOn {
  readonly DestinationPrefix: Prefix;
  readonly NextHop: IpAddress;
  readonly members: Partial<Pick<RouteData, 'Metric' | 'Protocol' | 'Publish' | 'Immortal' | 'Origin'>>;
  /** Seconds; null: it never ends; undefined: not told. */
  readonly validLifetime: number | null | undefined;
  readonly preferredLifetime: number | null | undefined;
}

export interface ToldNeighbor extends ToldOn {
  readonly Address: IpAddress;
  readonly PhysicalAddress: NeighborData['PhysicalAddress'];
  readonly State: NeighborData['State'];
}
