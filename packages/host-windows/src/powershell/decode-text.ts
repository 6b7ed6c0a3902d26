import { PowerShellError } from './powershell-error';

/** A file that was written on a Windows host. */
export interface PowerShellFile {
  /** How errors call it. */
  readonly name: string;
  /** What is in it, decompressed. */
  readonly bytes: Uint8Array;
}

/** Byte order marks; `>` of Windows PowerShell 5.1 writes the first. */
const marks: ReadonlyArray<readonly [bytes: readonly number[], encoding: string]> = [
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
  [[0xef, 0xbb, 0xbf], 'utf-8'],
];

const markOf = (bytes: Uint8Array): (typeof marks)[number] | undefined =>
  marks.find(([mark]) => mark.every((byte, index) => bytes[index] === byte));

/** The encoding that a byte order mark tells; without one UTF-8. */
const encodingOf = (bytes: Uint8Array): string => markOf(bytes)?.[1] ?? 'utf-8';

/**
 * The text of a file: UTF-16 or UTF-8 by its mark, without one UTF-8.
 *
 * @throws PowerShellError where the bytes are none of that encoding
 */
export const textOf = ({ bytes, name }: PowerShellFile): string => {
  const encoding = encodingOf(bytes);
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    throw new PowerShellError(
      name,
      undefined,
      undefined,
      `it is no text in ${encoding.toUpperCase()}: write it with \`ConvertTo-Json | Out-File -Encoding utf8\``,
      { cause: error },
    );
  }
};

/** The first bytes of a file as text, as far as they go: to tell what is in it. */
export const beginOf = (bytes: Uint8Array): string => new TextDecoder(encodingOf(bytes)).decode(bytes);

/** TRUE where a byte order mark of UTF-16 says that this is text, whatever it says. */
export const isUtf16 = (bytes: Uint8Array): boolean => encodingOf(bytes) !== 'utf-8';
