import { answer, refused, type Answer, type View } from '../call';
import type { AddressFamily } from '../net';

/** What is read of the Teredo client. */
export interface TeredoReads {
  readonly stacks: readonly AddressFamily[];
  /** 0 while no client runs. */
  readonly teredoPort: number;
}

export interface GetTeredoPortParams {
  /** null: a NULL pointer. */
  readonly Port?: null;
}

/**
 * GetTeredoPort: the dynamic UDP port of the Teredo client.
 *
 * @returns the port, 1…65535, or
 *   STATUS_INVALID_PARAMETER: Port is NULL;
 *   STATUS_NOT_SUPPORTED: this computer has no IPv6 stack;
 *   ERROR_NOT_READY: no client runs.
 */
export const getTeredoPort = (
  { state: { stacks, teredoPort } }: View<TeredoReads>,
  { Port }: GetTeredoPortParams,
): Answer<{ Port: number }> => {
  if (Port === null)
    return refused({ status: 'STATUS_INVALID_PARAMETER', why: 'Port is NULL', member: 'Port' });
  if (!stacks.includes('AF_INET6'))
    return refused({ status: 'STATUS_NOT_SUPPORTED', why: 'this computer has no AF_INET6 stack' });
  if (teredoPort === 0) return refused({ status: 'ERROR_NOT_READY', why: 'no Teredo client runs' });
  return answer({ Port: teredoPort });
};
