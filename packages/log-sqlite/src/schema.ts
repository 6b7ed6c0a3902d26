import type { Connection } from './connection';

/** PRAGMA application_id of a log: `nlap` in ASCII. `file` and other tools tell a database's kind by it. */
export const APPLICATION_ID = 0x6e6c6170;
/** PRAGMA user_version: the version of the tables below. */
export const SCHEMA_VERSION = 1;

/*
 * Stored is each fact once; what follows from it is in the views, where it cannot differ from it.
 *
 *   records  one row a record; `cause` is canonical JSON; `last_seq` the last event up to the record;
 *            `body` of a genesis or base alone: its whole canonical JSON without the hash
 *   events   one row an event; `n` is its record, `payload` the canonical JSON of its data
 *
 * `prev` is not stored: it is the hash in the row before.
 */
const tables = `
  CREATE TABLE records (
    n INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    at INTEGER NOT NULL,
    cause TEXT,
    status TEXT,
    check_rule TEXT,
    body TEXT,
    last_seq INTEGER NOT NULL,
    hash TEXT NOT NULL
  ) STRICT;
  CREATE TABLE events (
    seq INTEGER PRIMARY KEY,
    n INTEGER NOT NULL,
    type TEXT NOT NULL,
    v INTEGER NOT NULL,
    payload TEXT NOT NULL
  ) STRICT;
  CREATE TABLE event_tables (
    type TEXT PRIMARY KEY,
    table_name TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
`;

/** Holds for the records whose cause has a command id, and for few others: an inner quote would be escaped. */
export const HAS_COMMAND_ID = `instr(cause, '"commandId":') > 0`;
/** The command id as JSON text, which holds every character; NULL for a record without. */
export const COMMAND_ID = `cause -> '$.commandId'`;

const indexes = `CREATE INDEX records_by_command ON records (${COMMAND_ID}) WHERE ${HAS_COMMAND_ID};`;

const time = (instant: string): string => `strftime('%Y-%m-%dT%H:%M:%fZ', ${instant} / 1000.0, 'unixepoch')`;

/* For people and SQL tools; the program reads the tables alone. */
const views = `
  CREATE VIEW record_details AS SELECT
    r.n,
    r.kind,
    ${time('r.at')} AS time,
    r.at,
    r.cause ->> 'kind' AS cause_kind,
    r.cause ->> 'name' AS cause_name,
    r.cause ->> 'actor' AS actor,
    r.cause ->> 'commandId' AS command_id,
    r.cause ->> 'correlationId' AS correlation_id,
    r.cause ->> 'causationSeq' AS causation_seq,
    r.cause -> 'params' AS params,
    r.status,
    r.check_rule,
    r.last_seq,
    coalesce((SELECT p.hash FROM records p WHERE p.n = r.n - 1), printf('%064d', 0)) AS prev,
    r.hash,
    r.body
  FROM records r;
  CREATE VIEW event_details AS SELECT
    e.seq,
    e.n,
    ${time('r.at')} AS time,
    r.at,
    e.type,
    e.v,
    (SELECT t.table_name FROM event_tables t WHERE t.type = e.type) AS table_name,
    e.payload ->> 'InterfaceLuid' AS interface_luid,
    e.payload ->> 'InterfaceIndex' AS interface_index,
    e.payload ->> 'DestinationPrefix' AS prefix,
    coalesce(e.payload ->> 'Address', e.payload ->> 'Destination') AS address,
    e.payload,
    r.cause ->> 'kind' AS cause_kind,
    r.cause ->> 'name' AS cause_name,
    r.cause ->> 'actor' AS actor,
    r.status,
    r.hash
  FROM events e JOIN records r ON r.n = e.n;
`;

/** Makes the tables and marks the file as a log: both or neither. */
export const createSchema = (connection: Connection): void =>
  createSchemaIn((sql) => connection.execute(sql));

/** The same by whatever runs statements. */
export const createSchemaIn = (execute: (sql: string) => void): void => {
  execute(`
    BEGIN IMMEDIATE;
    ${tables}
    ${indexes}
    ${views}
    PRAGMA application_id = ${APPLICATION_ID};
    PRAGMA user_version = ${SCHEMA_VERSION};
    COMMIT;
  `);
};

/**
 * Writes down in which table the events of each type belong, for the column `table_name` of the views. It is
 * no part of the log: nothing is read from it.
 */
export const nameTables = (connection: Connection, tableOfType: Readonly<Record<string, string>>): void => {
  connection.execute('BEGIN IMMEDIATE');
  for (const entry of Object.entries(tableOfType)) connection.run(nameTable, entry);
  connection.execute('COMMIT');
};

const nameTable = `INSERT INTO event_tables (type, table_name) VALUES (?, ?)
  ON CONFLICT (type) DO UPDATE SET table_name = excluded.table_name WHERE table_name <> excluded.table_name`;
