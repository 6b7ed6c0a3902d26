import { errnoName } from './libc';

/** The kernel refuses something without which a live host cannot be listened to. */
export class LiveHostUnavailable extends Error {
  override readonly name = 'LiveHostUnavailable';

  /**
   * @param doing what was tried, in words.
   * @param errno of the call that failed.
   */
  constructor(
    readonly doing: string,
    readonly errno: number,
  ) {
    super(`${doing}: the kernel says ${errnoName(errno)}`);
  }
}
