export { firstDamageOf } from './first-damage';
export { headFileOf, readHeadFile } from './head-file';
export { nodeHmacSha256, nodeSha256 } from './node-hashers';
export { openSqliteLog, type SqliteLogOptions } from './open-sqlite-log';
export { APPLICATION_ID, SCHEMA_VERSION } from './schema';
export { type SqliteEventLog } from './sqlite-event-log';
