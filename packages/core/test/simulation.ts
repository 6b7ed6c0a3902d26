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

/** A read that was made live, with the position at which it was made. */
export interface LiveRead {
  readonly position: Position;
  readonly step: Step;
  readonly answer: unknown;
}

/** A run of random steps on a host, with the reads that were made on the way. */
export interface Simulation {
  readonly host: Host;
  readonly reads: readonly LiveRead[];
  /** The steps, as those of a scenario file. */
  readonly steps: readonly Step[];
  readonly interfaces: readonly Step[];
}

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

/** Carries out one step; a report that cannot be is refused, as in life. */
export const carryOut = (host: Host, step: Step): void => {
  const { call, host: event, advance } = step;
  if (typeof advance === 'number') host.advance(Math.round(advance * 1000));
  else if (typeof call === 'string' && isFunctionName(call)) callByName(host, call, paramsOf(host, step));
  else if (typeof event === 'string' && isReportName(event)) {
    const { host: _, ...members } = step;
    try {
      reportByName(host, event, members);
    } catch (error) {
      if (!(error instanceof ReportRefused)) throw error;
    }
  } else throw new Error(`no such step: ${JSON.stringify(step)}`);
};

export const readNow = (host: Host, step: Step, asOf?: Position): unknown => {
  const name = step['call'] as string;
  if (!isFunctionName(name)) throw new Error(`no such call: ${name}`);
  const { status, out } = callByName(host, name, step['in'] as object, asOf === undefined ? {} : { asOf });
  return { status, out };
};

/** Runs so many random steps from a seed, making a read after some of them. */
export const simulate = (
  seed: number,
  count: number,
  options: { readonly log?: EventLog; readonly afterStep?: (host: Host) => void } = {},
): Simulation => {
  const random = new Random(seed);
  const source = new StepSource(random);
  const interfaces = source.interfaces();
  const host = createHost({
    hostId: 'simulation',
    now: 1_767_225_600_000,
    interfaces: interfaces as unknown as NonNullable<CreateHostOptions['interfaces']>,
    ...(options.log === undefined ? {} : { log: options.log }),
  });
  const steps: Step[] = [];
  const reads: LiveRead[] = [];
  for (let index = 0; index < count; index += 1) {
    const step = source.next();
    steps.push(step);
    carryOut(host, step);
    options.afterStep?.(host);
    if (!random.chance(0.3)) continue;
    const read = source.read();
    reads.push({ position: host.position, step: read, answer: readNow(host, read) });
  }
  return { host, reads, steps, interfaces };
};

/** What reproduces a failed run: a scenario file with its steps. */
export const reproduction = (seed: number, { steps, interfaces }: Pick<Simulation, 'steps' | 'interfaces'>): string =>
  JSON.stringify({ name: `seed-${seed}`, covers: [], why: `found by seed ${seed}`, host: { interfaces }, steps });

/** Seeds of a run: NETLAPSE_SEED runs that one alone, NETLAPSE_RUNS multiplies how many there are. */
export const seeds = (count: number): readonly number[] => {
  const only = process.env['NETLAPSE_SEED'];
  if (only !== undefined) return [Number(only)];
  const times = Number(process.env['NETLAPSE_RUNS'] ?? '1');
  return Array.from({ length: count * times }, (_, index) => index + 1);
};
