import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { readRtmon, type RtmonRecord, type RtmonSummary } from '../src/rtmon';

/** A file that lies beside the recordings, such as `laptop/final-link.json`. */
export const recordingFile = (path: string): Buffer => readFileSync(join(__dirname, '../recordings', path));

/** A JSON file that lies beside the recordings, compressed where its name ends in `.gz`. */
export const recordingJson = <T>(path: string): T => {
  const bytes = recordingFile(path);
  return JSON.parse((path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')) as T;
};

/** All messages of a recording and what it was. */
export const readAll = (
  bytes: Uint8Array,
  file = 'a.rtmon',
): { records: RtmonRecord[]; summary: RtmonSummary } => {
  const records: RtmonRecord[] = [];
  const reading = readRtmon(bytes, file);
  for (;;) {
    const next = reading.next();
    if (next.done === true) return { records, summary: next.value };
    records.push(next.value);
  }
};
