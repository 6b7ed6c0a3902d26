export { callByName, NotARead, reportByName, type CallOptions } from './call-by-name';
export { hardware, netioapi, type CallResult, type Hardware, type Netioapi } from './netioapi';
export {
  notifyApi,
  type NotifyHintParams,
  type NotifyRowParams,
  type NotifyStableParams,
  type NotifyTeredoParams,
} from './notify-api';
export { notify, type NotifyFunction } from './notify-function';
export {
  ipInterfaceRows,
  readFamilyFilter,
  registerRows,
  routeRows,
  unicastRows,
  type FamilyFilter,
  type RowCallback,
  type RowsOfInterest,
} from './registration';
export {
  functions,
  isFunctionName,
  isReportName,
  reports,
  type FunctionName,
  type ReportName,
} from './registry';
