import type { Occurrence } from '../call';
import type { InterfaceEvent, IpInterfaceEvent } from '../interfaces';
import { familyOf, type Luid } from '../net';
import { dadStateChanged } from './change';
import { beginDetection } from './detection';
import type { UnicastEvent } from './events';
import { linkLocalAfter } from './link-local';
import type { AddressReads } from './reads';

/**
 * Detection anew of the addresses that had not ended it well: a tentative one was cut off, and behind a plug that was
 * pulled may now be another link, on which a duplicate is none. In order of creation.
 */
const detectionsAnew = (state: AddressReads, luid: Luid, at: number): readonly UnicastEvent[] => {
  const on = state.interfaces.get({ InterfaceLuid: luid });
  if (on === undefined) return [];
  const events: UnicastEvent[] = [];
  for (const row of state.unicast.onInterface(luid)) {
    if (row.DadState !== 'IpDadStateTentative' && row.DadState !== 'IpDadStateDuplicate') continue;
    const ipInterface = state.ipInterfaces.get({ InterfaceLuid: luid, Family: familyOf(row.Address) });
    if (ipInterface === undefined) continue;
    const anew = beginDetection({ interface: on, ipInterface }, row.preferredUntil, at);
    if (anew.DadState !== row.DadState || anew.dadDueAt !== row.dadDueAt)
      events.push(dadStateChanged(row, anew));
  }
  return events;
};

/**
 * What becomes true of addresses after an event of interfaces: a link that comes up begins detection anew and forms
 * the link-local address; so does the binding of IPv6 to a connected interface.
 */
export const addressesAfter = ({ event, state, at }: Occurrence<AddressReads>): readonly UnicastEvent[] => {
  const cause = event as InterfaceEvent | IpInterfaceEvent;
  switch (cause.type) {
    case 'MediaConnected': {
      const { InterfaceLuid } = cause.data;
      return [...detectionsAnew(state, InterfaceLuid, at), ...linkLocalAfter(state, InterfaceLuid, at)];
    }
    case 'IpInterfaceBound':
      return cause.data.Family === 'AF_INET6' ? linkLocalAfter(state, cause.data.InterfaceLuid, at) : [];
    default:
      return [];
  }
};
