import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { PowerShellFile } from '../src';

const folder = join(__dirname, '..', 'exports');

/** A file of `exports/`. */
export const exportFile = (name: string): PowerShellFile => ({
  name,
  bytes: readFileSync(join(folder, name)),
});

/** The five files of the host `desk` at the first of its two instants. */
export const deskBefore = (): readonly PowerShellFile[] =>
  ['adapters', 'interfaces', 'addresses', 'routes', 'neighbors'].map((what) =>
    exportFile(`desk/before-${what}.json`),
  );

/** A file with these objects in it. */
export const jsonFile = (name: string, value: unknown): PowerShellFile => ({
  name,
  bytes: Buffer.from(JSON.stringify(value)),
});

/** The objects of a file of `exports/` that is an array in UTF-8. */
export const objectsOf = (name: string): Record<string, unknown>[] =>
  JSON.parse(Buffer.from(exportFile(name).bytes).toString('utf8')) as Record<string, unknown>[];
