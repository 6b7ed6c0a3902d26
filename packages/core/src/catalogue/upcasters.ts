import type * as t from 'io-ts';

import { definitionOf, isEventType } from './event-catalogue';

/** An event as some version of the program stored it. */
export interface VersionedEvent {
  readonly seq: number;
  readonly type: string;
  /** Version of the schema of `data`, from 1. */
  readonly v: number;
  readonly data: unknown;
}

/** What an event was appended with, as far as a change of its schema may hang on it: its record. */
export interface AppendedWith {
  /** Instant of the append, milliseconds since the Unix epoch. */
  readonly at: number;
}

/**
 * One step from an older version of an event to the next: one event becomes one event. It may give another name as
 * well; then `to` is the first version under that name which follows.
 */
export interface Upcaster<Old> {
  readonly from: { readonly type: string; readonly v: number };
  readonly to: { readonly type: string; readonly v: number };
  /** What the older version held: as strict as it was then. */
  readonly data: t.Type<Old>;
  /** Pure: from the data, the number of the event, and the instant of its append. */
  readonly upcast: (data: Old, event: Pick<VersionedEvent, 'seq'> & AppendedWith) => unknown;
}

// What takes Old is given what its own codec has let pass.
type AnyUpcaster = Upcaster<never>;

const nameOf = ({ type, v }: Upcaster<never>['from']): string => `${type} of version ${v}`;

const isPresent = ({ type, v }: Upcaster<never>['to']): boolean =>
  isEventType(type) && definitionOf(type).v === v;

/** An event on its way to the present version, or what is wrong with it. */
export type Upcast = { readonly event: VersionedEvent } | { readonly fault: string };

/** Upcasters that lead from every older version they know to a present one. */
export class Upcasters {
  readonly #byFrom = new Map<string, AnyUpcaster>();

  /** @throws Error where two begin alike, or one leads to no present version: a defect of the list */
  constructor(list: readonly AnyUpcaster[]) {
    for (const upcaster of list) {
      const name = nameOf(upcaster.from);
      if (this.#byFrom.has(name)) throw new Error(`two upcasters begin with ${name}`);
      if (isPresent(upcaster.from))
        throw new Error(`${name} is the present version: nothing leads on from it`);
      this.#byFrom.set(name, upcaster);
    }
    for (const { from } of list) this.#checkEnd(from);
  }

  #checkEnd(from: AnyUpcaster['from']): void {
    let at = from;
    for (let steps = 0; !isPresent(at); steps += 1) {
      const next = this.#byFrom.get(nameOf(at));
      if (next === undefined || steps > this.#byFrom.size)
        throw new Error(`the upcasters of ${nameOf(from)} lead to no present version`);
      at = next.to;
    }
  }

  /** The present form of an older event; undefined for one that no upcaster knows. */
  upcast(stored: VersionedEvent, { at }: AppendedWith): Upcast | undefined {
    let event = stored;
    for (
      let next = this.#byFrom.get(nameOf(event));
      next !== undefined;
      next = this.#byFrom.get(nameOf(event))
    ) {
      if (!next.data.is(event.data)) return { fault: `it is no ${next.data.name}, as ${nameOf(event)} is` };
      event = { seq: stored.seq, ...next.to, data: next.upcast(event.data, { seq: stored.seq, at }) };
    }
    return event === stored ? undefined : { event };
  }
}

/**
 * From each version of an event that was ever released to the present ones. None has changed since version 1.
 *
 * Who changes the shape or the meaning of an event raises its `v` in its definition, adds the way from the version
 * before to this list, and a sample log of the new version to packages/core/test/samples.
 */
export const releasedUpcasters = new Upcasters([]);
