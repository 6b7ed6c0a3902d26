import {
  answer,
  booleanInput,
  type Answer,
  type NotificationType,
  type Parameter,
  type Status,
} from '../call';
import type { UnicastEntry } from '../addresses';
import { NotificationHandle, type Host } from '../engine';
import type { ConnectivityHint } from '../interfaces';
import { notify } from './notify-function';
import {
  bearingOnStability,
  ipInterfaceRows,
  isTableStable,
  readFamilyFilter,
  registerRows,
  routeRows,
  unicastRows,
  unicastTableOf,
  type RowCallback,
  type RowsOfInterest,
} from './registration';

/** What the Notify functions for rows take. */
export interface NotifyRowParams {
  readonly Family?: 'AF_UNSPEC' | 'AF_INET' | 'AF_INET6' | number;
  readonly Callback: RowCallback | null;
  /** Any value; handed back to the callback untouched. */
  readonly CallerContext?: unknown;
  /** TRUE: the callback is called once, before the call returns. */
  readonly InitialNotification?: boolean;
  /** Null: a NULL pointer. */
  readonly NotificationHandle?: null;
}

export interface HandleOut {
  readonly NotificationHandle: NotificationHandle | null;
}

const failed = (status: Status, why: string, member: string): Answer<HandleOut> => ({
  status,
  why,
  member,
  out: { NotificationHandle: null },
});

/** A BOOLEAN as it may come in: every byte but zero is TRUE. */
const isTrue = (value: unknown): boolean => booleanInput.read(value ?? false) ?? true;

const isCallback = (value: unknown): boolean => typeof value === 'function';

/** Checks that all Notify calls begin with: a callback, and a place for the handle. */
const checkPointers = (params: {
  readonly Callback?: unknown;
  readonly NotificationHandle?: unknown;
}): Answer<HandleOut> | undefined => {
  if (!isCallback(params.Callback)) return failed('STATUS_INVALID_PARAMETER', 'Callback is NULL', 'Callback');
  if (params.NotificationHandle === null)
    return failed('STATUS_INVALID_PARAMETER', 'NotificationHandle is NULL', 'NotificationHandle');
  return undefined;
};

const parameter = (
  name: string,
  direction: Parameter['direction'],
  type: string,
  meaning: string,
): Parameter => ({
  name,
  direction,
  type,
  meaning,
});

const familyParameter = parameter(
  'Family',
  'in',
  'ADDRESS_FAMILY',
  'Only rows of this family; AF_UNSPEC: of both.',
);
const callbackParameter = (type: string): Parameter =>
  parameter('Callback', 'in', type, 'Called for each notification.');
const contextParameter = parameter('CallerContext', 'in', 'PVOID', 'Handed back to the callback untouched.');
const initialParameter = parameter(
  'InitialNotification',
  'in',
  'BOOLEAN',
  'TRUE: the callback is called once before the call returns.',
);
const handleParameter = parameter('NotificationHandle', 'in/out', 'HANDLE', 'Names the registration.');
const pointerChecks = [
  ['Callback is NULL', 'STATUS_INVALID_PARAMETER'],
  ['NotificationHandle is NULL', 'STATUS_INVALID_PARAMETER'],
] as const;

const notifyRows = (name: string, of: string, rows: RowsOfInterest) =>
  notify<NotifyRowParams, HandleOut>({
    name,
    summary: `Registers a callback for changes of ${of}; the row it gets bears the key members alone.`,
    parameters: [
      familyParameter,
      callbackParameter('row callback'),
      contextParameter,
      initialParameter,
      handleParameter,
    ],
    statuses: ['STATUS_SUCCESS', 'STATUS_INVALID_PARAMETER'],
    checks: [
      ...pointerChecks,
      ['Family is none of AF_UNSPEC, AF_INET, AF_INET6', 'STATUS_INVALID_PARAMETER'],
    ],
    callbackParameters: ['CallerContext', 'Row', 'NotificationType'],
    run: (host, params) => {
      const wrong = checkPointers(params);
      if (wrong !== undefined) return wrong;
      const families = readFamilyFilter(params.Family);
      if (families === undefined)
        return failed('STATUS_INVALID_PARAMETER', 'Family is no address family', 'Family');
      const { Callback, CallerContext, InitialNotification } = params;
      const call = (Row: object | null, type: NotificationType): void => Callback?.(CallerContext, Row, type);
      return answer({
        NotificationHandle: registerRows(host, name, rows, families, call, isTrue(InitialNotification)),
      });
    },
  });

