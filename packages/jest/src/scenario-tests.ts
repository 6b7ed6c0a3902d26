import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

import { describe, expect, test } from '@jest/globals';
import type { EventLog } from '@netlapse/core';
import { formatFailure, readScenario, runScenario, type Importer } from '@netlapse/core/scenario';
import { linuxImporters } from '@netlapse/host-linux';
import { windowsImporters } from '@netlapse/host-windows';

export interface ScenarioTestsOptions {
  /** An empty log for each host of a scenario; left out, in memory. */
  readonly openLog?: () => EventLog;
  /** What `import` steps read besides what was recorded or told of Linux and Windows, by the kind that they name. */
  readonly importers?: (folder: string) => Readonly<Record<string, Importer>>;
}

/** A scenario that does not hold; where it stands in the program is of no interest, so it has no stack. */
class ScenarioFailed extends Error {
  override readonly name = 'ScenarioFailed';
  constructor(message: string) {
    super(message);
    this.stack = message;
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const runFile = (file: string, { openLog, importers }: ScenarioTestsOptions): void => {
  const folder = dirname(file);
  let failure: string | undefined;
  try {
    const scenario = readScenario(JSON.parse(readFileSync(file, 'utf8').replace(/^\ufeff/, '')));
    const result = runScenario(scenario, {
      importers: { ...linuxImporters(folder), ...windowsImporters(folder), ...importers?.(folder) },
      ...(openLog === undefined ? {} : { openLog }),
    });
    if (!result.passed) failure = formatFailure(result);
  } catch (error) {
    failure = messageOf(error);
  }
  if (failure !== undefined) throw new ScenarioFailed(`${failure}\n\n    in ${file}`);
};

const byName = (a: { readonly name: string }, b: { readonly name: string }): number =>
  a.name < b.name ? -1 : 1;

/** Declares what a folder holds, files first. */
const declareFolder = (folder: string, options: ScenarioTestsOptions): void => {
  const entries = readdirSync(folder, { withFileTypes: true }).sort(byName);
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.json'));
  for (const { name } of files)
    test(name.slice(0, -'.json'.length), () => runFile(join(folder, name), options));
  for (const { name } of entries.filter((entry) => entry.isDirectory()))
    if (hasScenario(join(folder, name))) describe(name, () => declareFolder(join(folder, name), options));
};

const hasScenario = (folder: string): boolean =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).some((name) => name.endsWith('.json'));

/**
 * Declares a test for each scenario file of a folder and below, in a `describe` for each folder. A folder without any is a
 * test that fails: a check that finds nothing to check must not pass.
 *
 * @param path a folder, or one scenario file; relative to the file of the test
 * @example scenarioTests('scenarios');
 */
export const scenarioTests = (path: string, options: ScenarioTestsOptions = {}): void => {
  const { testPath } = expect.getState();
  const full = testPath === undefined ? resolve(path) : resolve(dirname(testPath), path);
  const stats = statSync(full, { throwIfNoEntry: false });
  if (stats?.isFile() === true) {
    test(basename(full, '.json'), () => runFile(full, options));
    return;
  }
  describe(path, () => {
    if (stats?.isDirectory() === true && hasScenario(full)) declareFolder(full, options);
    else
      test('has scenario files', () => {
        throw new ScenarioFailed(
          stats === undefined ? `there is no ${full}` : `no scenario file (*.json) in ${full}`,
        );
      });
  });
};
