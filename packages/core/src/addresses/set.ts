import { either } from 'fp-ts';

import { refuse, type CommandView } from '../call';
import { changesOf } from './change';
import { checkChosenMembers } from './chosen-members';
import { readKeyedRow, unicastClass, unicastInput, type UnicastRowParams } from './codec';
import type { UnicastEvent } from './events';
import { endAfterSet } from './lifetimes';
import { locate, mirrorOnly, type AddressDecision } from './locate';
import type { AddressReads } from './reads';

/**
 * SetUnicastIpAddressEntry: replaces the origins, lifetimes, prefix length and SkipAsSource of an address. It never
 * starts detection.
 *
 * @returns UnicastAddressSet, then DadStateChanged where the address becomes or ceases to be deprecated; no event
 *   where nothing differs; or the first refusal in the order of the checks:
 *   STATUS_INVALID_PARAMETER: the row, its address, interface or other members are not given or not valid;
 *   STATUS_NOT_SUPPORTED: no stack for the family;
 *   STATUS_NOT_FOUND: no such interface, or it is not bound to the family;
 *   STATUS_INVALID_PARAMETER: the scope id of another interface;
 *   STATUS_NOT_SUPPORTED: a mirrored host;
 *   STATUS_NOT_FOUND: the address does not stand on the interface.
 */
export const setUnicast = (
  { state, at, mirrored }: CommandView<AddressReads>,
  { Row }: UnicastRowParams,
): AddressDecision<UnicastEvent> => {
  const read = readKeyedRow(unicastInput, unicastClass, Row);
  if (either.isLeft(read)) return read;
  const members = checkChosenMembers(read.right.row, read.right.family);
  if (either.isLeft(members)) return members;
  const located = locate(state, read.right);
  if (either.isLeft(located)) return located;
  if (mirrored) return mirrorOnly();
  const standing = state.unicast.get(located.right.key);
  if (standing === undefined)
    return refuse('STATUS_NOT_FOUND', `${read.right.address} does not stand on the interface`, 'Row.Address');

  const { OnLinkPrefixLength, PreferredLifetime, PrefixOrigin, SkipAsSource, SuffixOrigin, ValidLifetime } =
    members.right;
  const changes = {
    OnLinkPrefixLength,
    PrefixOrigin: PrefixOrigin ?? standing.PrefixOrigin,
    SkipAsSource,
    SuffixOrigin: SuffixOrigin ?? standing.SuffixOrigin,
    preferredUntil: endAfterSet(PreferredLifetime, standing.preferredUntil, at),
    validUntil: endAfterSet(ValidLifetime, standing.validUntil, at),
  };
  return either.right({ events: changesOf(standing, changes, at) });
};
