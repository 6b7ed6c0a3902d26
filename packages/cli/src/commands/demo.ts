import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { bestRouteHistory, createHost, difference, type Host, type Position } from '@netlapse/core';
import { importRtmon, type ImportSummary } from '@netlapse/host-linux';
import { openSqliteLog } from '@netlapse/log-sqlite';
import type { Command } from 'commander';

import { paintOf, type Context, type GlobalOptions } from '../context';
import { describeEnd } from '../describe-command';
import { readRecording } from '../input/import-input';
import { printLines } from '../io';
import { laptopRecording } from '../laptop-recording';
import { turningPoint, type TurningPoint } from '../questions/turning-point';
import { counted } from '../render/counted';
import { demoAnswerLines } from '../render/demo-answer-lines';
import { differenceLines } from '../render/difference-lines';
import { durationText } from '../render/duration-text';
import { instantText, timeOfDayText } from '../render/instant-text';
import { InterfaceNames } from '../render/interface-names';
import type { Paint } from '../render/paint';

/** The address that everybody pings first. */
const DESTINATION = '8.8.8.8';

/** Lines of a difference that leave room on the screen for the rest. */
const DIFFERENCE_LINES_MAX = 14;

const importLaptop = (path: string): { readonly host: Host; readonly summary: ImportSummary } => {
  const { file, source, firstAt } = readRecording(laptopRecording());
  const log = openSqliteLog(path, { mode: 'create' });
  const host = createHost({
    log,
    hostId: 'laptop',
    mirror: 'linux',
    ...(firstAt === undefined ? {} : { now: firstAt }),
  });
  return { host, summary: importRtmon(host, source, { file }) };
};

function* summaryLines(
  { messages, events, appends, firstAt, lastAt }: ImportSummary,
  paint: Paint,
): IterableIterator<string> {
  if (firstAt === undefined || lastAt === undefined) return;
  yield paint.title(`${durationText(lastAt - firstAt)} in the life of a laptop`);
  yield `${counted(messages, 'message')} of its Linux kernel became ${counted(events, 'event')} in ${counted(appends, 'append')},`;
  yield `from ${instantText(firstAt)} to ${timeOfDayText(lastAt)}.`;
}

const shortened = (lines: readonly string[], paint: Paint): readonly string[] => {
  if (lines.length <= DIFFERENCE_LINES_MAX) return lines;
  const shown = lines.slice(0, DIFFERENCE_LINES_MAX - 1);
  return [...shown, paint.faint(`  … and ${lines.length - shown.length} lines more`)];
};

function* turnLines(host: Host, turn: TurningPoint, paint: Paint): IterableIterator<string> {
  const [a, b] = [host.timeline.stateAt(turn.before.seq), host.timeline.stateAt(turn.after.seq)];
  const names = new InterfaceNames(a, b);
  const { routes, unicast } = difference(a, b);
  yield '';
  const [from, to] = [timeOfDayText(turn.before.at), timeOfDayText(turn.after.at)];
  yield paint.title(`What changed while ${names.label(turn)} came up, from ${from} to ${to}?`);
  yield* shortened([...differenceLines({ routes, unicast }, names, paint, [])], paint);
}

function* nextLines(
  program: string,
  path: string,
  at: Position,
  alias: string | undefined,
  paint: Paint,
): IterableIterator<string> {
  yield '';
  yield paint.title('The log stays; go on with it:');
  yield `  export NETLAPSE_LOG=${path}`;
  yield `  ${program} route-to ${DESTINATION} --history`;
  yield `  ${program} routes --at seq:${at.seq}${alias === undefined ? '' : ` --interface ${alias}`}`;
  yield `  ${program} log --table routes --since -3s`;
  yield `  ${program} --help`;
}

function* storyLines(host: Host, path: string, program: string, paint: Paint): IterableIterator<string> {
  const spans = bestRouteHistory(host, { DestinationAddress: DESTINATION });
  yield '';
  yield paint.title(`Which way went ${DESTINATION}, and why?`);
  yield* demoAnswerLines(host, DESTINATION, spans, paint);
  const turn = turningPoint(host, spans);
  if (turn !== undefined) yield* turnLines(host, turn, paint);
  const at = turn?.after ?? host.position;
  const alias = turn && host.timeline.stateAt(at.seq).interfaces.get(turn)?.Alias;
  yield* nextLines(program, path, at, alias, paint);
}

/** How the program is called from here: one that was started by npm is found through it. */
const programName = (env: Context['io']['env']): string =>
  env['npm_lifecycle_event'] === undefined ? 'netlapse' : 'npx netlapse';

const run = (context: Context, options: GlobalOptions): void => {
  const { stdout, env } = context.io;
  const path = join(mkdtempSync(join(tmpdir(), 'netlapse-demo-')), 'laptop.db');
  const { host, summary } = importLaptop(path);
  try {
    const paint = paintOf(context, options);
    printLines(stdout, summaryLines(summary, paint));
    printLines(stdout, storyLines(host, path, programName(env), paint));
  } finally {
    host.close();
  }
};

/** `netlapse demo`: what the program can do, on a recording that comes with it. */
export const addDemo = (program: Command, context: Context): void => {
  const command = program
    .command('demo')
    .summary('show what it can do, on a recording that comes with it')
    .description(
      'Imports the recording of a laptop into a log in a temporary folder and tells its story: which way a destination was reached, what changed it, and what a VPN brought. The log stays for you to ask further.',
    );
  describeEnd(
    command,
    [{ command: 'netlapse demo', shows: 'the story on one screen, and commands to go on with' }],
    [
      ['0', 'told'],
      ['2', 'the recording or the temporary folder is not in order'],
    ],
  );
  command.action(() => run(context, command.optsWithGlobals<GlobalOptions>()));
};
