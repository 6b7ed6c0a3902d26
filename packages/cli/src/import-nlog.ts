import { importNlog, LogCorrupt, openHost, type ImportedNlog } from '@netlapse/core';

import { InputError } from './errors';
import { withNewLog } from './new-log';
import { instantText } from './render/instant-text';
import { readTextFile } from './text-file';

/** Whether a file holds a log as text. */
export const isNlog = (file: string): boolean => file.endsWith('.nlog');

const readInto = (file: string, path: string): ImportedNlog => {
  try {
    return withNewLog(path, (log) => {
      const imported = importNlog(() => readTextFile(file), log);
      // What is whole may yet not fold: then nothing of it is kept.
      openHost(log);
      return imported;
    });
  } catch (error) {
    if (error instanceof LogCorrupt)
      throw new InputError(`${file}, line ${error.n}: ${error.reason}; nothing was imported`, {
        cause: error,
      });
    throw error;
  }
};

/**
 * Makes a log of one that was exported as text.
 *
 * @returns lines that tell what was imported
 * @throws InputError where a line is damaged, or the log is there already: nothing is written then
 */
export const importLogText = (file: string, path: string): readonly string[] => {
  const { records, events, head, torn } = readInto(file, path);
  const tornLine =
    torn === undefined
      ? []
      : [
          `  torn: line ${torn.n}, ${torn.bytes} bytes, was being written when its writer stopped; it is left out`,
        ];
  return [
    `${file}: ${records} records with ${events} events, head ${head.n} ${head.hash}`,
    ...tornLine,
    `new log ${path}: ${head.seq} events up to ${instantText(head.at)}`,
  ];
};
