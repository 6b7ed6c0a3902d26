import type { IpAddress } from '../net';
import type { LookupReads, LookupRequest, RouteRow } from '../routes';
import type { LinuxTable } from './table';

/** What `ip route get` answers from the objects of a mirrored host, as our rows say it. */
export interface LinuxRoute {
  readonly route: RouteRow;
  /** Unspecified where no link has an address to choose. */
  readonly source: IpAddress;
}

/**
 * The route and source that the mirrored host would use; undefined where the destination is unreachable.
 */
export const lookUp = (
  _linux: LinuxTable,
  _reads: LookupReads,
  _request: LookupRequest,
  _at: number,
): LinuxRoute | undefined => undefined;
