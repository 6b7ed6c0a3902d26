import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import type { EventLog } from '@netlapse/core';
import { formatFailure, runScenario, type RunOptions, type Scenario } from '@netlapse/core/scenario';
import { linuxImporters } from '@netlapse/host-linux';
import { windowsImporters } from '@netlapse/host-windows';
import { openSqliteLog } from '@netlapse/log-sqlite';
import { Option, type Command } from 'commander';

import { paintOf, type Context, type GlobalOptions } from '../context';
import { describeEnd } from '../describe-command';
import { describeError, exitCodes, type ExitCode } from '../errors';
import { findScenarioFiles, readScenarioFile } from '../input/scenario-files';
import { printLines } from '../io';

interface VerifyOptions extends GlobalOptions {
  readonly sqlite?: true;
}

/** Runs a scenario; the logs of SQLite that it needs are made in a folder that goes with them. */
const runOnSqlite = (scenario: Scenario, options: RunOptions): ReturnType<typeof runScenario> => {
  const folder = mkdtempSync(join(tmpdir(), 'netlapse-verify-'));
  let made = 0;
  const openLog = (): EventLog => {
    made += 1;
    return openSqliteLog(join(folder, `host-${made}.db`), { mode: 'create' });
  };
  try {
    return runScenario(scenario, { ...options, openLog });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** What to print of a scenario file that failed; undefined where it passed. */
const failureOf = (file: string, onSqlite: boolean): string | undefined => {
  let scenario: Scenario;
  try {
    scenario = readScenarioFile(file);
  } catch (error) {
    return `    ${describeError(error)}`;
  }
  const options: RunOptions = {
    importers: { ...linuxImporters(dirname(file)), ...windowsImporters(dirname(file)) },
  };
  const result = onSqlite ? runOnSqlite(scenario, options) : runScenario(scenario, options);
  return result.passed ? undefined : formatFailure(result);
};

const run = (context: Context, paths: readonly string[], options: VerifyOptions): ExitCode => {
  const files = findScenarioFiles(paths);
  const { stdout } = context.io;
  const paint = paintOf(context, options);
  let failed = 0;
  for (const file of files) {
    const failure = failureOf(file, options.sqlite === true);
    if (failure === undefined) continue;
    failed += 1;
    printLines(stdout, [`${paint.bad('FAILED')} ${file}`, failure, '']);
  }
  if (files.length === 0) printLines(stdout, [`no scenario file (*.json) in ${paths.join(', ')}`]);
  printLines(stdout, [`${files.length - failed} passed, ${failed} failed`]);
  return failed > 0 || files.length === 0 ? exitCodes.no : exitCodes.success;
};

/** `netlapse verify`: runs scenario files. */
export const addVerify = (program: Command, context: Context): void => {
  const command = program
    .command('verify <scenario...>')
    .summary('run scenario files: calls, and what they must answer')
    .description(
      'Runs scenario files, or all in a folder and below, and says of each that fails which step differs from what was expected.',
    )
    .addOption(
      new Option('--sqlite', 'keep the logs in SQLite files, in a folder that goes when it is over'),
    );
  describeEnd(
    command,
    [
      {
        command: 'netlapse verify scenarios',
        shows: 'all scenarios below a folder; the last line counts them',
      },
      { command: 'netlapse verify --sqlite scenarios/routes', shows: 'some of them on logs in files' },
    ],
    [
      ['0', 'all passed'],
      ['1', 'some failed, or there was none'],
      ['2', 'a path is not there, or an option is wrong'],
    ],
  );
  command.action((paths: readonly string[]) => {
    context.exitCode = run(context, paths, command.optsWithGlobals<VerifyOptions>());
  });
};
