import type { BestRouteSpan } from '@netlapse/core';

import type { InterfaceNames } from './interface-names';
import { destinationText, wayText } from './row-text';
import { shortName } from './short-name';

type Answer = Pick<BestRouteSpan, 'status' | 'BestRoute'>;

/** The way that a lookup found: `via 192.168.1.1 on eth0 #2`, or why there is none. */
export const wayOfAnswer = ({ status, BestRoute }: Answer, names: InterfaceNames): string => {
  if (BestRoute !== null) return wayText(BestRoute, names);
  if (status === 'STATUS_NETWORK_UNREACHABLE') return 'unreachable';
  return status === 'STATUS_NOT_FOUND' ? 'no such interface' : shortName(status);
};

/** The source address that a lookup found; empty where the host has none for it. */
export const sourceOfAnswer = ({ BestSourceAddress }: Pick<BestRouteSpan, 'BestSourceAddress'>): string =>
  BestSourceAddress === null || BestSourceAddress === '0.0.0.0' || BestSourceAddress === '::'
    ? ''
    : BestSourceAddress;

/** The route that a lookup found, by its destination. */
export const routeOfAnswer = ({ BestRoute }: Answer): string =>
  BestRoute === null ? '' : destinationText(BestRoute.DestinationPrefix);
