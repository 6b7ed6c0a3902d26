import { callByName, functions, type FunctionName } from '../netioapi';
import type { NotificationHandle } from '../engine';
import { answerMismatches, functionNamed, isWithoutParameters, parametersOf } from './call-step';
import { isTableExpectation, mismatches, outMismatches, unmatchedItems, type Mismatch } from './compare';
import type { ScenarioStep } from './scenario';
import {
  actorOf,
  expectNone,
  listMember,
  StepFailed,
  textMember,
  type Stage,
  type Subscription,
} from './stage';

/** The parameter that bears the callback, and what it is called with. */
interface CallbackParameter {
  readonly member: string;
  readonly names: readonly string[];
}

/** Undefined where the function is there by name only, and looks at no parameter. */
const callbackOf = (name: FunctionName): CallbackParameter | undefined => {
  const definition = functions[name];
  if (isWithoutParameters(name) && name.startsWith('Notify')) return undefined;
  if (definition.kind !== 'notify' || definition.callbackParameters === undefined)
    throw new StepFailed([`${name} registers for no notifications`]);
  const member = definition.parameters.some((parameter) => parameter.name === 'CallerCallback')
    ? 'CallerCallback'
    : 'Callback';
  return { member, names: definition.callbackParameters };
};

/** What a registration is called with goes under its name, beside what earlier ones of that name were given. */
const suppliedParameters = (
  subscription: Subscription,
  callback: CallbackParameter | undefined,
  step: ScenarioStep,
): object =>
  callback === undefined
    ? {}
    : {
        CallerContext: step['as'] ?? null,
        [callback.member]: (...given: readonly unknown[]): void => {
          const item = Object.fromEntries(callback.names.map((name, index) => [name, given[index]]));
          delete item['CallerContext'];
          subscription.arrived.push(item);
        },
      };

export const runSubscribe = (stage: Stage, step: ScenarioStep): void => {
  const actor = actorOf(stage, step);
  const name = functionNamed(step['subscribe']);
  const as = step['as'] === undefined ? undefined : textMember(step, 'as');
  const known = as === undefined ? undefined : actor.subscriptions.get(as);
  const subscription: Subscription = known ?? { handle: null, arrived: [] };
  const supplied = suppliedParameters(subscription, callbackOf(name), step);
  const got = callByName(actor.host, name, { ...supplied, ...parametersOf(stage, actor, name, step) });
  const { NotificationHandle: handle = null } = (got.out ?? {}) as {
    NotificationHandle?: NotificationHandle | null;
  };
  subscription.handle = handle;
  if (as !== undefined) actor.subscriptions.set(as, subscription);
  expectNone(answerMismatches(step, got));
};

function* itemMismatches(expected: unknown, got: unknown, path: string): IterableIterator<Mismatch> {
  const table = (expected as { readonly AddressTable?: unknown } | null)?.AddressTable;
  if (isTableExpectation(table)) yield* outMismatches(expected, got as object, path);
  else yield* mismatches(expected, got, path);
}

const isItem = (expected: unknown, got: unknown): boolean =>
  itemMismatches(expected, got, '').next().done === true;

export const runNotified = (stage: Stage, step: ScenarioStep): void => {
  const subscription = actorOf(stage, step).subscriptions.get(textMember(step, 'notified'));
  if (subscription === undefined)
    throw new StepFailed([`nothing is subscribed as ${textMember(step, 'notified')}`]);
  const expected = listMember(step, 'with');
  const got = subscription.arrived;
  subscription.arrived = [];
  if (step['unordered'] === true) {
    const { missing, extra } = unmatchedItems(expected, got, isItem);
    expectNone([
      ...missing.map((item) => ({ path: 'with', expected: item, got: 'no such notification' })),
      ...extra.map((item) => ({ path: 'with', expected: 'no such notification', got: item })),
    ]);
    return;
  }
  const found: Mismatch[] = [];
  for (let index = 0; index < Math.max(expected.length, got.length); index += 1) {
    const path = `with[${index}]`;
    if (index >= got.length) found.push({ path, expected: expected[index], got: 'nothing more arrived' });
    else if (index >= expected.length) found.push({ path, expected: 'nothing more', got: got[index] });
    else found.push(...itemMismatches(expected[index], got[index], path));
  }
  expectNone(found);
};

/** The handle that a name has: on the host of the step, or else on another, where it is worth nothing here. */
const handleNamed = (stage: Stage, step: ScenarioStep): NotificationHandle | null => {
  const name = textMember(step, 'cancel');
  const own = actorOf(stage, step).subscriptions.get(name);
  if (own !== undefined) return own.handle;
  for (const { subscriptions } of stage.actors.values()) {
    const handle = subscriptions.get(name)?.handle;
    if (handle !== undefined && handle !== null) return handle;
  }
  return null;
};

export const runCancel = (stage: Stage, step: ScenarioStep): void => {
  const { host } = actorOf(stage, step);
  const NotificationHandle = handleNamed(stage, step);
  expectNone(answerMismatches(step, callByName(host, 'CancelMibChangeNotify2', { NotificationHandle })));
};
