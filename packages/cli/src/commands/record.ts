import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';

import { createHost, eventCatalogue, openHost, type Host } from '@netlapse/core';
import { openSqliteLog } from '@netlapse/log-sqlite';
import { Option, type Command } from 'commander';

import type { Context, GlobalOptions } from '../context';
import { describeEnd } from '../describe-command';
import { InputError } from '../errors';
import { netnsOption, openLiveHost, type LiveOptions } from '../live-options';
import { logPath, named } from '../open-log';
import { RecordOutput } from '../render/record-output';
import { Recorder } from '../recorder';

interface RecordOptions extends GlobalOptions, LiveOptions {
  readonly log?: string;
  readonly host?: string;
  readonly json?: true;
}

/** For each type of event its table, as the views of the SQLite file are to name it. */
const tableOfType: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(eventCatalogue).flatMap(([type, { table }]) => (table === null ? [] : [[type, table]])),
);

const begin = (path: string, hostId: string, now: number): Host => {
  const folder = dirname(path);
  if (!existsSync(folder)) throw new InputError(`${path}: there is no folder ${folder} to make it in`);
  const log = openSqliteLog(path, { mode: 'create', tableOfType });
  return createHost({ log, now, hostId, mirror: 'linux' });
};

const goOn = (path: string, hostId: string | undefined): Host => {
  if (hostId !== undefined)
    throw new InputError(`${path} is there already and has its host's name: leave out --host`);
  const log = openSqliteLog(path, { mode: 'write', tableOfType });
  try {
    const host = openHost(log, { hasher: log.hasher });
    if (host.mirrored) return host;
    throw new InputError(
      `${path} is the log of a host of its own, which repeats no other: record into a log of its own`,
    );
  } catch (error) {
    log.close();
    throw error;
  }
};

const openLog = (path: string, hostId: string | undefined, now: number): Host => {
  try {
    return existsSync(path) ? goOn(path, hostId) : begin(path, hostId ?? hostname(), now);
  } catch (error) {
    throw named(path, error);
  }
};

/** How often the status line is written anew, ms. */
const STATUS_MS = 500;

/** Records until the program is asked to end. */
const record = async (context: Context, path: string, options: RecordOptions): Promise<void> => {
  const { io } = context;
  const live = openLiveHost(options);
  const host = openLog(path, options.host, io.now());
  const output = new RecordOutput(io, path, host, options.json === true);
  let status: NodeJS.Timeout | undefined;
  let forget = (): void => undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      const recorder = new Recorder(host, live, {
        onWritten: (reports) => output.written(reports),
        onFailure: reject,
      });
      status = setInterval(() => output.status(), STATUS_MS);
      forget = io.onStop(() => {
        try {
          recorder.stop(io.now());
          resolve();
        } catch (error) {
          reject(error);
        }
      });
      recorder.start();
    });
  } finally {
    clearInterval(status);
    forget();
    live.close();
    output.clear();
    host.close();
  }
  output.ended();
};

/** `netlapse record`: this Linux host, from now on, into a log. */
export const addRecord = (program: Command, context: Context): void => {
  const command = program
    .command('record')
    .summary('record what changes on this Linux host into a log')
    .description(
      'Writes every change of links, addresses, routes of all tables, rules, neighbors and next-hop objects of this Linux host into a log, with the process that made it, until it is told to end (Ctrl-C, SIGTERM). A log that is there already is gone on with: what changed meanwhile is found by reading all tables, and the time in between is marked as doubtful. No privilege is needed.',
    )
    .addOption(new Option('--log <file>', 'the log to make or to go on with; else that of NETLAPSE_LOG'))
    .addOption(
      new Option('--host <name>', 'the name of the host in a new log; left out, that of the computer'),
    )
    .addOption(netnsOption())
    .addOption(new Option('--json', 'what is told meanwhile as JSON, one object a line'));
  describeEnd(
    command,
    [
      { command: 'netlapse record --log laptop.db', shows: 'from now on, until Ctrl-C' },
      {
        command: 'netlapse record --log /var/lib/netlapse/edge-1.db --host edge-1 --json',
        shows: 'as a service: docs/how-to/record.md has a unit for systemd',
      },
      {
        command: 'netlapse route-to 8.8.8.8 --log laptop.db --history',
        shows: 'asked meanwhile, in another terminal',
      },
    ],
    [
      ['0', 'recorded until it was told to end; everything heard is in the log'],
      ['2', 'the log is not in order or recorded by another, or the kernel refused; what was written stays'],
    ],
  );
  command.action(() => {
    const options = command.optsWithGlobals<RecordOptions>();
    context.ongoing = record(context, logPath(options.log, context.io.env), options);
  });
};
