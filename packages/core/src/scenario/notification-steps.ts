import { callByName, functions, type FunctionName } from '../netioapi';
import type { NotificationHandle } from '../engine';
import { answerMismatches, functionNamed } from './call-step';
import { isTableExpectation, mismatches, outMismatches, unmatchedItems, type Mismatch } from './compare';
import type { ScenarioStep } from './scenario';
import {
  actorOf,
  expectNone,
  listMember,
  objectMember,
  StepFailed,
  textMember,
  type Stage,
  type Subscription,
} from './stage';

/** The parameter that bears the callback, and what it is called with. */
const callbackOf = (name: FunctionName): { readonly member: string; readonly names: readonly string[] } => {
  const definition = functions[name];
  if (definition.kind !== 'notify' || definition.callbackParameters === undefined)
    throw new StepFailed([`${name} registers for no notifications`]);
  const member = definition.parameters.some((parameter) => parameter.name === 'CallerCallback')
    ? 'CallerCallback'
    : 'Callback';
  return { member, names: definition.callbackParameters };
};

export const runSubscribe = (stage: Stage, step: ScenarioStep): void => {
  const actor = actorOf(stage, step);
  const name = functionNamed(step['subscribe']);
  const { member, names } = callbackOf(name);
  const arrived: object[] = [];
  const callback = (...given: readonly unknown[]): void => {
    const item = Object.fromEntries(names.map((parameter, index) => [parameter, given[index]]));
    delete item['CallerContext'];
    subscription.arrived.push(item);
  };
  const params = { CallerContext: step['as'] ?? null, [member]: callback, ...objectMember(step, 'in') };
  let subscription: Subscription = { handle: null, arrived };
  const got = callByName(actor.host, name, params);
  const { NotificationHandle: handle = null } = (got.out ?? {}) as {
    NotificationHandle?: NotificationHandle | null;
  };
  // What came on this very call, the initial notification, is already in the list that is kept.
  subscription = { handle, arrived };
  if (step['as'] !== undefined) actor.subscriptions.set(textMember(step, 'as'), subscription);
  expectNone(answerMismatches(step, got));
};

const subscriptionNamed = (stage: Stage, step: ScenarioStep, member: string): Subscription | undefined =>
  actorOf(stage, step).subscriptions.get(textMember(step, member));

function* itemMismatches(expected: unknown, got: unknown, path: string): IterableIterator<Mismatch> {
  const table = (expected as { readonly AddressTable?: unknown } | null)?.AddressTable;
  if (isTableExpectation(table)) yield* outMismatches(expected, got as object, path);
  else yield* mismatches(expected, got, path);
}

export const runNotified = (stage: Stage, step: ScenarioStep): void => {
  const subscription = subscriptionNamed(stage, step, 'notified');
  if (subscription === undefined)
    throw new StepFailed([`nothing is subscribed as ${textMember(step, 'notified')}`]);
  const expected = listMember(step, 'with');
  const got = subscription.arrived;
  subscription.arrived = [];
  if (step['unordered'] === true) {
    const { missing, extra } = unmatchedItems(expected, got);
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

export const runCancel = (stage: Stage, step: ScenarioStep): void => {
  const { host } = actorOf(stage, step);
  const NotificationHandle = subscriptionNamed(stage, step, 'cancel')?.handle ?? null;
  expectNone(answerMismatches(step, callByName(host, 'CancelMibChangeNotify2', { NotificationHandle })));
};
