import { isConnected, isLoopbackInterface, type InterfaceRow, type IpInterfaceRow } from '../interfaces';
import type { AddressFamily } from '../net';
import { isOver } from './lifetimes';
import type { AddressReads } from './reads';
import type { UnicastData, UnicastRow } from './row';

// Duplicate address detection (RFC 4862, 5.4; RFC 5227) without packets: a span of time in which another host may
// object.

/** Where an address stands in detection. */
export type Detection = Pick<UnicastData, 'DadState' | 'dadDueAt'>;

/** An interface and its IP interface of the address's family. */
export interface Link {
  readonly interface: InterfaceRow;
  readonly ipInterface: IpInterfaceRow;
}

/** Not on a loopback interface, and not where DadTransmits is 0. */
const isNeeded = ({ interface: row, ipInterface }: Link): boolean =>
  !isLoopbackInterface(row) && ipInterface.DadTransmits > 0;

/**
 * When a detection that begins at `at` ends: later changes of the IP interface do not move it. Two great ULONGs have a
 * product beyond every instant that an event can hold; such a detection ends with the last one.
 */
const endOfDetection = ({ DadTransmits, RetransmitTime }: IpInterfaceRow, at: number): number =>
  Math.min(at + DadTransmits * RetransmitTime, Number.MAX_SAFE_INTEGER);

/** The state of an address that is known to be unique. */
export const provenState = (preferredUntil: number | null, at: number): UnicastData['DadState'] =>
  isOver(preferredUntil, at) ? 'IpDadStateDeprecated' : 'IpDadStatePreferred';

/** Detection from its beginning, at `at`: for a new address, and when the link comes back. */
export const beginDetection = (link: Link, preferredUntil: number | null, at: number): Detection => {
  if (!isNeeded(link)) return { DadState: provenState(preferredUntil, at), dadDueAt: null };
  // Without a link nobody could object: detection waits for it.
  const dadDueAt = isConnected(link.interface) ? endOfDetection(link.ipInterface, at) : null;
  return { DadState: 'IpDadStateTentative', dadDueAt };
};

/** Detection that trusts the address until somebody objects (RFC 4429): a Create with IpDadStatePreferred. */
export const beginOptimisticDetection = (
  link: Link,
  preferredUntil: number | null,
  at: number,
): Detection => ({
  DadState: provenState(preferredUntil, at),
  dadDueAt: isNeeded(link) && isConnected(link.interface) ? endOfDetection(link.ipInterface, at) : null,
});

/** Whether detection runs at `at`: only then an objection makes the address a duplicate. */
export const isDetecting = ({ dadDueAt }: Detection, on: InterfaceRow, at: number): boolean =>
  dadDueAt !== null && at < dadDueAt && isConnected(on);

/**
 * Whether waiting would tell more of an address: it is tentative and its detection runs. A duplicate, and a tentative
 * address without a link, stay what they are for as long as one may wait.
 */
export const isUnsettled = (row: UnicastRow, on: InterfaceRow, at: number): boolean =>
  row.DadState === 'IpDadStateTentative' && isDetecting(row, on, at);

/**
 * NotifyStableUnicastIpAddressTable: whether no address of the family is unsettled.
 *
 * @param family AF_UNSPEC, or left out: of both families
 */
export const isStable = (
  { unicast, interfaces }: Pick<AddressReads, 'unicast' | 'interfaces'>,
  family: AddressFamily | 'AF_UNSPEC' | undefined,
  at: number,
): boolean => {
  for (const row of unicast.inTableOrder(family === 'AF_UNSPEC' ? undefined : family)) {
    const on = interfaces.get(row);
    if (on !== undefined && isUnsettled(row, on, at)) return false;
  }
  return true;
};
