import {
  isTableName,
  parsePrefix,
  tableNames,
  type AddressFamily,
  type Prefix,
  type TableName,
} from '@netlapse/core';
import { Option } from 'commander';

import { InputError } from './errors';
import { KEY_VARIABLE } from './logs/log-key';
import { LOG_VARIABLE } from './logs/open-log';

export const logOption = (): Option =>
  new Option('--log <file>', `the log to read; else that of ${LOG_VARIABLE}`);

export const keyFileOption = (): Option =>
  new Option('--key-file <file>', `the key of a keyed log; else that of the file ${KEY_VARIABLE} names`);

export const archiveOption = (): Option =>
  new Option(
    '--archive <file>',
    'what the log replaced when it was compacted: the past is read from it; may be repeated, the latest first',
  ).argParser((file: string, before: readonly string[] | undefined) => [...(before ?? []), file]);

export const atOption = (): Option =>
  new Option('--at <when>', 'as of this moment; left out, at the end of the log');

export const sinceOption = (what: string): Option => new Option('--since <when>', what);
export const untilOption = (what: string): Option => new Option('--until <when>', what);

export const interfaceOption = (what: string): Option => new Option('--interface <name|index>', what);

export const familyOption = (): Option =>
  new Option('--family <4|6>', 'only IPv4, or only IPv6').choices(['4', '6']);

export const jsonOption = (): Option =>
  new Option('--json', 'one JSON array of rows with their documented member names').conflicts('jsonl');

export const jsonlOption = (): Option => new Option('--jsonl', 'as --json, one row a line');

/** How rows are wanted. */
export interface JsonOptions {
  readonly json?: true;
  readonly jsonl?: true;
}

/** The family that `--family` names. */
export const familyOf = (text: '4' | '6' | undefined): AddressFamily | undefined => {
  if (text === undefined) return undefined;
  return text === '4' ? 'AF_INET' : 'AF_INET6';
};

/** Reads a prefix of an option; an address alone is the prefix that holds just it. */
export const prefixOption = (text: string, option: string): Prefix => {
  const prefix = parsePrefix(text) ?? parsePrefix(`${text}/${text.includes(':') ? 128 : 32}`);
  if (prefix === undefined)
    throw new InputError(
      `${option} ${text} is no prefix: write 10.0.0.0/8 or 2001:db8::/32, without bits past the length`,
    );
  return prefix;
};

/** Reads a count of an option. */
export const countOption = (text: string, option: string): number => {
  if (!/^\d{1,9}$/.test(text) || Number(text) === 0)
    throw new InputError(`${option} ${text} is no number: write a whole number from 1`);
  return Number(text);
};

/** The values of an option that may be given several times, or once with commas. */
export const collect = (value: string, before: readonly string[] | undefined): readonly string[] => [
  ...(before ?? []),
  ...value.split(',').filter((part) => part !== ''),
];

/** The table that an argument names. */
export const tableArgument = (name: string): TableName => {
  if (!isTableName(name))
    throw new InputError(`no table is called ${name}: there are ${tableNames.join(', ')}`);
  return name;
};

/** The tables that `--table` names. */
export const tablesOption = (names: readonly string[] | undefined): readonly TableName[] | undefined =>
  names?.map((name) => {
    if (!isTableName(name))
      throw new InputError(`--table ${name} is none: there are ${tableNames.join(', ')}`);
    return name;
  });
