import {
  callByName,
  createHost,
  isFunctionName,
  isReportName,
  reportByName,
  ReportRefused,
  type CreateHostOptions,
  type EventLog,
  type Host,
  type Position,
} from '@netlapse/core';

import { Random, StepSource, type Step } from './random-steps';

/** What happens in a run: the interfaces with which its host begins, and its steps, as in a scenario file. */
export interface Script {
  readonly seed: number;
  readonly interfaces: readonly Step[];
  readonly steps: readonly Step[];
}

/** A read that was made live, with the position at which it was made. */
export interface LiveRead {
  readonly position: Position;
  readonly step: Step;
  readonly answer: unknown;
}

/** A host after its script, and the reads that were made on the way. */
export interface Run {
  readonly host: Host;
  readonly reads: readonly LiveRead[];
}

export interface RunOptions {
  readonly log?: EventLog;
  readonly afterStep?: (host: Host) => void;
}

/** The script of a seed: so many random steps. Steps of the kind `read` are made and remembered. */
export const scriptOf = (seed: number, count: number): Script => {
  const random = new Random(seed);
  const source = new StepSource(random);
  const interfaces = source.interfaces();
  const steps: Step[] = [];
  for (let index = 0; index < count; index += 1) {
    steps.push(source.next());
    if (random.chance(0.3)) steps.push({ ...source.read(), isRead: true });
  }
  return { seed, interfaces, steps };
};

const initialRows: Readonly<Record<string, string>> = {
  CreateIpForwardEntry2: 'InitializeIpForwardEntry',
  SetIpForwardEntry2: 'InitializeIpForwardEntry',
  CreateUnicastIpAddressEntry: 'InitializeUnicastIpAddressEntry',
  SetUnicastIpAddressEntry: 'InitializeUnicastIpAddressEntry',
  SetIpInterfaceEntry: 'InitializeIpInterfaceEntry',
};

const paramsOf = (host: Host, step: Step): object => {
  const given = step['in'] as Readonly<Record<string, object>>;
  const initialize = initialRows[step['call'] as string];
  if (step['initialized'] !== true || initialize === undefined || !isFunctionName(initialize)) return given;
  const row = (callByName(host, initialize, {}).out as { readonly Row: object }).Row;
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, { ...row, ...value }]));
};

/**
 * Carries out one step; a report that cannot be is refused, as in life.
 *
 * @returns what came of it, as a scenario file would expect it of the step
 */
export const carryOut = (host: Host, step: Step): Step => {
  const { call, host: event, advance } = step;
  if (typeof advance === 'number') {
    host.advance(Math.round(advance * 1000));
    return {};
  }
  if (typeof call === 'string' && isFunctionName(call))
    return { status: callByName(host, call, paramsOf(host, step)).status };
  if (typeof event !== 'string' || !isReportName(event))
    throw new Error(`no such step: ${JSON.stringify(step)}`);
  const { host: _, ...members } = step;
  try {
    reportByName(host, event, members);
    return {};
  } catch (error) {
    if (!(error instanceof ReportRefused)) throw error;
    return { refused: true };
  }
};

export const readNow = (host: Host, step: Step, asOf?: Position): unknown => {
  const name = step['call'] as string;
  if (!isFunctionName(name)) throw new Error(`no such call: ${name}`);
  const { status, out } = callByName(host, name, step['in'] as object, asOf === undefined ? {} : { asOf });
  return { status, out };
};

const begin = (interfaces: readonly Step[], log: EventLog | undefined): Host =>
  createHost({
    hostId: 'simulation',
    now: 1_767_225_600_000,
    interfaces: interfaces as unknown as NonNullable<CreateHostOptions['interfaces']>,
    ...(log === undefined ? {} : { log }),
  });

/** Runs a script on a host of its own. */
export const run = ({ interfaces, steps }: Script, options: RunOptions = {}): Run => {
  const host = begin(interfaces, options.log);
  const reads: LiveRead[] = [];
  for (const step of steps) {
    if (step['isRead'] === true) reads.push({ position: host.position, step, answer: readNow(host, step) });
    else carryOut(host, step);
    options.afterStep?.(host);
  }
  return { host, reads };
};

/** Runs the script of a seed. */
export const simulate = (seed: number, count: number, options: RunOptions = {}): Run =>
  run(scriptOf(seed, count), options);

const failureOf = <Some extends Script>(law: (script: Some) => void, script: Some): unknown => {
  try {
    law(script);
    return undefined;
  } catch (error) {
    return error ?? new Error('failed');
  }
};

/** As few of some items as still fail: they are left out, half of them at a time at first. */
const fewest = (items: readonly Step[], stillFails: (fewer: readonly Step[]) => boolean): readonly Step[] => {
  let kept = items;
  for (let size = Math.ceil(kept.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
    for (let at = 0; at < kept.length;) {
      const fewer = [...kept.slice(0, at), ...kept.slice(at + size)];
      if (stillFails(fewer)) kept = fewer;
      else at += size;
    }
  return kept;
};

/** The shortest script found that still breaks the law: steps are left out, then interfaces. */
export const shrink = <Some extends Script>(script: Some, law: (script: Some) => void): Some => {
  const fails = (changes: Partial<Script>): boolean =>
    failureOf(law, { ...script, ...changes }) !== undefined;
  const steps = fewest(script.steps, (fewer) => fails({ steps: fewer }));
  const interfaces = fewest(script.interfaces, (fewer) => fails({ steps, interfaces: fewer }));
  return { ...script, steps, interfaces };
};

/** A scenario file that runs the steps of a script, each expecting what comes of it now. */
export const scenarioOf = ({ seed, interfaces, steps }: Script): string => {
  const host = begin(interfaces, undefined);
  return JSON.stringify({
    name: `seed-${seed}`,
    covers: [],
    why: `Found by seed ${seed}.`,
    host: { interfaces },
    steps: steps.map(({ isRead: _, ...step }) => ({ ...step, ...carryOut(host, step) })),
  });
};

/** Seeds of a run: NETLAPSE_SEED runs that one alone, NETLAPSE_RUNS multiplies how many there are. */
export const seeds = (count: number): readonly number[] => {
  const only = process.env['NETLAPSE_SEED'];
  if (only !== undefined) return [Number(only)];
  const times = Number(process.env['NETLAPSE_RUNS'] ?? '1');
  return Array.from({ length: count * times }, (_, index) => index + 1);
};

/** Where scripts come from, and the scenario file in which one that breaks a law is printed. */
export interface Scripts<Some extends Script> {
  readonly scriptOf: (seed: number, count: number) => Some;
  readonly scenarioOf: (script: Some) => string;
}

/** Holds a law to the scripts of many seeds; a failure names its seed and prints the shortest scenario that shows it. */
export const overScriptsOf = <Some extends Script>(
  scripts: Scripts<Some>,
  count: number,
  length: number,
  law: (script: Some) => void,
): void => {
  for (const seed of seeds(count)) {
    const script = scripts.scriptOf(seed, length);
    const failure = failureOf(law, script);
    if (failure === undefined) continue;
    const shortest = shrink(script, law);
    throw new Error(
      `seed ${seed} (NETLAPSE_SEED=${seed} runs it alone): ${String(failureOf(law, shortest))}\n${scripts.scenarioOf(shortest)}`,
      { cause: failure },
    );
  }
};

/** As {@link overScriptsOf}, with scripts of whatever can happen to a host. */
export const overScripts = (count: number, length: number, law: (script: Script) => void): void =>
  overScriptsOf({ scriptOf, scenarioOf }, count, length, law);
