import * as t from 'io-ts';

import { closed, defineTable, Instant, InstantOrNull, Uchar, Ulong, type Stamps } from '../codec';
import { interfaceKeyMembers } from '../interfaces';
import { IpAddressText, PrefixText, type IpAddress, type Luid, type Prefix } from '../net';
import { RouteOrigin, RouteProtocol } from './enumerations';

export const routeKeyMembers = {
  ...interfaceKeyMembers,
  DestinationPrefix: PrefixText,
  NextHop: IpAddressText,
};

/** What is kept of a route: MIB_IPFORWARD_ROW2 with instants in place of Age and remaining lifetimes. */
export const RouteData = closed(
  {
    ...routeKeyMembers,
    SitePrefixLength: Uchar,
    /** Offset added to the metric of the IP interface; the lowest sum wins. */
    Metric: Ulong,
    Protocol: RouteProtocol.codec,
    Loopback: t.boolean,
    AutoconfigureAddress: t.boolean,
    Publish: t.boolean,
    Immortal: t.boolean,
    Origin: RouteOrigin.codec,
    /** End of the valid lifetime; null: never. */
    validUntil: InstantOrNull,
    /** End of the preferred lifetime; null: never. */
    preferredUntil: InstantOrNull,
    /** When it was created or last set: Age counts from here. */
    ageSince: Instant,
  },
  'route',
);
export type RouteData = t.TypeOf<typeof RouteData>;
export type RouteRow = RouteData & Stamps;

export interface RouteKey {
  readonly InterfaceLuid: Luid;
  readonly DestinationPrefix: Prefix;
  readonly NextHop: IpAddress;
}
export const routesTable = defineTable<RouteKey>('routes', ['InterfaceLuid', 'DestinationPrefix', 'NextHop']);
