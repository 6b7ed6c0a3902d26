import { answer, luidInput, query, refused, ulongInput, type Answer, type Parameter } from '../call';
import { parseGuid, ZERO_GUID, ZERO_LUID, type Guid, type Luid } from '../net';
import { findByAlias } from './alias';
import { invalidParameter } from './invalid-parameter';
import type { InterfaceRow } from './row';
import type { InterfaceTable } from './table';
import { fitsBuffer, tooSmall } from './text-buffer';

export interface Reads {
  readonly interfaces: InterfaceTable;
}

const luidOut: Parameter = { name: 'InterfaceLuid', direction: 'out', type: 'NET_LUID' };
const luidIn: Parameter = { name: 'InterfaceLuid', direction: 'in', type: 'NET_LUID' };

export interface LuidOut {
  InterfaceLuid: Luid;
}

/**
 * The LUID of an interface that was looked for. One that is not there is an invalid parameter to the conversions, not
 * something that is not found; the LUID is zero then, where there is a place for it.
 */
const luidAnswer = (
  row: InterfaceRow | undefined,
  given: { readonly InterfaceLuid?: null },
  member: string,
): Answer<LuidOut> => {
  if (given.InterfaceLuid === null)
    return refused(invalidParameter('InterfaceLuid is NULL', 'InterfaceLuid'));
  return row === undefined
    ? refused(invalidParameter('no interface is known by it', member), { InterfaceLuid: ZERO_LUID })
    : answer({ InterfaceLuid: row.InterfaceLuid });
};

const interfaceOfLuid = ({ interfaces }: Reads, given: unknown): InterfaceRow | undefined => {
  const luid = luidInput.read(given);
  return luid === undefined ? undefined : interfaces.get({ InterfaceLuid: luid });
};

const statuses = ['STATUS_SUCCESS', 'STATUS_INVALID_PARAMETER'] as const;
const noInterface = ['there is no such interface', 'STATUS_INVALID_PARAMETER'] as const;
const isNull = (name: string) => [`${name} is NULL`, 'STATUS_INVALID_PARAMETER'] as const;

const indexToLuid = query<Reads, { readonly InterfaceIndex: number; readonly InterfaceLuid?: null }, LuidOut>(
  {
    name: 'ConvertInterfaceIndexToLuid',
    summary: 'Gives the LUID of the interface that has an index.',
    parameters: [{ name: 'InterfaceIndex', direction: 'in', type: 'NET_IFINDEX' }, luidOut],
    statuses,
    checks: [isNull('InterfaceLuid'), noInterface],
    example: { InterfaceIndex: 5 },
    run: ({ state }, params) => {
      const index = ulongInput.read(params.InterfaceIndex);
      return luidAnswer(
        index === undefined ? undefined : state.interfaces.byIndex(index),
        params,
        'InterfaceIndex',
      );
    },
  },
);

const luidToIndex = query<
  Reads,
  { readonly InterfaceLuid: string | null; readonly InterfaceIndex?: null },
  { InterfaceIndex: number }
>({
  name: 'ConvertInterfaceLuidToIndex',
  summary: 'Gives the index of the interface that has a LUID.',
  parameters: [luidIn, { name: 'InterfaceIndex', direction: 'out', type: 'NET_IFINDEX' }],
  statuses,
  checks: [isNull('InterfaceLuid or InterfaceIndex'), noInterface],
  example: { InterfaceLuid: '0x0006000005000000' },
  run: ({ state }, { InterfaceLuid, InterfaceIndex }) => {
    if (InterfaceIndex === null) return refused(invalidParameter('InterfaceIndex is NULL', 'InterfaceIndex'));
    const row = interfaceOfLuid(state, InterfaceLuid);
    return row === undefined
      ? refused(invalidParameter('no interface has that LUID', 'InterfaceLuid'), { InterfaceIndex: 0 })
      : answer({ InterfaceIndex: row.InterfaceIndex });
  },
});

const guidToLuid = query<
  Reads,
  { readonly InterfaceGuid: string | null; readonly InterfaceLuid?: null },
  LuidOut
>({
  name: 'ConvertInterfaceGuidToLuid',
  summary: 'Gives the LUID of the interface that has a GUID.',
  parameters: [{ name: 'InterfaceGuid', direction: 'in', type: 'GUID' }, luidOut],
  statuses,
  checks: [isNull('InterfaceGuid or InterfaceLuid'), noInterface],
  example: { InterfaceGuid: '{00060000-0500-4000-8000-000000000000}' },
  run: ({ state }, params) => {
    const guid = typeof params.InterfaceGuid === 'string' ? parseGuid(params.InterfaceGuid) : undefined;
    return luidAnswer(
      guid === undefined ? undefined : state.interfaces.byGuid(guid),
      params,
      'InterfaceGuid',
    );
  },
});

