import { either } from 'fp-ts';

import { answer, invalid, query, refused, ulongInput, type Parameter, type Refusal } from '../call';
import { ZERO_LUID, type AddressFamily } from '../net';
import { interfaceConnectivityHintOf, type ConnectivityReads } from './connectivity';
import { readFamily } from './family';
import { resolveInterface, type InterfaceReads } from './find';
import { invalidParameter } from './invalid-parameter';
import type { ConnectivityHint } from './row';

const hintOut: Parameter = {
  name: 'ConnectivityHint',
  direction: 'out',
  type: 'NL_NETWORK_CONNECTIVITY_HINT',
};
const indexIn: Parameter = { name: 'InterfaceIndex', direction: 'in', type: 'NET_IFINDEX' };

export interface HintOut {
  ConnectivityHint: ConnectivityHint;
}

const hintIsNull = invalidParameter('ConnectivityHint is NULL', 'ConnectivityHint');

const readIndex = (index: unknown): either.Either<Refusal, number> => {
  const value = index === undefined ? ulongInput.zero : ulongInput.read(index);
  return value === undefined || value === 0
    ? invalid('InterfaceIndex is 1 or above', 'InterfaceIndex')
    : either.right(value);
};

const getHint = query<
  { readonly connectivityHint: ConnectivityHint },
  { readonly ConnectivityHint?: null },
  HintOut
>({
  name: 'GetNetworkConnectivityHint',
  summary: 'Gives what the host can reach, by its addresses and default routes.',
  parameters: [hintOut],
  statuses: ['STATUS_SUCCESS', 'STATUS_INVALID_PARAMETER'],
  checks: [['ConnectivityHint is NULL', 'STATUS_INVALID_PARAMETER']],
  example: {},
  run: ({ state }, params) =>
    params.ConnectivityHint === null
      ? refused(hintIsNull)
      : answer({ ConnectivityHint: state.connectivityHint }),
});

export interface HintParams {
  readonly InterfaceIndex: number;
  readonly ConnectivityHint?: null;
}

const getHintForInterface = query<ConnectivityReads, HintParams, HintOut>({
  name: 'GetNetworkConnectivityHintForInterface',
  summary: 'Gives what the host can reach through one interface.',
  parameters: [indexIn, hintOut],
  statuses: ['STATUS_SUCCESS', 'STATUS_INVALID_PARAMETER', 'STATUS_NOT_FOUND'],
  checks: [
    ['ConnectivityHint is NULL', 'STATUS_INVALID_PARAMETER'],
    ['InterfaceIndex is 0', 'STATUS_INVALID_PARAMETER'],
    ['there is no such interface', 'STATUS_NOT_FOUND'],
  ],
  example: { InterfaceIndex: 5 },
  run: ({ state }, params) => {
    if (params.ConnectivityHint === null) return refused(hintIsNull);
    const index = readIndex(params.InterfaceIndex);
    if (either.isLeft(index)) return refused(index.left);
    const row = state.interfaces.byIndex(index.right);
    return row === undefined
      ? refused({ status: 'STATUS_NOT_FOUND', why: 'there is no such interface', member: 'InterfaceIndex' })
      : answer({ ConnectivityHint: interfaceConnectivityHintOf(state, row) });
  },
});

/** NL_BANDWIDTH_INFORMATION. */
export interface BandwidthInformation {
  /** bit/s, decimal. */
  readonly Bandwidth: string;
  /** bit/s, decimal. */
  readonly Instability: string;
  readonly BandwidthPeaked: boolean;
}

/** MIB_IP_NETWORK_CONNECTION_BANDWIDTH_ESTIMATES. */
export interface BandwidthEstimates {
  readonly InboundBandwidthInformation: BandwidthInformation;
  readonly OutboundBandwidthInformation: BandwidthInformation;
}

const noEstimate: BandwidthInformation = Object.freeze({
  Bandwidth: '0',
  Instability: '0',
  BandwidthPeaked: false,
});

/** Estimates come of traffic, which is not modelled: there are none yet, ever. */
const noEstimates: BandwidthEstimates = Object.freeze({
  InboundBandwidthInformation: noEstimate,
  OutboundBandwidthInformation: noEstimate,
});

export interface EstimatesParams {
  readonly InterfaceIndex: number;
  readonly AddressFamily: AddressFamily | number;
  readonly BandwidthEstimates?: null;
}

const getEstimates = query<InterfaceReads, EstimatesParams, { BandwidthEstimates: BandwidthEstimates }>({
  name: 'GetIpNetworkConnectionBandwidthEstimates',
  summary: 'Gives the estimated bandwidth of an IP interface: zero, for no traffic is modelled.',
  parameters: [
    indexIn,
    { name: 'AddressFamily', direction: 'in', type: 'ADDRESS_FAMILY' },
    { name: 'BandwidthEstimates', direction: 'out', type: 'MIB_IP_NETWORK_CONNECTION_BANDWIDTH_ESTIMATES' },
  ],
  statuses: ['STATUS_SUCCESS', 'STATUS_INVALID_PARAMETER', 'STATUS_NOT_SUPPORTED', 'STATUS_NOT_FOUND'],
  checks: [
    ['BandwidthEstimates is NULL', 'STATUS_INVALID_PARAMETER'],
    ['AddressFamily is neither AF_INET nor AF_INET6', 'STATUS_INVALID_PARAMETER'],
    ['InterfaceIndex is 0', 'STATUS_INVALID_PARAMETER'],
    ['the family has no stack on this computer', 'STATUS_NOT_SUPPORTED'],
    ['there is no such interface, or the family is not bound to it', 'STATUS_NOT_FOUND'],
  ],
  example: { InterfaceIndex: 5, AddressFamily: 'AF_INET' },
  run: ({ state }, params) => {
    const resolved = resolveEstimated(state, params);
    return either.isLeft(resolved) ? refused(resolved.left) : answer({ BandwidthEstimates: noEstimates });
  },
});

const resolveEstimated = (
  state: InterfaceReads,
  params: EstimatesParams,
): either.Either<Refusal, unknown> => {
  if (params.BandwidthEstimates === null) return invalid('BandwidthEstimates is NULL', 'BandwidthEstimates');
  const family = readFamily(params.AddressFamily);
  if (family === undefined || family === 'AF_UNSPEC')
    return invalid('AddressFamily is neither AF_INET nor AF_INET6', 'AddressFamily');
  const index = readIndex(params.InterfaceIndex);
  if (either.isLeft(index)) return index;
  return resolveInterface(state, family, { InterfaceLuid: ZERO_LUID, InterfaceIndex: index.right }, '');
};

/** The calls on connectivity and bandwidth. */
export const connectivityApi = {
  GetNetworkConnectivityHint: getHint,
  GetNetworkConnectivityHintForInterface: getHintForInterface,
  GetIpNetworkConnectionBandwidthEstimates: getEstimates,
} as const;
