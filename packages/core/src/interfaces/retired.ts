import type { Luid } from '../net';
import { SortedMap } from '../table';
import type { InterfaceEvent } from './events';

const compareNumbers = (a: number, b: number): number => a - b;
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The indexes and LUIDs of interfaces that departed. A LUID is never given out again, an index only on a mirrored host. */
export class Retired {
  static readonly empty = new Retired(
    SortedMap.empty<number, true>(compareNumbers),
    SortedMap.empty<Luid, true>(compareText),
  );

  private constructor(
    private readonly indexSet: SortedMap<number, true>,
    private readonly luidSet: SortedMap<Luid, true>,
  ) {}

  /** As a state document lists them. */
  static of(indexes: readonly number[], luids: readonly Luid[]): Retired {
    return new Retired(
      indexes.reduce((set, index) => set.with(index, true), Retired.empty.indexSet),
      luids.reduce((set, luid) => set.with(luid, true), Retired.empty.luidSet),
    );
  }

  hasIndex(index: number): boolean {
    return this.indexSet.has(index);
  }

  hasLuid(luid: Luid): boolean {
    return this.luidSet.has(luid);
  }

  with(index: number, luid: Luid): Retired {
    return new Retired(this.indexSet.with(index, true), this.luidSet.with(luid, true));
  }

  /** Ascending. */
  indexes(): readonly number[] {
    return Array.from(this.indexSet.keys());
  }

  /** Ascending. */
  luids(): readonly Luid[] {
    return Array.from(this.luidSet.keys());
  }
}

/** Folds one event: a departure retires the index and the LUID of the interface, all else leaves them. */
export const evolveRetired = (retired: Retired, event: InterfaceEvent): Retired =>
  event.type === 'InterfaceDeparted'
    ? retired.with(event.data.InterfaceIndex, event.data.InterfaceLuid)
    : retired;
