import { answer, luidInput, query, refused, ulongInput, type Answer, type Refusal } from '../call';
import { ZERO_LUID, type Luid } from '../net';
import { interfaceNameOf, luidOfName, NAME_LENGTH_MAX } from './interface-name';
import { invalidParameter } from './invalid-parameter';
import type { InterfaceTable } from './table';
import { fitsBuffer, tooSmall } from './text-buffer';

export interface Reads {
  readonly interfaces: InterfaceTable;
}

export interface LuidToNameParams {
  readonly InterfaceLuid: string | null;
  readonly InterfaceName?: null;
  /** Characters that the buffer holds, the terminating NUL included. */
  readonly Length: number | string;
}

/** The two differ in the width of a character alone. */
const luidToName = (name: string, type: string) =>
  query<object, LuidToNameParams, { InterfaceName: string }>({
    name,
    summary: 'Gives the name that belongs to a LUID, whether or not there is such an interface.',
    parameters: [
      { name: 'InterfaceLuid', direction: 'in', type: 'NET_LUID' },
      { name: 'InterfaceName', direction: 'out', type },
      {
        name: 'Length',
        direction: 'in',
        type: 'SIZE_T',
        meaning: 'Characters of the buffer, with the NUL at the end.',
      },
    ],
    statuses: ['STATUS_SUCCESS', 'STATUS_INVALID_PARAMETER', 'STATUS_NOT_ENOUGH_MEMORY'],
    checks: [
      ['InterfaceLuid or InterfaceName is NULL', 'STATUS_INVALID_PARAMETER'],
      ['InterfaceLuid is zero', 'STATUS_INVALID_PARAMETER'],
      ['Length has no room for the name and a NUL', 'STATUS_NOT_ENOUGH_MEMORY'],
    ],
    example: { InterfaceLuid: '0x0006000005000000', Length: 257 },
    run: (_view, { InterfaceLuid, InterfaceName, Length }) => {
      if (InterfaceName === null) return refused(invalidParameter('InterfaceName is NULL', 'InterfaceName'));
      const luid = luidInput.read(InterfaceLuid);
      if (luid === undefined || luid === ZERO_LUID)
        return refused(invalidParameter('InterfaceLuid is not given', 'InterfaceLuid'), {
          InterfaceName: '',
        });
      const text = interfaceNameOf(luid);
      return fitsBuffer(text, Length)
        ? answer({ InterfaceName: text })
        : refused(tooSmall(text), { InterfaceName: '' });
    },
  });

const noName = (why: string): Refusal => ({ status: 'STATUS_INVALID_NAME', why, member: 'InterfaceName' });

export interface NameToLuidParams {
  readonly InterfaceName: string | null;
  readonly InterfaceLuid?: null;
}

export interface LuidOut {
  InterfaceLuid: Luid;
}

const luidIsNull: Refusal = invalidParameter('InterfaceLuid is NULL', 'InterfaceLuid');

/** A failed conversion leaves a LUID of zero, where there is a place for it. */
const noLuid = (refusal: Refusal, { InterfaceLuid }: NameToLuidParams): Answer<LuidOut> =>
  refused(refusal, InterfaceLuid === null ? undefined : { InterfaceLuid: ZERO_LUID });

const nameToLuidParameters = (type: string) =>
  [
    { name: 'InterfaceName', direction: 'in', type },
    { name: 'InterfaceLuid', direction: 'out', type: 'NET_LUID' },
  ] as const;

const nameToLuidW = query<object, NameToLuidParams, LuidOut>({
  name: 'ConvertInterfaceNameToLuidW',
  summary: 'Gives the LUID that a name stands for, whether or not there is such an interface.',
  parameters: nameToLuidParameters('WCHAR[]'),
  statuses: ['STATUS_SUCCESS', 'STATUS_INVALID_PARAMETER', 'STATUS_INVALID_NAME'],
  checks: [
    ['InterfaceLuid is NULL', 'STATUS_INVALID_PARAMETER'],
    ['InterfaceName is NULL, malformed, or above 256 characters', 'STATUS_INVALID_NAME'],
  ],
  example: { InterfaceName: 'ethernet_5' },
  run: (_view, params) => {
    const { InterfaceName } = params;
    if (params.InterfaceLuid === null) return refused(luidIsNull);
    const luid = typeof InterfaceName === 'string' ? luidOfName(InterfaceName) : undefined;
    return luid === undefined
      ? noLuid(noName('InterfaceName is no name of an interface'), params)
      : answer({ InterfaceLuid: luid });
  },
});

