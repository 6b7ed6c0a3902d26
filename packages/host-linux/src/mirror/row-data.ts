import type { DomainEvent, EventType } from '@netlapse/core';

/** The payload of events of one kind. */
export type DataOf<Type extends EventType> = Extract<DomainEvent, { readonly type: Type }>['data'];

export type InterfaceData = DataOf<'InterfaceArrived'>;
export type IpInterfaceData = DataOf<'IpInterfaceBound'>;
export type RouteData = DataOf<'RouteCreated'>;
export type UnicastData = DataOf<'UnicastAddressCreated'>;
export type NeighborData = DataOf<'NeighborCreated'>;
export type DeletionReason = DataOf<'RouteDeleted'>['reason'];

/** An interface as rows that are on it name it. */
export interface InterfaceKey {
  readonly InterfaceIndex: number;
  readonly InterfaceLuid: InterfaceData['InterfaceLuid'];
}
