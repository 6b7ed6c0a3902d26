import { existsSync } from 'node:fs';
import { hostname } from 'node:os';

import { Option, type Command } from 'commander';

import type { Context, GlobalOptions } from '../context';
import { describeEnd } from '../describe-command';
import { sizeOption, spanOption } from '../input/spans-and-sizes';
import { netnsOption, openLiveHost, receiveBufferOption, type LiveOptions } from '../live/live-options';
import { Recorder } from '../live/recorder';
import { LogCompaction } from '../logs/log-compaction';
import { beginLog, goOnWithLog, logTargetOf, type LogTarget, type WrittenLog } from '../logs/log-target';
import { Retention, type RetentionLimits } from '../logs/retention';
import { keyFileOption } from '../options';
import { RecordOutput } from '../render/record-output';

interface RecordOptions extends GlobalOptions, LiveOptions {
  readonly log?: string;
  readonly keyFile?: string;
  readonly host?: string;
  readonly keep?: string;
  readonly maxSize?: string;
  readonly json?: true;
}

const openLog = (target: LogTarget, hostId: string | undefined, now: number): WrittenLog =>
  existsSync(target.path)
    ? goOnWithLog(target, ['linux'], hostId, () => undefined)
    : beginLog(target, { hostId: hostId ?? hostname(), kind: 'linux', now });

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
const record = async (context: Context, target: LogTarget, options: RecordOptions): Promise<void> => {
  const { io } = context;
  const limits = limitsOf(options);
  const live = openLiveHost(options);
  const written = openLog(target, options.host, io.now());
  let { host } = written;
  const output = new RecordOutput(io, target.path, host, options.json === true);
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
    .addOption(keyFileOption())
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
    .addOption(receiveBufferOption())
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
    context.ongoing = record(context, logTargetOf(options, context.io.env), options);
  });
};
