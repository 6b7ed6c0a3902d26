export { headFileOf, readHeadFile } from './head-file';
export { LogReplaced } from './log-replaced';
export { logSize, successorSize, trimCache } from './log-size';
export { nodeHmacSha256, nodeSha256 } from './node-hashers';
export { openSqliteLog } from './open-sqlite-log';
export { makeSuccessor, removeSuccessor, replaceLog, successorFileOf } from './replace-log';
export { APPLICATION_ID, SCHEMA_VERSION } from './schema';
export { type SqliteEventLog } from './sqlite-event-log';
export { type SqliteLogOptions } from './sqlite-log-options';
