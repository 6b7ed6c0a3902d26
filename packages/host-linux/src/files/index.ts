export { openRecordedFile, recordedBytes, type FileContent, type RecordedFile } from './recorded-file';
