/** What was told of a host at an instant before the end of the log that it is to go into: a log only grows. */
export class ImportBeforeHost extends Error {
  override readonly name = 'ImportBeforeHost';

  constructor(
    readonly file: string,
    readonly at: number,
    readonly clock: number,
  ) {
    super(
      `${file}: ${new Date(at).toISOString()} lies before the host's clock, ${new Date(clock).toISOString()}`,
    );
  }
}
