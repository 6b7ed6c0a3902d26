import { LogCorrupt } from '@netlapse/core';
import Database from 'libsql';

import type { Connection } from './connection';
import { createSchemaIn } from './schema';

// Casts, because in a damaged file any column may hold anything: see Connection.
const selectIntegrity = 'SELECT CAST(integrity_check AS BLOB) FROM pragma_integrity_check(1)';
const selectObject = 'SELECT CAST(sql AS BLOB) FROM sqlite_schema WHERE type = ? AND name = ?';
const selectObjects = `SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL`;
const selectTableNames = `SELECT CAST(coalesce(group_concat(type || char(9) || table_name, char(10)), '') AS BLOB)
  FROM (SELECT type, table_name FROM event_tables ORDER BY type)`;

interface SchemaObject {
  readonly type: string;
  readonly name: string;
  readonly sql: string;
}

/** The tables, indexes and views of a log, as SQLite keeps them. */
const madeObjects = (): readonly SchemaObject[] => {
  const database = new Database(':memory:');
  try {
    createSchemaIn((sql) => database.exec(sql));
    return database.prepare(selectObjects).all() as SchemaObject[];
  } finally {
    database.close();
  }
};

/** @throws LogCorrupt where SQLite finds pages, or an index, that do not fit the rest */
export const checkPages = (connection: Connection): void => {
  const found = connection.text(selectIntegrity);
  if (found !== 'ok') throw new LogCorrupt(0, `SQLite finds: ${found}`);
};

const checkSchema = (connection: Connection): void => {
  for (const { type, name, sql } of madeObjects())
    if (connection.text(selectObject, [type, name]) !== sql)
      throw new LogCorrupt(0, `its ${type} ${name} is not as it was made`);
};

const checkTableNames = (connection: Connection, tableOfType: Readonly<Record<string, string>>): void => {
  for (const line of connection.text(selectTableNames)?.split('\n') ?? []) {
    const [type = '', table] = line.split('\t');
    if (line !== '' && tableOfType[type] !== table)
      throw new LogCorrupt(0, `its table event_tables has ${type} in ${table}, not in ${tableOfType[type]}`);
  }
};

/**
 * Checks what the chain of hashes says nothing of: the pages of the file, the index of command ids, and the tables and
 * views that SQL tools read a log through. Tables and views of others are let be.
 *
 * @param tableOfType for each type of event the table that the views are to name; left out, those are not checked
 * @throws LogCorrupt with the record number 0: it belongs to none
 */
export const checkFile = (connection: Connection, tableOfType?: Readonly<Record<string, string>>): void => {
  checkPages(connection);
  checkSchema(connection);
  if (tableOfType !== undefined) checkTableNames(connection, tableOfType);
};
