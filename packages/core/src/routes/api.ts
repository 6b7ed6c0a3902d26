import { answer, command, query, type Parameter, type Status } from '../call';
import { getBestRoute, type GetBestRoute2Out, type LookupReads } from './best-route';
import type { BestRouteParams } from './best-route-params';
import { routeInput, routeKeyInput, routeReadInput } from './codec';
import { createRoute, type CreateIpForwardEntry2Params } from './create';
import { deleteRoute, type DeleteIpForwardEntry2Params } from './delete';
import type { RouteEvent } from './events';
import {
  getRoute,
  getRouteTable,
  type GetIpForwardEntry2Out,
  type GetIpForwardEntry2Params,
  type GetIpForwardTable2Out,
  type GetIpForwardTable2Params,
  type RouteTableReads,
} from './get';
import type { RouteReads } from './locate';
import { initializedRoute, type RouteEntry } from './route-entry';
import { setRoute, type SetIpForwardEntry2Params } from './set';
import {
  createSortedAddressPairs,
  type CreateSortedAddressPairsOut,
  type CreateSortedAddressPairsParams,
} from './sorted-pairs';

type Check = readonly [check: string, status: Status];

const keyChecks = (row: string): readonly Check[] => [
  [`${row} is NULL, or not a row of the documented members`, 'STATUS_INVALID_PARAMETER'],
  [
    'DestinationPrefix is not specified, its length is above 32 or 128, or bits past its length are set',
    'STATUS_INVALID_PARAMETER',
  ],
  [
    'NextHop is not specified, not of the family of the prefix, a multicast address or 255.255.255.255',
    'STATUS_INVALID_PARAMETER',
  ],
  ['neither InterfaceLuid nor InterfaceIndex is given', 'STATUS_INVALID_PARAMETER'],
];
const lifetimeChecks: readonly Check[] = [
  ['PreferredLifetime is above ValidLifetime', 'STATUS_INVALID_PARAMETER'],
  ['SitePrefixLength is above the length of the prefix, and not 255', 'STATUS_INVALID_PARAMETER'],
];
const valueChecks: readonly Check[] = [
  ...lifetimeChecks,
  ['ValidLifetime is 0', 'STATUS_INVALID_PARAMETER'],
  ['Protocol is neither a constant nor 0 nor 0xFFFFFFFF', 'STATUS_INVALID_PARAMETER'],
];
const interfaceChecks: readonly Check[] = [
  ['the family has no stack on this computer', 'STATUS_NOT_SUPPORTED'],
  [
    'no such interface (a LUID that is not zero decides alone), or the family is not bound to it',
    'STATUS_NOT_FOUND',
  ],
  [
    'NextHop is link-local with a scope id that is neither 0 nor the index of the interface',
    'STATUS_INVALID_PARAMETER',
  ],
];
const mirroredCheck: Check = ['the host is mirrored', 'STATUS_NOT_SUPPORTED'];

const initialize = 'InitializeIpForwardEntry';
const rowType = 'MIB_IPFORWARD_ROW2';

const lookupParameters: readonly Parameter[] = [
  {
    name: 'InterfaceLuid',
    direction: 'in',
    type: 'NET_LUID',
    meaning: 'limits the lookup to an interface; NULL or zero where the index does so, or nothing does',
  },
  {
    name: 'InterfaceIndex',
    direction: 'in',
    type: 'NET_IFINDEX',
    meaning: 'the same by index; 0: not limited',
  },
  {
    name: 'SourceAddress',
    direction: 'in',
    type: 'SOCKADDR_INET',
    meaning: 'limits the lookup to interfaces that may send from it; NULL, AF_UNSPEC, 0.0.0.0 and :: do not',
  },
  { name: 'DestinationAddress', direction: 'in', type: 'SOCKADDR_INET' },
  { name: 'AddressSortOptions', direction: 'in', type: 'ULONG', meaning: 'ignored' },
  { name: 'BestRoute', direction: 'out', type: rowType },
  {
    name: 'BestSourceAddress',
    direction: 'out',
    type: 'SOCKADDR_INET',
    meaning: 'unspecified where the interface has no address to choose',
  },
];