/** What NotifyTeredoPortChange takes. */
export interface NotifyTeredoParams extends Omit<NotifyRowParams, 'Family' | 'Callback'> {
  readonly Callback:
    ((CallerContext: unknown, Port: number, NotificationType: NotificationType) => void) | null;
}

/** What NotifyNetworkConnectivityHintChange takes. */
export interface NotifyHintParams extends Omit<NotifyRowParams, 'Family' | 'Callback'> {
  readonly Callback: ((CallerContext: unknown, ConnectivityHint: ConnectivityHint) => void) | null;
}

/** What NotifyStableUnicastIpAddressTable takes. */
export interface NotifyStableParams {
  readonly Family?: NotifyRowParams['Family'];
  /** Null: a NULL pointer. */
  readonly Table?: null;
  readonly CallerCallback: ((CallerContext: unknown, AddressTable: readonly UnicastEntry[]) => void) | null;
  readonly CallerContext?: unknown;
  readonly NotificationHandle?: null;
}

export interface StableOut extends HandleOut {
  readonly Table: readonly UnicastEntry[] | null;
}

const requestStableTable = (host: Host, params: NotifyStableParams): Answer<StableOut> => {
  if (params.Table === null) return failed('STATUS_INVALID_PARAMETER', 'Table is NULL', 'Table');
  const wrong = checkPointers({ ...params, Callback: params.CallerCallback });
  if (wrong !== undefined) return wrong;
  const families = readFamilyFilter(params.Family);
  if (families === undefined)
    return failed('STATUS_INVALID_PARAMETER', 'Family is no address family', 'Family');
  const now = host.view();
  if (isTableStable(now, families))
    return answer({ Table: unicastTableOf(now, families), NotificationHandle: null });
  const handle = host.delivery.register('NotifyStableUnicastIpAddressTable', {
    interests: bearingOnStability(families),
    onAppend: ({ after, position }) => {
      const then = { state: after, at: position.at, mirrored: host.mirrored };
      if (!isTableStable(then, families)) return;
      host.delivery.silence(handle);
      params.CallerCallback?.(params.CallerContext, unicastTableOf(then, families));
    },
  });
  return { status: 'ERROR_IO_PENDING', out: { Table: null, NotificationHandle: handle } };
};

