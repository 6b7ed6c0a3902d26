export {
  LinuxLiveHost,
  LiveHostUnavailable,
  type Because,
  type ClockReading,
  type LinuxLiveHostOptions,
} from './live';
export {
  decide,
  importRtmon,
  mirrorLinux,
  RecordingBeforeHost,
  resync,
  toIpJson,
  type DumpScope,
  type ImportOptions,
  type ImportProgress,
  type ImportSummary,
  type IpJson,
  type LinuxDump,
  type MirrorLinuxOptions,
} from './mirror';
export {
  readRtmon,
  readRtmonFile,
  readRtmonStream,
  RtmonError,
  RtmonReader,
  type ByteOrder,
  type RtmonErrorKind,
  type RtmonRecord,
  type RtmonSummary,
} from './rtmon';
