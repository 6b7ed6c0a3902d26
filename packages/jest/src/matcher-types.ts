import type {
  AsOf,
  ConnectivityHint,
  NotificationType,
  RouteEntry,
  Status,
  TableName,
  UnicastEntry,
} from '@netlapse/core';

/** The moment that is asked about. */
export interface AsOfOptions {
  /** A mark, a position, an event or an instant; left out, the present. */
  readonly asOf?: AsOf;
}

/** Members that a route must have; those left out may be anything. */
export interface ExpectedRoute extends Partial<
  Omit<RouteEntry, 'DestinationPrefix' | 'NextHop' | 'InterfaceLuid'>
> {
  readonly DestinationPrefix?: string;
  readonly NextHop?: string;
  readonly InterfaceLuid?: string;
}

/** Which way packets must go: members of the best route, and the source address. */
export interface ExpectedWay extends ExpectedRoute {
  /** Of the interface on which they leave. */
  readonly Alias?: string;
  readonly BestSourceAddress?: string;
}

/** The functions of netioapi.h that register for notifications of what the log holds. */
export type NotifyName =
  | 'NotifyIpInterfaceChange'
  | 'NotifyNetworkConnectivityHintChange'
  | 'NotifyRouteChange2'
  | 'NotifyTeredoPortChange'
  | 'NotifyUnicastIpAddressChange';

/** What a callback must have been given, by the names of its documented parameters. */
export interface ExpectedNotification {
  readonly NotificationType?: NotificationType;
  /** Members that the row must have; those left out may be anything. */
  readonly Row?: object | null;
  readonly ConnectivityHint?: Partial<ConnectivityHint>;
  readonly Port?: number;
  readonly AddressTable?: ReadonlyArray<Partial<UnicastEntry>>;
}

export interface NotifiedOptions {
  /** Only what was notified after this moment; left out, since the host began. */
  readonly since?: AsOf;
  /** Only rows of this family. */
  readonly Family?: 'AF_INET' | 'AF_INET6';
}

/** Which part of a history is held against a snapshot. */
export interface HistoryOptions {
  /** The moment after which it begins, and from which its times count; left out, when the host began. */
  readonly since?: AsOf;
  /** Left out, the present. */
  readonly until?: AsOf;
  /** Only events of these tables; left out, all but what a mirrored Linux host said of its objects. */
  readonly tables?: readonly TableName[];
  /** Distinguishes several snapshots of one test. */
  readonly hint?: string;
}

/** What `expect(…)` can do once `@netlapse/jest` is imported. `R`: what a matcher returns. */
export interface NetlapseMatchers<R> {
  /**
   * The host has such a route.
   *
   * @example expect(host).toHaveRoute({ DestinationPrefix: '10.0.0.0/8', NextHop: '192.0.2.1' });
   */
  toHaveRoute(expected: ExpectedRoute, options?: AsOfOptions): R;

  /**
   * GetBestRoute2 sends packets to a destination this way.
   *
   * @param expected the next hop; members of the best route; or the status, where there is no way
   * @example expect(host).toRouteVia('8.8.8.8', '192.168.1.1', { asOf: 'before the VPN' });
   */
  toRouteVia(destination: string, expected: string | Status | ExpectedWay, options?: AsOfOptions): R;

  /**
   * Who had registered with a host would have been notified: of one thing at least, or of all these and nothing else, in
   * this order.
   *
   * @example expect(host).toHaveNotified('NotifyRouteChange2', { NotificationType: 'MibDeleteInstance' }, { since: 'up' });
   */
  toHaveNotified(
    by: NotifyName,
    expected: ExpectedNotification | readonly ExpectedNotification[],
    options?: NotifiedOptions,
  ): R;
  /**
   * A mock function that was registered as a callback was called: with one thing at least, or with all these and nothing
   * else, in this order.
   *
   * @example expect(callback).toHaveNotified([{ NotificationType: 'MibInitialNotification' }]);
   */
  toHaveNotified(expected: ExpectedNotification | readonly ExpectedNotification[]): R;

  /**
   * The history of the host reads as the snapshot kept beside the test, which the first run writes and `jest -u` renews.
   *
   * @example expect(host).toMatchHistory({ since: 'connected', tables: ['routes'] });
   */
  toMatchHistory(options?: HistoryOptions): R;
}

// What `expect` of @jest/globals gives.
declare module 'expect' {
  interface Matchers<R extends void | Promise<void>, T> extends NetlapseMatchers<R> {}
}

// What the global `expect` of @types/jest gives.
declare global {
  namespace jest {
    interface Matchers<R, T> extends NetlapseMatchers<R> {}
  }
}
