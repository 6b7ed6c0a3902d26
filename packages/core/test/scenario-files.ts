import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The conformance cases that come with the project. */
export const scenarioRoot = join(__dirname, '..', '..', '..', 'scenarios');

export interface ScenarioFile {
  /** `routes/route-null-row` */
  readonly title: string;
  readonly file: string;
}

/** Every scenario file, in order of its path. */
export const scenarioFiles = (): readonly ScenarioFile[] =>
  readdirSync(scenarioRoot, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => readdirSync(join(scenarioRoot, name)).map((file) => ({ folder: name, file })))
    .filter(({ file }) => file.endsWith('.json'))
    .map(({ folder, file }) => ({
      title: `${folder}/${file.slice(0, -'.json'.length)}`,
      file: join(scenarioRoot, folder, file),
    }))
    .toSorted((a, b) => (a.title < b.title ? -1 : 1));

export const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
