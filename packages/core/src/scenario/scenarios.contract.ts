import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { EventLog } from '../log';
import { formatFailure, readScenario, runScenario } from '.';

/** The conformance cases that come with the project. */
const root = join(__dirname, '..', '..', '..', '..', 'scenarios');

const scenarioFiles = (): ReadonlyArray<readonly [title: string, file: string]> =>
  readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => readdirSync(join(root, name)).map((file) => `${name}/${file}`))
    .filter((path) => path.endsWith('.json'))
    .toSorted()
    .map((path) => [path.slice(0, -'.json'.length), join(root, path)]);

/**
 * Every conformance scenario, on logs of one kind: none is skipped, and a step whose function does not exist fails.
 *
 * @param openLog an empty log for each host of a scenario
 */
export const scenariosContract = (name: string, openLog: () => EventLog): void => {
  describe(`the conformance scenarios, on ${name}`, () => {
    const files = scenarioFiles();

    it('are there', () => {
      expect(files.length).toBeGreaterThan(200);
    });

    it.each(files)('%s', (title, file) => {
      const scenario = readScenario(JSON.parse(readFileSync(file, 'utf8')));
      const result = runScenario(scenario, { openLog });
      if (!result.passed) throw new Error(formatFailure(result));
      expect(title.endsWith(`/${scenario.name}`)).toBe(true);
    });
  });
};
