import { closeSync, openSync, readSync, realpathSync, statSync } from 'node:fs';

import { LogCorrupt, LogUnavailable, NotALog, UnknownFormatVersion } from '@netlapse/core';

import type { Connection } from './connection';
import { messageOf } from './error-facts';
import { APPLICATION_ID, SCHEMA_VERSION } from './schema';
import { isDamage, isNoDatabase } from './sqlite-codes';

/**
 * The real path of a log's file, so that all who open it by whatever link agree on the files beside it.
 *
 * @throws NotALog for what is no file or is empty; LogUnavailable where nothing is there or may be seen.
 */
export const realFileOf = (file: string): string => {
  try {
    const real = realpathSync(file);
    const status = statSync(real);
    if (status.isDirectory()) throw new NotALog('a directory', file);
    if (!status.isFile()) throw new NotALog('neither a file nor a directory', file);
    if (status.size === 0) throw new NotALog('an empty file', file);
    return real;
  } catch (error) {
    throw error instanceof NotALog ? error : new LogUnavailable(file, error);
  }
};

/**
 * Makes sure that a database is a log of a known version, before anything else is asked of it.
 *
 * @throws NotALog, UnknownFormatVersion, or LogCorrupt where it is one with its tables in ruins.
 */
export const identify = (connection: Connection, file: string): void => {
  const applicationId = readMark(connection, file);
  if (applicationId !== APPLICATION_ID)
    throw new NotALog(describeDatabase(connection, Number(applicationId)), file);
  const version = Number(connection.pragma('user_version'));
  if (version > SCHEMA_VERSION) throw new UnknownFormatVersion(version, SCHEMA_VERSION);
  if (version < 1) throw new LogCorrupt(0, `user_version is ${version}`);
  const names = tableNames(connection);
  if (!names.includes('records') || !names.includes('events'))
    throw new LogCorrupt(0, `its tables are missing; there are: ${names.join(', ') || 'none'}`);
};

const readMark = (connection: Connection, file: string): unknown => {
  try {
    return connection.pragma('application_id');
  } catch (error) {
    // Only now is the file itself looked into: a database must not be opened beside SQLite, for closing it
    // again would give up the locks that this process holds on it.
    if (isNoDatabase(error)) throw new NotALog(describeContent(file), file);
    if (isDamage(error)) throw new LogCorrupt(0, messageOf(error), { cause: error });
    throw error;
  }
};

const selectTableNames = `SELECT CAST(group_concat(name, char(10)) AS BLOB)
  FROM (SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name)`;

const tableNames = (connection: Connection): string[] => {
  try {
    return connection.text(selectTableNames)?.split('\n') ?? [];
  } catch (error) {
    if (isDamage(error)) throw new LogCorrupt(0, messageOf(error), { cause: error });
    throw error;
  }
};

const NAMED_MAX = 5;

const describeDatabase = (connection: Connection, applicationId: number): string => {
  const names = tableNames(connection);
  const listed = names.slice(0, NAMED_MAX).join(', ') + (names.length > NAMED_MAX ? ' …' : '');
  const mark = applicationId === 0 ? 'no application id' : `application id ${applicationId}`;
  return `a SQLite database with ${mark} and ${names.length === 0 ? 'no tables' : `the tables ${listed}`}`;
};

const SAMPLE_SIZE = 40;

const describeContent = (file: string): string => {
  const sample = Buffer.alloc(SAMPLE_SIZE);
  const descriptor = openSync(file, 'r');
  let size: number;
  try {
    size = readSync(descriptor, sample, 0, SAMPLE_SIZE, 0);
  } finally {
    closeSync(descriptor);
  }
  const start = sample.subarray(0, size);
  const isText = start.every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d);
  return isText
    ? `a text that begins ${JSON.stringify(start.toString('utf8').replace(/\ufffd+$/, ''))}`
    : `data that begins with the bytes ${start.subarray(0, 16).toString('hex')}`;
};
