import { either } from 'fp-ts';

import {
  invalid,
  refuse,
  socketAddressInput,
  type CommandView,
  type Decision,
  type Refusal,
  type Status,
} from '../call';
import { isConnected } from '../interfaces';
import { isMulticast, isUnspecified, type AddressFamily, type IpAddress } from '../net';
import { readNeighborTarget, type NeighborInput } from './codec';
import { enterIncomplete, enterPermanent } from './entering';
import type { NeighborEvent } from './events';
import { neighborEntryOf, readNeighborRow, type NeighborEntry } from './get';
import { circumstancesOf } from './link';
import { blankNeighbor, createdEvent, deletedEvent } from './neighbor-record';
import { derivedPhysicalAddress } from './physical-address';
import { checkLink, findPlace, isOwnAddress, type NeighborPlace } from './place';
import type { NeighborReads } from './reads';
import type { NeighborData, NeighborRow } from './row';

export interface ResolveNeighborEntryParams {
  readonly Row?: NeighborInput | null;
  /** Must be a usable address of the interface; null, left out or unspecified: any source will do. */
  readonly SourceAddress?: string | null;
}

type Resolution = Decision<NeighborEvent, NeighborReads, { Row: NeighborEntry }>;

/** A source that the caller asks for; undefined where it leaves the choice to the stack. */
interface Source {
  readonly address: IpAddress;
  readonly scopeId: number;
}

/**
 * ResolveIpNetEntry2: asks the link for the physical address of a neighbor.
 *
 * Any entry that stands is flushed first. A model does not wait: what the link does not answer in this very
 * instant is STATUS_BAD_NETWORK_NAME, though the entry is there and its resolution goes on by time.
 *
 * @returns the row where the physical address is known at once, and the events; or refused with
 *   STATUS_INVALID_PARAMETER: the row or SourceAddress is not fit, or their families differ;
 *   STATUS_NOT_SUPPORTED: no stack for the family, a mirrored host, or a link without physical addresses;
 *   STATUS_NOT_FOUND: no such interface, the family is not bound to it, or SourceAddress is not usable there;
 *   STATUS_BAD_NETWORK_NAME: the interface is not connected.
 */
export const resolveNeighborEntry = (
  view: CommandView<NeighborReads>,
  { Row, SourceAddress }: ResolveNeighborEntryParams,
): either.Either<Refusal, Resolution> => {
  const { state } = view;
  const target = readNeighborTarget(Row);
  if (either.isLeft(target)) return target;
  const source = readSource(SourceAddress, target.right.family);
  if (either.isLeft(source)) return source;
  const found = findPlace(state, target.right);
  if (either.isLeft(found)) return found;
  const place = found.right;
  if (source.right !== undefined && !canSendFrom(state, place, source.right))
    return refuse(
      'STATUS_NOT_FOUND',
      `${place.interface.Alias} has no usable address ${source.right.address}`,
      'SourceAddress',
    );
  const link = checkLink(view, place);
  if (either.isLeft(link)) return link;

  const { name } = place;
  if (isOwnAddress(state, name))
    return either.right({ events: [], out: ({ at }) => ({ Row: ownEntry(place, at) }) });
  const derived = isMulticast(name.Address)
    ? derivedPhysicalAddress(place.interface, name.Address)
    : undefined;
  if (derived !== undefined) {
    const stands = state.neighbors.get(name);
    if (stands?.State === 'NlnsPermanent' && stands.PhysicalAddress === derived)
      return either.right(resolved(place, []));
    const entry = enterPermanent({ ...blankNeighbor(name), PhysicalAddress: derived });
    return either.right(resolved(place, replacing(stands, entry)));
  }
  if (!isConnected(place.interface))
    return refuse('STATUS_BAD_NETWORK_NAME', `${place.interface.Alias} is not connected`);
  const entry = enterIncomplete(blankNeighbor(name), circumstancesOf(state, place, name.Address, view.at));
  const events = replacing(state.neighbors.get(name), entry);
  return either.right(
    entry.State === 'NlnsReachable' ? resolved(place, events) : { events, status: 'STATUS_BAD_NETWORK_NAME' },
  );
};

/**
 * How a resolution that was begun stands, for callers that wait for it.
 *
 * @param row the neighbor that stands now
 * @returns undefined while solicitations go out; STATUS_SUCCESS once a physical address is known,
 *   STATUS_BAD_NETWORK_NAME after the last one went unanswered, STATUS_NOT_FOUND when it was deleted.
 */
export const resolutionStatus = (row: NeighborRow | undefined): Status | undefined => {
  if (row === undefined) return 'STATUS_NOT_FOUND';
  if (row.State === 'NlnsIncomplete') return undefined;
  return row.State === 'NlnsUnreachable' ? 'STATUS_BAD_NETWORK_NAME' : 'STATUS_SUCCESS';
};

/** Check 2 of SourceAddress: of the family of Address, unless it leaves the choice open. */
const readSource = (value: unknown, family: AddressFamily): either.Either<Refusal, Source | undefined> => {
  if (value === null || value === undefined) return either.right(undefined);
  const read = socketAddressInput.read(value);
  if (read === undefined)
    return invalid(`SourceAddress is not ${socketAddressInput.expected}`, 'SourceAddress');
  if (read.family === 'AF_UNSPEC' || isUnspecified(read.address)) return either.right(undefined);
  if (read.family !== family)
    return invalid('SourceAddress and Address are of two families', 'SourceAddress');
  return either.right(read);
};

/** Check 6b: a unicast address of the interface whose duplicate detection is over. */
const canSendFrom = (
  { unicast }: NeighborReads,
  { interface: { InterfaceLuid, InterfaceIndex } }: NeighborPlace,
  { address, scopeId }: Source,
): boolean => {
  if (scopeId !== 0 && scopeId !== InterfaceIndex) return false;
  const state = unicast.get({ InterfaceLuid, Address: address })?.DadState;
  return state === 'IpDadStatePreferred' || state === 'IpDadStateDeprecated';
};

/**
 * The host's own address resolves to its own interface; no neighbor stands for it, and none is a router to
 * itself.
 */
const ownEntry = ({ name, interface: { PhysicalAddress } }: NeighborPlace, at: number): NeighborEntry =>
  neighborEntryOf(enterPermanent({ ...blankNeighbor(name), PhysicalAddress }), false, at);

const replacing = (stands: NeighborRow | undefined, entry: NeighborData): readonly NeighborEvent[] =>
  stands === undefined ? [createdEvent(entry)] : [deletedEvent(stands, 'flushed'), createdEvent(entry)];

/** Success: Row is filled from what stands after the append. */
const resolved = ({ name }: NeighborPlace, events: readonly NeighborEvent[]): Resolution => ({
  events,
  out: ({ state, at }) => {
    const row = state.neighbors.get(name);
    return row === undefined ? {} : { Row: readNeighborRow(row, state, at) };
  },
});
