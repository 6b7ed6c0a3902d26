import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { formatFailure, readScenario, runScenario } from '@netlapse/core/scenario';

import type { Block, Fault } from './code-blocks-parse';

const isScenario = (value: unknown): value is { readonly name: string } =>
  typeof value === 'object' &&
  value !== null &&
  'steps' in value &&
  'name' in value &&
  typeof value.name === 'string';

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * Reads a block of JSON. A scenario is run, and kept in the working folder under its name, as its reader would keep
 * it.
 */
export const checkJson = (block: Block, folder: string): readonly Fault[] => {
  const text = block.lines.join('\n');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return [{ line: block.firstLine, why: `this is no JSON: ${messageOf(error)}` }];
  }
  if (!isScenario(value)) return [];
  writeFileSync(join(folder, `${value.name}.json`), `${text}\n`);
  try {
    const result = runScenario(readScenario(value));
    return result.passed ? [] : [{ line: block.firstLine, why: formatFailure(result) }];
  } catch (error) {
    return [{ line: block.firstLine, why: messageOf(error) }];
  }
};
