export { GZIP_MAGIC_SIZE, gunzipWhole, isGzip } from './gunzip';
export {
  readRtmon,
  readRtmonChunks,
  readRtmonFile,
  readRtmonStream,
  scanRtmon,
  type RtmonSpan,
} from './read-rtmon';
export { RtmonReader, type RtmonRecord, type RtmonSummary } from './rtmon-reader';
export { RtmonError, type RtmonErrorKind } from './rtmon-error';
export type { ByteOrder } from './recording-begin';
