const instantText = (at: number): string => `${new Date(at).toISOString()} (${at})`;

/** A recording that begins before the clock of the host that is to repeat it: a log never goes back. */
export class RecordingBeforeHost extends Error {
  override readonly name = 'RecordingBeforeHost';

  /**
   * @param file the recording, as the caller calls it.
   * @param beginsAt instant of its first message, epoch milliseconds.
   * @param clock where the host's clock stands, epoch milliseconds.
   */
  constructor(
    readonly file: string,
    readonly beginsAt: number,
    readonly clock: number,
  ) {
    super(
      `${file}: the recording begins at ${instantText(beginsAt)}, ` +
        `before the clock of the host, which stands at ${instantText(clock)}`,
    );
  }
}
