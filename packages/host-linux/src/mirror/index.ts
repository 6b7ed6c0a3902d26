export type { IpJson } from './json-entry';
export { RecordingBeforeHost } from './recording-before-host';
export { decide, placeOf } from './decide';
export { importRtmon, type ImportOptions, type ImportProgress, type ImportSummary } from './import-rtmon';
export { mirrorLinux, type MirrorLinuxOptions } from './mirror-linux';
export { repeatCommits } from './repeat-commits';
export { pictureParts } from './picture-parts';
export { resync, type DumpScope, type LinuxDump } from './resync';
export { toIpJson } from './ip-json';
export {
  checkIpExport,
  importIpExport,
  type CheckedExport,
  type ExportProgress,
  type ExportSummary,
  type ImportExportOptions,
  type OnExportProgress,
} from './import-ip-export';
export { causeOf, flagOf, paramsOf, type SpokenMessage } from './cause';
export { routeKeyOf, routePlaceOf, routesByHop, type RoutePlace } from './route-identity';
export {
  messagesOfDifference,
  messagesOfLinkDown,
  messagesOfMetric,
  messagesOfRouteGone,
  NoLinuxCounterpart,
  supposeMessages,
} from './suppose';
