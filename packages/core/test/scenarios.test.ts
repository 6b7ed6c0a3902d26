import { formatFailure, readScenario, runScenario } from '@netlapse/core/scenario';

import { readJson, scenarioFiles } from './scenario-files';

describe('the conformance scenarios, on the log in memory', () => {
  const files = scenarioFiles();

  it('are there', () => {
    expect(files.length).toBeGreaterThan(200);
  });

  it.each(files.map(({ title, file }) => [title, file] as const))('%s', (title, file) => {
    const scenario = readScenario(readJson(file));
    const result = runScenario(scenario);
    if (!result.passed) throw new Error(formatFailure(result));
    expect(title.endsWith(`/${scenario.name}`)).toBe(true);
  });
});
