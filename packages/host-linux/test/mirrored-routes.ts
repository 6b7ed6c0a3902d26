import type { LinuxRoute } from '../src/netlink';
import { link, mirroredHost, newLink } from './mirrored-host';

/** A mirrored host with the links 2 and 3, to tell routes to. */
export const begun = () => mirroredHost(newLink(link(2)), newLink(link(3)));

export type Mirror = ReturnType<typeof begun>;

/** The keys of the route objects that stand. */
export const objects = ({ state }: Mirror): readonly string[] =>
  Array.from(state.linux.routeObjects(), ({ key }) => key);

/** The routes that stand, a line each. */
export const rows = ({ state }: Mirror): readonly string[] =>
  Array.from(
    state.routes.inTableOrder(),
    ({ DestinationPrefix, InterfaceIndex, Metric, NextHop, Protocol }) =>
      `${DestinationPrefix} via ${NextHop} dev ${InterfaceIndex} metric ${Metric} ${Protocol.slice('MIB_IPPROTO_'.length)}`,
  );

/** The members of a route that say by which gateway it leads. */
export const via = (gateway: string, oif = 2): Partial<LinuxRoute> => ({ gateway, oif });
