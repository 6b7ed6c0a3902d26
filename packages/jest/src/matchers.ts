import { toHaveNotified } from './to-have-notified';
import { toHaveRoute } from './to-have-route';
import { toMatchHistory } from './to-match-history';
import { toRouteVia } from './to-route-via';

/** All matchers, for an `expect` of one's own; importing this package has extended jest's already. */
export const matchers = { toHaveNotified, toHaveRoute, toMatchHistory, toRouteVia };
