import { linuxLinkKey, type DomainEvent, type HostState } from '@netlapse/core';

import { AF, type LinkMessage } from '../netlink';
import { reviveRoutes, routesOfLinkDown } from './dead-routes';
import { bearsNexthops, nexthopsOfLink } from './nexthop-loss';
import { ObjectChanges } from './object-changes';
import { linkIn, type LinkObject } from './objects';
import { rowEvents } from './row-events';

/**
 * RTM_NEWLINK, RTM_DELLINK. Messages of other families repeat a part of the link, or speak of it as a
 * bridge's port: they say nothing here.
 */
export const decideLink = (
  state: HostState,
  { body, family, type }: LinkMessage,
  at: number,
): readonly DomainEvent[] => {
  // Indexes begin at 1: what bears another is no link.
  if (family !== AF.UNSPEC || body.ifindex < 1) return [];
  const changes = new ObjectChanges(state, at);
  if (type === 'RTM_NEWLINK') linkTold(changes, body);
  else linkGone(changes, body.ifindex, false);
  return [...changes.events, ...rowEvents(changes)];
};

/** Enters what was told of a link, and what the kernel does not tell beside it. */
export const linkTold = (changes: ObjectChanges, told: LinkObject): void => {
  const { ifindex } = told;
  const before = linkIn(changes.linux, ifindex);
  const link = wholeLink(told, before);
  changes.link(link);
  const [isUp, wasUp] = [link.flags.includes('UP'), before?.flags.includes('UP') === true];
  if (before !== undefined && bearsNexthops(before) && !bearsNexthops(link)) nexthopsOfLink(changes, ifindex);
  if (wasUp && !isUp) routesOfLinkDown(changes, ifindex);
  // A link that is down says by itself that next hops through it are dead.
  if (isUp !== wasUp) reviveRoutes(changes, ifindex);
};

/** Wireless drivers send messages of a few attributes; a whole one always has an MTU. */
const wholeLink = (told: LinkObject, before: LinkObject | undefined): LinkObject =>
  told.mtu === undefined && before !== undefined ? { ...before, ...told } : told;

/**
 * A link is gone, with everything that it bears and all routes through it; `inferred`: no message said so.
 */
export const linkGone = (changes: ObjectChanges, ifindex: number, inferred: boolean): void => {
  const { linux } = changes;
  changes.withdrawAll(linux.onLink('route', ifindex));
  changes.withdrawAll(linux.onLink('addr', ifindex));
  changes.withdrawAll(linux.onLink('neigh', ifindex));
  changes.withdrawAll(linux.onLink('netconf', ifindex));
  changes.withdraw({ kind: 'link', key: linuxLinkKey(ifindex) }, inferred);
  nexthopsOfLink(changes, ifindex);
};
