import {
  bestRouteHistory,
  difference,
  eventsBetween,
  firstWhere,
  resolveRange,
  rowHistory,
  type AsOf,
  type BestRouteParams,
  type Host,
  type Range,
} from '../engine';
import type { QueryFunction, View } from '../call';
import { isTableName, tableNames } from '../catalogue';
import { functions } from '../netioapi';
import { answerMismatches, functionNamed, parametersOf } from './call-step';
import { mismatches, type Mismatch } from './compare';
import type { ScenarioStep } from './scenario';
import { actorOf, expectNone, listMember, objectMember, StepFailed, type Actor, type Stage } from './stage';

type Members = Readonly<Record<string, unknown>>;

export const runAppended = (stage: Stage, step: ScenarioStep): void => {
  const actor = actorOf(stage, step);
  const { host } = actor;
  const since = step['since'];
  const from = typeof since === 'string' ? host.timeline.resolve(since).seq : actor.lookedUpTo;
  actor.lookedUpTo = host.state.seq;
  const got = Array.from(eventsBetween(host, { from: { seq: from } }), ({ type, data }) => ({
    type,
    ...data,
  }));
  const expected = listMember(step, 'appended');
  const found: Mismatch[] = [];
  for (let index = 0; index < Math.max(expected.length, got.length); index += 1) {
    const path = `appended[${index}]`;
    if (index >= got.length) found.push({ path, expected: expected[index], got: 'no further event' });
    else if (index >= expected.length) found.push({ path, expected: 'no further event', got: got[index] });
    else found.push(...mismatches(expected[index], got[index], path));
  }
  expectNone(found);
};

const rangeOf = ({ from, to }: Members): Range => ({
  ...(from === undefined ? {} : { from: from as AsOf }),
  ...(to === undefined ? {} : { to: to as AsOf }),
});

/** The key of a row, with its interface found by index where no LUID is given: also one that has departed since. */
const keyOf = (host: Host, given: Members, range: Range): object => {
  const { InterfaceIndex, ...members } = given;
  if (members['InterfaceLuid'] !== undefined || InterfaceIndex === undefined) return given;
  const at = range.to === undefined ? host.position : host.timeline.resolve(range.to);
  const standing = host.timeline.stateAt(at.seq).interfaces.byIndex(InterfaceIndex as number);
  if (standing !== undefined) return { ...members, InterfaceLuid: standing.InterfaceLuid };
  for (const { type, data } of eventsBetween(host, { from: { seq: host.timeline.firstSeq } }))
    if (type === 'InterfaceArrived' && data['InterfaceIndex'] === InterfaceIndex)
      return { ...members, InterfaceLuid: data['InterfaceLuid'] };
  throw new StepFailed([`no interface had the index ${JSON.stringify(InterfaceIndex)}`]);
};

const history = (actor: Actor, given: Members): object => {
  const { table, key } = given;
  if (typeof table !== 'string' || !isTableName(table))
    throw new StepFailed([`no table is named ${JSON.stringify(table)}: one of ${tableNames.join(', ')}`]);
  const range = rangeOf(given);
  const changes = rowHistory(actor.host, table, keyOf(actor.host, (key ?? {}) as Members, range), range);
  return { changes };
};

const diff = (actor: Actor, given: Members): object => {
  const { timeline } = actor.host;
  const { from, to } = resolveRange(timeline, rangeOf(given));
  return difference(timeline.stateAt(from.seq), timeline.stateAt(to.seq));
};

const best = (actor: Actor, given: Members): object => {
  const { from, to, ...params } = given;
  const range = rangeOf({ from, to });
  return { answers: bestRouteHistory(actor.host, params as unknown as BestRouteParams, range) };
};

const first = (stage: Stage, actor: Actor, given: Members): object | null => {
  const name = functionNamed(given['call']);
  const definition = functions[name];
  if (definition.kind !== 'query') throw new StepFailed([`${name} is no read`]);
  const params = parametersOf(stage, actor, name, given);
  const run = definition.run as unknown as QueryFunction<View<unknown>['state'], object, object>['run'];
  const found = firstWhere(
    actor.host,
    (view) => answerMismatches(given, run(view, params)).next().done === true,
    rangeOf(given),
  );
  if (found === undefined) return null;
  return { seq: found.seq, already: found.already, types: found.events.map(({ type }) => type) };
};

export const runQuery = (stage: Stage, step: ScenarioStep): void => {
  const actor = actorOf(stage, step);
  const given = objectMember(step, 'in');
  const answerTo = (): object | null => {
    switch (step['query']) {
      case 'history':
        return history(actor, given);
      case 'diff':
        return diff(actor, given);
      case 'bestRouteHistory':
        return best(actor, given);
      case 'firstWhere':
        return first(stage, actor, given);
      default:
        throw new StepFailed([
          `no query is named ${JSON.stringify(step['query'])}: one of history, diff, bestRouteHistory, firstWhere`,
        ]);
    }
  };
  expectNone(mismatches(step['out'], answerTo(), 'out'));
};
