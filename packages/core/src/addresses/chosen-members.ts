import { either } from 'fp-ts';

import { invalid, type Refusal, type RowOf } from '../call';
import { widthOf, type AddressFamily } from '../net';
import type { unicastInput } from './codec';
import { PrefixOrigin, SuffixOrigin } from './enumerations';
import type { UnicastData } from './row';

/** The members of a unicast address that a caller may choose; an origin is undefined where it is to be kept. */
export interface ChosenMembers {
  readonly PrefixOrigin: UnicastData['PrefixOrigin'] | undefined;
  readonly SuffixOrigin: UnicastData['SuffixOrigin'] | undefined;
  readonly ValidLifetime: number;
  readonly PreferredLifetime: number;
  /** 0…32 or 0…128. */
  readonly OnLinkPrefixLength: number;
  readonly SkipAsSource: boolean;
}

/** An OnLinkPrefixLength that no address has: the whole address is meant. */
const WHOLE_ADDRESS = 255;

/** Check 4 of Create and Set: the members fit together. Each failure is STATUS_INVALID_PARAMETER. */
export const checkChosenMembers = (
  row: RowOf<typeof unicastInput>,
  family: AddressFamily,
): either.Either<Refusal, ChosenMembers> => {
  const { ValidLifetime, PreferredLifetime, SkipAsSource } = row;
  if (PreferredLifetime > ValidLifetime)
    return invalid('PreferredLifetime is above ValidLifetime', 'Row.PreferredLifetime');
  if (ValidLifetime === 0) return invalid('ValidLifetime is 0', 'Row.ValidLifetime');

  const prefixOrigin = PrefixOrigin.nameOf(row.PrefixOrigin);
  if (prefixOrigin === undefined) return invalid('PrefixOrigin is no NL_PREFIX_ORIGIN', 'Row.PrefixOrigin');
  const suffixOrigin = SuffixOrigin.nameOf(row.SuffixOrigin);
  if (suffixOrigin === undefined) return invalid('SuffixOrigin is no NL_SUFFIX_ORIGIN', 'Row.SuffixOrigin');
  const keepsPrefixOrigin = prefixOrigin === 'IpPrefixOriginUnchanged';
  const keepsSuffixOrigin = suffixOrigin === 'IpSuffixOriginUnchanged';
  if (keepsPrefixOrigin !== keepsSuffixOrigin)
    return invalid(
      'of PrefixOrigin and SuffixOrigin one alone is Unchanged',
      keepsPrefixOrigin ? 'Row.PrefixOrigin' : 'Row.SuffixOrigin',
    );

  const width = widthOf(family);
  const length = row.OnLinkPrefixLength === WHOLE_ADDRESS ? width : row.OnLinkPrefixLength;
  if (length > width) return invalid(`OnLinkPrefixLength is above ${width}`, 'Row.OnLinkPrefixLength');

  return either.right({
    PrefixOrigin: keepsPrefixOrigin ? undefined : prefixOrigin,
    SuffixOrigin: keepsSuffixOrigin ? undefined : suffixOrigin,
    ValidLifetime,
    PreferredLifetime,
    OnLinkPrefixLength: length,
    SkipAsSource,
  });
};
