export {
  decide,
  importRtmon,
  mirrorLinux,
  RecordingBeforeHost,
  toIpJson,
  type ImportOptions,
  type ImportProgress,
  type ImportSummary,
  type IpJson,
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
