import { Observable } from 'rxjs';

import type { UnicastEntry } from '../addresses';
import type { NotificationType } from '../call';
import type { Host, NotificationHandle } from '../engine';
import type { ConnectivityHint, IpInterfaceEntry } from '../interfaces';
import { callByName, type FunctionName } from '../netioapi';
import type { RouteEntry } from '../routes';

/** A notification of a row: what its callback would get, as an object. */
export interface RowChange<Row extends object = object> {
  readonly NotificationType: NotificationType;
  /** The key members, every other one zero; null in the initial notification. */
  readonly Row: Row | null;
}

export interface NotificationStreamOptions {
  /** TRUE: begins with MibInitialNotification. */
  readonly initial?: boolean;
}

type Family = 'AF_UNSPEC' | 'AF_INET' | 'AF_INET6';

/** Subscribing registers, unsubscribing cancels; the stream completes when the host closes. */
const registered = <Given extends readonly unknown[], Item>(
  host: Host,
  name: FunctionName,
  params: object,
  itemOf: (...given: Given) => Item,
): Observable<Item> =>
  new Observable((subscriber) => {
    const closing = host.delivery.register(`${name} stream`, {
      onClose: () => subscriber.complete(),
    });
    subscriber.add(() => host.delivery.cancel(closing));
    const Callback = (_context: unknown, ...given: Given): void => subscriber.next(itemOf(...given));
    const { out, why } = callByName(host, name, { ...params, Callback });
    const { NotificationHandle: handle } = out as { readonly NotificationHandle: NotificationHandle | null };
    if (handle === null) subscriber.error(new TypeError(`${name}: ${why ?? 'refused'}`));
    else subscriber.add(() => host.delivery.cancel(handle));
  });

const rows =
  <Row extends object>(name: FunctionName) =>
  (
    host: Host,
    family: Family = 'AF_UNSPEC',
    { initial = false }: NotificationStreamOptions = {},
  ): Observable<RowChange<Row>> => {
    const itemOf = (row: Row | null, type: NotificationType): RowChange<Row> => ({
      NotificationType: type,
      Row: row,
    });
    return registered(host, name, { Family: family, InitialNotification: initial }, itemOf);
  };

/** NotifyRouteChange2 as a stream. */
export const routeChanges$ = rows<RouteEntry>('NotifyRouteChange2');
/** NotifyIpInterfaceChange as a stream. */
export const ipInterfaceChanges$ = rows<IpInterfaceEntry>('NotifyIpInterfaceChange');
/** NotifyUnicastIpAddressChange as a stream. */
export const unicastAddressChanges$ = rows<UnicastEntry>('NotifyUnicastIpAddressChange');

/** NotifyTeredoPortChange as a stream. */
export const teredoPort$ = (
  host: Host,
  { initial = false }: NotificationStreamOptions = {},
): Observable<{ readonly NotificationType: NotificationType; readonly Port: number }> =>
  registered(
    host,
    'NotifyTeredoPortChange',
    { InitialNotification: initial },
    (Port: number, NotificationType: NotificationType) => ({ NotificationType, Port }),
  );

/** NotifyNetworkConnectivityHintChange as a stream. */
export const connectivityHint$ = (
  host: Host,
  { initial = false }: NotificationStreamOptions = {},
): Observable<{ readonly ConnectivityHint: ConnectivityHint }> =>
  registered(
    host,
    'NotifyNetworkConnectivityHintChange',
    { InitialNotification: initial },
    (hint: ConnectivityHint) => ({ ConnectivityHint: hint }),
  );
