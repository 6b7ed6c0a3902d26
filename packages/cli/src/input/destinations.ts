import { readFileSync } from 'node:fs';

import { parseIpAddress, parsePrefix, prefixOf, widthOf, type Prefix } from '@netlapse/core';

import { InputError, ofFile } from '../errors';
import { plainText } from '../render/plain-text';

/** A destination that is asked for: an address, perhaps with the link of its scope, or all of a prefix. */
export interface Destination {
  readonly text: string;
  /** Undefined for an address of a link, which no prefix can name. */
  readonly prefix: Prefix | undefined;
  readonly isAddress: boolean;
}

const familyWidth = (text: string): number => widthOf(text.includes(':') ? 'AF_INET6' : 'AF_INET');

/** @param where what the error names before it: a file and its line */
export const readDestination = (text: string, where = ''): Destination => {
  const address = parseIpAddress(text);
  if (address !== undefined)
    return { text: address, prefix: prefixOf(address, familyWidth(address)), isAddress: true };
  const [, link] = /^([^%]+)%\d+$/.exec(text) ?? [];
  if (link !== undefined && parseIpAddress(link) !== undefined)
    return { text, prefix: undefined, isAddress: true };
  const prefix = parsePrefix(text);
  if (prefix === undefined)
    throw new InputError(
      `${where}${plainText(text)} is no IP address and no prefix: names are not looked up, write 192.0.2.1 or 10.0.0.0/8`,
    );
  return { text: prefix, prefix, isAddress: prefix.endsWith(`/${familyWidth(prefix)}`) };
};

/** The destinations of a file: one a line; empty lines, and what follows a #, are passed over. */
export const destinationsOfFile = (file: string): readonly Destination[] => {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw ofFile(file, error);
  }
  return text.split(/\r?\n/).flatMap((line, index) => {
    const given = line.replace(/#.*$/, '').trim();
    return given === '' ? [] : [readDestination(given, `${file}, line ${index + 1}: `)];
  });
};

/** Those of arguments and of a file; empty where neither names one. */
export const destinationsOf = (args: readonly string[], file: string | undefined): readonly Destination[] => [
  ...args.map((text) => readDestination(text)),
  ...(file === undefined ? [] : destinationsOfFile(file)),
];
