export { gunzipWhole, isGzip } from './gunzip';
export { readRtmon, readRtmonFile, readRtmonStream } from './read-rtmon';
export { RtmonReader, type RtmonRecord, type RtmonSummary } from './rtmon-reader';
export { RtmonError, type RtmonErrorKind } from './rtmon-error';
export type { ByteOrder } from './recording-begin';
