import { either } from 'fp-ts';

import { invalid, refuse, type CommandView, type Refusal } from '../call';
import type { AddressFamily } from '../net';
import { automaticMetric } from './automatic-metric';
import { LinkLocalAddressBehavior, RouterDiscoveryBehavior } from './enumerations';
import type { IpInterfaceEvent } from './events';
import { familyOfNumber } from './family';
import { namesInterface, resolveInterface, type InterfaceReads } from './find';
import { invalidParameter } from './invalid-parameter';
import { reachableTimeOf } from './ip-interface-defaults';
import {
  settableBooleans,
  settableUlongs,
  UNCHANGED_BOOLEAN,
  UNCHANGED_CONSTANT,
  UNCHANGED_ULONG,
  type IpInterfaceInput,
} from './ip-interface-input';
import { ipInterfaceDataOf, type InterfaceRow, type IpInterfaceData, type IpInterfaceRow } from './row';

const BASE_REACHABLE_TIME_MAX = 3_600_000;
const SITE_PREFIX_LENGTH_MAX = 128;

/** Least NlMtu in bytes: what every host must take (RFC 791, RFC 8200 section 5). */
const NL_MTU_MIN = { AF_INET: 576, AF_INET6: 1280 } as const satisfies Record<AddressFamily, number>;

/** What SetIpInterfaceEntry has found out: the interface that the row names, and what becomes of it. */
export interface IpInterfaceSetting {
  readonly interface: InterfaceRow;
  readonly events: readonly IpInterfaceEvent[];
}

/**
 * SetIpInterfaceEntry: changes the settable members of one IP interface.
 *
 * @returns one IpInterfaceSet, or no event where nothing differs; or the first refusal:
 *   STATUS_INVALID_PARAMETER: Family is neither AF_INET nor AF_INET6; no interface is named; a BOOLEAN, an
 *   enumeration, a time or SitePrefixLength is out of range;
 *   STATUS_NOT_SUPPORTED: no stack for the family;
 *   STATUS_NOT_FOUND: no such interface, or the family is not bound to it;
 *   STATUS_INVALID_PARAMETER: NlMtu is out of the bounds of the interface;
 *   STATUS_NOT_SUPPORTED: the host mirrors a live one.
 */
export const setIpInterface = (
  { state, mirrored, draw }: CommandView<InterfaceReads>,
  row: IpInterfaceInput,
): either.Either<Refusal, IpInterfaceSetting> => {
  const family = familyOfNumber(row.Family);
  if (family === undefined) return invalid('Family is neither AF_INET nor AF_INET6', 'Row.Family');
  if (!namesInterface(row))
    return invalid('neither InterfaceLuid nor InterfaceIndex is given', 'Row.InterfaceLuid');
  const outOfRange = checkRanges(row, family);
  if (outOfRange !== undefined) return either.left(outOfRange);
  const resolved = resolveInterface(state, family, row);
  if (either.isLeft(resolved)) return resolved;
  const { interface: onInterface, ipInterface } = resolved.right;
  if (!isNlMtuAllowed(row.NlMtu, ipInterface, onInterface))
    return invalid(`NlMtu is ${NL_MTU_MIN[family]} to ${onInterface.Mtu} on this interface`, 'Row.NlMtu');
  if (mirrored) return refuse('STATUS_NOT_SUPPORTED', 'a mirrored host takes no changes by calls');
  const data = withSettings(ipInterface, onInterface, row, draw);
  const events: readonly IpInterfaceEvent[] = isSame(data, ipInterface)
    ? []
    : [{ type: 'IpInterfaceSet', data }];
  return either.right({ interface: onInterface, events });
};

const refusal = (why: string, member: string): Refusal => invalidParameter(why, `Row.${member}`);

