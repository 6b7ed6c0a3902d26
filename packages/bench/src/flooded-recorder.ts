import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { openSqliteLog } from '@netlapse/log-sqlite';
import Database from 'libsql';

/** A recorder is given up when nothing more comes for so long, ms. */
const PATIENCE = 60_000;
const TRIES = 400;

/** Each route becomes two events: what Linux said of it, and the row. */
const EVENTS_A_ROUTE = 2;

interface Counted {
  readonly routes: number;
  readonly isInDoubt: boolean;
}

/** How many routes stand by the events of a log, and what it said of doubt last. */
const counted = (database: Database.Database): Counted => {
  const { routes } = database
    .prepare("SELECT total(type = 'RouteCreated') - total(type = 'RouteDeleted') AS routes FROM events")
    .get() as { routes: number };
  const notice = database
    .prepare(
      "SELECT cause FROM records WHERE kind = 'noop' AND cause LIKE '%\"doubt-%' ORDER BY n DESC LIMIT 1",
    )
    .get() as { cause: string } | undefined;
  return { routes, isInDoubt: notice?.cause.includes('doubt-began') === true };
};

/** `netlapse record`, a process of its own. */
export class FloodedRecorder {
  private constructor(
    private readonly log: string,
    private readonly child: ChildProcess,
  ) {}

  /** Resolves when it listens: what stood when it began is in the log. */
  static async start(log: string, namespace: string, buffer: string): Promise<FloodedRecorder> {
    const child = spawn(
      process.execPath,
      [
        join('packages', 'cli', 'bin', 'netlapse.js'),
        ...['record', '--netns', namespace, '--log', log, '--receive-buffer', buffer],
      ],
      { stdio: ['ignore', 'ignore', 'inherit'] },
    );
    const recorder = new FloodedRecorder(log, child);
    for (let index = 0; index < TRIES; index += 1) {
      await sleep(50);
      if (recorder.#isListening()) return recorder;
    }
    recorder.kill();
    throw new Error('the recorder did not begin');
  }

  get pid(): number {
    return this.child.pid as number;
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  kill(): void {
    if (this.child.exitCode === null) this.child.kill('SIGKILL');
  }

  #isListening(): boolean {
    try {
      return this.#reading(({ seq }, database) => seq > 0 && !counted(database).isInDoubt);
    } catch {
      // There is no log yet, or not all of it.
      return false;
    }
  }

  #reading<T>(read: (head: { readonly seq: number }, database: Database.Database) => T): T {
    const reader = openSqliteLog(this.log, { mode: 'read', checkpoints: 'ignore' });
    const database = this.#open();
    try {
      return read(reader.head, database);
    } finally {
      database.close();
      reader.close();
    }
  }

  #open(): Database.Database {
    return new Database(this.log, { readonly: true });
  }

  /** Events in the log, and the routes that stand by them. */
  reached(): { readonly seq: number; readonly routes: number } {
    return this.#reading(({ seq }, database) => ({ seq, routes: counted(database).routes }));
  }

  /** Resolves when so many routes more than at a time before stand by what is in the log. */
  async reaches(before: { readonly seq: number; readonly routes: number }, count: number): Promise<void> {
    const reader = openSqliteLog(this.log, { mode: 'read', checkpoints: 'ignore' });
    const database = this.#open();
    try {
      for (let [seq, since] = [0, Date.now()]; ; await sleep(20)) {
        const { head } = reader;
        if (head.seq > seq) [seq, since] = [head.seq, Date.now()];
        else if (Date.now() - since > PATIENCE)
          throw new Error(`the recorder stopped at event ${seq}, more were to come`);
        // Counting takes long: it is done when there may be as many.
        if (seq < before.seq + EVENTS_A_ROUTE * count) continue;
        if (counted(database).routes >= before.routes + count) return;
      }
    } finally {
      database.close();
      reader.close();
    }
  }

  /** Resolves when the log says that it is in no doubt. */
  async isCertain(): Promise<void> {
    const database = this.#open();
    try {
      for (const start = Date.now(); counted(database).isInDoubt; await sleep(50))
        if (Date.now() - start > PATIENCE) throw new Error('the log is still in doubt');
    } finally {
      database.close();
    }
  }

  /** Has it end by itself. */
  ended(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.child.on('exit', (code) =>
        code === 0 ? resolve() : reject(new Error(`the recorder ended with ${code}`)),
      );
      this.child.kill('SIGTERM');
    });
  }
}
