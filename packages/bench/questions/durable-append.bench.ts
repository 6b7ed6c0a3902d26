import { rmSync } from 'node:fs';

import { MemoryEventLog, type EventLog } from '@netlapse/core';
import { openSqliteLog } from '@netlapse/log-sqlite';
import Database from 'libsql';

import type { AsyncContender } from '../src/bench';
import { logFolder } from '../src/log-folder';
import { ask } from '../src/question';
import { appendEvents, beginLog, FlappingRoutes } from '../src/route-events';
import { makeSqlite3 } from '../src/sqlite3-addon';

const path = logFolder();
const prefixes = Array.from({ length: 60_000 }, (_, index) => `10.${index >> 8}.${index & 255}.0/24`);

let files = 0;
const freshFile = (): string => path(`append-${++files}.db`);

/** Appends so many events to a fresh log, so many at a time. */
const ours = (open: () => EventLog, events: number, group: number): AsyncContender => {
  let log: EventLog | undefined;
  let routes = new FlappingRoutes(prefixes);
  return {
    operations: events,
    before: () => {
      log?.close();
      log = open();
      beginLog(log, 'append');
      routes = new FlappingRoutes(prefixes);
    },
    run: () => {
      for (let done = 0; done < events; done += group) appendEvents(log as EventLog, routes, group);
      return Promise.resolve();
    },
  };
};

/** The same events as rows of one table, nothing else: what the disk and SQLite take for themselves. */
const plainSql = (events: number, group: number): AsyncContender => {
  let database: Database.Database | undefined;
  let routes = new FlappingRoutes(prefixes);
  return {
    operations: events,
    before: () => {
      database?.close();
      database = new Database(freshFile());
      database.exec(
        'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE e (s INTEGER PRIMARY KEY, p TEXT)',
      );
      routes = new FlappingRoutes(prefixes);
    },
    run: () => {
      const insert = database?.prepare('INSERT INTO e (p) VALUES (?)');
      for (let done = 0; done < events; done += group) {
        database?.exec('BEGIN IMMEDIATE');
        for (let index = 0; index < group; index++) insert?.run([JSON.stringify(routes.next(done + index))]);
        database?.exec('COMMIT');
      }
      return Promise.resolve();
    },
  };
};

/** The same events into a stream of emmett's store. */
const emmett = async (events: number, group: number): Promise<AsyncContender> => {
  const { getSQLiteEventStore } = await import('@event-driven-io/emmett-sqlite');
  type Store = ReturnType<typeof getSQLiteEventStore>;
  let store: Store | undefined;
  let routes = new FlappingRoutes(prefixes);
  return {
    operations: events,
    before: async () => {
      const fileName = freshFile();
      // As our log has it; synchronous is FULL where nothing sets it, so that both wait for the disk.
      const database = new Database(fileName);
      database.exec('PRAGMA journal_mode = WAL');
      database.close();
      store = getSQLiteEventStore({ fileName, schema: { autoMigration: 'CreateOrUpdate' } });
      routes = new FlappingRoutes(prefixes);
      await store.appendToStream('warm', [{ type: 'Warm', data: {} }]);
    },
    run: async () => {
      for (let done = 0; done < events; done += group)
        await store?.appendToStream(
          'router',
          Array.from(
            { length: group },
            (_, index) => routes.next(done + index) as { type: string; data: Record<string, unknown> },
          ),
        );
    },
  };
};

/** Where the machine is busy, the peer at times commits while a statement of its own is not done: then all begin anew. */
const unlessBusy = async <T>(race: () => Promise<T>, tries = 3): Promise<T> => {
  try {
    return await race();
  } catch (error) {
    if (tries <= 1 || !String(error).includes('SQLITE_BUSY')) throw error;
    return unlessBusy(race, tries - 1);
  }
};

ask({
  name: 'durable-append',
  title: 'Durable appends',
  about:
    'Events of routes are appended one by one, each durable before the next, and in thousands, beside the store of emmett for SQLite and beside plain SQL: one INSERT an event, no hash, no index of commands.',
  measure: async (bench) => {
    const missing = makeSqlite3(bench.isQuick);
    for (const [group, events, times] of [
      [1, bench.size(1_000, 100), 8],
      [1_000, bench.size(20_000, 2_000), 5],
    ] as const) {
      const what = group === 1 ? 'one event, appended alone' : 'one event of a thousand appended together';
      const contenders = {
        sqlite: ours(() => openSqliteLog(freshFile(), { mode: 'create' }), events, group),
        memory: ours(() => new MemoryEventLog(), events, group),
        plain: plainSql(events, group),
      };
      if (missing === undefined) {
        const raced = await unlessBusy(async () =>
          bench.raceAsync({ ...contenders, emmett: await emmett(events, group) }),
        );
        bench.beside(what, raced.sqlite, 'emmett-sqlite', raced.emmett, bench.isQuick ? {} : { times });
        bench.beside(what, raced.sqlite, 'plain SQL', raced.plain);
        bench.time(`${what}, to a log in memory`, raced.memory);
      } else {
        const raced = await bench.raceAsync(contenders);
        bench.beside(what, raced.sqlite, 'plain SQL', raced.plain);
        bench.time(`${what}, to a log in memory`, raced.memory);
      }
    }
    if (missing !== undefined)
      bench.note(`emmett-sqlite was not measured: it needs sqlite3, and ${missing}.`);
    for (let file = 1; file <= files; file++) rmSync(path(`append-${file}.db`), { force: true });
  },
});
