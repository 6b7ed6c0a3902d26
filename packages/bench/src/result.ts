/** What a figure counts. */
export type Unit = 'ns' | 'bytes' | 'count' | 'per second';

/** A bound that a figure, or a ratio, is held to. */
export interface Target {
  /** `≤ 10 µs`, `≥ 10 ×`. */
  readonly text: string;
  readonly isMet: boolean;
}

/** One line of an answer: a figure, and how many times a peer's it is where one was measured beside it. */
export interface Row {
  readonly what: string;
  readonly unit: Unit;
  readonly median: number;
  readonly least: number;
  readonly most: number;
  /** How many times as fast (or, of bytes, as small) as the peer. */
  readonly ratio?: number;
  readonly peer?: string;
  readonly peerMedian?: number;
  readonly target?: Target;
}

/** Figures over sizes, to be drawn: a cost that stays flat is a level line. */
export interface Curve {
  readonly title: string;
  /** What the sizes count: `routes`. */
  readonly over: string;
  readonly sizes: readonly number[];
  readonly unit: Unit;
  readonly series: ReadonlyArray<{ readonly name: string; readonly values: readonly number[] }>;
}

/** The answer to one question. */
export interface Answer {
  readonly name: string;
  readonly title: string;
  /** What was measured, and how, in a sentence or two. */
  readonly about: string;
  /** Day of the measurement, `2026-11-28`. */
  readonly day: string;
  readonly isQuick: boolean;
  readonly rows: readonly Row[];
  readonly curves: readonly Curve[];
  readonly notes: readonly string[];
}

/** The machine and the programs that answers are from. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly system: string;
  readonly node: string;
  /** Versions of the peers by package. */
  readonly peers: Readonly<Record<string, string>>;
}

/** All that was measured, as it is kept beside the page that shows it. */
export interface Results {
  readonly machine: Machine;
  readonly answers: readonly Answer[];
}
