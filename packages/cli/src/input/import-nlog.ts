import {
  importNlog,
  LogCorrupt,
  openHost,
  type Hasher,
  type ImportedNlog,
  type TornLine,
} from '@netlapse/core';

import { InputError } from '../errors';
import { withNewLog } from '../logs/new-log';
import { instantText } from '../render/instant-text';
import { readTextFile } from './text-file';

/** Whether a file holds a log as text, plain or compressed. */
export const isNlog = (file: string): boolean => /\.nlog(?:\.gz)?$/.test(file);

const readInto = (file: string, path: string, hasher: Hasher | undefined): ImportedNlog => {
  try {
    return withNewLog(path, hasher, (log) => {
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

/** A last line that was being written, in words. */
export const tornText = ({ n, bytes }: TornLine): string =>
  `line ${n}, ${bytes} bytes, was being written when its writer stopped`;

/**
 * Makes a log of one that was exported as text.
 *
 * @param hasher that of a keyed log; the new log is keyed alike
 * @returns lines that tell what was imported
 * @throws InputError where a line is damaged, or the log is there already: nothing is written then
 */
export const importLogText = (file: string, path: string, hasher: Hasher | undefined): readonly string[] => {
  const { records, events, head, torn } = readInto(file, path, hasher);
  const tornLine = torn === undefined ? [] : [`  torn: ${tornText(torn)}; it is left out`];
  return [
    `${file}: ${records} records with ${events} events, head ${head.n} ${head.hash}`,
    ...tornLine,
    `new log ${path}: ${head.seq} events up to ${instantText(head.at)}`,
  ];
};
