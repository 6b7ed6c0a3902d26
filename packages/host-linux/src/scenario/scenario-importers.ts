import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import type { Importer } from '@netlapse/core/scenario';

import { importRtmon } from '../mirror';

/**
 * What `import` steps of scenarios can read of Linux, for `runScenario`.
 *
 * @param folder where the scenario stands: paths in it are relative to that
 */
export const scenarioImporters = (folder: string): Readonly<Record<string, Importer>> => ({
  rtmon: {
    mirror: true,
    run: (host, file) => {
      importRtmon(host, readFileSync(resolve(folder, file)), { file });
    },
  },
});
