import { readFileSync } from 'node:fs';

import {
  functions,
  isFunctionName,
  isJsonObject,
  isReportName,
  type FunctionName,
  type ReportName,
} from '@netlapse/core';

import { InputError, ofFile } from '../errors';
import { plainText } from '../render/plain-text';

/** A call or a report with its parameters, as it was given. */
export interface GivenCall {
  readonly name: FunctionName | ReportName;
  readonly params: object;
}

/** JSON, or an error that says where it ends to be that. */
export const readJson = (text: string, where: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new InputError(`${where} is no JSON: ${(error as Error).message}`, { cause: error });
  }
};

/** The content of a file of JSON. */
export const readJsonFile = (file: string): unknown => {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw ofFile(file, error);
  }
  return readJson(text, file);
};

const nameOf = (name: unknown, where: string): FunctionName | ReportName => {
  const shown = plainText(typeof name === 'string' ? name : (JSON.stringify(name) ?? 'nothing'));
  if (typeof name === 'string' && isReportName(name)) return name;
  if (typeof name !== 'string' || !isFunctionName(name))
    throw new InputError(`${where}: no call and no report is named ${shown}`);
  if (functions[name].kind !== 'command')
    throw new InputError(`${where}: ${shown} changes nothing: name a call such as SetIpInterfaceEntry`);
  return name;
};

/** Reads a call as it is typed: `DeleteIpForwardEntry2 {"Row": {…}}`. */
export const readCall = (text: string, where: string): GivenCall => {
  const [, name = '', rest = ''] = /^\s*([\w-]+)\s*([^]*)$/.exec(text) ?? [];
  const params = rest.trim() === '' ? {} : readJson(rest, `${where}: what follows ${name}`);
  if (!isJsonObject(params))
    throw new InputError(`${where}: parameters are a JSON object, as in {"Row": {…}}`);
  return { name: nameOf(name, where), params };
};

/** Reads a file of calls: a JSON array of `{"name": …, "params": {…}}`. */
export const readCallsFile = (file: string): readonly GivenCall[] => {
  const calls = readJsonFile(file);
  if (!Array.isArray(calls))
    throw new InputError(`${file}: calls are a JSON array of {"name": …, "params": {…}}`);
  return calls.map((call: unknown, index) => {
    const where = `${file}: call ${index + 1}`;
    if (!isJsonObject(call)) throw new InputError(`${where} is no object {"name": …, "params": {…}}`);
    const { name, params = {}, ...rest } = call;
    const [more] = Object.keys(rest);
    if (more !== undefined)
      throw new InputError(`${where} has a member ${plainText(more)}: there are name and params`);
    if (!isJsonObject(params)) throw new InputError(`${where}: params is no object`);
    return { name: nameOf(name, where), params };
  });
};
