import { either } from 'fp-ts';

import { invalid, type CommandView, type Refusal } from '../call';
import { physicalAddressLengthOf } from '../interfaces';
import { readNeighborSettings, type NeighborInput, type NeighborSettings } from './codec';
import {
  enterDelay,
  enterPermanent,
  enterProbe,
  enterReachable,
  enterStale,
  type Circumstances,
} from './entering';
import { fitsLink } from './physical-address';
import { checkLink, findPlace, isOwnAddress, type NeighborPlace } from './place';
import type { NeighborReads } from './reads';
import type { NeighborData } from './row';

export interface NeighborSettingsParams {
  readonly Row?: NeighborInput | null;
}

/** A row of Create or Set that passed all checks but the last: whether the neighbor stands. */
export interface CheckedSettings {
  readonly place: NeighborPlace;
  readonly settings: NeighborSettings;
}

/** Checks 1 to 7 of Create and Set, in their order. */
export const checkedSettings = (
  view: CommandView<NeighborReads>,
  { Row }: NeighborSettingsParams,
): either.Either<Refusal, CheckedSettings> => {
  const settings = readNeighborSettings(Row);
  if (either.isLeft(settings)) return settings;
  const place = findPlace(view.state, settings.right);
  if (either.isLeft(place)) return place;
  const link = checkLink(view, place.right);
  if (either.isLeft(link)) return link;
  const fit = checkSettings(view.state, place.right, settings.right);
  if (either.isLeft(fit)) return fit;
  return either.right({ place: place.right, settings: settings.right });
};

/**
 * Checks 7a and 7b of Create and Set, both STATUS_INVALID_PARAMETER: the physical address has the length of
 * the link's, and the neighbor's address is not one of the host itself on that interface.
 */
const checkSettings = (
  reads: NeighborReads,
  place: NeighborPlace,
  { PhysicalAddress }: NeighborSettings,
): either.Either<Refusal, NeighborPlace> => {
  if (!fitsLink(place.interface, PhysicalAddress))
    return invalid(
      `${place.interface.Alias} has physical addresses of ${physicalAddressLengthOf(place.interface)} bytes`,
      'Row.PhysicalAddressLength',
    );
  if (isOwnAddress(reads, place.name))
    return invalid(
      `${place.name.Address} is an address of this host on ${place.interface.Alias}`,
      'Row.Address',
    );
  return either.right(place);
};

/**
 * The neighbor as Create and Set make it of what stands (or of a blank one). NlnsUnreachable is what a zeroed
 * row holds, so it asks for a static neighbor as NlnsPermanent does.
 */
export const withSettings = (
  neighbor: NeighborData,
  { PhysicalAddress, IsRouter, State }: NeighborSettings,
  circumstances: Circumstances,
): NeighborData => {
  const given: NeighborData = { ...neighbor, PhysicalAddress, IsRouter };
  switch (State) {
    case 'NlnsReachable':
      return enterReachable(given, circumstances);
    case 'NlnsStale':
      return enterStale(given);
    case 'NlnsDelay':
      return enterDelay(given, circumstances);
    case 'NlnsProbe':
      return enterProbe(given, circumstances);
    default:
      return enterPermanent(given);
  }
};
