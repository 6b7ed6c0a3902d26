import { basename, dirname } from 'node:path';

import { tableNames, type Host, type TableName } from '@netlapse/core';
import {
  NotRepeatable,
  scenarioOfLog,
  scenarioText,
  type ScenarioOfLog,
  type ScenarioOfLogProgress,
  type ScenarioStep,
} from '@netlapse/core/scenario';
import { rtnetlinkForm, linuxImporters } from '@netlapse/host-linux';
import { Option, type Command } from 'commander';

import { paintOf, type Context } from '../context';
import { describeEnd, whenSection } from '../describe-command';
import { exitCodes, InputError, type ExitCode } from '../errors';
import { parseWhen, resolveWhen } from '../input/instants';
import { readJsonFile } from '../input/read-calls';
import { refuseExisting, writeTextFile } from '../input/text-file';
import { printLines } from '../io';
import { logPath, withHost, type LogReadOptions } from '../logs/open-log';
import { archiveOption, collect, keyFileOption, logOption, tablesOption } from '../options';
import { counted } from '../render/counted';
import { instantText } from '../render/instant-text';
import { withProgress, type ProgressReport } from '../render/progress';

interface TestFromOptions extends LogReadOptions {
  readonly from?: string;
  readonly to?: string;
  readonly out: string;
  readonly destination?: readonly string[];
  readonly table?: readonly string[];
  readonly withoutVolatile?: true;
  readonly assert?: string;
  readonly why?: string;
  readonly json?: true;
}

const suffix = '.json';

const nameOf = (out: string): string => {
  if (out.endsWith(suffix) && basename(out) !== suffix) return basename(out, suffix);
  throw new InputError(`--out ${out}: a scenario file is called NAME.json`);
};

/** Steps of a file, to be held at the end. */
const readAsserts = (file: string | undefined): readonly ScenarioStep[] => {
  if (file === undefined) return [];
  const steps = readJsonFile(file);
  if (!Array.isArray(steps))
    throw new InputError(
      `${file}: it holds no list of steps, as in [{ "call": "GetIpNetTable2", "in": {…}, "out": {…} }]`,
    );
  return steps as readonly ScenarioStep[];
};

const beginnings: Readonly<Record<ScenarioOfLog['beginsWith'], string>> = {
  calls: 'interfaces and the calls that lead to what stood',
  messages: 'the messages that tell what stood',
  state: 'the state as it stood: no calls or messages lead to just this one',
};

const words: Readonly<Record<ScenarioOfLogProgress['doing'], Pick<ProgressReport, 'what' | 'place'>>> = {
  writing: { what: 'event', place: 'writing steps' },
  running: { what: 'step', place: 'running them' },
};

const ofScenario = ({ doing, done, of }: ScenarioOfLogProgress): ProgressReport => ({
  part: of === 0 ? 1 : done / of,
  count: done,
  ...words[doing],
});

const make = (
  host: Host,
  log: string,
  options: TestFromOptions,
  onProgress: (progress: ScenarioOfLogProgress) => void,
): ScenarioOfLog => {
  const { timeline } = host;
  const { out, destination = [], from, to, why } = options;
  const tables: readonly TableName[] | undefined = tablesOption(options.table);
  const ends = {
    ...(from === undefined ? {} : { from: resolveWhen(timeline, parseWhen(from)) }),
    ...(to === undefined ? {} : { to: resolveWhen(timeline, parseWhen(to)) }),
  };
  if (ends.from !== undefined && ends.from.at > (ends.to ?? timeline.position).at)
    throw new InputError(`--from ${from} lies after --to ${to ?? 'the end of the log'}`);
  return scenarioOfLog(host, {
    ...ends,
    name: nameOf(out),
    why:
      why ??
      `What happened in ${basename(log)} from ${instantText((ends.from ?? { at: timeline.beginning }).at)} to ${instantText((ends.to ?? timeline.position).at)}.`,
    destinations: destination,
    ...(tables === undefined ? {} : { tables }),
    withoutVolatile: options.withoutVolatile === true,
    asserts: readAsserts(options.assert),
    form: rtnetlinkForm,
    importers: linuxImporters(dirname(out)),
    onProgress,
  });
};

