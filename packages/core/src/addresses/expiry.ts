import type { Due } from '../call';
import { isConnected, type InterfaceTable } from '../interfaces';
import { dadStateChanged } from './change';
import { provenState } from './detection';
import type { UnicastEvent } from './events';
import type { UnicastRow } from './row';
import type { UnicastTable } from './table';

/** What is looked at to tell what time does to addresses. */
export interface AddressDueReads {
  readonly unicast: UnicastTable;
  readonly interfaces: InterfaceTable;
}

type Happening = Pick<Due<UnicastEvent>, 'rule' | 'events'>;

/**
 * What happens to an address at one of its instants. Of several at once the end of the valid lifetime alone counts;
 * then, for a tentative address, the end of detection, whose outcome tells the end of the preferred lifetime too.
 *
 * @returns undefined where nothing does: detection does not end without a link, it waits for it
 */
const happeningAt = (row: UnicastRow, at: number, interfaces: InterfaceTable): Happening | undefined => {
  const { Address, InterfaceIndex, InterfaceLuid, dadDueAt, preferredUntil, validUntil } = row;
  if (validUntil === at)
    return {
      rule: 'valid-lifetime',
      events: [
        {
          type: 'UnicastAddressDeleted',
          data: { Address, InterfaceIndex, InterfaceLuid, reason: 'expired' },
        },
      ],
    };
  if (row.DadState === 'IpDadStateTentative') {
    const on = interfaces.get(row);
    if (dadDueAt !== at || on === undefined || !isConnected(on)) return undefined;
    const DadState = provenState(preferredUntil, at);
    return { rule: 'dad', events: [dadStateChanged(row, { DadState, dadDueAt: null })] };
  }
  if (row.DadState !== 'IpDadStatePreferred' || preferredUntil !== at) return undefined;
  return {
    rule: 'preferred-lifetime',
    events: [dadStateChanged(row, { DadState: 'IpDadStateDeprecated', dadDueAt })],
  };
};

/**
 * The first thing that time does to an address at or before `upTo`; undefined where it does nothing till then.
 *
 * A mirrored host must not ask: there the live host says what went.
 */
export const nextAddressDue = (
  { unicast, interfaces }: AddressDueReads,
  upTo: number,
): Due<UnicastEvent> | undefined => {
  for (const { at, row } of unicast.dueUpTo(upTo)) {
    const happening = happeningAt(row, at, interfaces);
    if (happening !== undefined)
      return { at, createdSeq: row.createdSeq, causationSeq: row.setSeq, ...happening };
  }
  return undefined;
};
