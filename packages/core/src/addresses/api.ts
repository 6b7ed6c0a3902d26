import { answer, command, query, type Parameter, type Status } from '../call';
import {
  anycastInput,
  multicastInput,
  unicastInput,
  type ScopedRowParams,
  type UnicastRowParams,
} from './codec';
import { createAnycast, createUnicast } from './create';
import { deleteAnycast, deleteUnicast } from './delete';
import { initialUnicastEntry, type ScopedEntry, type UnicastEntry } from './entry';
import type { AnycastEvent, UnicastEvent } from './events';
import {
  getAnycast,
  getAnycastTable,
  getMulticast,
  getMulticastTable,
  getUnicast,
  getUnicastTable,
  type AddressTableParams,
} from './get';
import type { AddressReads } from './reads';
import { setUnicast } from './set';

type Check = readonly [check: string, status: Status];

const rowParameter = (direction: Parameter['direction'], meaning: string): Parameter => ({
  name: 'Row',
  direction,
  type: 'MIB_UNICASTIPADDRESS_ROW',
  row: unicastInput,
  initialize: 'InitializeUnicastIpAddressEntry',
  meaning,
});

const anycastParameter = (direction: Parameter['direction'], meaning: string): Parameter => ({
  name: 'Row',
  direction,
  type: 'MIB_ANYCASTIPADDRESS_ROW',
  row: anycastInput,
  meaning,
});

const tableParameters = (type: string): readonly Parameter[] => [
  {
    name: 'Family',
    direction: 'in',
    type: 'ADDRESS_FAMILY',
    meaning: 'AF_UNSPEC lists the rows of both families.',
  },
  {
    name: 'Table',
    direction: 'out',
    type,
    meaning: 'AF_INET before AF_INET6, then by InterfaceIndex and Address.',
  },
];

const rowGiven: Check = ['Row is NULL', 'STATUS_INVALID_PARAMETER'];
const unicastAddress: Check = [
  'Address is not given or malformed, or is unspecified, multicast, broadcast, reserved (0/8, 240/4) or IPv4-mapped',
  'STATUS_INVALID_PARAMETER',
];
const anycastAddress: Check = [`${unicastAddress[0]}, or a loopback address`, 'STATUS_INVALID_PARAMETER'];
const multicastAddress: Check = [
  'Address is not given or is no multicast address',
  'STATUS_INVALID_PARAMETER',
];
const interfaceGiven: Check = ['InterfaceLuid and InterfaceIndex are both zero', 'STATUS_INVALID_PARAMETER'];
const chosenMembers: readonly Check[] = [
  ['PreferredLifetime is above ValidLifetime', 'STATUS_INVALID_PARAMETER'],
  ['ValidLifetime is 0', 'STATUS_INVALID_PARAMETER'],
  ['PrefixOrigin or SuffixOrigin is no constant', 'STATUS_INVALID_PARAMETER'],
  ['one alone of PrefixOrigin and SuffixOrigin is Unchanged', 'STATUS_INVALID_PARAMETER'],
  ['OnLinkPrefixLength is above 32 or 128, and not 255', 'STATUS_INVALID_PARAMETER'],
];
const located: readonly Check[] = [
  ['no stack for the family', 'STATUS_NOT_SUPPORTED'],
  ['no such interface, or the family is not bound to it', 'STATUS_NOT_FOUND'],
  ['a link-local Address bears the scope id of another interface', 'STATUS_INVALID_PARAMETER'],
];
const loopbackPlace: Check = [
  'a loopback Address on an interface that is not IF_TYPE_SOFTWARE_LOOPBACK',
  'STATUS_INVALID_PARAMETER',
];
const notMirrored: Check = ['the host mirrors a live one', 'STATUS_NOT_SUPPORTED'];
const isNew: Check = ['Address stands on the interface', 'ERROR_OBJECT_ALREADY_EXISTS'];
const stands: Check = ['Address does not stand on the interface', 'STATUS_NOT_FOUND'];
const tableChecks: readonly Check[] = [
  ['Table is NULL, or Family is none of AF_UNSPEC, AF_INET, AF_INET6', 'STATUS_INVALID_PARAMETER'],
  ['no stack for the one family asked for', 'STATUS_NOT_SUPPORTED'],
  ['no row of the family', 'STATUS_NOT_FOUND'],
];

