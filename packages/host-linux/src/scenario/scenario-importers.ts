import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import type { Importer } from '@netlapse/core/scenario';

import { openRecordedFile } from '../files';
import { checkIpExport, importIpExport, importRtmon } from '../mirror';
import { MalformedMessage, tellMessages } from './rtnetlink-messages';

/** A file of messages as JSON, for what is too long to stand in a scenario. */
const readMessages = (path: string): readonly unknown[] => {
  const messages: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (!Array.isArray(messages)) throw new MalformedMessage(`${path} holds no list of messages`);
  return messages;
};

/**
 * What `import` steps of scenarios can read of Linux, for `runScenario`.
 *
 * @param folder where the scenario stands: paths in it are relative to that
 */
export const linuxImporters = (folder: string): Readonly<Record<string, Importer>> => ({
  rtmon: {
    mirror: true,
    run: (host, file) => {
      importRtmon(host, readFileSync(resolve(folder, file)), { file });
    },
  },
  'ip-json': {
    mirror: true,
    run: (host, file) => {
      const files = [openRecordedFile(resolve(folder, file))];
      importIpExport(host, checkIpExport(files, host.state.linux), { at: host.clock });
    },
  },
  rtnetlink: {
    mirror: true,
    run: (host, file, messages = readMessages(resolve(folder, file))) => tellMessages(host, messages),
  },
});
