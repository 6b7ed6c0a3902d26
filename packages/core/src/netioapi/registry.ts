import { addressApi, addressReports } from '../addresses';
import { interfaceApi, interfaceReports } from '../interfaces';
import { neighborApi, neighborReports } from '../neighbors';
import { pathApi, pathReports } from '../paths';
import { routeApi } from '../routes';
import { routerReports } from '../routers';
import { teredoApi, teredoReports } from '../teredo';
import { notifyApi } from './notify-api';

/** Every function of netioapi.h by its Win32 name: the one list behind the API, the scenarios and the reference. */
export const functions = {
  ...interfaceApi,
  ...addressApi,
  ...routeApi,
  ...neighborApi,
  ...pathApi,
  ...teredoApi,
  ...notifyApi,
} as const;
export type FunctionName = keyof typeof functions;

export const isFunctionName = (text: string): text is FunctionName => Object.hasOwn(functions, text);

/** Every report that a host can be given: what happens to it without a call. */
export const reports = {
  ...interfaceReports,
  ...addressReports,
  ...routerReports,
  ...neighborReports,
  ...pathReports,
  ...teredoReports,
} as const;
export type ReportName = keyof typeof reports;

export const isReportName = (text: string): text is ReportName => Object.hasOwn(reports, text);