const luidToGuid = query<
  Reads,
  { readonly InterfaceLuid: string | null; readonly InterfaceGuid?: null },
  { InterfaceGuid: Guid }
>({
  name: 'ConvertInterfaceLuidToGuid',
  summary: 'Gives the GUID of the interface that has a LUID.',
  parameters: [luidIn, { name: 'InterfaceGuid', direction: 'out', type: 'GUID' }],
  statuses,
  checks: [isNull('InterfaceLuid or InterfaceGuid'), noInterface],
  example: { InterfaceLuid: '0x0006000005000000' },
  run: ({ state }, { InterfaceLuid, InterfaceGuid }) => {
    if (InterfaceGuid === null) return refused(invalidParameter('InterfaceGuid is NULL', 'InterfaceGuid'));
    const row = interfaceOfLuid(state, InterfaceLuid);
    return row === undefined
      ? refused(invalidParameter('no interface has that LUID', 'InterfaceLuid'), { InterfaceGuid: ZERO_GUID })
      : answer({ InterfaceGuid: row.InterfaceGuid });
  },
});

const aliasToLuid = query<
  Reads,
  { readonly InterfaceAlias: string | null; readonly InterfaceLuid?: null },
  LuidOut
>({
  name: 'ConvertInterfaceAliasToLuid',
  summary: 'Gives the LUID of the interface that has an alias, letters compared without case.',
  parameters: [{ name: 'InterfaceAlias', direction: 'in', type: 'WCHAR[]' }, luidOut],
  statuses,
  checks: [isNull('InterfaceAlias or InterfaceLuid'), noInterface],
  example: { InterfaceAlias: 'Ethernet' },
  run: ({ state }, params) => {
    const alias: unknown = params.InterfaceAlias;
    const row = typeof alias === 'string' ? findByAlias(state.interfaces, alias) : undefined;
    return luidAnswer(row, params, 'InterfaceAlias');
  },
});

export interface LuidToAliasParams {
  readonly InterfaceLuid: string | null;
  readonly InterfaceAlias?: null;
  /** Characters that the buffer holds, the terminating NUL included. */
  readonly Length: number | string;
}

const luidToAlias = query<Reads, LuidToAliasParams, { InterfaceAlias: string }>({
  name: 'ConvertInterfaceLuidToAlias',
  summary: 'Gives the alias of the interface that has a LUID.',
  parameters: [
    luidIn,
    { name: 'InterfaceAlias', direction: 'out', type: 'WCHAR[]' },
    {
      name: 'Length',
      direction: 'in',
      type: 'SIZE_T',
      meaning: 'Characters of the buffer, with the NUL at the end.',
    },
  ],
  statuses: [...statuses, 'STATUS_NOT_ENOUGH_MEMORY'],
  checks: [
    isNull('InterfaceLuid or InterfaceAlias'),
    noInterface,
    ['Length has no room for the alias and a NUL', 'STATUS_NOT_ENOUGH_MEMORY'],
  ],
  example: { InterfaceLuid: '0x0006000005000000', Length: 257 },
  run: ({ state }, { InterfaceLuid, InterfaceAlias, Length }) => {
    if (InterfaceAlias === null) return refused(invalidParameter('InterfaceAlias is NULL', 'InterfaceAlias'));
    const row = interfaceOfLuid(state, InterfaceLuid);
    if (row === undefined)
      return refused(invalidParameter('no interface has that LUID', 'InterfaceLuid'), { InterfaceAlias: '' });
    return fitsBuffer(row.Alias, Length)
      ? answer({ InterfaceAlias: row.Alias })
      : refused(tooSmall(row.Alias), { InterfaceAlias: '' });
  },
});

/** The calls that convert between the identifiers of an interface that stands. */
export const conversionApi = {
  ConvertInterfaceIndexToLuid: indexToLuid,
  ConvertInterfaceLuidToIndex: luidToIndex,
  ConvertInterfaceGuidToLuid: guidToLuid,
  ConvertInterfaceLuidToGuid: luidToGuid,
  ConvertInterfaceAliasToLuid: aliasToLuid,
  ConvertInterfaceLuidToAlias: luidToAlias,
} as const;
