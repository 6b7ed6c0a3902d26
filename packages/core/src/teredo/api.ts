import { query } from '../call';
import { getTeredoPort } from './get';

/** The call on the Teredo client by its Win32 name. */
export const teredoApi = {
  GetTeredoPort: query({
    name: 'GetTeredoPort',
    summary: 'Gives the dynamic UDP port that the Teredo client uses.',
    parameters: [{ name: 'Port', direction: 'out', type: 'USHORT' }],
    statuses: ['STATUS_SUCCESS', 'STATUS_INVALID_PARAMETER', 'STATUS_NOT_SUPPORTED', 'ERROR_NOT_READY'],
    checks: [
      ['Port is NULL', 'STATUS_INVALID_PARAMETER'],
      ['no IPv6 stack on this computer', 'STATUS_NOT_SUPPORTED'],
      ['the Teredo client is not started', 'ERROR_NOT_READY'],
    ],
    example: {},
    run: getTeredoPort,
  }),
} as const;
