import { pipeline } from 'node:stream';
import { createGunzip, gunzipSync } from 'node:zlib';

import { RtmonError, memberOf } from './rtmon-error';

/** Bytes by which what gzip compressed is known (RFC 1952, section 2.3.1). */
export const GZIP_MAGIC_SIZE = 2;

/** Whether bytes begin as what gzip compressed does. */
export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/**
 * Decompresses a whole file.
 *
 * @throws RtmonError when it is cut short or damaged.
 */
export const gunzipWhole = (bytes: Uint8Array, file: string): Uint8Array => {
  try {
    return gunzipSync(bytes);
  } catch (cause) {
    throw gzipError(cause, file);
  }
};

/**
 * Decompresses chunks as they come.
 *
 * @throws RtmonError when they are cut short or damaged, behind what could be decompressed.
 */
export async function* gunzipChunks(
  chunks: AsyncIterable<Uint8Array>,
  file: string,
): AsyncGenerator<Uint8Array, void> {
  const gunzip = createGunzip();
  // What goes wrong upstream destroys `gunzip` with that error, so it arrives in the loop below.
  pipeline(chunks, gunzip, () => undefined);
  try {
    for await (const chunk of gunzip as AsyncIterable<Uint8Array>) yield chunk;
  } catch (cause) {
    throw gzipError(cause, file);
  }
}

/** Codes of zlib for input that ends too early; any other code of its own means damage. */
const TRUNCATED = 'Z_BUF_ERROR';

const gzipError = (cause: unknown, file: string): unknown => {
  const code = memberOf(cause, 'code');
  if (code === TRUNCATED)
    return new RtmonError(
      'truncated gzip',
      file,
      undefined,
      'the gzip-compressed recording is cut short: it ends before the end that gzip marks',
      { cause },
    );
  if (typeof code !== 'string' || !code.startsWith('Z_')) return cause;
  const what = String(memberOf(cause, 'message'));
  return new RtmonError(
    'damaged gzip',
    file,
    undefined,
    `the gzip-compressed recording is damaged: ${what}`,
    { cause },
  );
};
