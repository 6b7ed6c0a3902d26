import { createHmac, hash } from 'node:crypto';

import type { Hasher } from '@netlapse/core';

/** SHA-256 by Node's own cryptography: several times as fast as that of core, which runs anywhere. */
export const nodeSha256: Hasher = (text) => hash('sha256', text, 'hex');

/** HMAC-SHA-256 under a key, taken as UTF-8: the hasher of a keyed log. */
export const nodeHmacSha256 =
  (key: string): Hasher =>
  (text) =>
    createHmac('sha256', key).update(text, 'utf8').digest('hex');
