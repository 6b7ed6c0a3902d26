import { ipv4PrefixToNumber, prefixLength, type AddressFamily } from '../net';
import {
  ascendingOrder,
  isSamePrefixAt,
  prefixAt,
  prefixBitsOf,
  PrefixList,
  takePrefixes,
  type PrefixColumns,
} from '../table';
import type { RouteEvent } from './events';
import type { Touch } from './replay-prefix';
import { recordOfShared, type RouteRecord } from './route-record';
import type { KeyMembers, SharedMembers, SharedMembersPool } from './shared-members';

const typeNames: readonly RouteEvent['type'][] = ['RouteCreated', 'RouteSet', 'RouteDeleted'];
const CREATED = 0;
const SET = 1;
const DELETED = 2;

/**
 * The events of one family in the order in which they came, as columns: an event takes some 40 bytes, no object is made
 * of it, and the event itself is not looked at again.
 */
export class RouteEventList {
  readonly #prefixes: PrefixList;
  #types = new Uint8Array(16);
  #seqs = new Float64Array(16);
  /** `ageSince` less the base of the shared members. */
  #ages = new Int32Array(16);
  /** What an event puts; of one that deletes, no more than what tells its key. */
  readonly #members: KeyMembers[] = [];
  #anyEnds = false;

  constructor(
    readonly family: AddressFamily,
    private readonly pool: SharedMembersPool,
  ) {
    this.#prefixes = new PrefixList(family === 'AF_INET' ? 1 : 4);
  }

  /** How many events there are. */
  get size(): number {
    return this.#members.length;
  }

  /** Takes the next event; `seq` is above that of the one before. */
  push(event: RouteEvent, seq: number): void {
    const { DestinationPrefix } = event.data;
    const index = this.#members.length;
    if (index === this.#types.length) this.#grow();
    // Of IPv4 without an object for the numbers: nearly all routes are.
    if (this.family === 'AF_INET')
      this.#prefixes.pushWords(
        ipv4PrefixToNumber(DestinationPrefix),
        0,
        0,
        0,
        prefixLength(DestinationPrefix),
      );
    else this.#prefixes.push(prefixBitsOf(DestinationPrefix));
    this.#seqs[index] = seq;
    if (event.type === 'RouteDeleted') {
      this.#types[index] = DELETED;
      this.#members.push(this.pool.keyOf(event.data.InterfaceLuid, event.data.NextHop));
      return;
    }
    const shared = this.pool.share(event.data);
    this.#types[index] = event.type === 'RouteCreated' ? CREATED : SET;
    this.#ages[index] = event.data.ageSince - shared.ageBase;
    this.#members.push(shared);
    if (shared.validUntil !== null) this.#anyEnds = true;
  }

  /** All of them by prefix; nothing may be added any more. */
  byPrefix(): EventsByPrefix {
    return new EventsByPrefix(
      this.family,
      this.#prefixes.columns(),
      this.#types,
      this.#seqs,
      this.#ages,
      this.#members,
      this.#anyEnds,
    );
  }

  #grow(): void {
    const room = 2 * this.#types.length;
    const [before, seqs, ages] = [this.#types, this.#seqs, this.#ages];
    this.#types = new Uint8Array(room);
    this.#types.set(before);
    this.#seqs = new Float64Array(room);
    this.#seqs.set(seqs);
    this.#ages = new Int32Array(room);
    this.#ages.set(ages);
  }
}

/** Events of one family with the order of their prefixes; those of one prefix in the order in which they came. */
export class EventsByPrefix {
  /** The numbers of the events, by prefix. */
  readonly order: Uint32Array;
  /** Their prefixes in that order: side by side, so that neighbors are compared without jumping. */
  readonly prefixes: PrefixColumns;

  constructor(
    readonly family: AddressFamily,
    prefixes: PrefixColumns,
    private readonly types: Uint8Array,
    private readonly seqs: Float64Array,
    private readonly ages: Int32Array,
    private readonly members: readonly KeyMembers[],
    /** Whether an event puts a route whose valid lifetime ends. */
    readonly anyEnds: boolean,
  ) {
    this.order = ascendingOrder([...prefixes.words, prefixes.lengths], prefixes.count);
    this.prefixes = takePrefixes(prefixes, this.order);
  }

  /** Where in the order the events of another prefix begin than of the one at `start`. */
  endOfPrefix(start: number): number {
    const { prefixes } = this;
    let end = start + 1;
    while (end < prefixes.count && isSamePrefixAt(prefixes, start, end)) end++;
    return end;
  }

  /** Whether the event at a place in the order creates a route. */
  isCreation(place: number): boolean {
    return this.types[this.order[place] as number] === CREATED;
  }

  /** What the event at a place puts, as if created by that very event. */
  record(place: number): RouteRecord {
    const event = this.order[place] as number;
    const seq = this.seqs[event] as number;
    const shared = this.members[event] as SharedMembers;
    const age = this.ages[event] as number;
    return recordOfShared(this.family, prefixAt(this.prefixes, place), shared, age, seq, seq);
  }

  /** The event at a place, to be settled beside others of its prefix. */
  touch(place: number): Touch {
    const event = this.order[place] as number;
    const { InterfaceLuid, NextHop } = this.members[event] as KeyMembers;
    const type = typeNames[this.types[event] as number] as Touch['type'];
    const record = type === 'RouteDeleted' ? undefined : this.record(place);
    return { type, seq: this.seqs[event] as number, InterfaceLuid, NextHop, record };
  }
}
