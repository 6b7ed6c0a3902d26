import { linuxAddressKey, type DomainEvent, type HostState } from '@netlapse/core';

import type { AddressMessage, LinuxAddress } from '../netlink';
import { reviveRoutes, routesOfAddresslessLink, routesPreferring } from './dead-routes';
import { addressWithEnds } from './ends';
import { ObjectChanges } from './object-changes';
import { addressOf } from './objects';
import { rowEvents } from './row-events';

/** RTM_NEWADDR, RTM_DELADDR. */
export const decideAddress = (
  state: HostState,
  { body, type }: AddressMessage,
  at: number,
): readonly DomainEvent[] => {
  const changes = new ObjectChanges(state, at);
  if (type === 'RTM_NEWADDR') {
    changes.address(addressWithEnds(body, at));
    if (body.family === 'inet') reviveRoutes(changes, body.ifindex);
  } else addressGone(changes, body);
  return [...changes.events, ...rowEvents(changes)];
};

/** Addresses that were never reported count as not there, but when they go, what hangs on them goes too. */
export const addressGone = (changes: ObjectChanges, address: LinuxAddress): void => {
  const { family, ifindex, local } = address;
  changes.withdraw({ kind: 'addr', key: linuxAddressKey(address) }, false);
  if (family !== 'inet') return;
  const isLast = !changes.linux.onLink('addr', ifindex).some((row) => addressOf(row).family === 'inet');
  if (isLast) routesOfAddresslessLink(changes, ifindex);
  if (changes.linux.addressesHolding(local).length === 0) routesPreferring(changes, local);
};
