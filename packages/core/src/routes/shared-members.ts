import type { IpAddress, Luid } from '../net';
import type { RouteData } from './row';

/**
 * What many routes have in common. Routes of one table differ in prefix and little else, so that one object of these
 * serves all that agree in it: a full Internet table needs a few hundred of them.
 */
export interface SharedMembers extends Omit<RouteData, 'DestinationPrefix' | 'ageSince'> {
  /** An `ageSince` of one of its routes; each route keeps how far its own is from it. */
  readonly ageBase: number;
}

/** What tells the key of a route, beside its prefix. */
export type KeyMembers = Pick<SharedMembers, 'InterfaceLuid' | 'NextHop'>;

/** How far apart the `ageSince` of two routes may be for one object to serve both: an int32, some 24 days. */
export const AGE_REACH = 0x7fff_ffff;

/** Whether members of the same interface and next hop serve a route. */
const serves = (shared: SharedMembers, data: RouteData): boolean =>
  shared.Metric === data.Metric &&
  shared.InterfaceIndex === data.InterfaceIndex &&
  shared.Protocol === data.Protocol &&
  shared.Origin === data.Origin &&
  shared.Loopback === data.Loopback &&
  shared.AutoconfigureAddress === data.AutoconfigureAddress &&
  shared.Publish === data.Publish &&
  shared.Immortal === data.Immortal &&
  shared.SitePrefixLength === data.SitePrefixLength &&
  shared.validUntil === data.validUntil &&
  shared.preferredUntil === data.preferredUntil &&
  Math.abs(data.ageSince - shared.ageBase) <= AGE_REACH;

/**
 * A class, not a literal: what literals make is put among the old objects once a table has been loaded, and states of
 * the past, read and let go of, would leave theirs there.
 */
class OwnMembers implements SharedMembers {
  readonly InterfaceLuid: Luid;
  readonly InterfaceIndex: number;
  readonly NextHop: IpAddress;
  readonly SitePrefixLength: number;
  readonly Metric: number;
  readonly Protocol: RouteData['Protocol'];
  readonly Loopback: boolean;
  readonly AutoconfigureAddress: boolean;
  readonly Publish: boolean;
  readonly Immortal: boolean;
  readonly Origin: RouteData['Origin'];
  readonly validUntil: number | null;
  readonly preferredUntil: number | null;
  readonly ageBase: number;

  /** @param alike members of the same interface and next hop: the same texts are told to be so without being read */
  constructor(data: RouteData, alike: KeyMembers) {
    this.InterfaceLuid = alike.InterfaceLuid;
    this.InterfaceIndex = data.InterfaceIndex;
    this.NextHop = alike.NextHop;
    this.SitePrefixLength = data.SitePrefixLength;
    this.Metric = data.Metric;
    this.Protocol = data.Protocol;
    this.Loopback = data.Loopback;
    this.AutoconfigureAddress = data.AutoconfigureAddress;
    this.Publish = data.Publish;
    this.Immortal = data.Immortal;
    this.Origin = data.Origin;
    this.validUntil = data.validUntil;
    this.preferredUntil = data.preferredUntil;
    this.ageBase = data.ageSince;
  }
}

/** Objects remembered for one interface and next hop; the oldest gives way. */
const PER_NEXT_HOP_MAX = 8;
/** Interfaces and next hops remembered; beyond it the pool begins anew. */
const NEXT_HOPS_MAX = 4096;

/**
 * Finds the object that a new route can share. It is only a memory: which objects it still knows decides how much
 * room a table takes and nothing else, so all versions of a table may write into one pool.
 */
export class SharedMembersPool {
  #known = new Map<Luid, Map<IpAddress, SharedMembers[]>>();
  #count = 0;
  /** The interface asked for last: the next route is nearly always of the same. */
  #luid: Luid | undefined;
  #ofLuid: Map<IpAddress, SharedMembers[]> | undefined;

  /** Members equal to those of `data`, from a route before it where there is one. */
  share(data: RouteData): SharedMembers {
    // A route that ends keeps its own: hardly another one ends in the same millisecond.
    if (data.validUntil !== null || data.preferredUntil !== null) return new OwnMembers(data, data);
    const known = this.#of(data.InterfaceLuid, data.NextHop);
    for (const shared of known) if (serves(shared, data)) return shared;
    const shared = new OwnMembers(data, known[0] ?? data);
    if (known.length === PER_NEXT_HOP_MAX) known.shift();
    known.push(shared);
    return shared;
  }

  /** Members of the same interface and next hop, of a route before where there is one. */
  keyOf(InterfaceLuid: Luid, NextHop: IpAddress): KeyMembers {
    return this.#of(InterfaceLuid, NextHop)[0] ?? { InterfaceLuid, NextHop };
  }

  #of(luid: Luid, nextHop: IpAddress): SharedMembers[] {
    if (this.#luid !== luid) {
      this.#luid = luid;
      this.#ofLuid = this.#known.get(luid);
    }
    const known = this.#ofLuid?.get(nextHop);
    if (known !== undefined) return known;
    if (this.#count === NEXT_HOPS_MAX) {
      this.#known = new Map();
      this.#ofLuid = undefined;
      this.#count = 0;
    }
    this.#count++;
    if (this.#ofLuid === undefined)
      this.#known.set(luid, (this.#ofLuid = new Map<IpAddress, SharedMembers[]>()));
    const fresh: SharedMembers[] = [];
    this.#ofLuid.set(nextHop, fresh);
    return fresh;
  }
}
