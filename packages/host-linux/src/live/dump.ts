import type { LinuxKind } from '@netlapse/core';

import type { LinuxDump } from '../mirror';
import { linuxFamilyOf, NLM_F, type DecodedMessage, type SkipTally } from '../netlink';
import { DumpedRoutes } from './dumped-routes';
import { dumpMessage, type DumpRequest } from './dump-requests';
import { eachMessage } from './each-message';
import { LiveHostUnavailable } from './live-errors';
import { NetlinkSocket } from './netlink-socket';
import { ReceiveSlots } from './receive-slots';

/** Dumps come in datagrams of up to 32 KB, where there is room for them. */
const SLOT_SIZE = 32 * 1024;
const SLOT_COUNT = 16;

/** How often a table is asked for again that changed while it was dumped. */
const ATTEMPTS = 8;

/** The kernel does not know this kind of object: EOPNOTSUPP, EAFNOSUPPORT. */
const unknownKind: ReadonlySet<number> = new Set([95, 97]);

/** How far a dump is. */
export type DumpProgress =
  /** There is more. */
  | 'going on'
  /** A table changed while it was dumped, so that it is dumped again. */
  | 'interrupted'
  /** It changed each time: no dump of one instant could be had. */
  | 'given up'
  | 'done';

/** Which kind of object a message of a dump tells of. */
const kindOfType: Partial<Record<DecodedMessage['type'], LinuxKind>> = {
  RTM_NEWLINK: 'link',
  RTM_NEWADDR: 'addr',
  RTM_NEWROUTE: 'route',
  RTM_NEWNEIGH: 'neigh',
  RTM_NEWNETCONF: 'netconf',
  RTM_NEWRULE: 'rule',
  RTM_NEWNEXTHOP: 'nexthop',
};

/** Asks the kernel for all objects of some kinds, on a socket of its own, a few datagrams at a time. */
export class Dump {
  readonly #socket = new NetlinkSocket();
  readonly #slots = new ReceiveSlots(SLOT_COUNT, SLOT_SIZE);
  readonly #objects = new Map<DumpRequest, object[] | DumpedRoutes>();
  readonly #requests: readonly DumpRequest[];
  readonly #skips: SkipTally;
  #index = 0;
  #attempts = 0;
  #seq = 0;
  #isInterrupted = false;

  /** @throws LiveHostUnavailable where the kernel gives no socket for it */
  constructor(requests: readonly DumpRequest[], skips: SkipTally) {
    this.#requests = requests;
    this.#skips = skips;
    this.#socket.askStrictly();
    this.#ask();
  }

  /**
   * Reads on.
   *
   * @throws LiveHostUnavailable where the kernel refuses to dump
   */
  step(): DumpProgress {
    const received = this.#socket.receive(this.#slots);
    if (received === 'nothing') return 'going on';
    if (received === 'lost') return this.#again();
    for (let slot = 0; slot < received; slot++) {
      const { at, from, isTruncated, length } = this.#slots.datagram(slot);
      if (from !== 0) continue;
      if (isTruncated) this.#isInterrupted = true;
      const end = at + Math.min(length, SLOT_SIZE);
      if (this.#routes?.keep(this.#slots.wire, at, end) === true) continue;
      let outcome: DumpProgress | undefined;
      eachMessage(this.#slots.wire, at, end, this.#skips, (message, start) => {
        outcome = this.#take(message, start);
        return outcome === undefined;
      });
      if (outcome !== undefined) return outcome;
    }
    return 'going on';
  }

  /** What was dumped, once it is done. */
  get dumps(): readonly LinuxDump[] {
    return Array.from(this.#objects, ([{ family, kind }, objects]) => {
      const named = linuxFamilyOf(family);
      // The decoder gives each kind its own objects.
      return { kind, objects, ...(named === undefined ? {} : { families: [named] }) } as LinuxDump;
    });
  }

  close(): void {
    this.#socket.close();
  }

  /** Where the routes of the request under way go; undefined where it is none for routes. */
  get #routes(): DumpedRoutes | undefined {
    const objects = this.#objects.get(this.#current());
    return objects instanceof DumpedRoutes ? objects : undefined;
  }

  #current(): DumpRequest {
    return this.#requests[this.#index] as DumpRequest;
  }

  #ask(): void {
    this.#seq += 1;
    this.#isInterrupted = false;
    const { family, kind } = this.#current();
    this.#objects.set(this.#current(), kind === 'route' ? new DumpedRoutes(family, this.#seq) : []);
    this.#socket.send(dumpMessage(this.#current(), this.#seq));
  }

  /** Takes a message, which begins at an offset; what ends the dump of a table is an outcome. */
  #take(message: DecodedMessage, from: number): DumpProgress | undefined {
    if (message.type === 'skipped' || message.type === 'timestamp') return undefined;
    // An answer to a request that was given up.
    if (message.seq !== this.#seq) return undefined;
    if ((message.flags & NLM_F.DUMP_INTR) !== 0) this.#isInterrupted = true;
    if (message.type === 'NLMSG_OVERRUN') this.#isInterrupted = true;
    if (message.type === 'NLMSG_DONE' || message.type === 'NLMSG_ERROR') return this.#end(message.errno);
    const { family, kind } = this.#current();
    if (kindOfType[message.type] !== kind || !('body' in message)) return undefined;
    // A kernel that does not read requests strictly dumps more than it was asked for.
    if (linuxFamilyOf(family) !== undefined && message.family !== family) return undefined;
    const objects = this.#objects.get(this.#current());
    if (objects instanceof DumpedRoutes) objects.keepOne(this.#slots.wire, from);
    else objects?.push(message.body);
    return undefined;
  }

  #end(errno: number): DumpProgress {
    if (errno !== 0 && !unknownKind.has(errno))
      throw new LiveHostUnavailable(`dumping objects of kind ${this.#current().kind}`, errno);
    if (this.#isInterrupted) return this.#again();
    this.#index += 1;
    this.#attempts = 0;
    if (this.#index === this.#requests.length) return 'done';
    this.#ask();
    return 'going on';
  }

  #again(): DumpProgress {
    this.#attempts += 1;
    if (this.#attempts === ATTEMPTS) return 'given up';
    this.#ask();
    return 'interrupted';
  }
}
