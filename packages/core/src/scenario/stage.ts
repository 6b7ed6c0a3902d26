import type { Host, NotificationHandle } from '../engine';
import type { ScenarioStep } from './scenario';

/** A step failed: something is not as expected, or cannot be done. */
export class StepFailed extends Error {
  override readonly name = 'StepFailed';
  constructor(readonly lines: readonly string[]) {
    super(lines.join('\n'));
  }
}

/** A name that a subscribe step gives: its newest handle, and what has reached the name since last looked at. */
export interface Subscription {
  /** NULL before a registration succeeds, and after one under the same name failed. */
  handle: NotificationHandle | null;
  arrived: object[];
}

/** A host on the stage: the original, or a fork by its name. */
export interface Actor {
  readonly host: Host;
  readonly subscriptions: Map<string, Subscription>;
  /** Last event that a log step of this host has seen. */
  lookedUpTo: number;
}

/** All that the steps of a running scenario share. */
export interface Stage {
  readonly actors: Map<string, Actor>;
  /** Rows kept by `save`. */
  readonly saved: Map<string, object>;
}

/** The name of the original among the hosts; no fork can be named so. */
export const ORIGINAL = '';

export const actorOf = (stage: Stage, step: ScenarioStep): Actor => {
  const name = step['on'] ?? ORIGINAL;
  const actor = typeof name === 'string' ? stage.actors.get(name) : undefined;
  if (actor === undefined) throw new StepFailed([`no fork is named ${JSON.stringify(name)}`]);
  return actor;
};

export const addActor = (stage: Stage, name: string, host: Host): void => {
  stage.actors.set(name, { host, subscriptions: new Map(), lookedUpTo: host.state.seq });
};

const text = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value));

/** Lines of a report: the member, what was expected of it and what it was. */
export const reportLines = (
  found: Iterable<{ readonly path: string; readonly expected: unknown; readonly got: unknown }>,
): readonly string[] =>
  Array.from(found, ({ path, expected, got }) => [
    path,
    `  expected ${text(expected)}`,
    `  got      ${text(got)}`,
  ]).flat();

/** @throws StepFailed where anything differs */
export const expectNone = (
  found: Iterable<{ readonly path: string; readonly expected: unknown; readonly got: unknown }>,
): void => {
  const lines = reportLines(found);
  if (lines.length > 0) throw new StepFailed(lines);
};

/** A member of a step that must be an object. */
export const objectMember = (step: ScenarioStep, member: string): Readonly<Record<string, unknown>> => {
  const value = step[member] ?? {};
  if (typeof value !== 'object' || Array.isArray(value))
    throw new StepFailed([`"${member}" is not an object`]);
  return value as Readonly<Record<string, unknown>>;
};

/** A member of a step that must be a list. */
export const listMember = (step: ScenarioStep, member: string): readonly unknown[] => {
  const value = step[member];
  if (!Array.isArray(value)) throw new StepFailed([`"${member}" is not a list`]);
  return value;
};

/** A member of a step that must be text. */
export const textMember = (step: ScenarioStep, member: string): string => {
  const value = step[member];
  if (typeof value !== 'string') throw new StepFailed([`"${member}" is not text`]);
  return value;
};
