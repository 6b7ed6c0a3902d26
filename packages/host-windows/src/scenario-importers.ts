import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import type { Importer } from '@netlapse/core/scenario';

import { importPowerShell } from './import';
import { readPowerShell } from './powershell';

/**
 * What `import` steps of scenarios can read of Windows, for `runScenario`.
 *
 * @param folder where the scenario stands: paths in it are relative to that
 */
export const windowsImporters = (folder: string): Readonly<Record<string, Importer>> => ({
  powershell: {
    mirror: false,
    run: (host, name) => {
      const bytes = readFileSync(resolve(folder, name));
      importPowerShell(host, readPowerShell([{ name, bytes }]), { at: host.clock });
    },
  },
});
