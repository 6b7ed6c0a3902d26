import { functionOfText, type Members } from '../codec';
import { flatText } from './flat-text';

type Write = (value: unknown) => string;
type Made = (write: Write, keep: typeof kept, flat: typeof flatText) => (members: Members) => string;

/** How many objects of a shape are written, and looked at, before a function is compiled for it. */
const SAMPLES = 200;
/** A member that changed in more than one of so many samples is taken for one that varies. */
const VARIES_ABOVE = 8;

// What is never the value of a member, so that nothing is taken for unchanged because of it.
const nothing = Symbol('nothing');

/**
 * The objects that list the same members in the same order, and how they are written. Objects of one kind come by the
 * thousand and have much in common from one to the next; so the text of neighboring members that did not change is
 * kept, and put in whole. What is kept are primitive values and their texts: an object is always written anew.
 */
export class ObjectShape {
  readonly #sorted: readonly string[];
  /** What goes before each value: `{"a":`, `,"b":` … */
  readonly #leads: readonly string[];
  readonly #last: unknown[];
  readonly #changes: number[];
  #samples = 0;
  #compiled: ((members: Members) => string) | undefined;

  /**
   * @param listed the names of the members in the order in which the objects list them.
   * @param write gives the text of a value; what it throws is passed on.
   */
  constructor(
    readonly listed: readonly string[],
    private readonly write: Write,
  ) {
    this.#sorted = [...listed].sort();
    this.#leads = this.#sorted.map((member, index) => `${index === 0 ? '{' : ','}${write(member)}:`);
    this.#last = listed.map(() => nothing);
    this.#changes = listed.map(() => 0);
  }

  /** The text of an object of this shape, its members sorted. */
  textOf(members: Members): string {
    return this.#compiled === undefined ? this.#plainly(members) : this.#compiled(members);
  }

  #plainly(members: Members): string {
    const { length } = this.#sorted;
    if (length === 0) return '{}';
    let text = '';
    for (let index = 0; index < length; index++) {
      const value = members[this.#sorted[index] as string];
      text += (this.#leads[index] as string) + this.write(value);
      if (value === this.#last[index] && typeof value !== 'object') continue;
      this.#last[index] = value;
      if (value !== null) this.#changes[index] = (this.#changes[index] as number) + 1;
    }
    if (++this.#samples === SAMPLES) this.#compiled = this.#compile();
    return `${text}}`;
  }

  #compile(): ((members: Members) => string) | undefined {
    const varies = this.#changes.map((changes) => changes > VARIES_ABOVE);
    const source = sourceOf(this.#sorted, this.#leads, varies);
    const made = functionOfText(['write', 'kept', 'flat'], source) as Made | undefined;
    this.#last.length = 0;
    return made?.(this.write, kept, flatText);
  }
}

const kept = (value: unknown): unknown => (typeof value === 'object' && value !== null ? nothing : value);

/** The members up to one that varies: their texts and the lead of that one are put in as one text. */
interface Run {
  readonly steady: number[];
  varying?: number;
}

const runsOf = (varies: readonly boolean[]): Run[] => {
  const runs: Run[] = [{ steady: [] }];
  varies.forEach((doesVary, index) => {
    const run = runs[runs.length - 1] as Run;
    if (!doesVary) run.steady.push(index);
    else {
      run.varying = index;
      runs.push({ steady: [] });
    }
  });
  return runs;
};

const sourceOf = (names: readonly string[], leads: readonly string[], varies: readonly boolean[]): string => {
  const declared: string[] = [];
  const statements = runsOf(varies).map(({ steady, varying }, run) => {
    const end = JSON.stringify(varying === undefined ? '}' : leads[varying]);
    const value = varying === undefined ? '' : `\n  text += write(v[${JSON.stringify(names[varying])}]);`;
    if (steady.length === 0) return `\n  text += ${end};${value}`;
    declared.push(`let r${run} = '';`, ...steady.map((index) => `let m${index} = kept({});`));
    const reads = steady.map((index) => `\n  const x${index} = v[${JSON.stringify(names[index])}];`);
    const changed = steady.map((index) => `x${index} !== m${index}`).join(' || ');
    const texts = steady.map((index) => `${JSON.stringify(leads[index])} + write(x${index})`).join(' + ');
    const keep = steady.map((index) => `m${index} = kept(x${index});`).join(' ');
    return `${reads.join('')}
  if (${changed}) { r${run} = flat(${texts} + ${end}); ${keep} }
  text += r${run};${value}`;
  });
  return `${declared.join('\n')}\nreturn (v) => {\n  let text = '';${statements.join('')}\n  return text;\n};`;
};
