import { Observable } from 'rxjs';

import type { NotificationType } from '../call';
import type { Host, NotificationHandle } from '../engine';
import type { ConnectivityHint } from '../interfaces';
import { callByName, type FunctionName } from '../netioapi';

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
const registered = <Item>(
  host: Host,
  name: FunctionName,
  params: object,
  itemOf: (...given: never[]) => Item,
): Observable<Item> =>
  new Observable((subscriber) => {
    const Callback = (_context: unknown, ...given: never[]): void => subscriber.next(itemOf(...given));
    const { out, why } = callByName(host, name, { ...params, Callback });
    const { NotificationHandle: handle } = out as { readonly NotificationHandle: NotificationHandle | null };
    if (handle === null) {
      subscriber.error(new TypeError(`${name}: ${why ?? 'refused'}`));
      return undefined;
    }
    const closing = host.delivery.register(`${name} stream`, host.state.seq, {
      onClose: () => subscriber.complete(),
    });
    return () => {
      host.delivery.cancel(handle);
      host.delivery.cancel(closing);
    };
  });

const rows =
  (name: FunctionName) =>
  (
    host: Host,
    family: Family = 'AF_UNSPEC',
    { initial = false }: NotificationStreamOptions = {},
  ): Observable<RowChange> =>
    registered(
      host,
      name,
      { Family: family, InitialNotification: initial },
      (Row: never, NotificationType: never) => ({
        NotificationType,
        Row,
      }),
    );

/** NotifyRouteChange2 as a stream. */
export const routeChanges$ = rows('NotifyRouteChange2');
/** NotifyIpInterfaceChange as a stream. */
export const ipInterfaceChanges$ = rows('NotifyIpInterfaceChange');
/** NotifyUnicastIpAddressChange as a stream. */
export const unicastAddressChanges$ = rows('NotifyUnicastIpAddressChange');

/** NotifyTeredoPortChange as a stream. */
export const teredoPort$ = (
  host: Host,
  { initial = false }: NotificationStreamOptions = {},
): Observable<{ readonly NotificationType: NotificationType; readonly Port: number }> =>
  registered(
    host,
    'NotifyTeredoPortChange',
    { InitialNotification: initial },
    (Port: never, type: never) => ({
      NotificationType: type,
      Port,
    }),
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
    (hint: never) => ({
      ConnectivityHint: hint,
    }),
  );
