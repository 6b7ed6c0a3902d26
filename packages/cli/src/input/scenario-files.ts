import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { readScenario, type Scenario } from '@netlapse/core/scenario';

import { InputError } from '../errors';

/**
 * The scenario files that paths name: a file is taken as it is, of a folder every `.json` in it and below, in order of
 * their names.
 *
 * @throws what the file system says of a path that is not there
 */
export const findScenarioFiles = (paths: readonly string[]): readonly string[] => {
  const found: string[] = [];
  const visit = (path: string): void => {
    const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const inside = join(path, entry.name);
      if (entry.isDirectory()) visit(inside);
      else if (entry.name.endsWith('.json')) found.push(inside);
    }
  };
  for (const path of paths) {
    if (statSync(path).isDirectory()) visit(path);
    else found.push(path);
  }
  return found;
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    throw new InputError(`no JSON: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
};

/**
 * Reads a scenario file.
 *
 * @throws InputError for what is no JSON, MalformedScenario for what is no scenario
 */
export const readScenarioFile = (file: string): Scenario => readScenario(parse(readFileSync(file, 'utf8')));
