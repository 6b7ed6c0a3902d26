import type { InputMember, Parameter } from '../call';
import { isMembers } from '../codec';
import type { AsOf } from '../engine';
import { callByName, functions, isFunctionName, type FunctionName } from '../netioapi';
import { mismatches, outMismatches, type Mismatch } from './compare';
import type { ScenarioStep } from './scenario';
import { actorOf, expectNone, objectMember, StepFailed, type Actor, type Stage } from './stage';

/** The function that a step names. */
export const functionNamed = (name: unknown): FunctionName => {
  if (typeof name === 'string' && isFunctionName(name)) return name;
  throw new StepFailed([`netioapi.h has no function ${JSON.stringify(name)} here`]);
};

const initialRow = (actor: Actor, initialize: string): object => {
  const { out = {} } = callByName(actor.host, functionNamed(initialize), {});
  const { Row: row }: { readonly Row?: unknown } = out;
  return isMembers(row) ? row : {};
};

/** A row as a step gives it: laid over a saved row, or over what the matching Initialize function gives. */
const inputRow = (stage: Stage, actor: Actor, given: unknown, initialize: string | undefined): unknown => {
  if (!isMembers(given)) return given;
  const { $from, ...members } = given;
  const base = initialize === undefined ? {} : initialRow(actor, initialize);
  if ($from === undefined) return { ...base, ...members };
  const saved = typeof $from === 'string' ? stage.saved.get($from) : undefined;
  if (saved === undefined) throw new StepFailed([`no row was saved as ${JSON.stringify($from)}`]);
  return { ...base, ...saved, ...members };
};

/** Whether a function declares no parameter: it looks at nothing, whatever it is given. */
export const isWithoutParameters = (name: FunctionName): boolean => functions[name].parameters.length === 0;

/** The parameters of a call or of a predicate, with its rows made up. */
export const parametersOf = (
  stage: Stage,
  actor: Actor,
  name: FunctionName,
  step: ScenarioStep,
): Readonly<Record<string, unknown>> => {
  const given = objectMember(step, 'in');
  const parameters: readonly Parameter[] = functions[name].parameters;
  const known = new Set(parameters.map((parameter) => parameter.name));
  for (const member of Object.keys(given))
    if (!known.has(member) && !isWithoutParameters(name))
      throw new StepFailed([`${name} has no parameter ${member}`]);
  return Object.fromEntries(
    Object.entries(given).map(([member, value]) => {
      const parameter = parameters.find((candidate) => candidate.name === member);
      const initialize = step['initialized'] === true ? parameter?.initialize : undefined;
      return [member, inputRow(stage, actor, value, initialize)];
    }),
  );
};

/** Where a call's answer differs from the status and out parameters that a step expects. */
export function* answerMismatches(
  expected: { readonly status?: unknown; readonly out?: unknown },
  got: { readonly status: string; readonly out?: object; readonly why?: string },
): IterableIterator<Mismatch> {
  const status = expected.status ?? 'STATUS_SUCCESS';
  if (status !== got.status)
    yield {
      path: 'status',
      expected: status,
      got: got.why === undefined ? got.status : `${got.status}: ${got.why}`,
    };
  else if (expected.out === null) yield* mismatches(null, got.out ?? null, 'out');
  else if (expected.out !== undefined) yield* outMismatches(expected.out, got.out ?? {}, 'out');
}

/** A member that was left out is zero: what a caller finds in a row that a failed call left as it was. */
const zeroText = (zero: unknown): unknown => (typeof zero === 'object' && zero !== null ? 'AF_UNSPEC' : zero);

/** The in/out rows of a call as they were passed in: what they still are where the call gave nothing back. */
const untouchedRows = (name: FunctionName, params: Readonly<Record<string, unknown>>): object => {
  const untouched: Record<string, unknown> = {};
  for (const { name: member, direction, row } of functions[name].parameters) {
    const given = params[member];
    if (direction !== 'in/out' || row === undefined || !isMembers(given)) continue;
    const zeros = Object.entries<InputMember<unknown>>(row.members).map(([key, { zero }]) => [
      key,
      zeroText(zero),
    ]);
    untouched[member] = { ...Object.fromEntries(zeros), ...given };
  }
  return untouched;
};

/** A call's answer as its caller finds it: what the call gave, and rows that it left as they were. */
export const answerWithRows = <Got extends { readonly out?: object }>(
  name: FunctionName,
  params: Readonly<Record<string, unknown>>,
  got: Got,
): Got & { readonly out: object } => ({ ...got, out: { ...untouchedRows(name, params), ...got.out } });

const savedMembers = ['Row', 'BestRoute', 'Settings'] as const;

export const runCall = (stage: Stage, step: ScenarioStep): void => {
  const actor = actorOf(stage, step);
  const name = functionNamed(step['call']);
  const params = parametersOf(stage, actor, name, step);
  const asOf = step['asOf'] as AsOf | undefined;
  const got = callByName(actor.host, name, params, asOf === undefined ? {} : { asOf });
  expectNone(answerMismatches(step, answerWithRows(name, params, got)));
  const save = step['save'];
  if (save === undefined) return;
  const out = (got.out ?? {}) as Readonly<Record<string, unknown>>;
  const row = savedMembers.map((member) => out[member]).find(isMembers);
  if (typeof save !== 'string' || row === undefined) throw new StepFailed(['the call gave no row to save']);
  stage.saved.set(save, row);
};
