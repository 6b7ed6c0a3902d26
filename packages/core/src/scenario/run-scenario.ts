import { decodeEvent, definitionOf, isEventType } from '../catalogue';
import { canonicalJson, MemoryEventLog, verifyLog, type EventLog, type Json } from '../log';
import {
  createHost,
  forkHost,
  openTimeline,
  ReportRefused,
  type CreateHostOptions,
  type Host,
} from '../engine';
import { stateDocument } from '../state';
import { isReportName, reportByName } from '../netioapi';
import { runCall } from './call-step';
import { hostOfState } from './host-of-state';
import { runAppended, runQuery } from './history-steps';
import { runCancel, runNotified, runSubscribe } from './notification-steps';
import { kindOf, type Scenario, type ScenarioStep } from './scenario';
import { actorOf, addActor, listMember, ORIGINAL, StepFailed, textMember, type Stage } from './stage';

/** The instant at which a scenario begins that names none: 2026-01-01T00:00:00Z. */
const DEFAULT_NOW = 1_767_225_600_000;

/** Reads a recording or an export into the host of a scenario. */
export interface Importer {
  /** TRUE: the host only repeats a live one. */
  readonly mirror: boolean;
  /**
   * @param file the path as the scenario gives it, relative to the scenario; empty where that gives messages
   * @param messages what the scenario itself holds to be imported
   */
  readonly run: (host: Host, file: string, messages?: readonly unknown[]) => void;
}

export interface RunOptions {
  /** An empty log for each host of the scenario; left out, in memory. */
  readonly openLog?: () => EventLog;
  /** By the kind that an import step names: `rtmon`, `ip-json`, `powershell`. */
  readonly importers?: Readonly<Record<string, Importer>>;
  /** Called before each step with how many are done. */
  readonly onProgress?: (done: number, ofSteps: number) => void;
}

/** A step that failed, with what was expected and what came, member by member. */
export interface Failure {
  /** From 1; 0 for what stands before the first step, and one more than the last for the check at the end. */
  readonly step: number;
  /** What the step is: `call GetIpForwardEntry2`. */
  readonly title: string;
  readonly lines: readonly string[];
}

export interface ScenarioResult {
  readonly name: string;
  readonly passed: boolean;
  readonly failure?: Failure;
}

const runAdvance = (stage: Stage, step: ScenarioStep): void => {
  const seconds = step['advance'];
  const milliseconds = typeof seconds === 'number' ? Math.round(seconds * 1000) : Number.NaN;
  if (!(milliseconds >= 0))
    throw new StepFailed([`"advance" is no number of seconds: ${JSON.stringify(seconds)}`]);
  actorOf(stage, step).host.advance(milliseconds);
};

const runHardware = (stage: Stage, step: ScenarioStep): void => {
  const { host: name, on: _, refused, ...members } = step;
  if (typeof name !== 'string' || !isReportName(name))
    throw new StepFailed([`no hardware event is named ${JSON.stringify(name)}`]);
  const { host } = actorOf(stage, step);
  const before = host.state;
  try {
    reportByName(host, name, members);
  } catch (error) {
    if (!(error instanceof ReportRefused) || refused !== true) throw error;
    if (host.state !== before) throw new StepFailed(['the refused report changed something']);
    return;
  }
  if (refused === true) throw new StepFailed(['expected the report to be refused', 'got it accepted']);
};

const runFork = (stage: Stage, step: ScenarioStep, options: RunOptions): void => {
  const { host } = actorOf(stage, step);
  const log = options.openLog?.();
  addActor(
    stage,
    textMember(step, 'as'),
    forkHost(host, textMember(step, 'fork'), log === undefined ? {} : { log }),
  );
};

const runImport = (stage: Stage, step: ScenarioStep, options: RunOptions): void => {
  const kind = textMember(step, 'import');
  const importer = options.importers?.[kind];
  if (importer === undefined) throw new StepFailed([`nothing here imports ${kind}`]);
  const { host } = actorOf(stage, step);
  if (step['messages'] === undefined) importer.run(host, textMember(step, 'file'));
  else importer.run(host, '', listMember(step, 'messages'));
};

/** What a live host told, as events: nothing here decides it anew. */
const runTold = (stage: Stage, step: ScenarioStep): void => {
  const { host } = actorOf(stage, step);
  const message = { at: host.clock, name: textMember(step, 'told'), params: {} };
  const events = listMember(step, 'events').map((event) => {
    const { type, ...data } = event as Readonly<Record<string, Json>>;
    if (typeof type !== 'string' || !isEventType(type))
      throw new StepFailed([`no event is named ${JSON.stringify(type)}`]);
    return decodeEvent({ seq: 0, type, v: definitionOf(type).v, data }, message);
  });
  if (host.mirrored) host.mirror(message, () => events);
  else host.reenact(message, [() => events]);
};

