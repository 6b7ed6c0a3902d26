import { readFileSync } from 'node:fs';

import type { Hasher } from '@netlapse/core';
import { nodeHmacSha256 } from '@netlapse/log-sqlite';

import { InputError, ofFile } from '../errors';
import type { Io } from '../io';

/** The environment variable that names the file of the key where no option does. */
export const KEY_VARIABLE = 'NETLAPSE_KEY_FILE';

/** Characters that a key has at least: 128 bits where they are hexadecimal take twice as many. */
const KEY_LENGTH_LEAST = 16;

const readKey = (file: string): string => {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw ofFile(file, error);
  }
  const text = bytes.toString('utf8');
  if (!Buffer.from(text, 'utf8').equals(bytes))
    throw new InputError(`${file} is no key: it holds bytes that are no UTF-8`);
  return text.replace(/\r?\n$/, '');
};

/** The file of the key, as an option or the environment names it. */
export const keyFileOf = (option: string | undefined, env: Io['env']): string | undefined => {
  const file = option ?? env[KEY_VARIABLE];
  return file === '' ? undefined : file;
};

/**
 * What makes the hashes of a keyed log: HMAC-SHA-256 under the text of the key's file, without the line break that may
 * end it. Undefined where no key is named.
 *
 * @throws InputError for a file that cannot be read, or holds too short a key
 */
export const hasherOf = (option: string | undefined, env: Io['env']): Hasher | undefined => {
  const file = keyFileOf(option, env);
  if (file === undefined) return undefined;
  const key = readKey(file);
  if (key.length < KEY_LENGTH_LEAST)
    throw new InputError(
      `${file} holds ${key.length} characters: a key takes ${KEY_LENGTH_LEAST} at least; \`openssl rand -hex -out ${file} 32\` makes one`,
    );
  return nodeHmacSha256(key);
};
