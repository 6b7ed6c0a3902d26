import { either } from 'fp-ts';

import { answer, command, invalid, query, refuse, ulongInput, type Parameter } from '../call';

/** NET_IF_COMPARTMENT_ID_PRIMARY: the one compartment that there is, and everything is in it. */
const PRIMARY = 1;

const getCompartment = <Params extends object>(
  name: string,
  whose: string,
  parameters: readonly Parameter[],
  example: Readonly<Record<string, unknown>>,
) =>
  query<object, Params, { ReturnValue: number }>({
    name,
    summary: `Returns the compartment of ${whose}: 1, for there is no other.`,
    parameters,
    statuses: [],
    example,
    run: () => answer({ ReturnValue: PRIMARY }),
  });

/** NET_IF_COMPARTMENT_ID_UNSPECIFIED is taken too: it stands for the default. */
const setCompartment = <Params extends { readonly CompartmentId: number }>(
  name: string,
  whose: string,
  parameters: readonly Parameter[],
  example: Readonly<Record<string, unknown>>,
) =>
  command<object, Params, object, never>({
    name,
    summary: `Puts ${whose} into a compartment; only the one that there is will do, so nothing changes.`,
    parameters: [...parameters, { name: 'CompartmentId', direction: 'in', type: 'NET_IF_COMPARTMENT_ID' }],
    statuses: ['STATUS_SUCCESS', 'STATUS_INVALID_PARAMETER', 'STATUS_NOT_FOUND'],
    checks: [
      ['CompartmentId is no number', 'STATUS_INVALID_PARAMETER'],
      ['CompartmentId is neither 0 nor 1', 'STATUS_NOT_FOUND'],
    ],
    example: { ...example, CompartmentId: PRIMARY },
    decide: (_view, params) => {
      const given: unknown = params.CompartmentId;
      const id = given === undefined ? ulongInput.zero : ulongInput.read(given);
      if (id === undefined) return invalid('CompartmentId is not a ULONG', 'CompartmentId');
      if (id > PRIMARY) return refuse('STATUS_NOT_FOUND', `there is no compartment ${id}`, 'CompartmentId');
      return either.right({ events: [] });
    },
  });

const session: Parameter = { name: 'SessionId', direction: 'in', type: 'ULONG' };
const job: Parameter = { name: 'JobHandle', direction: 'in', type: 'HANDLE' };

export interface ScopeOut {
  CompartmentScope: number;
  CompartmentId: number;
}

const getScope = query<object, { readonly CompartmentScope?: null; readonly CompartmentId?: null }, ScopeOut>(
  {
    name: 'GetCurrentThreadCompartmentScope',
    summary: 'Gives the scope and the compartment of the thread: 0 and 1.',
    parameters: [
      { name: 'CompartmentScope', direction: 'out', type: 'NET_IF_COMPARTMENT_SCOPE' },
      { name: 'CompartmentId', direction: 'out', type: 'NET_IF_COMPARTMENT_ID' },
    ],
    statuses: [],
    example: {},
    run: (_view, { CompartmentScope, CompartmentId }) =>
      answer({
        ...(CompartmentScope === null ? {} : { CompartmentScope: 0 }),
        ...(CompartmentId === null ? {} : { CompartmentId: PRIMARY }),
      }),
  },
);

/** The calls on routing compartments. */
export const compartmentApi = {
  GetCurrentThreadCompartmentId: getCompartment<object>(
    'GetCurrentThreadCompartmentId',
    'the thread',
    [],
    {},
  ),
  GetDefaultCompartmentId: getCompartment<object>('GetDefaultCompartmentId', 'a new thread', [], {}),
  GetSessionCompartmentId: getCompartment<{ readonly SessionId?: number }>(
    'GetSessionCompartmentId',
    'a session',
    [session],
    { SessionId: 1 },
  ),
  GetJobCompartmentId: getCompartment<{ readonly JobHandle?: unknown }>(
    'GetJobCompartmentId',
    'a job',
    [job],
    {},
  ),
  SetCurrentThreadCompartmentId: setCompartment<{ readonly CompartmentId: number }>(
    'SetCurrentThreadCompartmentId',
    'the thread',
    [],
    {},
  ),
  SetSessionCompartmentId: setCompartment<{ readonly SessionId?: number; readonly CompartmentId: number }>(
    'SetSessionCompartmentId',
    'a session',
    [session],
    { SessionId: 1 },
  ),
  SetJobCompartmentId: setCompartment<{ readonly JobHandle?: unknown; readonly CompartmentId: number }>(
    'SetJobCompartmentId',
    'a job',
    [job],
    {},
  ),
  GetCurrentThreadCompartmentScope: getScope,
} as const;