const runStep = (stage: Stage, step: ScenarioStep, options: RunOptions): void => {
  switch (kindOf(step, 'the step')) {
    case 'call':
      return runCall(stage, step);
    case 'mark':
      actorOf(stage, step).host.mark(textMember(step, 'mark'));
      return undefined;
    case 'advance':
      return runAdvance(stage, step);
    case 'host':
      return runHardware(stage, step);
    case 'subscribe':
      return runSubscribe(stage, step);
    case 'notified':
      return runNotified(stage, step);
    case 'cancel':
      return runCancel(stage, step);
    case 'appended':
      return runAppended(stage, step);
    case 'query':
      return runQuery(stage, step);
    case 'import':
      return runImport(stage, step, options);
    case 'told':
      return runTold(stage, step);
    case 'fork':
      return runFork(stage, step, options);
  }
};

const titleOf = (step: ScenarioStep): string => {
  const kind = kindOf(step, 'the step');
  const name = step[kind];
  return typeof name === 'string' || typeof name === 'number' ? `${kind} ${name}` : kind;
};

/** At the end of every scenario: the chain holds, and the log alone leads to the state that stands. */
const checkLogs = (stage: Stage): void => {
  for (const [name, { host }] of stage.actors) {
    const where = name === ORIGINAL ? 'the log' : `the log of ${name}`;
    verifyLog(host.log);
    const folded = canonicalJson(stateDocument(openTimeline(host.log).state));
    const live = canonicalJson(stateDocument(host.state));
    if (folded !== live)
      throw new StepFailed([
        `${where} does not fold to the state that stands`,
        `  folded ${folded}`,
        `  live   ${live}`,
      ]);
  }
};

const failureOf = (step: number, title: string, error: unknown): Failure => {
  const lines =
    error instanceof StepFailed
      ? error.lines
      : [error instanceof Error ? `${error.name}: ${error.message}` : String(error)];
  return { step, title, lines };
};

const beginHost = (scenario: Scenario, options: RunOptions): Host => {
  const mirrors = scenario.steps.some(
    (step) => typeof step['import'] === 'string' && options.importers?.[step['import']]?.mirror === true,
  );
  const log = options.openLog?.();
  const { stacks, now = DEFAULT_NOW, interfaces, mirror, state, seq = 0 } = scenario.host;
  if (state !== undefined) return hostOfState({ state, seq, now, mirror, logId: scenario.name, log });
  return createHost({
    hostId: 'scenario',
    logId: scenario.name,
    now,
    ...(log === undefined ? { log: new MemoryEventLog() } : { log }),
    ...(stacks === undefined ? {} : { stacks: stacks as NonNullable<CreateHostOptions['stacks']> }),
    ...(interfaces === undefined
      ? {}
      : { interfaces: interfaces as unknown as NonNullable<CreateHostOptions['interfaces']> }),
    ...(mirrors || mirror !== undefined ? { mirror: mirror ?? 'linux' } : {}),
  });
};

/**
 * Runs a scenario to its end, or to the first step that is not as expected. A step whose function does not exist
 * fails; none is ever skipped.
 */
export const runScenario = (scenario: Scenario, options: RunOptions = {}): ScenarioResult => {
  const { name } = scenario;
  const stage: Stage = { actors: new Map(), saved: new Map() };
  const fail = (step: number, title: string, error: unknown): ScenarioResult => ({
    name,
    passed: false,
    failure: failureOf(step, title, error),
  });
  try {
    try {
      addActor(stage, ORIGINAL, beginHost(scenario, options));
    } catch (error) {
      return fail(0, 'host', error);
    }
    for (const [index, step] of scenario.steps.entries()) {
      options.onProgress?.(index, scenario.steps.length);
      try {
        runStep(stage, step, options);
      } catch (error) {
        return fail(index + 1, titleOf(step), error);
      }
    }
    try {
      checkLogs(stage);
    } catch (error) {
      return fail(scenario.steps.length + 1, 'log at the end', error);
    }
    return { name, passed: true };
  } finally {
    for (const { host } of stage.actors.values()) host.close();
  }
};

/** A failed scenario for people: the step, and each member with what was expected and what came. */
export const formatFailure = ({ name, failure }: ScenarioResult): string =>
  failure === undefined
    ? `${name}: passed`
    : [
        `${name}: step ${failure.step} (${failure.title}) failed`,
        ...failure.lines.map((line) => `    ${line}`),
      ].join('\n');