const reading: readonly Status[] = [
  'STATUS_SUCCESS',
  'STATUS_INVALID_PARAMETER',
  'STATUS_NOT_SUPPORTED',
  'STATUS_NOT_FOUND',
];
const creating: readonly Status[] = [...reading, 'ERROR_OBJECT_ALREADY_EXISTS'];

const unicastExample = { Row: { Address: '192.0.2.10', InterfaceIndex: 5 } };
const anycastExample = { Row: { Address: '2001:db8::', InterfaceIndex: 5 } };
const chosenExample = {
  OnLinkPrefixLength: 24,
  PrefixOrigin: 'IpPrefixOriginManual',
  SuffixOrigin: 'IpSuffixOriginManual',
  ValidLifetime: 7200,
  PreferredLifetime: 3600,
};

/** The calls of netioapi.h on unicast, anycast and multicast addresses. */
export const addressApi = {
  InitializeUnicastIpAddressEntry: query<AddressReads, { readonly Row?: null }, { Row: UnicastEntry }>({
    name: 'InitializeUnicastIpAddressEntry',
    summary: 'Fills a row with infinite lifetimes and with values that Create and Set replace or keep.',
    parameters: [{ name: 'Row', direction: 'out', type: 'MIB_UNICASTIPADDRESS_ROW' }],
    statuses: [],
    example: {},
    run: (_, { Row }) => answer(Row === null ? {} : { Row: initialUnicastEntry }),
  }),

  CreateUnicastIpAddressEntry: command<AddressReads, UnicastRowParams, object, UnicastEvent>({
    name: 'CreateUnicastIpAddressEntry',
    summary: 'Adds a unicast address to an interface; duplicate address detection begins.',
    parameters: [
      rowParameter('in', 'The address. DadState IpDadStatePreferred asks for optimistic detection.'),
    ],
    statuses: creating,
    checks: [
      rowGiven,
      unicastAddress,
      interfaceGiven,
      ...chosenMembers,
      ...located,
      loopbackPlace,
      notMirrored,
      isNew,
    ],
    events: ['UnicastAddressCreated'],
    example: { Row: { ...unicastExample.Row, ...chosenExample } },
    decide: createUnicast,
  }),

  SetUnicastIpAddressEntry: command<AddressReads, UnicastRowParams, object, UnicastEvent>({
    name: 'SetUnicastIpAddressEntry',
    summary: 'Replaces origins, lifetimes, OnLinkPrefixLength and SkipAsSource of a unicast address.',
    parameters: [rowParameter('in', 'Origins that are Unchanged are kept; DadState is ignored.')],
    statuses: reading,
    checks: [rowGiven, unicastAddress, interfaceGiven, ...chosenMembers, ...located, notMirrored, stands],
    events: ['UnicastAddressSet', 'DadStateChanged'],
    example: { Row: { ...unicastExample.Row, ...chosenExample, SkipAsSource: true } },
    decide: setUnicast,
  }),

  DeleteUnicastIpAddressEntry: command<AddressReads, UnicastRowParams, object, UnicastEvent>({
    name: 'DeleteUnicastIpAddressEntry',
    summary: 'Removes a unicast address with the paths, routes and groups that depend on it.',
    parameters: [rowParameter('in', 'Only its key is read.')],
    statuses: reading,
    checks: [rowGiven, unicastAddress, interfaceGiven, ...located, notMirrored, stands],
    events: ['UnicastAddressDeleted'],
    example: unicastExample,
    decide: deleteUnicast,
  }),

  GetUnicastIpAddressEntry: query<AddressReads, UnicastRowParams, { Row: UnicastEntry }>({
    name: 'GetUnicastIpAddressEntry',
    summary: 'Reads one unicast address.',
    parameters: [rowParameter('in/out', 'Its key is read, every member is filled.')],
    statuses: reading,
    checks: [rowGiven, unicastAddress, interfaceGiven, ...located, stands],
    example: unicastExample,
    run: getUnicast,
  }),

  GetUnicastIpAddressTable: query<
    AddressReads,
    AddressTableParams,
    { Table: readonly UnicastEntry[] | null }
  >({
    name: 'GetUnicastIpAddressTable',
    summary: 'Lists the unicast addresses of all interfaces, in whatever DadState.',
    parameters: tableParameters('MIB_UNICASTIPADDRESS_TABLE'),
    statuses: reading,
    checks: tableChecks,
    example: { Family: 'AF_UNSPEC' },
    run: getUnicastTable,
  }),

  CreateAnycastIpAddressEntry: command<AddressReads, ScopedRowParams, object, AnycastEvent>({
    name: 'CreateAnycastIpAddressEntry',
    summary: 'Adds an anycast address to an interface; there is no duplicate address detection.',
    parameters: [anycastParameter('in', 'The address; ScopeId is ignored.')],
    statuses: creating,
    checks: [rowGiven, anycastAddress, interfaceGiven, ...located, notMirrored, isNew],
    events: ['AnycastAddressCreated'],
    example: anycastExample,
    decide: createAnycast,
  }),

  DeleteAnycastIpAddressEntry: command<AddressReads, ScopedRowParams, object, AnycastEvent>({
    name: 'DeleteAnycastIpAddressEntry',
    summary: 'Removes an anycast address with the route and group that it brought.',
    parameters: [anycastParameter('in', 'Only its key is read.')],
    statuses: reading,
    checks: [rowGiven, anycastAddress, interfaceGiven, ...located, notMirrored, stands],
    events: ['AnycastAddressDeleted'],
    example: anycastExample,
    decide: deleteAnycast,
  }),

  GetAnycastIpAddressEntry: query<AddressReads, ScopedRowParams, { Row: ScopedEntry }>({
    name: 'GetAnycastIpAddressEntry',
    summary: 'Reads one anycast address.',
    parameters: [anycastParameter('in/out', 'Its key is read, every member is filled.')],
    statuses: reading,
    checks: [rowGiven, anycastAddress, interfaceGiven, ...located, stands],
    example: anycastExample,
    run: getAnycast,
  }),

  GetAnycastIpAddressTable: query<AddressReads, AddressTableParams, { Table: readonly ScopedEntry[] | null }>(
    {
      name: 'GetAnycastIpAddressTable',
      summary: 'Lists the anycast addresses of all interfaces.',
      parameters: tableParameters('MIB_ANYCASTIPADDRESS_TABLE'),
      statuses: reading,
      checks: tableChecks,
      example: { Family: 'AF_INET6' },
      run: getAnycastTable,
    },
  ),

  GetMulticastIpAddressEntry: query<AddressReads, ScopedRowParams, { Row: ScopedEntry }>({
    name: 'GetMulticastIpAddressEntry',
    summary: 'Reads one multicast group that an interface has joined.',
    parameters: [
      {
        name: 'Row',
        direction: 'in/out',
        type: 'MIB_MULTICASTIPADDRESS_ROW',
        row: multicastInput,
        meaning: 'Its key is read, every member is filled.',
      },
    ],
    statuses: reading,
    checks: [
      rowGiven,
      multicastAddress,
      interfaceGiven,
      ...located,
      ['the interface has not joined the group', 'STATUS_NOT_FOUND'],
    ],
    example: { Row: { Address: '224.0.0.1', InterfaceIndex: 5 } },
    run: getMulticast,
  }),

  GetMulticastIpAddressTable: query<
    AddressReads,
    AddressTableParams,
    { Table: readonly ScopedEntry[] | null }
  >({
    name: 'GetMulticastIpAddressTable',
    summary: 'Lists the multicast groups that the interfaces have joined.',
    parameters: tableParameters('MIB_MULTICASTIPADDRESS_TABLE'),
    statuses: reading,
    checks: tableChecks,
    example: { Family: 'AF_UNSPEC' },
    run: getMulticastTable,
  }),
} as const;
