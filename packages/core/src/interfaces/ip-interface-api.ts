import { either } from 'fp-ts';

import { answer, command, invalid, query, readInputRow, refused, type Parameter } from '../call';
import { ZERO_LUID, type AddressFamily } from '../net';
import type { IpInterfaceEvent } from './events';
import { checkTableCall, familyOfNumber } from './family';
import { namesInterface, resolveInterface, type InterfaceReads } from './find';
import {
  ipInterfaceEntryOf,
  zeroIpInterfaceEntry,
  type IpInterfaceEntry,
  type IpInterfaceEntryInput,
} from './ip-interface-entry';
import { initializedIpInterface, ipInterfaceInput, ipInterfaceLookup } from './ip-interface-input';
import type { InterfaceRow, IpInterfaceRow } from './row';
import { setIpInterface } from './set';
import type { InterfaceTable } from './table';

const rowParameter: Parameter = {
  name: 'Row',
  direction: 'in/out',
  type: 'MIB_IPINTERFACE_ROW',
  row: ipInterfaceInput,
  initialize: 'InitializeIpInterfaceEntry',
  meaning: 'Family and one of InterfaceLuid and InterfaceIndex name the IP interface.',
};

/** The interface below an IP interface: it stands as long as the IP interface does. */
const interfaceBelow = (interfaces: InterfaceTable, row: IpInterfaceRow): InterfaceRow => {
  const below = interfaces.get(row);
  if (below === undefined) throw new Error(`IP interface ${row.InterfaceLuid} stands on no interface`);
  return below;
};

const getEntry = query<
  InterfaceReads,
  { readonly Row: IpInterfaceEntryInput | null },
  { Row: IpInterfaceEntry }
>({
  name: 'GetIpInterfaceEntry',
  summary: 'Reads one IP interface: an interface with one address family.',
  parameters: [rowParameter],
  statuses: ['STATUS_SUCCESS', 'STATUS_INVALID_PARAMETER', 'STATUS_NOT_SUPPORTED', 'STATUS_NOT_FOUND'],
  checks: [
    ['Row is NULL', 'STATUS_INVALID_PARAMETER'],
    ['Family is neither AF_INET nor AF_INET6', 'STATUS_INVALID_PARAMETER'],
    ['InterfaceLuid and InterfaceIndex are both zero', 'STATUS_INVALID_PARAMETER'],
    ['the family has no stack on this computer', 'STATUS_NOT_SUPPORTED'],
    ['there is no such interface, or the family is not bound to it', 'STATUS_NOT_FOUND'],
  ],
  example: { Row: { Family: 'AF_INET', InterfaceIndex: 5 } },
  run: ({ state }, { Row }) => {
    const read = readInputRow(ipInterfaceLookup, Row, 'Row');
    if (either.isLeft(read)) return refused(read.left);
    const family = familyOfNumber(read.right.Family);
    const resolved =
      family === undefined
        ? invalid('Family is neither AF_INET nor AF_INET6', 'Row.Family')
        : namesInterface(read.right)
          ? resolveInterface(state, family, read.right)
          : invalid('neither InterfaceLuid nor InterfaceIndex is given', 'Row.InterfaceLuid');
    if (either.isLeft(resolved)) return refused(resolved.left);
    return answer({ Row: ipInterfaceEntryOf(resolved.right.ipInterface, resolved.right.interface) });
  },
});

export interface TableParams {
  /** AF_UNSPEC, which it is where left out, for both families. */
  readonly Family?: AddressFamily | 'AF_UNSPEC' | number;
  /** Null: a NULL pointer. */
  readonly Table?: null;
}

const getTable = query<InterfaceReads, TableParams, { Table: readonly IpInterfaceEntry[] | null }>({
  name: 'GetIpInterfaceTable',
  summary: 'Reads the IP interfaces of a family, or of both, in order of family and InterfaceIndex.',
  parameters: [
    { name: 'Family', direction: 'in', type: 'ADDRESS_FAMILY', meaning: 'AF_UNSPEC asks for both.' },
    { name: 'Table', direction: 'out', type: 'MIB_IPINTERFACE_TABLE' },
  ],
  statuses: ['STATUS_SUCCESS', 'STATUS_INVALID_PARAMETER', 'STATUS_NOT_SUPPORTED', 'STATUS_NOT_FOUND'],
  checks: [
    ['Table is NULL', 'STATUS_INVALID_PARAMETER'],
    ['Family is none of AF_UNSPEC, AF_INET, AF_INET6', 'STATUS_INVALID_PARAMETER'],
    ['the one family asked for has no stack on this computer', 'STATUS_NOT_SUPPORTED'],
    ['there is no IP interface of the family', 'STATUS_NOT_FOUND'],
  ],
  example: { Family: 'AF_INET' },
  run: ({ state }, { Family, Table }) => {
    const family = checkTableCall(state.stacks, Family, Table);
    if (either.isLeft(family)) return refused(family.left);
    const rows = state.ipInterfaces.inTableOrder(family.right);
    if (rows.length === 0)
      return refused(
        { status: 'STATUS_NOT_FOUND', why: 'there is no IP interface of the family' },
        { Table: null },
      );
    const entries = rows.map((row) => ipInterfaceEntryOf(row, interfaceBelow(state.interfaces, row)));
    return answer({ Table: Object.freeze(entries) });
  },
});

