import {
  familyOf,
  ipv4Prefix,
  ipv4PrefixToNumber,
  ipv6Prefix,
  ipv6PrefixToWords,
  prefixLength,
  type AddressFamily,
  type Prefix,
} from '../net';
import type { PrefixBits } from '../table';
import { routesTable, type RouteData, type RouteRow } from './row';
import type { SharedMembers, SharedMembersPool } from './shared-members';

/**
 * A route as its table keeps it: the prefix as numbers, its own stamps, and the members that it shares with others.
 *
 * A row of 17 members with its prefix as text takes some 220 bytes, a record of an IPv4 route 72. The row is built
 * anew whenever it is read.
 */
export abstract class RouteRecord {
  constructor(
    readonly shared: SharedMembers,
    /** `ageSince` less the shared base, ms. */
    private readonly ageOffset: number,
    readonly createdSeq: number,
    readonly setSeq: number,
    /** Bits of the prefix. */
    readonly length: number,
  ) {}

  /** The prefix in canonical text. */
  abstract prefix(): Prefix;

  /** The prefix as numbers. */
  abstract prefixBits(): PrefixBits;

  get ageSince(): number {
    return this.shared.ageBase + this.ageOffset;
  }

  /** The whole row, frozen. */
  toRow(): RouteRow {
    const { shared } = this;
    return Object.freeze({
      AutoconfigureAddress: shared.AutoconfigureAddress,
      DestinationPrefix: this.prefix(),
      Immortal: shared.Immortal,
      InterfaceIndex: shared.InterfaceIndex,
      InterfaceLuid: shared.InterfaceLuid,
      Loopback: shared.Loopback,
      Metric: shared.Metric,
      NextHop: shared.NextHop,
      Origin: shared.Origin,
      Protocol: shared.Protocol,
      Publish: shared.Publish,
      SitePrefixLength: shared.SitePrefixLength,
      ageSince: this.ageSince,
      createdSeq: this.createdSeq,
      preferredUntil: shared.preferredUntil,
      setSeq: this.setSeq,
      validUntil: shared.validUntil,
    });
  }

  /** Text of the key, for the order of rows that one event created. */
  keyText(): string {
    const { InterfaceLuid, NextHop } = this.shared;
    return routesTable.keyOf({ InterfaceLuid, DestinationPrefix: this.prefix(), NextHop });
  }
}

class Ipv4RouteRecord extends RouteRecord {
  constructor(
    shared: SharedMembers,
    ageOffset: number,
    createdSeq: number,
    setSeq: number,
    length: number,
    /** The address as an int32, which takes no room of its own. */
    private readonly bits: number,
  ) {
    super(shared, ageOffset, createdSeq, setSeq, length);
  }

  override prefix(): Prefix {
    return ipv4Prefix(this.bits, this.length);
  }

  override prefixBits(): PrefixBits {
    return { w0: this.bits, w1: 0, w2: 0, w3: 0, length: this.length };
  }
}

class Ipv6RouteRecord extends RouteRecord {
  constructor(
    shared: SharedMembers,
    ageOffset: number,
    createdSeq: number,
    setSeq: number,
    length: number,
    private readonly w0: number,
    private readonly w1: number,
    private readonly w2: number,
    private readonly w3: number,
  ) {
    super(shared, ageOffset, createdSeq, setSeq, length);
  }

  override prefix(): Prefix {
    return ipv6Prefix(this.w0, this.w1, this.w2, this.w3, this.length);
  }

  override prefixBits(): PrefixBits {
    const { w0, w1, w2, w3, length } = this;
    return { w0, w1, w2, w3, length };
  }
}

/** The record of a route that the event `createdSeq` created and `setSeq` touched last. */
export const recordOf = (
  data: RouteData,
  createdSeq: number,
  setSeq: number,
  pool: SharedMembersPool,
): RouteRecord => {
  const { DestinationPrefix, ageSince } = data;
  const shared = pool.share(data);
  const ageOffset = ageSince - shared.ageBase;
  const length = prefixLength(DestinationPrefix);
  if (familyOf(DestinationPrefix) === 'AF_INET')
    return new Ipv4RouteRecord(
      shared,
      ageOffset,
      createdSeq,
      setSeq,
      length,
      ipv4PrefixToNumber(DestinationPrefix) | 0,
    );
  const [w0, w1, w2, w3] = ipv6PrefixToWords(DestinationPrefix);
  return new Ipv6RouteRecord(shared, ageOffset, createdSeq, setSeq, length, w0 | 0, w1 | 0, w2 | 0, w3 | 0);
};

/** What a record keeps besides its prefix. */
export interface RecordMembers {
  readonly shared: SharedMembers;
  /** `ageSince` of the route, within reach of the shared base. */
  readonly ageSince: number;
  readonly createdSeq: number;
  readonly setSeq: number;
}

/** The record of a route whose prefix is given as numbers. */
export const recordOfBits = (
  family: AddressFamily,
  { w0, w1, w2, w3, length }: PrefixBits,
  { shared, ageSince, createdSeq, setSeq }: RecordMembers,
): RouteRecord => {
  const ageOffset = ageSince - shared.ageBase;
  return family === 'AF_INET'
    ? new Ipv4RouteRecord(shared, ageOffset, createdSeq, setSeq, length, w0 | 0)
    : new Ipv6RouteRecord(shared, ageOffset, createdSeq, setSeq, length, w0 | 0, w1 | 0, w2 | 0, w3 | 0);
};

/** By createdSeq; records of one event by key text. */
export const compareCreation = (a: RouteRecord, b: RouteRecord): number => {
  if (a.createdSeq !== b.createdSeq) return a.createdSeq - b.createdSeq;
  if (a === b) return 0;
  const [textOfA, textOfB] = [a.keyText(), b.keyText()];
  return textOfA < textOfB ? -1 : textOfA > textOfB ? 1 : 0;
};

/** By the end of the valid lifetime, then in order of creation; only for records that have an end. */
export const compareDue = (a: RouteRecord, b: RouteRecord): number =>
  (a.shared.validUntil as number) - (b.shared.validUntil as number) || compareCreation(a, b);
