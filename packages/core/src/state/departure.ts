import type { DomainEvent } from '../catalogue';
import { familyOf, type AddressFamily, type Luid } from '../net';
import type { HostState } from './state';

const reason = 'interface-departed';

/**
 * What goes before an interface departs, or before a family is unbound from it: paths, neighbors, routes,
 * addresses and groups, each kind in order of creation. All of it bears the reason of the departure, also the
 * routes that an address had brought, so nothing else follows from these events.
 *
 * @param family only rows of this family; undefined: of both
 */
const rowsOn = (state: HostState, luid: Luid, family: AddressFamily | undefined): DomainEvent[] => {
  const events: DomainEvent[] = [];
  const concerns = (address: Parameters<typeof familyOf>[0]): boolean =>
    family === undefined || familyOf(address) === family;
  for (const { InterfaceLuid, InterfaceIndex, Source, Destination } of state.paths.onInterface(luid))
    if (concerns(Destination))
      events.push({
        type: 'PathDeleted',
        data: { InterfaceLuid, InterfaceIndex, Source, Destination, reason },
      });
  for (const { InterfaceLuid, InterfaceIndex, Address } of state.neighbors.onInterface(luid))
    if (concerns(Address))
      events.push({ type: 'NeighborDeleted', data: { InterfaceLuid, InterfaceIndex, Address, reason } });
  for (const { InterfaceLuid, InterfaceIndex, DestinationPrefix, NextHop } of state.routes.keysOnInterface(
    luid,
  ))
    if (concerns(DestinationPrefix))
      events.push({
        type: 'RouteDeleted',
        data: { InterfaceLuid, InterfaceIndex, DestinationPrefix, NextHop, reason },
      });
  for (const { InterfaceLuid, InterfaceIndex, Address } of state.unicast.onInterface(luid))
    if (concerns(Address))
      events.push({
        type: 'UnicastAddressDeleted',
        data: { InterfaceLuid, InterfaceIndex, Address, reason },
      });
  for (const { InterfaceLuid, InterfaceIndex, Address } of state.anycast.onInterface(luid))
    if (concerns(Address))
      events.push({
        type: 'AnycastAddressDeleted',
        data: { InterfaceLuid, InterfaceIndex, Address, reason },
      });
  for (const { InterfaceLuid, InterfaceIndex, Address } of state.multicast.onInterface(luid))
    if (concerns(Address))
      events.push({ type: 'MulticastGroupLeft', data: { InterfaceLuid, InterfaceIndex, Address, reason } });
  return events;
};

/** All that goes before InterfaceDeparted: the rows, the DNS settings, the IP interfaces. */
export const beforeDeparture = (state: HostState, luid: Luid): readonly DomainEvent[] => {
  const events = rowsOn(state, luid, undefined);
  for (const Family of ['AF_INET', 'AF_INET6'] as const) {
    const dns = state.dns.get({ InterfaceLuid: luid, Family });
    if (dns !== undefined)
      events.push({
        type: 'InterfaceDnsDeleted',
        data: { InterfaceLuid: luid, InterfaceIndex: dns.InterfaceIndex, Family, reason },
      });
  }
  for (const Family of ['AF_INET', 'AF_INET6'] as const) {
    const bound = state.ipInterfaces.get({ InterfaceLuid: luid, Family });
    if (bound !== undefined)
      events.push({
        type: 'IpInterfaceUnbound',
        data: { InterfaceLuid: luid, InterfaceIndex: bound.InterfaceIndex, Family, reason },
      });
  }
  return events;
};

/** All that goes before a family is unbound; DNS settings stay with the interface. */
export const beforeUnbinding = (
  state: HostState,
  luid: Luid,
  family: AddressFamily,
): readonly DomainEvent[] => rowsOn(state, luid, family);