const setEntry = command<
  InterfaceReads,
  { readonly Row: IpInterfaceEntryInput | null },
  { Row: IpInterfaceEntryInput },
  IpInterfaceEvent
>({
  name: 'SetIpInterfaceEntry',
  summary: 'Changes members of one IP interface; those that are marked unchanged stay as they are.',
  parameters: [rowParameter],
  statuses: ['STATUS_SUCCESS', 'STATUS_INVALID_PARAMETER', 'STATUS_NOT_SUPPORTED', 'STATUS_NOT_FOUND'],
  checks: [
    ['Row is NULL', 'STATUS_INVALID_PARAMETER'],
    ['Family is neither AF_INET nor AF_INET6', 'STATUS_INVALID_PARAMETER'],
    ['InterfaceLuid and InterfaceIndex are both zero', 'STATUS_INVALID_PARAMETER'],
    ['a BOOLEAN is neither FALSE nor TRUE nor 255', 'STATUS_INVALID_PARAMETER'],
    ['RouterDiscoveryBehavior or LinkLocalAddressBehavior is no constant', 'STATUS_INVALID_PARAMETER'],
    ['BaseReachableTime is 0 or above 3600000 ms, or RetransmitTime is 0', 'STATUS_INVALID_PARAMETER'],
    ['SitePrefixLength is above 128; of IPv4: anything but 0', 'STATUS_INVALID_PARAMETER'],
    ['the family has no stack on this computer', 'STATUS_NOT_SUPPORTED'],
    ['there is no such interface, or the family is not bound to it', 'STATUS_NOT_FOUND'],
    [
      'NlMtu is neither the present one nor 576 (IPv6: 1280) up to the Mtu of the interface',
      'STATUS_INVALID_PARAMETER',
    ],
    ['the host mirrors a live one', 'STATUS_NOT_SUPPORTED'],
  ],
  events: ['IpInterfaceSet'],
  example: {
    Row: {
      ...initializedIpInterface,
      Family: 'AF_INET',
      InterfaceIndex: 5,
      UseAutomaticMetric: false,
      Metric: 10,
    },
  },
  decide: (view, { Row }) => {
    const read = readInputRow(ipInterfaceInput, Row, 'Row');
    if (either.isLeft(read)) return read;
    const setting = setIpInterface(view, read.right);
    if (either.isLeft(setting)) return setting;
    const { interface: onInterface, events } = setting.right;
    const { InterfaceLuid, InterfaceIndex } = read.right;
    return either.right({
      events,
      out: () => ({
        Row: Object.freeze({
          ...zeroIpInterfaceEntry,
          ...Row,
          InterfaceLuid: InterfaceLuid === ZERO_LUID ? onInterface.InterfaceLuid : InterfaceLuid,
          InterfaceIndex: InterfaceIndex === 0 ? onInterface.InterfaceIndex : InterfaceIndex,
        }),
      }),
    });
  },
});

const initializeEntry = query<
  object,
  { readonly Row: IpInterfaceEntryInput | null },
  { Row: Required<IpInterfaceEntryInput> }
>({
  name: 'InitializeIpInterfaceEntry',
  summary: 'Fills a row for SetIpInterfaceEntry: what that can change is marked unchanged, all else is zero.',
  parameters: [{ name: 'Row', direction: 'in/out', type: 'MIB_IPINTERFACE_ROW', row: ipInterfaceInput }],
  statuses: [],
  example: { Row: {} },
  run: (_view, { Row }) => answer(Row === null ? {} : { Row: initializedIpInterface }),
});

/** The calls on IP interfaces. */
export const ipInterfaceApi = {
  InitializeIpInterfaceEntry: initializeEntry,
  GetIpInterfaceEntry: getEntry,
  GetIpInterfaceTable: getTable,
  SetIpInterfaceEntry: setEntry,
} as const;
