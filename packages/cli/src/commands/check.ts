import {
  doubtIntervals,
  importNlog,
  LogCorrupt,
  MemoryEventLog,
  openHost,
  stateHash,
  UnknownEvent,
  verifyLog,
  type DoubtInterval,
  type EventLog,
  type Hasher,
  type Head,
  type TornLine,
  type VerifiedLog,
} from '@netlapse/core';
import {
  firstDamageOf,
  headFileOf,
  nodeSha256,
  openSqliteLog,
  readHeadFile,
  type SqliteEventLog,
} from '@netlapse/log-sqlite';
import { Option, type Command } from 'commander';

import { paintOf, type Context, type GlobalOptions } from '../context';
import { describeEnd } from '../describe-command';
import { exitCodes, InputError, type ExitCode } from '../errors';
import { isNlog, tornText } from '../input/import-nlog';
import { readTextFile } from '../input/text-file';
import { printLines, type Io } from '../io';
import { hasherOf, keyFileOf } from '../logs/log-key';
import { tableOfType } from '../logs/new-log';
import { LOG_VARIABLE, logPath, reasonOf, refuseMissing, withHasher } from '../logs/open-log';
import { keyFileOption } from '../options';
import { durationText } from '../render/duration-text';
import { instantText } from '../render/instant-text';
import { doubtText } from '../render/live-notice-text';
import { readingProgressOf, type ReadingProgress } from '../render/reading-progress';

interface CheckOptions extends GlobalOptions {
  readonly log?: string;
  readonly keyFile?: string;
  readonly head?: string;
  readonly json?: true;
}

/** A head that somebody wrote down: number and hash of a record. */
type KnownHead = Pick<Head, 'n' | 'hash'>;

/** Reads a head as `check` and `export` print it. */
const headOption = (text: string): KnownHead => {
  const [, n, hash] = /^([1-9]\d{0,14})[: ]([0-9a-f]{64})$/.exec(text) ?? [];
  if (n === undefined || hash === undefined)
    throw new InputError(
      `--head ${text} is no head: write NUMBER:HASH as \`netlapse check\` printed it, 64 hexadecimal digits behind the number of the record`,
    );
  return { n: Number(n), hash };
};

/** A log that is not in order: the first bad record, 0 where the damage belongs to none, and what is wrong with it. */
interface Damage {
  readonly record: number;
  readonly why: string;
}

const damageOf = (error: unknown, keyFile: string | undefined): Damage | undefined => {
  if (error instanceof LogCorrupt) return { record: error.n, why: reasonOf(error, keyFile) };
  return error instanceof UnknownEvent ? { record: 0, why: error.message } : undefined;
};

/** What was found of a log and of the states that are kept beside it. */
interface Found extends VerifiedLog {
  /** States kept beside the log, and how many of them were not what folding gives: they are removed. */
  readonly checkpoints: { readonly right: number; readonly wrong: number };
  /** Times in which answers may differ from what the recorded host would have said. */
  readonly doubts: readonly DoubtInterval[];
  /** The last line of a text, where it was being written when its writer stopped: it is no part of the log. */
  readonly torn?: TornLine;
}

/** @throws LogCorrupt where a head that was written down is not this log's */
const checkHead = (log: EventLog, { n, hash }: KnownHead, where: string): void => {
  const { n: lastN } = log.head;
  if (n > lastN)
    throw new LogCorrupt(lastN + 1, `it is missing with all that follow: ${where} names record ${n}`);
  for (const record of log.records(n, n))
    if (record.hash !== hash)
      throw new LogCorrupt(n, `its hash is ${record.hash}: ${where} names another, ${hash}`);
};

/**
 * The chain, the fold from the first record, and the states kept beside the log against it: all that can be checked of
 * any log.
 */
const verify = (log: EventLog, heads: readonly (readonly [KnownHead, string])[]): Found => {
  let [right, wrong] = [0, 0];
  const { state } = openHost(log, {
    checkpoints: 'verify',
    onCheckpoint: (_, isRight) => {
      if (isRight) right += 1;
      else wrong += 1;
    },
  });
  const found = verifyLog(log, { stateHash: () => stateHash(state) });
  for (const [head, where] of heads) checkHead(log, head, where);
  return { ...found, checkpoints: { right, wrong }, doubts: doubtIntervals(log.records()) };
};

type Heads = readonly (readonly [KnownHead, string])[];

/** @throws LogCorrupt with the first bad record, also where the log cannot be opened for what follows it */
const openFile = (
  path: string,
  hasher: Hasher | undefined,
  onProgress: ReadingProgress['show'],
): SqliteEventLog => {
  try {
    return openSqliteLog(path, { mode: 'read', onProgress, ...withHasher(hasher) });
  } catch (error) {
    throw error instanceof LogCorrupt ? firstDamageOf(path, error, hasher) : error;
  }
};

