import { endOfLifetime } from '../addresses';
import type { CommandView } from '../call';
import type { InterfaceRow } from '../interfaces';
import type { IpAddress, Prefix } from '../net';
import type { RouteData, RouteEvent } from '../routes';
import type { RouterReads } from './reads';

/** A route that an advertisement speaks of, its lifetimes in seconds; 0xFFFFFFFF: infinite. */
export interface AdvertisedRoute {
  readonly DestinationPrefix: Prefix;
  readonly NextHop: IpAddress;
  readonly AutoconfigureAddress: boolean;
  /** 0 withdraws the route. */
  readonly ValidLifetime: number;
  readonly PreferredLifetime: number;
}

/** Of the routes that advertisements bring, as for those that callers make without giving one. */
const METRIC = 256;

/**
 * What an advertisement does to one route: it comes, its lifetimes begin anew, or it is withdrawn. A route of another
 * origin, a caller's or one that an address brought, is never touched; of one that a caller has set only the
 * lifetimes change.
 */
export const eventsOfRoute = (
  { state, at }: CommandView<RouterReads>,
  { InterfaceIndex, InterfaceLuid }: InterfaceRow,
  advertised: AdvertisedRoute,
): readonly RouteEvent[] => {
  const { AutoconfigureAddress, DestinationPrefix, NextHop, PreferredLifetime, ValidLifetime } = advertised;
  const standing = state.routes.get({ InterfaceLuid, DestinationPrefix, NextHop });
  if (standing !== undefined && standing.Origin !== 'NlroRouterAdvertisement') return [];
  if (ValidLifetime === 0) {
    if (standing === undefined) return [];
    const data = {
      DestinationPrefix,
      InterfaceIndex,
      InterfaceLuid,
      NextHop,
      reason: 'advertisement',
    } as const;
    return [{ type: 'RouteDeleted', data }];
  }

  const ends = {
    ageSince: at,
    preferredUntil: endOfLifetime(PreferredLifetime, at),
    validUntil: endOfLifetime(ValidLifetime, at),
  };
  if (standing === undefined) {
    const data: RouteData = {
      AutoconfigureAddress,
      DestinationPrefix,
      Immortal: false,
      InterfaceIndex,
      InterfaceLuid,
      Loopback: false,
      Metric: METRIC,
      NextHop,
      Origin: 'NlroRouterAdvertisement',
      Protocol: 'MIB_IPPROTO_NETMGMT',
      Publish: false,
      SitePrefixLength: 0,
      ...ends,
    };
    return [{ type: 'RouteCreated', data }];
  }
  if (standing.validUntil === ends.validUntil && standing.preferredUntil === ends.preferredUntil) return [];
  const { createdSeq: _createdSeq, setSeq: _setSeq, ...kept } = standing;
  return [{ type: 'RouteSet', data: { ...kept, ...ends } }];
};
