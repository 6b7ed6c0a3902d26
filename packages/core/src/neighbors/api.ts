import { command, query, type Parameter } from '../call';
import { neighborSettingsInput, neighborTargetInput } from './codec';
import { createNeighbor } from './create';
import { deleteNeighbor } from './delete';
import { flushNeighbors } from './flush';
import { getNeighbor, getNeighbors } from './get';
import { resolveNeighborEntry } from './resolve';
import { resolveNeighbor } from './resolve-neighbor';
import { setNeighbor } from './set';

const settingsRow: Parameter = {
  name: 'Row',
  direction: 'in',
  type: 'MIB_IPNET_ROW2',
  row: neighborSettingsInput,
  meaning: 'InterfaceLuid or InterfaceIndex, Address, PhysicalAddress; State and IsRouter as wanted.',
};

const family: Parameter = {
  name: 'Family',
  direction: 'in',
  type: 'ADDRESS_FAMILY',
  meaning: 'AF_INET, AF_INET6, or AF_UNSPEC for both.',
};

const rowIsNull = ['Row is NULL, or not a row', 'STATUS_INVALID_PARAMETER'] as const;
const addressNotFit = [
  'Address is left out, loopback, unspecified, IPv4-mapped, or in 0.0.0.0/8 or 240.0.0.0/4',
  'STATUS_INVALID_PARAMETER',
] as const;
const interfaceNotNamed = [
  'InterfaceLuid and InterfaceIndex are both zero',
  'STATUS_INVALID_PARAMETER',
] as const;
const settingsNotFit = [
  ['PhysicalAddressLength is not 1…32, or all those bytes are zero', 'STATUS_INVALID_PARAMETER'],
  ['State is NlnsIncomplete, or no constant', 'STATUS_INVALID_PARAMETER'],
] as const;
const noStack = ['no stack on this computer for the family', 'STATUS_NOT_SUPPORTED'] as const;
const noInterface = ['no such interface, or the family is not bound to it', 'STATUS_NOT_FOUND'] as const;
const otherScope = [
  'Address is link-local with a scope id of another interface',
  'STATUS_INVALID_PARAMETER',
] as const;
const mirrored = ['the host mirrors a live one', 'STATUS_NOT_SUPPORTED'] as const;
const noPhysicalAddresses = ['the link has no physical addresses', 'STATUS_NOT_SUPPORTED'] as const;
const settingsDoNotFitInterface = [
  ['PhysicalAddressLength is not that of the interface', 'STATUS_INVALID_PARAMETER'],
  ['Address is a unicast or anycast address of the host on the interface', 'STATUS_INVALID_PARAMETER'],
] as const;
/** What Create and Set refuse before they look whether the neighbor stands. */
const settingsRefused = [
  rowIsNull,
  addressNotFit,
  interfaceNotNamed,
  ...settingsNotFit,
  noStack,
  noInterface,
  otherScope,
  mirrored,
  noPhysicalAddresses,
  ...settingsDoNotFitInterface,
] as const;
const noNeighbor = ['no such neighbor', 'STATUS_NOT_FOUND'] as const;
const familyNotFit = ['Family is none of AF_INET, AF_INET6, AF_UNSPEC', 'STATUS_INVALID_PARAMETER'] as const;

const example = { Row: { InterfaceIndex: 5, Address: '192.0.2.1' } } as const;
const settingsExample = {
  Row: {
    InterfaceIndex: 5,
    Address: '192.0.2.1',
    PhysicalAddress: '02-AA-00-00-00-01',
    State: 'NlnsPermanent',
  },
} as const;

