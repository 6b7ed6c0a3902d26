import * as t from 'io-ts';
import { PathReporter } from 'io-ts/PathReporter';

import { MirrorKindCodec, type JsonObject, type MirrorKind } from '../log';

const AnyObject = t.UnknownRecord;

/** What stands before the first step. */
export interface ScenarioHost {
  readonly stacks?: readonly string[];
  readonly now?: number;
  readonly interfaces?: ReadonlyArray<Readonly<Record<string, unknown>>>;
  /** The host repeats a live one of this kind. */
  readonly mirror?: MirrorKind;
  /** In place of `stacks` and `interfaces`: all that stands, as a state document without what goes without saying. */
  readonly state?: JsonObject;
  /** Of `state`: sequence number of the last event before it, 0 unless given. */
  readonly seq?: number;
}

export type ScenarioStep = Readonly<Record<string, unknown>>;

/** A scenario file: what stands, what is done, what is expected. */
export interface Scenario {
  readonly name: string;
  readonly covers: readonly string[];
  readonly why: string;
  readonly host: ScenarioHost;
  readonly steps: readonly ScenarioStep[];
}

/** A scenario that cannot be read: the message names the place. */
export class MalformedScenario extends Error {
  override readonly name = 'MalformedScenario';
}

const File = t.intersection(
  [
    t.type({ name: t.string, covers: t.array(t.string), why: t.string, steps: t.array(AnyObject) }),
    t.partial({
      host: t.partial({
        stacks: t.array(t.string),
        now: t.Int,
        interfaces: t.array(AnyObject),
        mirror: MirrorKindCodec,
        state: AnyObject,
        seq: t.Int,
      }),
    }),
  ],
  'scenario',
);

const fileMembers: ReadonlySet<string> = new Set(['name', 'covers', 'why', 'host', 'steps']);
const hostMembers: ReadonlySet<string> = new Set(['stacks', 'now', 'interfaces', 'mirror', 'state', 'seq']);

const refuseUnknown = (value: object, known: ReadonlySet<string>, where: string): void => {
  for (const member of Object.keys(value))
    if (!known.has(member)) throw new MalformedScenario(`${where} has no member ${member}`);
};

/**
 * The members that each kind of step may have; the first one tells the kind. A step that bears the kind's member
 * of two kinds is an error, as is a member that no step of the kind has: a slip must not pass as a check.
 */
const stepMembers: Readonly<Record<string, ReadonlySet<string> | 'any'>> = {
  call: new Set(['call', 'in', 'status', 'out', 'initialized', 'asOf', 'save', 'on']),
  mark: new Set(['mark', 'on']),
  advance: new Set(['advance', 'on']),
  host: 'any',
  subscribe: new Set(['subscribe', 'as', 'in', 'status', 'out', 'on']),
  notified: new Set(['notified', 'with', 'unordered', 'on']),
  cancel: new Set(['cancel', 'status', 'on']),
  appended: new Set(['appended', 'since', 'on']),
  query: new Set(['query', 'in', 'out', 'on']),
  import: new Set(['import', 'file', 'messages', 'on']),
  told: new Set(['told', 'events', 'on']),
  fork: new Set(['fork', 'as', 'on']),
};

export type StepKind =
  | 'call'
  | 'mark'
  | 'advance'
  | 'host'
  | 'subscribe'
  | 'notified'
  | 'cancel'
  | 'appended'
  | 'query'
  | 'import'
  | 'told'
  | 'fork';

const kinds = Object.keys(stepMembers) as readonly StepKind[];

/** The kind of a step. */
export const kindOf = (step: ScenarioStep, where: string): StepKind => {
  const found = kinds.filter((kind) => Object.hasOwn(step, kind));
  const [kind] = found;
  if (kind === undefined)
    throw new MalformedScenario(`${where} is of no kind: it has none of ${kinds.join(', ')}`);
  if (found.length > 1) throw new MalformedScenario(`${where} is of several kinds: ${found.join(', ')}`);
  const members = stepMembers[kind];
  if (members instanceof Set) refuseUnknown(step, members, `${where} (${kind})`);
  return kind;
};

/**
 * Reads a scenario from parsed JSON.
 *
 * @throws MalformedScenario
 */
export const readScenario = (value: unknown): Scenario => {
  const decoded = File.decode(value);
  if (decoded._tag === 'Left') throw new MalformedScenario(PathReporter.report(decoded).join('; '));
  const file = decoded.right;
  refuseUnknown(file, fileMembers, 'the scenario');
  const { host = {} } = file;
  refuseUnknown(host, hostMembers, 'host');
  if (host.state !== undefined && (host.stacks !== undefined || host.interfaces !== undefined))
    throw new MalformedScenario(
      'host has a state, which holds its stacks and interfaces: they cannot be given beside it',
    );
  file.steps.forEach((step, index) => kindOf(step, `step ${index + 1}`));
  return {
    name: file.name,
    covers: file.covers,
    why: file.why,
    host: host as ScenarioHost,
    steps: file.steps,
  };
};
