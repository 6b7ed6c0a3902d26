import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';

import { createHost, openHost, type Host } from '@netlapse/core';
import { openSqliteLog, type SqliteEventLog } from '@netlapse/log-sqlite';
import { Option, type Command } from 'commander';

import type { Context, GlobalOptions } from '../context';
import { describeEnd } from '../describe-command';
import { InputError } from '../errors';
import { netnsOption, openLiveHost, type LiveOptions } from '../live-options';
import { LogCompaction } from '../log-compaction';
import { tableOfType } from '../new-log';
import { logPath, named } from '../open-log';
import { RecordOutput } from '../render/record-output';
import { Recorder } from '../recorder';
import { Retention, type RetentionLimits } from '../retention';
import { sizeOption, spanOption } from '../spans-and-sizes';

interface RecordOptions extends GlobalOptions, LiveOptions {
  readonly log?: string;
  readonly host?: string;
  readonly keep?: string;
  readonly maxSize?: string;
  readonly json?: true;
}

/** A log that is written, and the host whose log it is. */
interface Written {
  readonly log: SqliteEventLog;
  readonly host: Host;
}

const begin = (path: string, hostId: string, now: number): Written => {
  const folder = dirname(path);
  if (!existsSync(folder)) throw new InputError(`${path}: there is no folder ${folder} to make it in`);
  const log = openSqliteLog(path, { mode: 'create', tableOfType });
  return { log, host: createHost({ log, now, hostId, mirror: 'linux' }) };
};

const goOn = (path: string, hostId: string | undefined): Written => {
  if (hostId !== undefined)
    throw new InputError(`${path} is there already and has its host's name: leave out --host`);
  const log = openSqliteLog(path, { mode: 'write', tableOfType });
  try {
    const host = openHost(log, { hasher: log.hasher });
    if (host.mirrored) return { log, host };
    throw new InputError(
      `${path} is the log of a host of its own, which repeats no other: record into a log of its own`,
    );
  } catch (error) {
    log.close();
    throw error;
  }
};

const openLog = (path: string, hostId: string | undefined, now: number): Written => {
  try {
    return existsSync(path) ? goOn(path, hostId) : begin(path, hostId ?? hostname(), now);
  } catch (error) {
    throw named(path, error);
  }
};

/** An empty log takes a tenth of it. */
const SIZE_MIN = 1024 * 1024;

const limitsOf = ({ keep, maxSize }: RecordOptions): RetentionLimits | undefined =>
  keep === undefined && maxSize === undefined
    ? undefined
    : {
        ...(keep === undefined ? {} : { keepMs: spanOption(keep, '--keep') }),
        ...(maxSize === undefined ? {} : { maxBytes: sizeOption(maxSize, '--max-size', SIZE_MIN) }),
      };

/** How often the status line is written anew, ms. */
const STATUS_MS = 500;

/** Records until the program is asked to end. */
const record = async (context: Context, path: string, options: RecordOptions): Promise<void> => {
  const { io } = context;
  const limits = limitsOf(options);
  const live = openLiveHost(options);
  const written = openLog(path, options.host, io.now());
  let { host } = written;
  const output = new RecordOutput(io, path, host, options.json === true);
  const retention = limits === undefined ? undefined : new Retention(written.log.file, limits);
  let status: NodeJS.Timeout | undefined;
  let compaction: LogCompaction | undefined;
  let forget = (): void => undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      const recorder = new Recorder(host, live, {
        onWritten: (reports) => {
          output.written(reports);
          compaction?.written();
        },
        onFailure: reject,
      });
      if (retention !== undefined)
        compaction = new LogCompaction(host, written.log, retention, io.now, {
          onMoved: (moved) => {
            host = moved;
            recorder.moveTo(moved);
            output.moveTo(moved);
          },
          onCompacted: (what) => {
            output.compacted(what);
            if (retention.isTooSmall) output.tooSmall(what.bytes);
          },
          onPutOff: (error) => output.compactionPutOff(error),
          onFailure: reject,
        });
      status = setInterval(
        () => output.status(retention && { bytes: retention.bytes, compacting: compaction?.progress }),
        STATUS_MS,
      );
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
    compaction?.close();
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
    .addOption(
      new Option('--keep <span>', 'what is older than this goes, such as 30d; left out, nothing goes'),
    )
    .addOption(
      new Option(
        '--max-size <size>',
        'the room that the log may take, with all that is kept beside it, such as 500M: of the two limits the one that keeps less counts',
      ),
    )
    .addOption(netnsOption())
    .addOption(new Option('--json', 'what is told meanwhile as JSON, one object a line'));
  describeEnd(
    command,
    [
      { command: 'netlapse record --log laptop.db', shows: 'from now on, until Ctrl-C' },
      {
        command: 'netlapse record --log laptop.db --keep 30d --max-size 500M',
        shows: 'as much of the last 30 days as fits into 500M: the log is compacted now and then',
      },
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
