/** Output of `ip -j` that cannot be imported; nothing of it is. Trying again does not cure it. */
export class IpExportError extends Error {
  override readonly name = 'IpExportError';

  /**
   * @param file the output, as the caller calls it.
   * @param entry number of the entry at fault, from 1; undefined where the file as a whole is.
   * @param offset bytes from the begin of the file, decompressed, to the entry or to what stands in its place;
   *   undefined where the whole file is meant.
   * @param what what was found, and what was expected.
   */
  constructor(
    readonly file: string,
    readonly entry: number | undefined,
    readonly offset: number | undefined,
    what: string,
    options?: ErrorOptions,
  ) {
    const place = entry === undefined ? '' : `entry ${entry}, `;
    super(offset === undefined ? `${file}: ${what}` : `${file}: ${place}at byte ${offset}: ${what}`, options);
  }
}
