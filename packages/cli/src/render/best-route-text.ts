import type { BestRouteSpan } from '@netlapse/core';

import type { InterfaceNames } from './interface-names';
import { destinationText, wayText } from './row-text';
import { shortName } from './short-name';

type Answer = Pick<BestRouteSpan, 'status' | 'BestRoute'>;

/** The way that a lookup found: `via 192.168.1.1 on eth0 #2`, or why there is none. */
export const wayOfAnswer = ({ status, BestRoute }: Answer, names: InterfaceNames): string => {
  if (BestRoute === null) return status === 'STATUS_NETWORK_UNREACHABLE' ? 'unreachable' : shortName(status);
  return wayText(BestRoute, names);
};

/** The route that a lookup found, by its destination. */
export const routeOfAnswer = ({ BestRoute }: Answer): string =>
  BestRoute === null ? '' : destinationText(BestRoute.DestinationPrefix);
