import { closed, defineEvent, InstantOrNull, Reason, type EventOf } from '../codec';
import { DadState } from './enumerations';
import { addressKeyMembers, ScopedAddressData, UnicastData } from './row';

const addressGone = closed({ ...addressKeyMembers, reason: Reason }, 'address gone');

/** What can become true of unicast addresses. */
export const unicastEvents = {
  UnicastAddressCreated: defineEvent({
    v: 1,
    table: 'unicast',
    kind: 'added',
    data: UnicastData,
    meaning: 'A unicast address was added.',
  }),
  UnicastAddressSet: defineEvent({
    v: 1,
    table: 'unicast',
    kind: 'changed',
    data: UnicastData,
    meaning: 'Members of a unicast address other than DadState changed.',
  }),
  DadStateChanged: defineEvent({
    v: 1,
    table: 'unicast',
    kind: 'changed',
    data: closed({ ...addressKeyMembers, DadState: DadState.codec, dadDueAt: InstantOrNull }, 'DAD state'),
    meaning:
      'Duplicate address detection of an address began anew, ended or failed, or the address was deprecated.',
  }),
  UnicastAddressDeleted: defineEvent({
    v: 1,
    table: 'unicast',
    kind: 'removed',
    data: addressGone,
    meaning: 'A unicast address went.',
  }),
} as const;
export type UnicastEvent = EventOf<typeof unicastEvents>;

/** What can become true of anycast addresses. */
export const anycastEvents = {
  AnycastAddressCreated: defineEvent({
    v: 1,
    table: 'anycast',
    kind: 'added',
    data: ScopedAddressData,
    meaning: 'An anycast address was added.',
  }),
  AnycastAddressDeleted: defineEvent({
    v: 1,
    table: 'anycast',
    kind: 'removed',
    data: addressGone,
    meaning: 'An anycast address went.',
  }),
} as const;
export type AnycastEvent = EventOf<typeof anycastEvents>;

/** What can become true of multicast groups. */
export const multicastEvents = {
  MulticastGroupJoined: defineEvent({
    v: 1,
    table: 'multicast',
    kind: 'added',
    data: ScopedAddressData,
    meaning: 'An interface joined a multicast group.',
  }),
  MulticastGroupLeft: defineEvent({
    v: 1,
    table: 'multicast',
    kind: 'removed',
    data: addressGone,
    meaning: 'An interface left a multicast group.',
  }),
} as const;
export type MulticastEvent = EventOf<typeof multicastEvents>;
