import type { DomainEvent, HostState } from '@netlapse/core';

import type { DecodedMessage } from '../netlink';
import { decideAddress } from './decide-address';
import { decideLink } from './decide-link';
import { decideNeighbor, decideNetconf, decideNexthop, decideRule } from './decide-others';
import { decideRoute } from './decide-route';
import { routePlaceOf, type RoutePlace } from './route-identity';

const nothing: readonly DomainEvent[] = [];

/**
 * What a message of rtnetlink makes true of the mirror: LinuxObjectReported and LinuxObjectWithdrawn, then
 * the events of rows that follow from these. A pure function of the state, the message and the instant;
 * nothing for messages that speak of no object, and for those that tell what stands.
 *
 * @param at when the message came, epoch milliseconds.
 * @param place of a message of a route, where it is known already (`placeOf`).
 */
export const decide = (
  state: HostState,
  message: DecodedMessage,
  at: number,
  place?: RoutePlace,
): readonly DomainEvent[] => {
  switch (message.type) {
    case 'RTM_NEWLINK':
    case 'RTM_DELLINK':
      return decideLink(state, message, at);
    case 'RTM_NEWADDR':
    case 'RTM_DELADDR':
      return decideAddress(state, message, at);
    case 'RTM_NEWROUTE':
    case 'RTM_DELROUTE':
      return decideRoute(state, message, at, place);
    case 'RTM_NEWNEIGH':
    case 'RTM_DELNEIGH':
      return decideNeighbor(state, message, at);
    case 'RTM_NEWNETCONF':
    case 'RTM_DELNETCONF':
      return decideNetconf(state, message, at);
    case 'RTM_NEWRULE':
    case 'RTM_DELRULE':
      return decideRule(state, message, at);
    case 'RTM_NEWNEXTHOP':
    case 'RTM_DELNEXTHOP':
      return decideNexthop(state, message, at);
    default:
      return nothing;
  }
};

/**
 * Where all stands that a message of a route looks at and changes, besides links and nexthop objects, which it looks at
 * alone; undefined of other messages.
 */
export const placeOf = (message: DecodedMessage): RoutePlace | undefined =>
  message.type === 'RTM_NEWROUTE' || message.type === 'RTM_DELROUTE' ? routePlaceOf(message.body) : undefined;