/** A log in its file: with the head beside it, and what of the file no record's hash speaks of. */
const verifyFile = (io: Io, path: string, hasher: Hasher | undefined, given: Heads): Found => {
  const progress = readingProgressOf(io, path);
  const log = openFile(path, hasher, progress.show);
  try {
    const beside = readHeadFile(log.file);
    const found = verify(log, [
      ...given,
      ...(beside === undefined ? [] : [[beside, headFileOf(log.file)] as const]),
    ]);
    log.checkFile(tableOfType);
    return found;
  } finally {
    progress.end();
    log.close();
  }
};

/** A log that was exported as text. */
const verifyText = (file: string, hasher: Hasher | undefined, given: Heads): Found => {
  const log = new MemoryEventLog({ hasher: hasher ?? nodeSha256 });
  const { torn } = importNlog(() => readTextFile(file), log);
  const found = verify(log, given);
  return torn === undefined ? found : { ...found, torn };
};

const checkpointsText = ({ right, wrong }: Found['checkpoints']): string =>
  `${right}${wrong === 0 ? '' : `, and ${wrong} that did not hold what folding gives: removed, nothing is lost by it`}`;

/** The times in which answers may differ from what the recorded host would have said. */
const doubtLines = (doubts: readonly DoubtInterval[]): readonly string[] =>
  doubts.map((doubt, index) => `  ${index === 0 ? 'in doubt ' : '         '}   ${doubtText(doubt)}`);

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
    ...(found.torn === undefined ? [] : [`  torn        ${tornText(found.torn)}; it is no part of the log`]),
    ...doubtLines(found.doubts),
  ];
};

const damageLines = (path: string, { record, why }: Damage): readonly string[] => [
  `${path} is damaged`,
  `  first bad record  ${record === 0 ? 'none: the damage is in the file around them' : record}`,
  `  what is wrong     ${why}`,
  ...(record > 1 ? [`  still whole       records 1 to ${record - 1}`] : []),
];

const run = (context: Context, options: CheckOptions): ExitCode => {
  const { env, stdout } = context.io;
  const path = logPath(options.log, env);
  const given: Heads = options.head === undefined ? [] : [[headOption(options.head), '--head']];
  const hasher = hasherOf(options.keyFile, env);
  refuseMissing(path);
  const paint = paintOf(context, options);
  try {
    const found = isNlog(path)
      ? verifyText(path, hasher, given)
      : verifyFile(context.io, path, hasher, given);
    const [title = '', ...rest] = soundLines(path, found);
    printLines(
      stdout,
      options.json === true
        ? [JSON.stringify({ sound: true, ...found }, undefined, 2)]
        : [paint.good(title), ...rest],
    );
    return exitCodes.success;
  } catch (error) {
    const damage = damageOf(error, keyFileOf(options.keyFile, env));
    if (damage === undefined) throw error;
    const [title = '', ...rest] = damageLines(path, damage);
    printLines(
      stdout,
      options.json === true
        ? [JSON.stringify({ sound: false, ...damage }, undefined, 2)]
        : [paint.bad(title), ...rest],
    );
    return exitCodes.no;
  }
};

/** `netlapse check`: is this log as it was written? */
export const addCheck = (program: Command, context: Context): void => {
  const command = program
    .command('check')
    .summary('check that a log is as it was written')
    .description(
      'Reads a log from end to end: checks the chain of hashes, the head kept beside it, every event, that all of them fold to a state, that the states kept beside it are such, and the pages of the file. Who can write the file can make all of it anew: what then still tells is a head kept elsewhere (--head), or a key (--key-file).',
    )
    .addOption(new Option('--log <file>', `the log, or one exported as text; else that of ${LOG_VARIABLE}`))
    .addOption(keyFileOption())
    .addOption(
      new Option(
        '--head <n:hash>',
        'a head that was written down: this record must be there, with this hash',
      ),
    )
    .addOption(new Option('--json', 'what was found as a JSON object'));
  describeEnd(
    command,
    [
      {
        command: 'netlapse check --log laptop.db',
        shows: 'how many records and events there are, the hash of the last record and of the state',
      },
      {
        command: 'netlapse check --log laptop.nlog.gz',
        shows: 'the same of a log exported as text; a last line that is torn is told of',
      },
      {
        command: 'netlapse check --log laptop.db --head 125:HASH',
        shows: 'that record 125 is still the one whose hash you wrote down then',
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
