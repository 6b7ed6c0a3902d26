import {
  doubtIntervals,
  LogCorrupt,
  openHost,
  stateHash,
  UnknownEvent,
  verifyLog,
  type DoubtInterval,
  type EventLog,
  type VerifiedLog,
} from '@netlapse/core';
import { openSqliteLog, readHeadFile } from '@netlapse/log-sqlite';
import { Option, type Command } from 'commander';

import { paintOf, type Context, type GlobalOptions } from '../context';
import { describeEnd } from '../describe-command';
import { exitCodes, type ExitCode } from '../errors';
import { printLines } from '../io';
import { logPath, refuseMissing } from '../open-log';
import { logOption } from '../options';
import { durationText } from '../render/duration-text';
import { instantText } from '../render/instant-text';
import { reasonText } from '../render/live-notice-text';

interface CheckOptions extends GlobalOptions {
  readonly log?: string;
  readonly json?: true;
}

/** A log that is not in order: the first bad record, 0 where the damage belongs to none, and what is wrong with it. */
interface Damage {
  readonly record: number;
  readonly why: string;
}

const damageOf = (error: unknown): Damage | undefined => {
  if (error instanceof LogCorrupt) return { record: error.n, why: error.reason };
  return error instanceof UnknownEvent ? { record: 0, why: error.message } : undefined;
};

/** The chain, the head beside the file, and the fold from the first record: all that can be checked. */
const verify = (log: EventLog, path: string): VerifiedLog => {
  const head = readHeadFile(path);
  const state = openHost(log, log.hasher === undefined ? {} : { hasher: log.hasher }).state;
  return verifyLog(log, { ...(head === undefined ? {} : { head }), stateHash: () => stateHash(state) });
};

/** The times in which answers may differ from what the recorded host would have said. */
const doubtLines = (doubts: readonly DoubtInterval[]): readonly string[] =>
  doubts.map(({ because, from, to }, index) => {
    const until = to === undefined ? 'the end' : instantText(to);
    return `  ${index === 0 ? 'in doubt ' : '         '}   ${instantText(from)} to ${until}: ${because.map(reasonText).join(', ')}`;
  });

const soundLines = (path: string, found: VerifiedLog): readonly string[] => {
  const { records, events, refusals, noops, firstAt, lastAt, head } = found;
  const span =
    firstAt === undefined || lastAt === undefined
      ? 'none'
      : `${instantText(firstAt)} to ${instantText(lastAt)} (${durationText(lastAt - firstAt)})`;
  return [
    `${path} is sound`,
    `  records     ${records}`,
    `  events      ${events}`,
    `  refusals    ${refusals}${noops === 0 ? '' : `, and ${noops} records without events`}`,
    `  span        ${span}`,
    `  head        ${head.n} ${head.hash}`,
    `  state hash  ${found.stateHash}`,
  ];
};

const damageLines = (path: string, { record, why }: Damage): readonly string[] => [
  `${path} is damaged`,
  `  first bad record  ${record === 0 ? 'none: the damage is in the file around them' : record}`,
  `  what is wrong     ${why}`,
  ...(record > 1 ? [`  still whole       records 1 to ${record - 1}`] : []),
];

const run = (context: Context, options: CheckOptions): ExitCode => {
  const path = logPath(options.log, context.io.env);
  refuseMissing(path);
  const { stdout } = context.io;
  const paint = paintOf(context, options);
  try {
    const log = openSqliteLog(path, { mode: 'read' });
    try {
      const found = verify(log, log.file);
      const doubts = doubtIntervals(log.records());
      if (options.json === true)
        printLines(stdout, [JSON.stringify({ sound: true, ...found, doubts }, undefined, 2)]);
      else {
        const [title = '', ...rest] = soundLines(path, found);
        printLines(stdout, [paint.good(title), ...rest, ...doubtLines(doubts)]);
      }
      return exitCodes.success;
    } finally {
      log.close();
    }
  } catch (error) {
    const damage = damageOf(error);
    if (damage === undefined) throw error;
    if (options.json === true)
      printLines(stdout, [JSON.stringify({ sound: false, ...damage }, undefined, 2)]);
    else {
      const [title = '', ...rest] = damageLines(path, damage);
      printLines(stdout, [paint.bad(title), ...rest]);
    }
    return exitCodes.no;
  }
};

/** `netlapse check`: is this log as it was written? */
export const addCheck = (program: Command, context: Context): void => {
  const command = program
    .command('check')
    .summary('check that a log is as it was written')
    .description(
      'Reads a log from end to end: checks the chain of hashes, the head kept beside it, every event, and that all of them fold to a state.',
    )
    .addOption(logOption())
    .addOption(new Option('--json', 'what was found as a JSON object'));
  describeEnd(
    command,
    [
      {
        command: 'netlapse check --log laptop.db',
        shows: 'how many records and events there are, the hash of the last record and of the state',
      },
    ],
    [
      ['0', 'the log is sound'],
      ['1', 'it is damaged; the first bad record is named'],
      ['2', 'it is no log, or cannot be read'],
    ],
  );
  command.action(() => {
    context.exitCode = run(context, command.optsWithGlobals<CheckOptions>());
  });
};
