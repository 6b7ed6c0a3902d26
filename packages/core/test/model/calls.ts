import type { FunctionName } from '@netlapse/core';

import { orRefusal, type Answer } from './answers';
import {
  createAnycastIpAddressEntry,
  deleteAnycastIpAddressEntry,
  getAnycastIpAddressEntry,
  getAnycastIpAddressTable,
  getMulticastIpAddressEntry,
  getMulticastIpAddressTable,
} from './anycast-calls';
import { getBestRoute2 } from './best-route';
import { getNetworkConnectivityHint, getNetworkConnectivityHintForInterface } from './connectivity';
import { getInterfaceDnsSettings, setInterfaceDnsSettings } from './dns';
import type { Given } from './given';
import { getIfEntry2, getIfTable2 } from './interfaces';
import { getIpInterfaceEntry, getIpInterfaceTable, setIpInterfaceEntry } from './ip-interfaces';
import type { Model } from './model';
import {
  createIpNetEntry2,
  deleteIpNetEntry2,
  flushIpNetTable2,
  getIpNetEntry2,
  getIpNetTable2,
  setIpNetEntry2,
} from './neighbor-calls';
import { flushIpPathTable, getIpPathEntry, getIpPathTable } from './paths';
import { resolveIpNetEntry2 } from './resolution';
import {
  createIpForwardEntry2,
  deleteIpForwardEntry2,
  getIpForwardEntry2,
  getIpForwardTable2,
  setIpForwardEntry2,
} from './routes';
import { createSortedAddressPairs } from './sorted-pairs';
import { getTeredoPort } from './teredo';
import {
  createUnicastIpAddressEntry,
  deleteUnicastIpAddressEntry,
  getUnicastIpAddressEntry,
  getUnicastIpAddressTable,
  setUnicastIpAddressEntry,
} from './unicast-calls';

const calls = {
  CreateAnycastIpAddressEntry: createAnycastIpAddressEntry,
  CreateIpForwardEntry2: createIpForwardEntry2,
  CreateIpNetEntry2: createIpNetEntry2,
  CreateSortedAddressPairs: createSortedAddressPairs,
  CreateUnicastIpAddressEntry: createUnicastIpAddressEntry,
  DeleteAnycastIpAddressEntry: deleteAnycastIpAddressEntry,
  DeleteIpForwardEntry2: deleteIpForwardEntry2,
  DeleteIpNetEntry2: deleteIpNetEntry2,
  DeleteUnicastIpAddressEntry: deleteUnicastIpAddressEntry,
  FlushIpNetTable2: flushIpNetTable2,
  FlushIpPathTable: flushIpPathTable,
  GetAnycastIpAddressEntry: getAnycastIpAddressEntry,
  GetAnycastIpAddressTable: getAnycastIpAddressTable,
  GetBestRoute2: getBestRoute2,
  GetIfEntry2: getIfEntry2,
  GetIfTable2: getIfTable2,
  GetInterfaceDnsSettings: getInterfaceDnsSettings,
  GetIpForwardEntry2: getIpForwardEntry2,
  GetIpForwardTable2: getIpForwardTable2,
  GetIpInterfaceEntry: getIpInterfaceEntry,
  GetIpInterfaceTable: getIpInterfaceTable,
  GetIpNetEntry2: getIpNetEntry2,
  GetIpNetTable2: getIpNetTable2,
  GetIpPathEntry: getIpPathEntry,
  GetIpPathTable: getIpPathTable,
  GetMulticastIpAddressEntry: getMulticastIpAddressEntry,
  GetMulticastIpAddressTable: getMulticastIpAddressTable,
  GetNetworkConnectivityHint: getNetworkConnectivityHint,
  GetNetworkConnectivityHintForInterface: getNetworkConnectivityHintForInterface,
  GetTeredoPort: getTeredoPort,
  GetUnicastIpAddressEntry: getUnicastIpAddressEntry,
  GetUnicastIpAddressTable: getUnicastIpAddressTable,
  ResolveIpNetEntry2: resolveIpNetEntry2,
  SetInterfaceDnsSettings: setInterfaceDnsSettings,
  SetIpForwardEntry2: setIpForwardEntry2,
  SetIpInterfaceEntry: setIpInterfaceEntry,
  SetIpNetEntry2: setIpNetEntry2,
  SetUnicastIpAddressEntry: setUnicastIpAddressEntry,
} satisfies Partial<Record<FunctionName, (model: Model, params: Given) => Answer>>;

/** The functions that the model knows. */
export type CallName = keyof typeof calls;

export const callNames = Object.keys(calls) as readonly CallName[];

/** What a function of netioapi.h answers, and what it makes of the host. */
export const call = (model: Model, name: CallName, params: Given): Answer => {
  const run: (model: Model, params: Given) => Answer = calls[name];
  return orRefusal(() => run(model, params));
};
