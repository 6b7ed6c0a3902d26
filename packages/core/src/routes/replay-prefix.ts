import type { IpAddress, Luid } from '../net';
import type { Replacement } from './creation-order';
import type { RouteEvent } from './events';
import type { RouteRecord } from './route-record';
import { recordIn, recordsIn, slotOf, type RouteSlot } from './route-slot';

/** One event of a prefix, as it waits to be folded. */
export interface Touch {
  readonly type: RouteEvent['type'];
  readonly seq: number;
  readonly InterfaceLuid: Luid;
  readonly NextHop: IpAddress;
  /** What a Created or Set puts, as if created by that very event; undefined for a Deleted. */
  readonly record: RouteRecord | undefined;
}

/** A touch that comes where it does not fit: a creation where a route stands, any other where none does. */
export interface MisfitTouch {
  readonly touch: Touch;
  /** Whether a route of its key stood before it. */
  readonly stands: boolean;
}

/** What became of one key: the route before, and what stands in the end. */
interface Fate {
  readonly InterfaceLuid: Luid;
  readonly NextHop: IpAddress;
  readonly old: RouteRecord | undefined;
  record: RouteRecord | undefined;
}

/** Up to so many keys of one prefix are searched one after the other. */
const FEW = 8;

/** The fates of the keys of one prefix, in the order in which they were first touched. */
class Fates {
  readonly all: Fate[] = [];
  #byKey: Map<string, Fate> | undefined;

  find({ InterfaceLuid, NextHop }: Touch): Fate | undefined {
    if (this.#byKey !== undefined) return this.#byKey.get(`${InterfaceLuid}/${NextHop}`);
    return this.all.find((fate) => fate.InterfaceLuid === InterfaceLuid && fate.NextHop === NextHop);
  }

  add(fate: Fate): Fate {
    this.all.push(fate);
    if (this.all.length > FEW) {
      this.#byKey ??= new Map(this.all.map((each) => [`${each.InterfaceLuid}/${each.NextHop}`, each]));
      this.#byKey.set(`${fate.InterfaceLuid}/${fate.NextHop}`, fate);
    }
    return fate;
  }
}

/**
 * What the events of one prefix make of its routes, key by key.
 *
 * @param slot the routes before them
 * @param touches in the order in which they came
 * @param onMisfit told of each that does not fit; what is returned is of no use then
 */
export const settlePrefix = (
  slot: RouteSlot | undefined,
  touches: readonly Touch[],
  onMisfit: (misfit: MisfitTouch) => void,
): readonly Replacement[] => {
  const [only] = touches;
  // Nearly all prefixes: nothing is to be remembered from one event to the next.
  if (only !== undefined && touches.length === 1) {
    const old = recordIn(slot, only.InterfaceLuid, only.NextHop);
    const record = recordAfter(only, old, onMisfit);
    return old === record ? [] : [[old, record]];
  }
  const fates = new Fates();
  for (const touch of touches) {
    const fate = fates.find(touch) ?? fates.add(fateOf(slot, touch.InterfaceLuid, touch.NextHop));
    fate.record = recordAfter(touch, fate.record, onMisfit);
  }
  const done: Replacement[] = [];
  for (const { old, record } of fates.all) if (old !== record) done.push([old, record]);
  return done;
};

/** What stands after one event of a key. */
const recordAfter = (
  touch: Touch,
  before: RouteRecord | undefined,
  onMisfit: (misfit: MisfitTouch) => void,
): RouteRecord | undefined => {
  const { type, record } = touch;
  const stands = before !== undefined;
  if (stands === (type === 'RouteCreated')) onMisfit({ touch, stands });
  return type === 'RouteSet' && stands ? record?.createdBy(before.createdSeq) : record;
};

const fateOf = (slot: RouteSlot | undefined, InterfaceLuid: Luid, NextHop: IpAddress): Fate => {
  const old = recordIn(slot, InterfaceLuid, NextHop);
  return { InterfaceLuid, NextHop, old, record: old };
};

/** The slot after what was done to its routes; undefined where none is left. */
export const slotAfter = (
  slot: RouteSlot | undefined,
  done: readonly Replacement[],
): RouteSlot | undefined => {
  const [only] = done;
  if (only !== undefined && done.length === 1 && (slot === undefined || slot === only[0])) return only[1];
  const gone = new Set(done.map(([old]) => old));
  const records = slot === undefined ? [] : recordsIn(slot).filter((record) => !gone.has(record));
  for (const [, record] of done) if (record !== undefined) records.push(record);
  return records.length === 0 ? undefined : slotOf(records);
};