/** The functions of netioapi.h on routes. */
export const routeApi = {
  InitializeIpForwardEntry: query<object, { readonly Row?: RouteEntry | null }, { readonly Row: RouteEntry }>(
    {
      name: 'InitializeIpForwardEntry',
      summary: 'Fills a row with infinite lifetimes, TRUE flags and values that no route can have.',
      parameters: [{ name: 'Row', direction: 'out', type: rowType }],
      statuses: [],
      example: {},
      run: (_view, { Row }) =>
        Row === null ? { status: 'STATUS_SUCCESS', out: {} } : answer({ Row: initializedRoute }),
    },
  ),

  CreateIpForwardEntry2: command<RouteReads, CreateIpForwardEntry2Params, object, RouteEvent>({
    name: 'CreateIpForwardEntry2',
    summary: 'Adds a route that is not there yet.',
    parameters: [{ name: 'Row', direction: 'in', type: rowType, row: routeInput, initialize }],
    statuses: [
      'STATUS_SUCCESS',
      'STATUS_INVALID_PARAMETER',
      'STATUS_NOT_SUPPORTED',
      'STATUS_NOT_FOUND',
      'ERROR_OBJECT_ALREADY_EXISTS',
    ],
    checks: [
      ...keyChecks('Row'),
      ...valueChecks,
      ...interfaceChecks,
      [
        'NextHop is in 127.0.0.0/8 or ::1, and the interface is no IF_TYPE_SOFTWARE_LOOPBACK',
        'STATUS_INVALID_PARAMETER',
      ],
      ['the interface takes no routes', 'STATUS_NOT_SUPPORTED'],
      mirroredCheck,
      ['a route of this interface, prefix and next hop is there', 'ERROR_OBJECT_ALREADY_EXISTS'],
    ],
    events: ['RouteCreated'],
    example: {
      Row: {
        InterfaceIndex: 5,
        DestinationPrefix: '10.0.0.0/8',
        NextHop: '192.0.2.1',
        SitePrefixLength: 255,
        ValidLifetime: 4294967295,
        PreferredLifetime: 4294967295,
        Metric: 10,
        Protocol: 'MIB_IPPROTO_NETMGMT',
      },
    },
    decide: createRoute,
  }),

  SetIpForwardEntry2: command<RouteReads, SetIpForwardEntry2Params, object, RouteEvent>({
    name: 'SetIpForwardEntry2',
    summary: 'Changes the lifetimes, metric, protocol, flags and site prefix length of a route.',
    parameters: [{ name: 'Route', direction: 'in', type: rowType, row: routeInput, initialize }],
    statuses: ['STATUS_SUCCESS', 'STATUS_INVALID_PARAMETER', 'STATUS_NOT_SUPPORTED', 'STATUS_NOT_FOUND'],
    checks: [
      ...keyChecks('Route'),
      ...valueChecks,
      ...interfaceChecks,
      mirroredCheck,
      ['there is no such route', 'STATUS_NOT_FOUND'],
    ],
    events: ['RouteSet'],
    example: {
      Route: {
        InterfaceIndex: 5,
        DestinationPrefix: '10.0.0.0/8',
        NextHop: '192.0.2.1',
        SitePrefixLength: 255,
        ValidLifetime: 4294967295,
        PreferredLifetime: 4294967295,
        Metric: 20,
      },
    },
    decide: setRoute,
  }),

  DeleteIpForwardEntry2: command<RouteReads, DeleteIpForwardEntry2Params, object, RouteEvent>({
    name: 'DeleteIpForwardEntry2',
    summary: 'Removes a route.',
    parameters: [{ name: 'Row', direction: 'in', type: rowType, row: routeKeyInput, initialize }],
    statuses: ['STATUS_SUCCESS', 'STATUS_INVALID_PARAMETER', 'STATUS_NOT_SUPPORTED', 'STATUS_NOT_FOUND'],
    checks: [
      ...keyChecks('Row'),
      ...interfaceChecks,
      mirroredCheck,
      ['there is no such route', 'STATUS_NOT_FOUND'],
    ],
    events: ['RouteDeleted'],
    example: { Row: { InterfaceIndex: 5, DestinationPrefix: '10.0.0.0/8', NextHop: '192.0.2.1' } },
    decide: deleteRoute,
  }),

  GetIpForwardEntry2: query<RouteReads, GetIpForwardEntry2Params, GetIpForwardEntry2Out>({
    name: 'GetIpForwardEntry2',
    summary: 'Reads the route of an interface, prefix and next hop.',
    parameters: [{ name: 'Row', direction: 'in/out', type: rowType, row: routeReadInput, initialize }],
    statuses: ['STATUS_SUCCESS', 'STATUS_INVALID_PARAMETER', 'STATUS_NOT_SUPPORTED', 'STATUS_NOT_FOUND'],
    checks: [
      ...keyChecks('Row'),
      ...lifetimeChecks,
      ...interfaceChecks,
      ['there is no such route', 'STATUS_NOT_FOUND'],
    ],
    example: { Row: { InterfaceIndex: 5, DestinationPrefix: '10.0.0.0/8', NextHop: '192.0.2.1' } },
    run: getRoute,
  }),

  GetIpForwardTable2: query<RouteTableReads, GetIpForwardTable2Params, GetIpForwardTable2Out>({
    name: 'GetIpForwardTable2',
    summary: 'Reads all routes of a family, or of both.',
    parameters: [
      { name: 'Family', direction: 'in', type: 'ADDRESS_FAMILY', meaning: 'AF_UNSPEC: both families' },
      { name: 'Table', direction: 'out', type: 'MIB_IPFORWARD_TABLE2' },
    ],
    statuses: ['STATUS_SUCCESS', 'STATUS_INVALID_PARAMETER', 'STATUS_NOT_SUPPORTED', 'STATUS_NOT_FOUND'],
    checks: [
      ['Table is NULL, or Family is none of AF_UNSPEC, AF_INET, AF_INET6', 'STATUS_INVALID_PARAMETER'],
      ['the family has no stack on this computer', 'STATUS_NOT_SUPPORTED'],
      ['there is no route of that family', 'STATUS_NOT_FOUND'],
    ],
    example: { Family: 'AF_INET' },
    run: getRouteTable,
  }),

  FreeMibTable: query<object, { readonly Memory?: unknown }, object>({
    name: 'FreeMibTable',
    summary: 'Does nothing: tables are values that stay readable.',
    parameters: [{ name: 'Memory', direction: 'in', type: 'PVOID', meaning: 'any table, or NULL' }],
    statuses: [],
    example: { Memory: null },
    run: () => answer({}),
  }),

  GetBestRoute2: query<LookupReads, BestRouteParams, GetBestRoute2Out>({
    name: 'GetBestRoute2',
    summary: 'Finds the best route to a destination, and the source address to use with it.',
    parameters: lookupParameters,
    statuses: [
      'STATUS_SUCCESS',
      'STATUS_INVALID_PARAMETER',
      'STATUS_NOT_SUPPORTED',
      'STATUS_NOT_FOUND',
      'STATUS_NETWORK_UNREACHABLE',
    ],
    checks: [
      ['DestinationAddress, BestRoute or BestSourceAddress is NULL', 'STATUS_INVALID_PARAMETER'],
      ['DestinationAddress is no IPv4 or IPv6 address', 'STATUS_INVALID_PARAMETER'],
      [
        'SourceAddress is given and of another family, a multicast address or 255.255.255.255',
        'STATUS_INVALID_PARAMETER',
      ],
      ['the family has no stack on this computer', 'STATUS_NOT_SUPPORTED'],
      ['an interface is given that is not there, or to which the family is not bound', 'STATUS_NOT_FOUND'],
      ['the scope id of a link-local DestinationAddress is no interface of the host', 'STATUS_NOT_FOUND'],
      ['an interface is given, and the scope id names another one', 'STATUS_INVALID_PARAMETER'],
      ['no usable route leads there', 'STATUS_NETWORK_UNREACHABLE'],
    ],
    example: { DestinationAddress: '198.51.100.7' },
    run: getBestRoute,
  }),

  CreateSortedAddressPairs: query<LookupReads, CreateSortedAddressPairsParams, CreateSortedAddressPairsOut>({
    name: 'CreateSortedAddressPairs',
    summary:
      'Pairs each destination with the source address to use, and sorts them, the best first (RFC 6724).',
    parameters: [
      { name: 'SourceAddressList', direction: 'in', type: 'SOCKADDR_IN6[]', meaning: 'reserved, NULL' },
      { name: 'SourceAddressCount', direction: 'in', type: 'ULONG', meaning: 'reserved, 0' },
      {
        name: 'DestinationAddressList',
        direction: 'in',
        type: 'SOCKADDR_IN6[]',
        meaning: 'IPv4 addresses are mapped: ::ffff:192.0.2.1',
      },
      {
        name: 'DestinationAddressCount',
        direction: 'in',
        type: 'ULONG',
        meaning: 'at most 500; left out: the length of the list',
      },
      { name: 'AddressSortOptions', direction: 'in', type: 'ULONG', meaning: 'reserved, 0' },
      { name: 'SortedAddressPairList', direction: 'out', type: 'SOCKADDR_IN6_PAIR[]' },
      { name: 'SortedAddressPairCount', direction: 'out', type: 'ULONG' },
    ],
    statuses: ['STATUS_SUCCESS', 'STATUS_INVALID_PARAMETER', 'STATUS_NOT_SUPPORTED'],
    checks: [
      [
        'DestinationAddressList, SortedAddressPairList or SortedAddressPairCount is NULL',
        'STATUS_INVALID_PARAMETER',
      ],
      ['SourceAddressList is not NULL, or SourceAddressCount is not 0', 'STATUS_INVALID_PARAMETER'],
      ['DestinationAddressCount is above 500, or above the length of the list', 'STATUS_INVALID_PARAMETER'],
      ['AddressSortOptions is not 0', 'STATUS_INVALID_PARAMETER'],
      ['a destination is no IPv6 address', 'STATUS_INVALID_PARAMETER'],
      ['there is no IPv6 stack on this computer', 'STATUS_NOT_SUPPORTED'],
    ],
    example: { DestinationAddressList: ['2001:db8::1', '::ffff:192.0.2.1'] },
    run: createSortedAddressPairs,
  }),
} as const;
