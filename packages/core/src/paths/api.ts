import { command, query, type Parameter } from '../call';
import { pathTargetInput } from './codec';
import { flushPaths } from './flush';
import { getPath, getPaths } from './get';

const family: Parameter = {
  name: 'Family',
  direction: 'in',
  type: 'ADDRESS_FAMILY',
  meaning: 'AF_INET, AF_INET6, or AF_UNSPEC for both.',
};

const familyNotFit = ['Family is none of AF_INET, AF_INET6, AF_UNSPEC', 'STATUS_INVALID_PARAMETER'] as const;
const noStack = ['no stack on this computer for the family', 'STATUS_NOT_SUPPORTED'] as const;

/** The calls on paths by their Win32 names. */
export const pathApi = {
  GetIpPathEntry: query({
    name: 'GetIpPathEntry',
    summary: 'Gives one path; without a Source, the one to Destination that was reported last.',
    parameters: [{ name: 'Row', direction: 'in/out', type: 'MIB_IPPATH_ROW', row: pathTargetInput }],
    statuses: ['STATUS_SUCCESS', 'STATUS_INVALID_PARAMETER', 'STATUS_NOT_SUPPORTED', 'STATUS_NOT_FOUND'],
    checks: [
      ['Row is NULL, or not a row', 'STATUS_INVALID_PARAMETER'],
      ['Destination is left out, or Source is of another family', 'STATUS_INVALID_PARAMETER'],
      ['InterfaceLuid and InterfaceIndex are both zero', 'STATUS_INVALID_PARAMETER'],
      noStack,
      ['no such interface, or the family is not bound to it', 'STATUS_NOT_FOUND'],
      ['no such path', 'STATUS_NOT_FOUND'],
    ],
    example: { Row: { InterfaceIndex: 5, Source: '192.0.2.10', Destination: '198.51.100.7' } },
    run: getPath,
  }),
  GetIpPathTable: query({
    name: 'GetIpPathTable',
    summary: 'Gives all paths: IPv4 before IPv6, then by InterfaceIndex, Destination and Source.',
    parameters: [family, { name: 'Table', direction: 'out', type: 'MIB_IPPATH_TABLE' }],
    statuses: ['STATUS_SUCCESS', 'STATUS_INVALID_PARAMETER', 'STATUS_NOT_SUPPORTED', 'STATUS_NOT_FOUND'],
    checks: [
      ['Table is NULL', 'STATUS_INVALID_PARAMETER'],
      familyNotFit,
      noStack,
      ['no path of the family', 'STATUS_NOT_FOUND'],
    ],
    example: { Family: 'AF_UNSPEC' },
    run: getPaths,
  }),
  FlushIpPathTable: command({
    name: 'FlushIpPathTable',
    summary: 'Removes all paths of a family, or of both.',
    parameters: [family],
    statuses: ['STATUS_SUCCESS', 'STATUS_INVALID_PARAMETER', 'STATUS_NOT_SUPPORTED'],
    checks: [familyNotFit, noStack, ['the host mirrors a live one', 'STATUS_NOT_SUPPORTED']],
    events: ['PathDeleted'],
    example: { Family: 'AF_INET' },
    decide: flushPaths,
  }),
} as const;
