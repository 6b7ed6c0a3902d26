import { either } from 'fp-ts';

import { inputRow, luidInput, report, socketAddressInput, ulongInput, type Step } from '../call';
import { findInterface, type InterfaceRow } from '../interfaces';
import type { IpAddress } from '../net';
import { dadStateChanged } from './change';
import type { KeyMembers } from './codec';
import { isDetecting } from './detection';
import type { UnicastEvent } from './events';
import type { AddressReads } from './reads';

/** DadStateChanged of an address whose detection runs; none where it does not stand or has proven itself. */
const objectionTo =
  (address: IpAddress, on: InterfaceRow): Step<AddressReads, UnicastEvent> =>
  ({ state, at }) => {
    const row = state.unicast.get({ InterfaceLuid: on.InterfaceLuid, Address: address });
    if (row === undefined || !isDetecting(row, on, at)) return [];
    return [dadStateChanged(row, { DadState: 'IpDadStateDuplicate', dadDueAt: null })];
  };

/** What happens to addresses without a call. */
export const addressReports = {
  'duplicate-address': report<AddressReads, KeyMembers, UnicastEvent>({
    name: 'duplicate-address',
    summary: 'Another host defends an address: its duplicate address detection, where it runs, fails.',
    input: inputRow('duplicate-address', {
      InterfaceIndex: ulongInput,
      InterfaceLuid: luidInput,
      Address: socketAddressInput,
    }),
    decide: ({ state }, { Address, ...target }) => {
      const on = findInterface(state.interfaces, target);
      if (on === undefined)
        return either.left({ why: 'there is no such interface', member: 'InterfaceIndex' });
      if (Address.family === 'AF_UNSPEC')
        return either.left({ why: 'no address is given', member: 'Address' });
      // The same link-local address on another link is another address.
      const isHere = Address.scopeId === 0 || Address.scopeId === on.InterfaceIndex;
      return either.right(isHere ? [objectionTo(Address.address, on)] : []);
    },
  }),
};
