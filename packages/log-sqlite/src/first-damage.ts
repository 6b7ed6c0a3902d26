import { LogCorrupt, type Hasher } from '@netlapse/core';

import { BUSY_TIMEOUT_MS } from './connection';
import { FollowedConnection } from './followed-connection';
import { nodeSha256 } from './node-hashers';
import { RecordReader } from './record-reader';

/**
 * Of a log that cannot be opened, because its end or what is around its records is damaged, the first record that is not
 * as it was written: it may well come before.
 *
 * @param found why it could not be opened
 * @returns an error that names an earlier record, or `found`
 */
export const firstDamageOf = (file: string, found: LogCorrupt, hasher: Hasher = nodeSha256): LogCorrupt => {
  const followed = new FollowedConnection(file, BUSY_TIMEOUT_MS);
  try {
    const reader = new RecordReader(file, () => followed.current(), hasher);
    reader.checkChain(1, Number.MAX_SAFE_INTEGER);
    return found;
  } catch (error) {
    if (!(error instanceof LogCorrupt)) return found;
    const isEnd = error.cause === undefined && error.reason === 'it is missing';
    return error.n < found.n || (found.n === 0 && !isEnd) ? error : found;
  } finally {
    followed.close();
  }
};
