export {
  LinuxLiveHost,
  LiveHostUnavailable,
  type Because,
  type ClockReading,
  type LinuxLiveHostOptions,
} from './live';
export {
  checkIpExport,
  decide,
  importIpExport,
  importRtmon,
  messagesOfDifference,
  messagesOfLinkDown,
  messagesOfMetric,
  messagesOfRouteGone,
  mirrorLinux,
  NoLinuxCounterpart,
  RecordingBeforeHost,
  repeatCommits,
  resync,
  supposeMessages,
  toIpJson,
  type CheckedExport,
  type DumpScope,
  type ExportProgress,
  type ExportSummary,
  type ImportExportOptions,
  type ImportOptions,
  type ImportProgress,
  type ImportSummary,
  type IpJson,
  type LinuxDump,
  type MirrorLinuxOptions,
  type OnExportProgress,
} from './mirror';
export {
  readRtmon,
  readRtmonFile,
  readRtmonStream,
  RtmonError,
  RtmonReader,
  scanRtmon,
  type ByteOrder,
  type RtmonErrorKind,
  type RtmonRecord,
  type RtmonSpan,
  type RtmonSummary,
} from './rtmon';
export type { DecodedMessage } from './netlink';
export { rtnetlinkForm, linuxImporters } from './scenario';
export { IpExportError } from './ip-export';
export { openRecordedFile, recordedBytes, type FileContent, type RecordedFile } from './files';
