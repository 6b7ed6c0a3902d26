import { createHost, type DomainEvent, type EventLog, type RecordDraft } from '@netlapse/core';

import { seededRandom } from './random';

/** Instant at which the router of these events begins, epoch milliseconds. */
export const BEGIN = 1_767_225_600_000;

const luids = ['0x0006000005000000', '0x0006000006000000'] as const;

const indexOf = (luid: string): number => (luid === luids[0] ? 5 : 6);

/** Begins a log with a host of two interfaces, over which the routes lead. */
export const beginLog = (log: EventLog, hostId: string): void => {
  createHost({
    log,
    hostId,
    now: BEGIN,
    interfaces: [
      { InterfaceIndex: 5, InterfaceLuid: luids[0] },
      { InterfaceIndex: 6, InterfaceLuid: luids[1] },
    ],
  });
};

/** A route as an import makes it: all members of its row. */
const rowOf = (prefix: string, luid: string, nextHop: string, metric: number, at: number) => ({
  InterfaceLuid: luid,
  InterfaceIndex: indexOf(luid),
  DestinationPrefix: prefix,
  NextHop: nextHop,
  SitePrefixLength: 0,
  Metric: metric,
  Protocol: 'MIB_IPPROTO_NETMGMT',
  Loopback: false,
  AutoconfigureAddress: false,
  Publish: false,
  Immortal: false,
  Origin: 'NlroManual',
  validUntil: null,
  preferredUntil: null,
  ageSince: at,
});

type Event = DomainEvent & { readonly type: 'RouteCreated' | 'RouteSet' | 'RouteDeleted' };

/** One way that a prefix is led at present. */
interface Way {
  readonly luid: string;
  readonly nextHop: string;
}

/**
 * What a router does whose routes flap: first each prefix comes once, then one after the other, drawn at random, goes,
 * comes again another way, or gets another metric. From a seed, so that it is always the same.
 */
export class FlappingRoutes {
  readonly #random = seededRandom(20_260_101);
  readonly #ways = new Map<string, Way>();
  #next = 0;

  constructor(private readonly prefixes: readonly string[]) {}

  /** The next event, which comes at an instant. */
  next(at: number): Event {
    const isNew = this.#next < this.prefixes.length;
    const place = isNew ? this.#next++ : Math.floor(this.#random() * this.prefixes.length);
    const prefix = this.prefixes[place] as string;
    const way = this.#ways.get(prefix);
    if (way === undefined) return this.#come(prefix, at);
    if (this.#random() < 0.4) return this.#go(prefix, way);
    const data = rowOf(prefix, way.luid, way.nextHop, 1 + Math.floor(this.#random() * 100), at);
    return { type: 'RouteSet', data } as unknown as Event;
  }

  #come(prefix: string, at: number): Event {
    const peer = 1 + Math.floor(this.#random() * 20);
    const nextHop = prefix.includes(':') ? `2001:db8::${peer.toString(16)}` : `192.0.2.${peer}`;
    const luid = luids[peer % 2] as string;
    this.#ways.set(prefix, { luid, nextHop });
    return { type: 'RouteCreated', data: rowOf(prefix, luid, nextHop, 10, at) } as unknown as Event;
  }

  #go(prefix: string, { luid, nextHop }: Way): Event {
    this.#ways.delete(prefix);
    const InterfaceIndex = indexOf(luid);
    const data = {
      InterfaceLuid: luid,
      InterfaceIndex,
      DestinationPrefix: prefix,
      NextHop: nextHop,
      reason: 'call',
    };
    return { type: 'RouteDeleted', data } as unknown as Event;
  }
}

/** Events that are written together. */
const BATCH = 2000;

/** Adds so many events to a log, one an append, ten milliseconds apart; straight to it, no host stands behind. */
export const appendEvents = (log: EventLog, routes: FlappingRoutes, count: number): void => {
  for (let done = 0; done < count;) {
    const { n, seq, at } = log.head;
    const size = Math.min(BATCH, count - done);
    const drafts = Array.from({ length: size }, (_, index): RecordDraft => {
      const instant = at + 10 * (index + 1);
      const { type, data } = routes.next(instant);
      return {
        kind: 'commit',
        at: instant,
        cause: { kind: 'import', name: 'UPDATE', params: {}, actor: 'bgpd' },
        status: 'STATUS_SUCCESS',
        events: [{ seq: seq + index + 1, type, v: 1, data }],
      };
    });
    log.append(n, drafts);
    done += size;
  }
};
