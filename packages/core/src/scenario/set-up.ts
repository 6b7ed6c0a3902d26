import { commandsFor, type PlannedCall } from '../history';
import { createHost, type Host, type Position } from '../engine';
import { difference, emptyState, stateDocument, type Difference, type HostState } from '../state';
import { interfaceOf, type InterfaceDescription, type InterfaceRow } from '../interfaces';
import type { MirrorKind } from '../log';
import { callByName } from '../netioapi';
import { ZERO_LUID } from '../net';
import { shortDocument } from './host-of-state';
import type { MirrorForm } from './recorded-steps';
import type { Importer } from './run-scenario';
import type { ScenarioHost, ScenarioStep } from './scenario';
import { shortCall } from './short-call';

/** How a scenario begins: with what stood at a moment. */
export interface SetUp {
  readonly kind: 'calls' | 'messages' | 'state';
  readonly host: ScenarioHost;
  readonly steps: readonly ScenarioStep[];
}

/** Time for duplicate address detection, ms. */
const SETTLING = 10_000;

/**
 * How long before the moment the calls are made, ms: at once, or so that what they begin has come to its end. Lifetimes are
 * given in whole seconds, so there must be whole seconds from the calls to where one ends.
 */
const leadsTo = (state: HostState, at: number): readonly number[] => {
  const ends = [...state.routes.values(), ...state.unicast.values()].flatMap(
    ({ validUntil, preferredUntil }) => [validUntil, preferredUntil].filter((end) => end !== null),
  );
  const [end] = ends;
  const part = end === undefined ? 0 : (((at - end) % 1000) + 1000) % 1000;
  return [...new Set([part, SETTLING + part])];
};

/** Members that may differ where everything else is as it stood: when something was made, and ends in whole seconds. */
const mayDiffer: ReadonlySet<string> = new Set([
  'createdAt',
  'validUntil',
  'preferredUntil',
  // Of an address that is preferred from the call on, it is in the past.
  'dadDueAt',
  'lastReachableAt',
  'lastUnreachableAt',
]);

const isLikeEnough = (found: Difference): boolean =>
  Object.entries(found).every(
    ([table, { added, removed, changed }]) =>
      table === 'linux' ||
      (added.length === 0 &&
        removed.length === 0 &&
        changed.every(({ members }) => Object.keys(members).every((member) => mayDiffer.has(member)))),
  );

/** Everything that a description can say of an interface as it stands. */
const wholeDescription = (row: InterfaceRow, state: HostState): Record<string, unknown> => {
  const { createdSeq: _, setSeq: __, ...members } = row;
  const bound = state.stacks.filter((Family) => {
    const { InterfaceLuid } = row;
    return state.ipInterfaces.get({ InterfaceLuid, Family }) !== undefined;
  });
  const metrics = bound.map((Family) => {
    const ipInterface = state.ipInterfaces.get({ InterfaceLuid: row.InterfaceLuid, Family });
    return ipInterface === undefined || ipInterface.UseAutomaticMetric ? undefined : ipInterface.Metric;
  });
  const [Metric] = metrics;
  return {
    ...members,
    ...(bound.length === state.stacks.length ? {} : { families: bound }),
    ...(Metric !== undefined && metrics.every((metric) => metric === Metric) ? { Metric } : {}),
  };
};

const madeOf = (description: object, stacks: HostState['stacks']): string => {
  const made = interfaceOf(emptyState(stacks), description, { formsLinkLocal: false, draw: () => 0.5 });
  return made._tag === 'Left' ? '' : JSON.stringify(made.right);
};

/** A description that says no more than it must to make just this interface. */
const shortDescription = (whole: Record<string, unknown>, stacks: HostState['stacks']): object => {
  const wanted = madeOf(whole, stacks);
  let short = whole;
  for (const member of Object.keys(whole)) {
    if (member === 'InterfaceIndex' || member === 'Alias') continue;
    const { [member]: _, ...shorter } = short;
    if (madeOf(shorter, stacks) === wanted) short = shorter;
  }
  const { InterfaceIndex, Alias, ...rest } = short;
  return { InterfaceIndex, Alias, ...rest };
};

/** Rows of interfaces that stand are named by index alone. */
const callStep = ({ name, params }: PlannedCall): ScenarioStep => {
  const named = Object.entries(params).map(([member, row]) => {
    const { InterfaceLuid, ...others } = row as Readonly<Record<string, unknown>>;
    const isNamed = InterfaceLuid !== undefined && typeof others['InterfaceIndex'] === 'number';
    return [member, isNamed ? { ...others, InterfaceLuid: ZERO_LUID } : row] as const;
  });
  return shortCall(name, Object.fromEntries(named));
};

const fromCalls = (state: HostState, at: number, lead: number): SetUp | undefined => {
  const now = at - lead;
  if (now < 0) return undefined;
  const { stacks } = state;
  const interfaces = state.interfaces
    .inOrderOfCreation()
    .map((row) => shortDescription(wholeDescription(row, state), stacks)) as readonly InterfaceDescription[];
  let host: Host;
  try {
    host = createHost({ now, stacks, interfaces });
  } catch {
    return undefined;
  }
  const { calls } = commandsFor(host.view(), state);
  for (const { name, params } of calls) callByName(host, name, params);
  host.advanceTo(at);
  if (!isLikeEnough(difference(host.state, state))) return undefined;
  return {
    kind: 'calls',
    host: {
      ...(stacks.length === 2 ? {} : { stacks }),
      now,
      interfaces: interfaces as unknown as NonNullable<ScenarioHost['interfaces']>,
    },
    steps: [...calls.map(callStep), ...(lead === 0 ? [] : [{ advance: lead / 1000 }])],
  };
};

const fromMessages = (
  state: HostState,
  at: number,
  mirror: MirrorKind,
  form: MirrorForm,
  importers: Readonly<Record<string, Importer>>,
): SetUp | undefined => {
  const steps = form.beginning(state, at);
  const host = createHost({ now: at, mirror });
  for (const step of steps) {
    const importer = importers[String(step['import'])];
    if (importer === undefined) return undefined;
    importer.run(host, '', step['messages'] as readonly unknown[]);
  }
  return isLikeEnough(difference(host.state, state))
    ? { kind: 'messages', host: { now: at, mirror }, steps }
    : undefined;
};

const fromState = (state: HostState, at: number, mirror: MirrorKind | undefined): SetUp => ({
  kind: 'state',
  host: {
    now: at,
    ...(mirror === undefined ? {} : { mirror }),
    seq: state.seq,
    state: shortDocument(stateDocument(state)),
  },
  steps: [],
});

/**
 * The ways to begin with what stood at a moment, the one that reads best first: as calls, or as messages of the live host,
 * where these lead to it; the last one, the state itself, always does.
 */
export function* setUps(
  { timeline }: Host,
  { seq, at }: Position,
  form: MirrorForm | undefined,
  importers: Readonly<Record<string, Importer>>,
): IterableIterator<SetUp> {
  const state = timeline.stateAt(seq);
  const { mirrorOf } = timeline;
  if (mirrorOf !== undefined) {
    const told = form === undefined ? undefined : fromMessages(state, at, mirrorOf, form, importers);
    if (told !== undefined) yield told;
  } else
    for (const lead of leadsTo(state, at)) {
      const called = fromCalls(state, at, lead);
      if (called !== undefined) yield called;
    }
  yield fromState(state, at, mirrorOf);
}
