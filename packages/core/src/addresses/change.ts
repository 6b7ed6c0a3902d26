import { provenState, type Detection } from './detection';
import type { UnicastEvent } from './events';
import { unicastDataOf } from './new-address';
import type { UnicastData, UnicastRow } from './row';

/** The members of a unicast address that may change while it stands, DadState aside. */
export type ChangeableMembers = Pick<
  UnicastData,
  'OnLinkPrefixLength' | 'PrefixOrigin' | 'SkipAsSource' | 'SuffixOrigin' | 'preferredUntil' | 'validUntil'
>;

/** DadStateChanged of a row. */
export const dadStateChanged = (
  { Address, InterfaceIndex, InterfaceLuid }: UnicastRow,
  { DadState, dadDueAt }: Detection,
): UnicastEvent => ({
  type: 'DadStateChanged',
  data: { Address, DadState, InterfaceIndex, InterfaceLuid, dadDueAt },
});

/** What a new end of the preferred lifetime does to an address that is known to be unique. */
const deprecationOf = (
  row: UnicastRow,
  preferredUntil: number | null,
  at: number,
): readonly UnicastEvent[] => {
  if (row.DadState !== 'IpDadStatePreferred' && row.DadState !== 'IpDadStateDeprecated') return [];
  const DadState = provenState(preferredUntil, at);
  return DadState === row.DadState ? [] : [dadStateChanged(row, { DadState, dadDueAt: row.dadDueAt })];
};

/**
 * The events by which a standing address takes on other members: UnicastAddressSet, and DadStateChanged where the
 * preferred lifetime is over or no longer over. None where nothing differs.
 */
export const changesOf = (
  row: UnicastRow,
  changes: Partial<ChangeableMembers>,
  at: number,
): readonly UnicastEvent[] => {
  const old = unicastDataOf(row);
  const data: UnicastData = { ...old, ...changes };
  const members = Object.keys(changes) as ReadonlyArray<keyof ChangeableMembers>;
  if (members.every((member) => data[member] === old[member])) return [];
  return [{ type: 'UnicastAddressSet', data }, ...deprecationOf(row, data.preferredUntil, at)];
};
