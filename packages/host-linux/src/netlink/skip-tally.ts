import type { AttributeSet } from './attribute-set';
import { messageTypeName } from './message-type';

/** Why a whole message says nothing here. */
export type MessageSkipReason =
  /** No type by that number is known. */
  | 'unknown message type'
  /** A type that has no counterpart here: requests, namespaces, queues, multicast groups of bridges … */
  | 'message type not mirrored'
  /** A family that has no counterpart here, such as that of bridge ports or MPLS. */
  | 'address family not mirrored'
  /** RTM_F_CLONED: the cached result of a lookup, no route of a table. */
  | 'cloned route'
  /** A prefix is longer than its family's addresses. */
  | 'prefix length out of range'
  /** The struct that begins the body is not all there. */
  | 'body too short'
  /** What the object is known by is missing, such as the address in a message about an address. */
  | 'key attribute missing'
  /** The header is not all there, or its length is below its own or goes past the end of the bytes. */
  | 'message cut short';

/** Why an attribute says nothing here. */
export type AttributeSkipReason =
  /** No attribute by that number is known. */
  | 'unknown attribute'
  /** Its data do not have the size that its type asks for. */
  | 'unexpected size'
  /** Its length is below 4 or goes past the end of the list, which ends there. */
  | 'bad length';

/** How often something was skipped for one reason. */
export interface SkipCount {
  readonly reason: MessageSkipReason | AttributeSkipReason;
  /** The kernel's name, such as `RTM_NEWNSID` or `IFLA_MTU`; `message type 200` or `IFLA 99` where there is none. */
  readonly name: string;
  /** At least 1. */
  readonly count: number;
}

/** Counts what was skipped while decoding, and why: nothing odd is fatal, and nothing is lost in silence. */
export class SkipTally {
  readonly #messages = new Map<MessageSkipReason, Map<number, number>>();
  readonly #attributes = new Map<AttributeSkipReason, Map<AttributeSet, Map<number, number>>>();

  /** Counts a message by its type (nlmsg_type). */
  message(reason: MessageSkipReason, type: number): void {
    increment(entryOf(this.#messages, reason), type);
  }

  /** Counts an attribute by its set and type. */
  attribute(reason: AttributeSkipReason, set: AttributeSet, type: number): void {
    increment(entryOf(entryOf(this.#attributes, reason), set), type);
  }

  /** What was counted so far, by reason, then name. */
  counts(): readonly SkipCount[] {
    const counts: SkipCount[] = [];
    for (const [reason, types] of this.#messages)
      for (const [type, count] of types)
        counts.push({ reason, name: messageTypeName(type) ?? `message type ${type}`, count });
    for (const [reason, sets] of this.#attributes)
      for (const [set, types] of sets)
        for (const [type, count] of types) counts.push({ reason, name: set.nameOf(type), count });
    return counts.sort((a, b) => compareText(a.reason, b.reason) || compareText(a.name, b.name));
  }
}

const entryOf = <K, A, B>(map: Map<K, Map<A, B>>, key: K): Map<A, B> => {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = new Map<A, B>();
  map.set(key, made);
  return made;
};

const increment = (counts: Map<number, number>, type: number): void => {
  counts.set(type, (counts.get(type) ?? 0) + 1);
};

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
