import { least, median, most, timesAsFast, type Sample } from './sample';
import type { Curve, Row, Target, Unit } from './result';
import { figureText, ratioText } from './figure-text';

/** One of those that are timed in turn: all do the same work, each in its way. */
export interface Contender {
  /** How many operations one run does; a figure is for one of them. */
  readonly operations: number;
  /** Done before each run, and not timed. */
  readonly before?: () => void;
  readonly run: () => void;
}

/** A contender whose work ends later. */
export interface AsyncContender {
  readonly operations: number;
  readonly before?: () => void | Promise<void>;
  readonly run: () => Promise<void>;
}

/** What a row may be held to. A test of the figure needs no peer. */
export interface RowOptions {
  /** The figure must not be above this; of `ns` in nanoseconds, of `bytes` in bytes. */
  readonly atMost?: number;
  /** The figure must not be below this. */
  readonly atLeast?: number;
}

/** What a comparison may be held to. */
export interface BesideOptions {
  /** How many times as fast as the peer it must be. */
  readonly times?: number;
}

/** The hand that a question measures with, and the sheet that it writes its answer on. */
export class Bench {
  readonly rows: Row[] = [];
  readonly curves: Curve[] = [];
  readonly notes: string[] = [];

  constructor(
    /** Small tables and few rounds: only to see that the question still runs. */
    readonly isQuick: boolean,
    /** Also what takes minutes. */
    readonly isLong: boolean,
  ) {}

  /** `full`, or a small share of it where all is to be quick. */
  size(full: number, quick: number): number {
    return this.isQuick ? quick : full;
  }

  /**
   * Times contenders in turn, round after round, so that what disturbs the machine disturbs all of them. The first
   * round warms up and does not count.
   */
  race<Name extends string>(
    contenders: Readonly<Record<Name, Contender>>,
    rounds = this.size(7, 2),
  ): Record<Name, Sample> {
    const spent = sheetFor(contenders);
    for (let round = 0; round <= rounds; round++)
      for (const name of namesOf(contenders)) {
        const { operations, before, run } = contenders[name];
        before?.();
        const start = process.hrtime.bigint();
        run();
        const nanoseconds = Number(process.hrtime.bigint() - start);
        if (round > 0) spent[name].push(nanoseconds / operations);
      }
    return samplesOf(spent);
  }

  /** `race` for work that ends later. */
  async raceAsync<Name extends string>(
    contenders: Readonly<Record<Name, AsyncContender>>,
    rounds = this.size(5, 2),
  ): Promise<Record<Name, Sample>> {
    const spent = sheetFor(contenders);
    for (let round = 0; round <= rounds; round++)
      for (const name of namesOf(contenders)) {
        const { operations, before, run } = contenders[name];
        await before?.();
        const start = process.hrtime.bigint();
        await run();
        const nanoseconds = Number(process.hrtime.bigint() - start);
        if (round > 0) spent[name].push(nanoseconds / operations);
      }
    return samplesOf(spent);
  }

  /** Times one thing alone, once a round; nothing warms it up: for what happens once in the life of a process. */
  once(work: () => void, rounds = 1): Sample {
    return {
      rounds: Array.from({ length: rounds }, () => {
        const start = process.hrtime.bigint();
        work();
        return Number(process.hrtime.bigint() - start);
      }),
    };
  }

  /** Writes down a time an operation. */
  time(what: string, sample: Sample, options: RowOptions = {}): void {
    this.#figure(what, 'ns', sample.rounds, options);
  }

  /** Writes down how many operations a second a sample means. */
  rate(what: string, sample: Sample, options: RowOptions = {}): void {
    this.#figure(
      what,
      'per second',
      sample.rounds.map((nanoseconds) => 1e9 / nanoseconds),
      options,
    );
  }

  /** Writes down a figure of any kind: bytes, a count; one number, or one a round. */
  figure(what: string, unit: Unit, values: number | readonly number[], options: RowOptions = {}): void {
    this.#figure(what, unit, typeof values === 'number' ? [values] : values, options);
  }

  /** Writes down a time an operation beside that of a peer, which was timed in the same race. */
  beside(what: string, ours: Sample, peer: string, peers: Sample, { times }: BesideOptions = {}): void {
    const ratio = timesAsFast(ours, peers);
    this.#add({
      what,
      unit: 'ns',
      ...spreadOf(ours.rounds),
      ratio,
      peer,
      peerMedian: median(peers.rounds),
      ...(times === undefined
        ? {}
        : { target: { text: `≥ ${ratioText(times)}`, isMet: ratio >= times } satisfies Target }),
    });
  }

  /** Has figures over sizes drawn. */
  curve(curve: Curve): void {
    this.curves.push(curve);
  }

  /** A sentence below the table: what a reader must know to read it. */
  note(text: string): void {
    this.notes.push(text);
  }

  #figure(what: string, unit: Unit, values: readonly number[], { atMost, atLeast }: RowOptions): void {
    const middle = median(values);
    const target: Target | undefined =
      atMost !== undefined
        ? { text: `≤ ${figureText(atMost, unit)}`, isMet: middle <= atMost }
        : atLeast !== undefined
          ? { text: `≥ ${figureText(atLeast, unit)}`, isMet: middle >= atLeast }
          : undefined;
    this.#add({ what, unit, ...spreadOf(values), ...(target === undefined ? {} : { target }) });
  }

  #add(row: Row): void {
    this.rows.push(row);
  }
}

const spreadOf = (values: readonly number[]): Pick<Row, 'median' | 'least' | 'most'> => ({
  median: median(values),
  least: least(values),
  most: most(values),
});

const namesOf = <Name extends string>(record: Readonly<Record<Name, unknown>>): Name[] =>
  Object.keys(record) as Name[];

const sheetFor = <Name extends string>(contenders: Readonly<Record<Name, unknown>>): Record<Name, number[]> =>
  Object.fromEntries(namesOf(contenders).map((name) => [name, []])) as unknown as Record<Name, number[]>;

const samplesOf = <Name extends string>(spent: Record<Name, number[]>): Record<Name, Sample> =>
  Object.fromEntries(namesOf(spent).map((name) => [name, { rounds: spent[name] }])) as unknown as Record<
    Name,
    Sample
  >;

let sink = 0;

/** Uses a result, so that the work behind it is not optimized away. */
export const keep = (result: number): void => {
  sink = (sink + result) | 0;
};

/** Bytes of heap and array buffers in use after a collection. */
export const heapBytes = (): number => {
  const { gc } = globalThis;
  if (gc === undefined) throw new Error('memory is measured in a process started with --expose-gc');
  gc();
  gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};
