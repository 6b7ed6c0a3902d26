import { netioapi, type EventType, type FunctionName, type Host } from '@netlapse/core';

/** What an event gives to those who registered: by which function, and with which type where that has one. */
export interface NotificationOfEvent {
  readonly by: FunctionName;
  readonly type?: string;
}

const routes = (type: string): NotificationOfEvent => ({ by: 'NotifyRouteChange2', type });
const ipInterfaces = (type: string): NotificationOfEvent => ({ by: 'NotifyIpInterfaceChange', type });
const unicast = (type: string): NotificationOfEvent => ({ by: 'NotifyUnicastIpAddressChange', type });
const changed = 'MibParameterNotification';
const added = 'MibAddInstance';
const removed = 'MibDeleteInstance';

/** The notification that each event gives; null where netioapi.h has none for it. A test compares it with what arrives. */
export const notificationOfEvent: Readonly<Record<EventType, NotificationOfEvent | null>> = {
  InterfaceArrived: null,
  InterfaceSet: null,
  InterfaceDeparted: null,
  MediaConnected: ipInterfaces(changed),
  MediaDisconnected: ipInterfaces(changed),
  IpInterfaceBound: ipInterfaces(added),
  IpInterfaceSet: ipInterfaces(changed),
  IpInterfaceUnbound: ipInterfaces(removed),
  RouteCreated: routes(added),
  RouteSet: routes(changed),
  RouteDeleted: routes(removed),
  NeighborCreated: null,
  NeighborSet: null,
  NeighborStateChanged: null,
  NeighborDeleted: null,
  NeighborBeganAnswering: null,
  NeighborFellSilent: null,
  UnicastAddressCreated: unicast(added),
  UnicastAddressSet: unicast(changed),
  DadStateChanged: unicast(changed),
  UnicastAddressDeleted: unicast(removed),
  AnycastAddressCreated: null,
  AnycastAddressDeleted: null,
  MulticastGroupJoined: null,
  MulticastGroupLeft: null,
  PathCreated: null,
  PathSet: null,
  PathDeleted: null,
  TeredoPortChanged: { by: 'NotifyTeredoPortChange', type: changed },
  ConnectivityHintChanged: { by: 'NotifyNetworkConnectivityHintChange' },
  InterfaceDnsSet: null,
  InterfaceDnsDeleted: null,
  LinuxObjectReported: null,
  LinuxObjectWithdrawn: null,
};

/** A notification in one line: `NotifyRouteChange2: MibAddInstance`. */
export const notificationText = (notification: NotificationOfEvent | null): string => {
  if (notification === null) return '–';
  const { by, type } = notification;
  return type === undefined ? by : `${by}: ${type}`;
};

/** Registers for everything that can be notified, until the host is dropped. */
export const registerForAll = (host: Host, onNotified: (notification: NotificationOfEvent) => void): void => {
  const api = netioapi(host);
  const typed =
    (by: FunctionName) =>
    (_context: unknown, _subject: unknown, type: string): void =>
      onNotified({ by, type });
  api.NotifyRouteChange2({ Callback: typed('NotifyRouteChange2') });
  api.NotifyIpInterfaceChange({ Callback: typed('NotifyIpInterfaceChange') });
  api.NotifyUnicastIpAddressChange({ Callback: typed('NotifyUnicastIpAddressChange') });
  api.NotifyTeredoPortChange({ Callback: typed('NotifyTeredoPortChange') });
  api.NotifyNetworkConnectivityHintChange({
    Callback: () => onNotified({ by: 'NotifyNetworkConnectivityHintChange' }),
  });
};
