import type { Status } from '../call';
import { tableDefinitionOf } from '../catalogue';
import { rowKeyText } from '../codec';
import {
  Conflict,
  EngineError,
  rowNamedBy,
  Trial,
  WrongKindOfHost,
  type AnyCommand,
  type AsOf,
  type CommandOptions,
  type Host,
  type Position,
} from '../engine';
import { callByName, functions } from '../netioapi';
import {
  difference,
  differenceSize,
  tableOf,
  type Difference,
  type HostState,
  type MemberChange,
} from '../state';
import { commandsFor, type CommandsForView, type RefusedCall } from './commands-for';
import { desiredState, type Desired } from './desired-state';
import type { CallableTable, PlannedCall } from './rows-to-calls';

/** What becomes of one row that calls of a plan name. */
export interface PlannedChange {
  readonly table: CallableTable;
  readonly kind: 'create' | 'change' | 'delete';
  /** Row key text. */
  readonly key: string;
  /** The row as it will stand; of one that goes, as it stands. */
  readonly row: object;
  /** What differs; of a row that is changed only. */
  readonly members: Readonly<Record<string, MemberChange>>;
}

/** Calls that bring a host to what it is to be, and what they change; made by nobody yet. */
export interface Plan {
  /** Where the host stood when it was made; elsewhere it is not applied. */
  readonly position: Position;
  /** In the order in which they are to be made. */
  readonly calls: readonly PlannedCall[];
  /** Row by row, deletions first. */
  readonly changes: readonly PlannedChange[];
  /** Rows that come, change or go with these by themselves, such as the routes of an address. */
  readonly brought: number;
  /** Calls that would be needed too, but are refused. */
  readonly refused: readonly RefusedCall[];
  /** What will still differ from what is to be, as no call can do it. */
  readonly left: Difference;
}

/** A call of a plan was refused: nothing of the plan was applied. */
export class PlanRefused extends EngineError {
  constructor(
    readonly call: PlannedCall,
    readonly status: Status,
    why: string,
  ) {
    super('PlanRefused', `${call.name} was refused, so nothing was applied: ${why} (${status})`);
  }
}

type KeyedRow = Pick<PlannedChange, 'table' | 'key'> & { readonly rowKey: object };

const commandOf = ({ name }: PlannedCall): AnyCommand => functions[name] as unknown as AnyCommand;

const kinds: readonly PlannedChange['kind'][] = ['delete', 'change', 'create'];

const planTo = (view: CommandsForView, to: HostState): Plan => {
  const { calls, refused, left } = commandsFor(view, to);
  const trial = new Trial(view);
  const before = trial.state;
  const named = new Map<string, KeyedRow>();
  for (const call of calls) {
    const row = rowNamedBy(trial.state, commandOf(call), call.params);
    if (row !== undefined) {
      const key = rowKeyText(tableDefinitionOf(row.table), row.key);
      named.set(key, { table: row.table as CallableTable, key, rowKey: row.key });
    }
    trial.call(commandOf(call), call.params);
  }
  const after = trial.state;
  const found = difference(before, after);
  const membersOf = new Map(
    Object.values(found).flatMap(({ changed }) => changed.map(({ key, members }) => [key, members] as const)),
  );
  const changes = [...named.values()].flatMap(({ table, key, rowKey }): readonly PlannedChange[] => {
    const [was, is] = [before, after].map((state) => tableOf(state, table).get(rowKey));
    const row = is ?? was;
    if (row === undefined) return [];
    const members = membersOf.get(key) ?? {};
    const kind = was === undefined ? 'create' : is === undefined ? 'delete' : 'change';
    return kind === 'change' && Object.keys(members).length === 0 ? [] : [{ table, kind, key, row, members }];
  });
  const { routes, unicast, anycast, neighbors, ipInterfaces } = found;
  const size = [routes, unicast, anycast, neighbors, ipInterfaces].reduce(
    (sum, table) => sum + differenceSize(table),
    0,
  );
  return {
    position: { seq: view.state.seq, at: view.at },
    calls,
    changes: changes.sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind)),
    brought: size - changes.length,
    refused,
    left,
  };
};

const viewOf = (host: Host | CommandsForView): CommandsForView => ('timeline' in host ? host.view() : host);

/**
 * The least calls that bring a host to what it is to be: of each section of the desired state, what it lists is made or
 * set, and what it does not list is deleted. Nothing is called yet.
 *
 * @throws DesiredStateError that names the member at fault
 * @example
 * const desired = { routes: [{ InterfaceIndex: 5, DestinationPrefix: '10.0.0.0/8', NextHop: '192.0.2.1' }] };
 * const made = plan(host, desired);
 * planVerdict(made); // => '1 to create'
 * applyPlan(host, made);
 * planVerdict(plan(host, desired)); // => 'no changes'
 */
export const plan = (host: Host | CommandsForView, desired: Desired): Plan => {
  const view = viewOf(host);
  return planTo(view, desiredState(view, desired));
};

/**
 * The calls that bring a host back to a past moment, as far as calls can.
 *
 * @throws what Timeline.resolve throws for a moment that cannot be read
 * @example
 * host.mark('before');
 * netioapi(host).CreateIpForwardEntry2({ Row: route });
 * const back = revertPlan(host, 'before');
 * planVerdict(back); // => '1 to delete'
 * applyPlan(host, back);
 * host.state.routes.size; // => 0
 */
export const revertPlan = (host: Host, asOf: AsOf): Plan => planTo(host.view(), host.view(asOf).state);

/** A plan in short: `3 to create, 1 to change, 2 to delete`, or `no changes`. */
export const planVerdict = ({ changes }: Pick<Plan, 'changes'>): string => {
  const counts = (['create', 'change', 'delete'] as const)
    .map((kind) => [changes.filter((change) => change.kind === kind).length, kind] as const)
    .filter(([count]) => count > 0);
  return counts.length === 0 ? 'no changes' : counts.map(([count, kind]) => `${count} to ${kind}`).join(', ');
};

/**
 * Makes the calls of a plan, all of them as one durable write, or none: then state, log and subscribers are as before.
 * Inside a batch it is that which is undone as a whole.
 *
 * @param options who does it; the same of all calls
 * @throws Conflict where the host has moved since the plan was made; PlanRefused; WrongKindOfHost for a mirrored host
 */
export const applyPlan = (
  host: Host,
  { position, calls }: Pick<Plan, 'position' | 'calls'>,
  options: Pick<CommandOptions, 'actor' | 'correlationId'> = {},
): void => {
  if (host.mirrored)
    throw new WrongKindOfHost('a mirrored host only repeats its live host: make the calls of the plan there');
  // What is due by now happens first, and counts as a move.
  const { seq } = host.view().state;
  if (seq !== position.seq) throw new Conflict({ seq: position.seq }, { seq });
  host.batch(() => {
    for (const call of calls) {
      const { status, why } = callByName(host, call.name, call.params, options);
      if (status !== 'STATUS_SUCCESS') throw new PlanRefused(call, status, why ?? status);
    }
  });
};
