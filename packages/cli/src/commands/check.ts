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
import { readingProgressOf } from '../render/reading-progress';

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

/** What was found of a log and of the states that are kept beside it. */
interface Found extends VerifiedLog {
  /** States kept beside the log, and how many of them were not what folding gives: they are removed. */
  readonly checkpoints: { readonly right: number; readonly wrong: number };
}

/**
 * The chain, the head beside the file, the fold from the first record, and the states kept beside the log against it:
 * all that can be checked.
 */
const verify = (log: EventLog, path: string): Found => {
  const head = readHeadFile(path);
  let [right, wrong] = [0, 0];
  const { state } = openHost(log, {
    ...(log.hasher === undefined ? {} : { hasher: log.hasher }),
    checkpoints: 'verify',
    onCheckpoint: (_, isRight) => {
      if (isRight) right += 1;
      else wrong += 1;
    },
  });
  const known = head === undefined ? {} : { head };
  return {
    ...verifyLog(log, { ...known, stateHash: () => stateHash(state) }),
    checkpoints: { right, wrong },
  };
};

const checkpointsText = ({ right, wrong }: Found['checkpoints']): string =>
  `${right}${wrong === 0 ? '' : `, and ${wrong} that did not hold what folding gives: removed, nothing is lost by it`}`;

/** The times in which answers may differ from what the recorded host would have said. */
const doubtLines = (doubts: readonly DoubtInterval[]): readonly string[] =>
  doubts.map(({ because, from, to }, index) => {
    const until = to === undefined ? 'the end' : instantText(to);
    return `  ${index === 0 ? 'in doubt ' : '         '}   ${instantText(from)} to ${until}: ${because.map(reasonText).join(', ')}`;
  });

const soundLines = (path: string, found: Found): readonly string[] => {
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
    ...(found.checkpoints.right + found.checkpoints.wrong === 0
      ? []
      : [`  checkpoints ${checkpointsText(found.checkpoints)}`]),
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
    const progress = readingProgressOf(context.io, path);
    const log = openSqliteLog(path, { mode: 'read', onProgress: progress.show });
    try {
      const found = verify(log, log.file);
      progress.end();
      const doubts = doubtIntervals(log.records());
      if (options.json === true)
        printLines(stdout, [JSON.stringify({ sound: true, ...found, doubts }, undefined, 2)]);
      else {
        const [title = '', ...rest] = soundLines(path, found);
        printLines(stdout, [paint.good(title), ...rest, ...doubtLines(doubts)]);
      }
      return exitCodes.success;
    } finally {
      progress.end();
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
      'Reads a log from end to end: checks the chain of hashes, the head kept beside it, every event, that all of them fold to a state, and that the states kept beside it are such.',
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