/** Check 4: members out of range whatever the interface is. */
const checkRanges = (row: IpInterfaceInput, family: AddressFamily): Refusal | undefined => {
  for (const name of settableBooleans)
    if (row[name] > 1 && row[name] !== UNCHANGED_BOOLEAN)
      return refusal(`${name} is neither FALSE nor TRUE nor 255 (unchanged)`, name);
  if (RouterDiscoveryBehavior.nameOf(row.RouterDiscoveryBehavior) === undefined)
    return refusal('there is no such router discovery behaviour', 'RouterDiscoveryBehavior');
  if (LinkLocalAddressBehavior.nameOf(row.LinkLocalAddressBehavior) === undefined)
    return refusal('there is no such link-local address behaviour', 'LinkLocalAddressBehavior');
  const { BaseReachableTime, RetransmitTime, SitePrefixLength } = row;
  if (
    BaseReachableTime === 0 ||
    (BaseReachableTime > BASE_REACHABLE_TIME_MAX && BaseReachableTime !== UNCHANGED_ULONG)
  )
    return refusal(`BaseReachableTime is 1 to ${BASE_REACHABLE_TIME_MAX} ms`, 'BaseReachableTime');
  if (RetransmitTime === 0) return refusal('RetransmitTime is 1 ms or more', 'RetransmitTime');
  const sitePrefixLengthMax = family === 'AF_INET' ? 0 : SITE_PREFIX_LENGTH_MAX;
  if (SitePrefixLength > sitePrefixLengthMax && SitePrefixLength !== UNCHANGED_ULONG)
    return refusal(
      family === 'AF_INET'
        ? 'SitePrefixLength of an IPv4 interface must be set to 0, whatever was read of it'
        : `SitePrefixLength is 0 to ${SITE_PREFIX_LENGTH_MAX}`,
      'SitePrefixLength',
    );
  return undefined;
};

/** The value that stands is always accepted: the interface may have come to it by a change of its own Mtu. */
const isNlMtuAllowed = (nlMtu: number, present: IpInterfaceRow, onInterface: InterfaceRow): boolean =>
  nlMtu === UNCHANGED_ULONG ||
  nlMtu === present.NlMtu ||
  (nlMtu >= NL_MTU_MIN[present.Family] && nlMtu <= onInterface.Mtu);

const withSettings = (
  present: IpInterfaceRow,
  onInterface: InterfaceRow,
  row: IpInterfaceInput,
  draw: () => number,
): IpInterfaceData => {
  const next: { -readonly [Member in keyof IpInterfaceData]: IpInterfaceData[Member] } =
    ipInterfaceDataOf(present);
  for (const name of settableBooleans) if (row[name] !== UNCHANGED_BOOLEAN) next[name] = row[name] === 1;
  for (const name of settableUlongs) if (row[name] !== UNCHANGED_ULONG) next[name] = row[name];
  if (row.RouterDiscoveryBehavior !== UNCHANGED_CONSTANT)
    next.RouterDiscoveryBehavior =
      RouterDiscoveryBehavior.nameOf(row.RouterDiscoveryBehavior) ?? next.RouterDiscoveryBehavior;
  if (row.LinkLocalAddressBehavior !== UNCHANGED_CONSTANT)
    next.LinkLocalAddressBehavior =
      LinkLocalAddressBehavior.nameOf(row.LinkLocalAddressBehavior) ?? next.LinkLocalAddressBehavior;
  // An IPv4 interface keeps the length that it shows: 0 is the only one that a caller may give.
  if (present.Family === 'AF_INET') next.SitePrefixLength = present.SitePrefixLength;
  if (next.UseAutomaticMetric) next.Metric = automaticMetric(onInterface);
  if (next.BaseReachableTime !== present.BaseReachableTime)
    next.ReachableTime = reachableTimeOf(next.BaseReachableTime, draw());
  return next;
};

/** A Set touches no member that is an object, and carries these over as they are. */
const isSame = (data: IpInterfaceData, present: IpInterfaceData): boolean =>
  (Object.keys(data) as (keyof IpInterfaceData)[]).every((member) => data[member] === present[member]);
