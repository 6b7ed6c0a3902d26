import { familyOf, ipv4Prefix, ipv6Prefix, type AddressFamily, type Prefix } from '../net';
import type { PrefixBits } from '../table';
import { routesTable, type RouteData, type RouteRow } from './row';
import type { SharedMembers, SharedMembersPool } from './shared-members';

/**
 * A route as its table keeps it: the prefix as numbers, its own stamps, and the members that it shares with others.
 *
 * A row of 17 members with its prefix as text takes some 220 bytes, a record of an IPv4 route 72. The row is built
 * anew whenever it is read.
 */
export abstract class RouteRecord implements PrefixBits {
  constructor(
    readonly shared: SharedMembers,
    /** `ageSince` less the shared base, ms. */
    protected readonly ageOffset: number,
    readonly createdSeq: number,
    readonly setSeq: number,
    /** Bits of the prefix. */
    readonly length: number,
    /** The prefix as numbers: int32, which take no room of their own. */
    readonly w0: number,
  ) {}

  abstract readonly family: AddressFamily;
  abstract readonly w1: number;
  abstract readonly w2: number;
  abstract readonly w3: number;

  /** The prefix in canonical text. */
  abstract prefix(): Prefix;

  /** The same as a route that another event created. */
  abstract createdBy(createdSeq: number): RouteRecord;

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

/** A route of IPv4. */
export class Ipv4RouteRecord extends RouteRecord {
  // Not of each record: they take no room.
  override get family(): AddressFamily {
    return 'AF_INET';
  }
  override get w1(): number {
    return 0;
  }
  override get w2(): number {
    return 0;
  }
  override get w3(): number {
    return 0;
  }

  override prefix(): Prefix {
    return ipv4Prefix(this.w0, this.length);
  }

  override createdBy(createdSeq: number): RouteRecord {
    const { shared, ageOffset, setSeq, length, w0 } = this;
    return new Ipv4RouteRecord(shared, ageOffset, createdSeq, setSeq, length, w0);
  }
}

/** A route of IPv6. */
export class Ipv6RouteRecord extends RouteRecord {
  constructor(
    shared: SharedMembers,
    ageOffset: number,
    createdSeq: number,
    setSeq: number,
    length: number,
    w0: number,
    override readonly w1: number,
    override readonly w2: number,
    override readonly w3: number,
  ) {
    super(shared, ageOffset, createdSeq, setSeq, length, w0);
  }

  override get family(): AddressFamily {
    return 'AF_INET6';
  }

  override prefix(): Prefix {
    return ipv6Prefix(this.w0, this.w1, this.w2, this.w3, this.length);
  }

  override createdBy(createdSeq: number): RouteRecord {
    const { shared, ageOffset, setSeq, length, w0, w1, w2, w3 } = this;
    return new Ipv6RouteRecord(shared, ageOffset, createdSeq, setSeq, length, w0, w1, w2, w3);
  }
}

/**
 * The record of a route that the event `createdSeq` created and `setSeq` touched last.
 *
 * @param bits the numbers of its prefix
 */
export const recordOf = (
  data: RouteData,
  bits: PrefixBits,
  createdSeq: number,
  setSeq: number,
  pool: SharedMembersPool,
): RouteRecord => {
  const shared = pool.share(data);
  const family = familyOf(data.DestinationPrefix);
  return recordOfShared(family, bits, shared, data.ageSince - shared.ageBase, createdSeq, setSeq);
};

/** As recordOf, of what is known of the route already. */
export const recordOfShared = (
  family: AddressFamily,
  { w0, w1, w2, w3, length }: PrefixBits,
  shared: SharedMembers,
  ageOffset: number,
  createdSeq: number,
  setSeq: number,
): RouteRecord =>
  family === 'AF_INET'
    ? new Ipv4RouteRecord(shared, ageOffset, createdSeq, setSeq, length, w0)
    : new Ipv6RouteRecord(shared, ageOffset, createdSeq, setSeq, length, w0, w1, w2, w3);
