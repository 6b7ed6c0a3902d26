import {
  changedDestinations,
  commonPrefixLength,
  functions,
  lastAddressOf,
  prefixAddress,
  prefixOf,
  widthOf,
  familyOf,
  type DestinationAnswer,
  type HostState,
  type IpAddress,
  type QueryFunction,
  type View,
} from '@netlapse/core';

import { InputError } from '../errors';
import type { Destination } from '../input/destinations';

/** A destination, or a range of them, and how its way is another one. */
export interface WayChange {
  /** As it was asked for; of a range its prefix, or its first and last address. */
  readonly destination: string;
  readonly first: string;
  readonly last: string;
  readonly before: DestinationAnswer;
  readonly after: DestinationAnswer;
}

type BestRoute2 = QueryFunction<
  HostState,
  { readonly DestinationAddress: string },
  { readonly BestRoute: NonNullable<DestinationAnswer['BestRoute']>; readonly BestSourceAddress: string }
>;

const bestRoute2 = functions.GetBestRoute2 as unknown as BestRoute2;

const ask = (view: View<HostState>, DestinationAddress: string): DestinationAnswer => {
  const { status, why, out } = bestRoute2.run(view, { DestinationAddress });
  if (status === 'STATUS_INVALID_PARAMETER') throw new InputError(why ?? status);
  return {
    status,
    BestRoute: out?.BestRoute ?? null,
    BestSourceAddress: out?.BestSourceAddress ?? null,
  };
};

const identityOf = ({ status, BestRoute, BestSourceAddress }: DestinationAnswer): string =>
  BestRoute === null
    ? status
    : `${BestRoute.InterfaceLuid} ${BestRoute.DestinationPrefix} ${BestRoute.NextHop} ${BestSourceAddress ?? ''}`;

/** A range as its prefix where it is one: `10.0.0.0/8`, `10.0.0.1`, `10.0.0.1 - 10.0.0.7`. */
export const rangeText = (first: IpAddress, last: IpAddress): string => {
  if (first === last) return first;
  const length = commonPrefixLength(first, last);
  const prefix = prefixOf(first, length);
  const isWhole = prefixAddress(prefix) === first && lastAddressOf(prefix) === last;
  return isWhole && length < widthOf(familyOf(first)) ? prefix : `${first} - ${last}`;
};

/** The destinations whose way differs between two views: of those asked for, or where none is, of all there are. */
export const wayChanges = (
  before: View<HostState>,
  after: View<HostState>,
  asked: readonly Destination[],
): readonly WayChange[] => {
  const ranges = (within: Parameters<typeof changedDestinations>[2]): readonly WayChange[] =>
    changedDestinations(before, after, within).map((range) => ({
      destination: rangeText(range.first, range.last),
      ...range,
    }));
  if (asked.length === 0) return ranges(undefined);
  return asked.flatMap(({ text, prefix, isAddress }) => {
    if (!isAddress && prefix !== undefined) return ranges([prefix]);
    const address = prefix === undefined ? text : prefixAddress(prefix);
    const [was, is] = [ask(before, address), ask(after, address)];
    if (identityOf(was) === identityOf(is)) return [];
    return [{ destination: text, first: address, last: address, before: was, after: is }];
  });
};