const summaryLines = (
  out: string,
  bytes: number,
  { scenario, beginsWith, range, happenings }: ScenarioOfLog,
): readonly string[] => [
  `${out}: ${counted(scenario.steps.length, 'step')}, ${counted(bytes, 'byte')}; it was run, and holds`,
  `  begins with ${beginnings[beginsWith]}`,
  `  from ${instantText(range.from.at)} (event ${range.from.seq}) to ${instantText(range.to.at)} (event ${range.to.seq}): ${counted(happenings, 'thing happens', 'things happen')}`,
];

const run = (context: Context, options: TestFromOptions): ExitCode => {
  const { stdout, stderr, env } = context.io;
  const { out } = options;
  nameOf(out);
  refuseExisting(out);
  const log = logPath(options.log, env);
  const made = withHost(context, options, (host, reading) => {
    reading.end();
    try {
      return withProgress(context.io, out, (show) =>
        make(host, log, options, (progress) => show(ofScenario(progress))),
      );
    } catch (error) {
      if (error instanceof NotRepeatable) return error;
      throw error;
    }
  });
  if (made instanceof NotRepeatable) {
    printLines(stderr, [`${paintOf(context, options).bad('not written')}: ${made.message}`]);
    return exitCodes.no;
  }
  const text = scenarioText(made.scenario);
  writeTextFile(out, [text]);
  const bytes = Buffer.byteLength(text);
  const { scenario, beginsWith, range, happenings } = made;
  if (options.json === true)
    printLines(stdout, [
      JSON.stringify({
        file: out,
        name: scenario.name,
        steps: scenario.steps.length,
        bytes,
        beginsWith,
        ...range,
        happenings,
      }),
    ]);
  else printLines(stdout, summaryLines(out, bytes, made));
  return exitCodes.success;
};

/** `netlapse test-from`: a regression test of a stretch of a log. */
export const addTestFrom = (program: Command, context: Context): void => {
  const command = program
    .command('test-from')
    .summary('make a regression test of a stretch of a log')
    .description(
      'Writes a scenario file that begins with what stood, lets happen again what happened, and states what came of it, as it was recorded: statuses, notifications, what became of the rows. It is run before it is written, so that it holds.',
    )
    .addOption(logOption())
    .addOption(archiveOption())
    .addOption(keyFileOption())
    .addOption(new Option('--from <when>', 'where the stretch begins; left out, where the log begins'))
    .addOption(new Option('--to <when>', 'where it ends; left out, at the end of the log'))
    .addOption(new Option('--out <file>', 'the scenario file to make, NAME.json').makeOptionMandatory())
    .addOption(
      new Option(
        '--destination <address>',
        'state which way packets to it went, and when that changed; may be repeated',
      ).argParser(collect),
    )
    .addOption(
      new Option(
        '--table <name>',
        `state only what became of these tables: ${tableNames.join(', ')}; may be repeated`,
      ).argParser(collect),
    )
    .addOption(new Option('--without-volatile', 'do not state LUIDs, GUIDs, instants, ages and lifetimes'))
    .addOption(
      new Option('--assert <file>', 'steps as JSON, `[{"call": …, "out": …}]`, that are to hold at the end'),
    )
    .addOption(new Option('--why <text>', 'what it shows, in a sentence'))
    .addOption(new Option('--json', 'tell what was written as JSON'));
  describeEnd(
    command,
    [
      {
        command: 'netlapse test-from --log laptop.db --from seq:74 --to -5s --out vpn-up.json',
        shows: 'how much was written, and how it begins',
      },
      {
        command: 'netlapse test-from --from -1s --destination 8.8.8.8 --without-volatile --out vpn-down.json',
        shows: 'the same; only of routes and of one way, fit for other computers',
      },
      { command: 'netlapse verify vpn-up.json', shows: '1 passed, 0 failed' },
    ],
    [
      ['0', 'written'],
      ['1', 'not written: it does not come out as recorded when it is run again, or an assert does not hold'],
      ['2', 'the question or the log is not in order, or the file is there already'],
    ],
    [whenSection],
  );
  command.action(() => {
    context.exitCode = run(context, command.optsWithGlobals<TestFromOptions>());
  });
};
