import {
  linuxNeighborKey,
  linuxNetconfKey,
  linuxNexthopKey,
  linuxRuleKey,
  type DomainEvent,
  type HostState,
} from '@netlapse/core';

import type { NeighborMessage, NetconfMessage, NexthopMessage, RuleMessage } from '../netlink';
import { neighborStateOf } from './neighbor-row';
import { followNexthop, routesOfNexthop } from './nexthop-loss';
import { ObjectChanges } from './object-changes';
import { asLinuxObject, netconfIn } from './objects';
import { rowEvents } from './row-events';

const eventsOf = (changes: ObjectChanges): readonly DomainEvent[] =>
  changes.events.length === 0 ? [] : [...changes.events, ...rowEvents(changes)];

/** RTM_NEWNEIGH, RTM_DELNEIGH. Addresses that are answered for are no neighbors. */
export const decideNeighbor = (
  state: HostState,
  { body, confirmedHundredths, type }: NeighborMessage,
  at: number,
): readonly DomainEvent[] => {
  if (body.proxy === true) return [];
  const changes = new ObjectChanges(state, at);
  const key = linuxNeighborKey(body.dst, body.ifindex);
  if (type === 'RTM_NEWNEIGH' && neighborStateOf(body.state) !== undefined) {
    if (confirmedHundredths !== undefined) changes.confirmed.set(key, at - confirmedHundredths * 10);
    changes.neighbor(body);
  } else changes.withdraw({ kind: 'neigh', key }, false);
  return eventsOf(changes);
};

/** RTM_NEWNETCONF bears the settings that it is about: the others stay. */
export const decideNetconf = (
  state: HostState,
  { body, type }: NetconfMessage,
  at: number,
): readonly DomainEvent[] => {
  const changes = new ObjectChanges(state, at);
  const key = linuxNetconfKey(body.family, body.ifindex);
  if (type === 'RTM_DELNETCONF') changes.withdraw({ kind: 'netconf', key }, false);
  else changes.netconf({ ...netconfIn(state.linux, body.family, body.ifindex), ...body });
  return eventsOf(changes);
};

/** RTM_NEWRULE, RTM_DELRULE: kept, so that the mirror can say that policy rules stand. */
export const decideRule = (
  state: HostState,
  { body, type }: RuleMessage,
  at: number,
): readonly DomainEvent[] => {
  const changes = new ObjectChanges(state, at);
  const key = linuxRuleKey(asLinuxObject(body));
  if (type === 'RTM_NEWRULE') changes.report('rule', key, body);
  else changes.withdraw({ kind: 'rule', key }, false);
  return eventsOf(changes);
};

/** RTM_NEWNEXTHOP, RTM_DELNEXTHOP. */
export const decideNexthop = (
  state: HostState,
  { body, type }: NexthopMessage,
  at: number,
): readonly DomainEvent[] => {
  const changes = new ObjectChanges(state, at);
  if (type === 'RTM_NEWNEXTHOP') {
    changes.nexthop(body);
    followNexthop(changes, body.id);
  } else {
    changes.withdraw({ kind: 'nexthop', key: linuxNexthopKey(body.id) }, false);
    routesOfNexthop(changes, body.id);
  }
  return eventsOf(changes);
};
