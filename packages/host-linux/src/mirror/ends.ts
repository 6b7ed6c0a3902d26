import type { LinuxAddress, LinuxRoute } from '../netlink';
import type { AddressObject, RouteObject } from './objects';

/** A lifetime in seconds without an end (RFC 4861, section 4.6.2). */
const INFINITE = 0xffff_ffff;

/** An address with the instants at which its lifetimes end, where they do. */
export const addressWithEnds = (address: LinuxAddress, at: number): AddressObject => {
  const preferred = endOf(address.preferred_life_time, at);
  const valid = endOf(address.valid_life_time, at);
  if (preferred === undefined && valid === undefined) return address;
  return {
    ...address,
    ...(preferred === undefined ? {} : { preferred_until: preferred }),
    ...(valid === undefined ? {} : { valid_until: valid }),
  };
};

const endOf = (seconds: number | undefined, at: number): number | undefined =>
  seconds === undefined || seconds === INFINITE ? undefined : at + seconds * 1000;

/** A route with the instant at which it ends, where it does; that may lie in the past. */
export const routeWithEnd = (route: LinuxRoute, at: number): RouteObject => {
  const { expires, expires_hundredths } = route;
  if (expires_hundredths !== undefined) return { ...route, expires_at: at + expires_hundredths * 10 };
  return expires === undefined ? route : { ...route, expires_at: at + expires * 1000 };
};