/** The calls on neighbors by their Win32 names. */
export const neighborApi = {
  CreateIpNetEntry2: command({
    name: 'CreateIpNetEntry2',
    summary: 'Adds a neighbor of an interface, static unless State says otherwise.',
    parameters: [settingsRow],
    statuses: [
      'STATUS_SUCCESS',
      'STATUS_INVALID_PARAMETER',
      'STATUS_NOT_SUPPORTED',
      'STATUS_NOT_FOUND',
      'ERROR_OBJECT_ALREADY_EXISTS',
    ],
    checks: [
      ...settingsRefused,
      [
        'a neighbor of that address stands on the interface, whatever its state',
        'ERROR_OBJECT_ALREADY_EXISTS',
      ],
    ],
    events: ['NeighborCreated'],
    example: settingsExample,
    decide: createNeighbor,
  }),
  SetIpNetEntry2: command({
    name: 'SetIpNetEntry2',
    summary:
      'Sets physical address, state and router flag of a neighbor; static unless State says otherwise.',
    parameters: [settingsRow],
    statuses: ['STATUS_SUCCESS', 'STATUS_INVALID_PARAMETER', 'STATUS_NOT_SUPPORTED', 'STATUS_NOT_FOUND'],
    checks: [...settingsRefused, noNeighbor],
    events: ['NeighborSet'],
    example: settingsExample,
    decide: setNeighbor,
  }),
  DeleteIpNetEntry2: command({
    name: 'DeleteIpNetEntry2',
    summary: 'Removes a neighbor, whatever its state.',
    parameters: [{ name: 'Row', direction: 'in', type: 'MIB_IPNET_ROW2', row: neighborTargetInput }],
    statuses: ['STATUS_SUCCESS', 'STATUS_INVALID_PARAMETER', 'STATUS_NOT_SUPPORTED', 'STATUS_NOT_FOUND'],
    checks: [
      rowIsNull,
      addressNotFit,
      interfaceNotNamed,
      noStack,
      noInterface,
      otherScope,
      mirrored,
      noNeighbor,
    ],
    events: ['NeighborDeleted'],
    example,
    decide: deleteNeighbor,
  }),
  GetIpNetEntry2: query({
    name: 'GetIpNetEntry2',
    summary: 'Gives one neighbor as it is at the instant of the read.',
    parameters: [{ name: 'Row', direction: 'in/out', type: 'MIB_IPNET_ROW2', row: neighborTargetInput }],
    statuses: ['STATUS_SUCCESS', 'STATUS_INVALID_PARAMETER', 'STATUS_NOT_SUPPORTED', 'STATUS_NOT_FOUND'],
    checks: [rowIsNull, addressNotFit, interfaceNotNamed, noStack, noInterface, otherScope, noNeighbor],
    example,
    run: getNeighbor,
  }),
  GetIpNetTable2: query({
    name: 'GetIpNetTable2',
    summary: 'Gives all neighbors: IPv4 before IPv6, then by InterfaceIndex, then by Address.',
    parameters: [family, { name: 'Table', direction: 'out', type: 'MIB_IPNET_TABLE2' }],
    statuses: ['STATUS_SUCCESS', 'STATUS_INVALID_PARAMETER', 'STATUS_NOT_SUPPORTED', 'STATUS_NOT_FOUND'],
    checks: [
      ['Table is NULL', 'STATUS_INVALID_PARAMETER'],
      familyNotFit,
      noStack,
      ['no neighbor of the family', 'STATUS_NOT_FOUND'],
    ],
    example: { Family: 'AF_UNSPEC' },
    run: getNeighbors,
  }),
  FlushIpNetTable2: command({
    name: 'FlushIpNetTable2',
    summary: 'Removes all neighbors of a family on one interface or on all, static ones too.',
    parameters: [
      family,
      {
        name: 'InterfaceIndex',
        direction: 'in',
        type: 'NET_IFINDEX',
        meaning: 'Zero: on all interfaces.',
      },
    ],
    statuses: ['STATUS_SUCCESS', 'STATUS_INVALID_PARAMETER', 'STATUS_NOT_SUPPORTED', 'STATUS_NOT_FOUND'],
    checks: [
      familyNotFit,
      noStack,
      ['no interface has that index, or the family is not bound to it', 'STATUS_NOT_FOUND'],
      mirrored,
    ],
    events: ['NeighborDeleted'],
    example: { Family: 'AF_INET', InterfaceIndex: 5 },
    decide: flushNeighbors,
  }),
  ResolveIpNetEntry2: command({
    name: 'ResolveIpNetEntry2',
    summary: 'Flushes a neighbor and asks the link for its physical address anew.',
    parameters: [
      { name: 'Row', direction: 'in/out', type: 'MIB_IPNET_ROW2', row: neighborTargetInput },
      {
        name: 'SourceAddress',
        direction: 'in',
        type: 'SOCKADDR_INET',
        meaning:
          'NULL or unspecified: any. Otherwise the interface must hold it as a usable unicast address.',
      },
    ],
    statuses: [
      'STATUS_SUCCESS',
      'STATUS_INVALID_PARAMETER',
      'STATUS_NOT_SUPPORTED',
      'STATUS_NOT_FOUND',
      'STATUS_BAD_NETWORK_NAME',
    ],
    checks: [
      rowIsNull,
      addressNotFit,
      ['SourceAddress is no address, or of another family than Address', 'STATUS_INVALID_PARAMETER'],
      interfaceNotNamed,
      noStack,
      noInterface,
      otherScope,
      ['the interface has no preferred or deprecated unicast address SourceAddress', 'STATUS_NOT_FOUND'],
      mirrored,
      noPhysicalAddresses,
      [
        'the interface is not connected, and Address is neither its own nor a group',
        'STATUS_BAD_NETWORK_NAME',
      ],
      ['the link does not answer in this instant; resolution goes on by time', 'STATUS_BAD_NETWORK_NAME'],
    ],
    events: ['NeighborDeleted', 'NeighborCreated'],
    example,
    decide: resolveNeighborEntry,
  }),
  ResolveNeighbor: query({
    name: 'ResolveNeighbor',
    summary: 'Withdrawn since Windows Vista: never does anything.',
    parameters: [
      { name: 'NetworkAddress', direction: 'in', type: 'SOCKADDR' },
      { name: 'PhysicalAddress', direction: 'out', type: 'PVOID' },
      { name: 'PhysicalAddressLength', direction: 'in/out', type: 'PULONG' },
    ],
    statuses: ['STATUS_NOT_SUPPORTED'],
    checks: [['always', 'STATUS_NOT_SUPPORTED']],
    example: { NetworkAddress: '192.0.2.1' },
    run: resolveNeighbor,
  }),
} as const;