const nameToLuidA = query<object, NameToLuidParams, LuidOut>({
  name: 'ConvertInterfaceNameToLuidA',
  summary: 'Gives the LUID that a name stands for, whether or not there is such an interface.',
  parameters: nameToLuidParameters('CHAR[]'),
  statuses: ['STATUS_SUCCESS', 'STATUS_INVALID_NAME', 'ERROR_BUFFER_OVERFLOW', 'STATUS_INVALID_PARAMETER'],
  checks: [
    ['InterfaceName is NULL', 'STATUS_INVALID_NAME'],
    ['InterfaceName is above 256 characters', 'ERROR_BUFFER_OVERFLOW'],
    ['InterfaceName is malformed', 'STATUS_INVALID_NAME'],
    ['InterfaceLuid is NULL', 'STATUS_INVALID_PARAMETER'],
  ],
  example: { InterfaceName: 'ethernet_5' },
  run: (_view, params) => {
    const { InterfaceName } = params;
    if (typeof InterfaceName !== 'string') return noLuid(noName('InterfaceName is NULL'), params);
    if (InterfaceName.length > NAME_LENGTH_MAX) {
      const why = `InterfaceName is above ${NAME_LENGTH_MAX} characters`;
      return noLuid({ status: 'ERROR_BUFFER_OVERFLOW', why, member: 'InterfaceName' }, params);
    }
    const luid = luidOfName(InterfaceName);
    if (luid === undefined) return noLuid(noName('InterfaceName is no name of an interface'), params);
    return params.InterfaceLuid === null ? refused(luidIsNull) : answer({ InterfaceLuid: luid });
  },
});

export interface IndexToNameParams {
  readonly InterfaceIndex: number;
  /** Null: no buffer. */
  readonly InterfaceName?: null;
}

const indexToName = query<Reads, IndexToNameParams, { ReturnValue: string | null; InterfaceName: string }>({
  name: 'if_indextoname',
  summary: 'Returns the name of the interface that has an index, NULL without one or without a buffer.',
  parameters: [
    { name: 'InterfaceIndex', direction: 'in', type: 'NET_IFINDEX' },
    { name: 'InterfaceName', direction: 'out', type: 'CHAR[IF_NAMESIZE]' },
  ],
  statuses: [],
  example: { InterfaceIndex: 5 },
  run: ({ state }, { InterfaceIndex, InterfaceName }) => {
    const index = ulongInput.read(InterfaceIndex);
    const row = index === undefined ? undefined : state.interfaces.byIndex(index);
    if (row === undefined || InterfaceName === null) return answer({ ReturnValue: null });
    const name = interfaceNameOf(row.InterfaceLuid);
    return answer({ ReturnValue: name, InterfaceName: name });
  },
});

const nameToIndex = query<Reads, { readonly InterfaceName: string | null }, { ReturnValue: number }>({
  name: 'if_nametoindex',
  summary: 'Returns the index of the interface that has a name, 0 without one.',
  parameters: [{ name: 'InterfaceName', direction: 'in', type: 'CHAR[]' }],
  statuses: [],
  example: { InterfaceName: 'ethernet_5' },
  run: ({ state }, { InterfaceName }) => {
    const luid = typeof InterfaceName === 'string' ? luidOfName(InterfaceName) : undefined;
    const row = luid === undefined ? undefined : state.interfaces.get({ InterfaceLuid: luid });
    return answer({ ReturnValue: row?.InterfaceIndex ?? 0 });
  },
});

/** The calls that convert between LUIDs, indexes and names. */
export const nameApi = {
  ConvertInterfaceLuidToNameA: luidToName('ConvertInterfaceLuidToNameA', 'CHAR[]'),
  ConvertInterfaceLuidToNameW: luidToName('ConvertInterfaceLuidToNameW', 'WCHAR[]'),
  ConvertInterfaceNameToLuidA: nameToLuidA,
  ConvertInterfaceNameToLuidW: nameToLuidW,
  if_indextoname: indexToName,
  if_nametoindex: nameToIndex,
} as const;
