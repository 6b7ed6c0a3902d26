import type { CommandView, Status, View } from '../call';
import { Trial, type AnyCommand } from '../engine';
import { functions } from '../netioapi';
import { changedMembers, difference, tableOf, type AnyRow, type Difference, type HostState } from '../state';
import { callableTables, rowCalls, type CallableTable, type PlannedCall } from './rows-to-calls';

/** A call that would bring a row nearer to what it is to be, and that the host would refuse. */
export interface RefusedCall extends PlannedCall {
  readonly status: Status;
  /** In words. */
  readonly why: string;
}

/** The calls from one state to another. */
export interface CommandsFor {
  /** To be made in this order, at the instant of the view: each succeeds and changes something. */
  readonly calls: readonly PlannedCall[];
  /** Calls that would be needed too, but are refused. They are not among `calls`. */
  readonly refused: readonly RefusedCall[];
  /** What still differs from what is to be when all calls are made: what no call can do. Of all tables. */
  readonly left: Difference;
}

/** Where calls begin: a state, the instant at which they are made and, where it matters, the number source. */
export type CommandsForView = View<HostState> & Partial<Pick<CommandView<unknown>, 'draw'>>;

/** What is to happen to the rows of one table, as found at once. */
interface Work {
  readonly table: CallableTable;
  readonly gone: readonly AnyRow[];
  /** What rows that stand are to be. */
  readonly other: readonly AnyRow[];
  readonly missing: readonly AnyRow[];
}

// Calls bring rows of other tables with them or take them away: what is wrong then is put right in the next pass.
const PASSES_MAX = 6;

/** Addresses go and come before the routes that they take along or bring. */
const orderOfTables = ['ipInterfaces', 'unicast', 'anycast', 'neighbors', 'routes'] as const;

class Planner {
  readonly calls: PlannedCall[] = [];
  #refused: RefusedCall[] = [];

  constructor(
    private readonly trial: Trial,
    private readonly target: HostState,
  ) {}

  get refused(): readonly RefusedCall[] {
    return this.#refused;
  }

  /** Deletions, then sets, then creations. @returns TRUE where any call changed something */
  pass(): boolean {
    const before = this.calls.length;
    this.#refused = [];
    // Addresses first: what they take with them need not be deleted by itself.
    for (const table of orderOfTables) for (const row of this.#workOn(table).gone) this.#remove(table, row);
    const work = orderOfTables.map((table) => this.#workOn(table));
    for (const { table, other } of work) for (const row of other) this.#set(table, row);
    for (const { table, missing } of work) for (const row of missing) this.#create(table, row);
    return this.calls.length > before;
  }

  /** Rows that a Set leaves different are deleted and created where that brings them nearer. */
  makeAnew(): boolean {
    const before = this.calls.length;
    for (const table of callableTables)
      if (rowCalls[table].mayBeMadeAnew === true)
        for (const target of this.#workOn(table).other) this.#makeAnew(table, target);
    return this.calls.length > before;
  }

  #workOn(table: CallableTable): Work {
    const [present, wanted] = [tableOf(this.trial.state, table), tableOf(this.target, table)];
    const work = { table, gone: [] as AnyRow[], other: [] as AnyRow[], missing: [] as AnyRow[] };
    if (present === wanted) return work;
    for (const row of present.values()) {
      const target = wanted.get(row);
      if (target === undefined) work.gone.push(row);
      else if (target !== row && changedMembers(row, target).length > 0) work.other.push(target);
    }
    for (const target of wanted.values()) if (present.get(target) === undefined) work.missing.push(target);
    return work;
  }

  #standing(table: CallableTable, key: AnyRow): AnyRow | undefined {
    return tableOf(this.trial.state, table).get(key);
  }

  #remove(table: CallableTable, row: AnyRow): void {
    const { remove } = rowCalls[table];
    if (remove !== undefined && this.#standing(table, row) !== undefined) this.#make(remove(row));
  }

  #set(table: CallableTable, target: AnyRow): void {
    const row = this.#standing(table, target);
    if (row === undefined) return;
    const tries = rowCalls[table].set?.(row, target, this.trial.at) ?? [];
    const [whole, ...parts] = tries;
    if (whole === undefined || this.#make(whole)) return;
    for (const part of parts) this.#make(part);
  }

  #create(table: CallableTable, target: AnyRow): void {
    if (this.#standing(table, target) !== undefined) return;
    const create = rowCalls[table].create?.(target, this.trial.at);
    if (create !== undefined) this.#make(create);
  }

  #makeAnew(table: CallableTable, target: AnyRow): void {
    const row = this.#standing(table, target);
    const { remove, create } = rowCalls[table];
    const creation = create?.(target, this.trial.at);
    if (row === undefined || remove === undefined || creation === undefined) return;
    const state = this.trial.state;
    const made = [remove(row), creation];
    const isMade = made.every((each) => 'changed' in this.#try(each));
    const after = this.#standing(table, target);
    const isNearer =
      isMade &&
      after !== undefined &&
      changedMembers(after, target).length < changedMembers(row, target).length;
    if (isNearer) this.calls.push(...made);
    else this.trial.reset(state);
  }

  #try({ name, params }: PlannedCall): ReturnType<Trial['call']> {
    return this.trial.call(functions[name] as unknown as AnyCommand, params);
  }

  /** @returns FALSE where it is refused */
  #make(planned: PlannedCall): boolean {
    const tried = this.#try(planned);
    if ('refusal' in tried) {
      const { status, why } = tried.refusal;
      this.#refused.push({ ...planned, status, why });
      return false;
    }
    if (tried.changed) this.calls.push(planned);
    return true;
  }
}

/**
 * The calls that turn the routes, addresses, neighbors and IP interfaces of one state into those of another: deletions,
 * then sets, then creations; once more for what these bring with them. They are tried on the first state while they
 * are looked for, so that what they leave different is known and told.
 *
 * A lifetime is given in whole seconds, so an end may come out up to a second late; a neighbor in a state that only
 * the link gives is left alone. A mirrored host takes no calls: they are meant for its fork, which is a model.
 *
 * @param from where the calls begin, such as `host.view(asOf)`
 * @param to what is to be, such as `other.view(asOf).state`
 * @example
 * host.mark('before');
 * netioapi(host).CreateIpForwardEntry2({ Row: route });
 * const { calls } = commandsFor(host.view(), host.view('before').state);
 * calls.map(({ name }) => name); // => ['DeleteIpForwardEntry2']
 */
export const commandsFor = (from: CommandsForView, to: HostState): CommandsFor => {
  const trial = new Trial(from);
  const planner = new Planner(trial, to);
  for (let pass = 0; pass < PASSES_MAX; pass += 1) if (!planner.pass() && !planner.makeAnew()) break;
  return { calls: planner.calls, refused: planner.refused, left: difference(trial.state, to) };
};
