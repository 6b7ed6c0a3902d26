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

const failureOf = (law: (script: Script) => void, script: Script): unknown => {
  try {
    law(script);
    return undefined;
  } catch (error) {
    return error ?? new Error('failed');
  }
};

/** The shortest script found that still breaks the law: steps are left out, half of them at a time at first. */
export const shrink = (script: Script, law: (script: Script) => void): Script => {
  let { steps } = script;
  for (let size = Math.ceil(steps.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
    for (let at = 0; at < steps.length;) {
      const shorter = [...steps.slice(0, at), ...steps.slice(at + size)];
      if (failureOf(law, { ...script, steps: shorter }) === undefined) at += size;
      else steps = shorter;
    }
  return { ...script, steps };
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

/** Holds a law to the scripts of many seeds; a failure names its seed and prints the shortest scenario that shows it. */
export const overScripts = (count: number, length: number, law: (script: Script) => void): void => {
  for (const seed of seeds(count)) {
    const script = scriptOf(seed, length);
    const failure = failureOf(law, script);
    if (failure === undefined) continue;
    const shortest = shrink(script, law);
    throw new Error(
      `seed ${seed} (NETLAPSE_SEED=${seed} runs it alone): ${String(failureOf(law, shortest))}\n${scenarioOf(shortest)}`,
      { cause: failure },
    );
  }
};