/** The seven functions by which a client learns of changes. */
export const notifyApi = {
  NotifyRouteChange2: notifyRows('NotifyRouteChange2', 'routes', routeRows),
  NotifyIpInterfaceChange: notifyRows('NotifyIpInterfaceChange', 'IP interfaces', ipInterfaceRows),
  NotifyUnicastIpAddressChange: notifyRows('NotifyUnicastIpAddressChange', 'unicast addresses', unicastRows),
  NotifyTeredoPortChange: notify<NotifyTeredoParams, HandleOut>({
    name: 'NotifyTeredoPortChange',
    summary: "Registers a callback for changes of the Teredo client's port.",
    parameters: [callbackParameter('port callback'), contextParameter, initialParameter, handleParameter],
    statuses: ['STATUS_SUCCESS', 'STATUS_INVALID_PARAMETER'],
    checks: pointerChecks,
    callbackParameters: ['CallerContext', 'Port', 'NotificationType'],
    run: (host, params) => {
      const wrong = checkPointers(params);
      if (wrong !== undefined) return wrong;
      const { Callback, CallerContext, InitialNotification } = params;
      const handle = host.delivery.register('NotifyTeredoPortChange', {
        interests: [{ about: 'TeredoPortChanged' }],
        onEvent: ({ event }) => {
          if (event.type === 'TeredoPortChanged')
            Callback?.(CallerContext, event.data.Port, 'MibParameterNotification');
        },
      });
      // The first call bears port 0 even where a port is in use: GetTeredoPort tells it.
      if (isTrue(InitialNotification))
        host.delivery.callInitially(handle, host.clock, () =>
          Callback?.(CallerContext, 0, 'MibInitialNotification'),
        );
      return answer({ NotificationHandle: handle });
    },
  }),
  NotifyNetworkConnectivityHintChange: notify<NotifyHintParams, HandleOut>({
    name: 'NotifyNetworkConnectivityHintChange',
    summary: 'Registers a callback for changes of the host-wide connectivity hint.',
    parameters: [callbackParameter('hint callback'), contextParameter, initialParameter, handleParameter],
    statuses: ['STATUS_SUCCESS', 'STATUS_INVALID_PARAMETER'],
    checks: pointerChecks,
    callbackParameters: ['CallerContext', 'ConnectivityHint'],
    run: (host, params) => {
      const wrong = checkPointers(params);
      if (wrong !== undefined) return wrong;
      const { Callback, CallerContext, InitialNotification } = params;
      const handle = host.delivery.register('NotifyNetworkConnectivityHintChange', {
        interests: [{ about: 'ConnectivityHintChanged' }],
        onEvent: ({ event }) => {
          if (event.type === 'ConnectivityHintChanged') Callback?.(CallerContext, event.data);
        },
      });
      if (isTrue(InitialNotification))
        host.delivery.callInitially(handle, host.clock, () =>
          Callback?.(CallerContext, host.state.connectivityHint),
        );
      return answer({ NotificationHandle: handle });
    },
  }),
  NotifyStableUnicastIpAddressTable: notify<NotifyStableParams, StableOut>({
    name: 'NotifyStableUnicastIpAddressTable',
    summary:
      'Gives the table of unicast addresses once duplicate address detection has ended for all of them.',
    parameters: [
      familyParameter,
      parameter('Table', 'in/out', 'MIB_UNICASTIPADDRESS_TABLE', 'The table, where it is stable now.'),
      { ...callbackParameter('table callback'), name: 'CallerCallback' },
      contextParameter,
      handleParameter,
    ],
    statuses: ['STATUS_SUCCESS', 'STATUS_INVALID_PARAMETER', 'ERROR_IO_PENDING'],
    checks: [
      ['Table, CallerCallback or NotificationHandle is NULL', 'STATUS_INVALID_PARAMETER'],
      ['Family is none of AF_UNSPEC, AF_INET, AF_INET6', 'STATUS_INVALID_PARAMETER'],
      ['the table is not stable yet: the callback gets it later, once', 'ERROR_IO_PENDING'],
    ],
    callbackParameters: ['CallerContext', 'AddressTable'],
    run: requestStableTable,
  }),
  CancelMibChangeNotify2: notify<{ readonly NotificationHandle: NotificationHandle | null }, object>({
    name: 'CancelMibChangeNotify2',
    summary: 'Ends a registration; no call of its callback begins any more.',
    parameters: [parameter('NotificationHandle', 'in', 'HANDLE', 'The registration to end.')],
    statuses: ['STATUS_SUCCESS', 'STATUS_INVALID_PARAMETER', 'ERROR_INVALID_HANDLE'],
    checks: [
      ['NotificationHandle is NULL', 'STATUS_INVALID_PARAMETER'],
      ['it was never given out here, or is cancelled already', 'ERROR_INVALID_HANDLE'],
    ],
    run: (host, { NotificationHandle: handle }) => {
      if (handle === null || handle === undefined)
        return {
          status: 'STATUS_INVALID_PARAMETER',
          why: 'the handle is NULL',
          member: 'NotificationHandle',
        };
      if (!(handle instanceof NotificationHandle) || !host.delivery.cancel(handle))
        return {
          status: 'ERROR_INVALID_HANDLE',
          why: 'no such registration stands',
          member: 'NotificationHandle',
        };
      return answer({});
    },
  }),
} as const;
