import { bestRouteHistory, firstWhere, rowHistory, type BestRouteParams } from '../history';
import { difference } from '../state';
import { eventsBetween, resolveRange, type AsOf, type Host, type Range } from '../engine';
import type { QueryFunction, View } from '../call';
import { isTableName, tableDefinitionOf, tableNames, type TableName } from '../catalogue';
import type { Members } from '../codec';
import { parseLuid, parsePrefix, parseSocketAddress } from '../net';
import { functions } from '../netioapi';
import { answerMismatches, answerWithRows, functionNamed, parametersOf } from './call-step';
import { mismatches, type Mismatch } from './compare';
import type { ScenarioStep } from './scenario';
import {
  actorOf,
  expectNone,
  listMember,
  objectMember,
  StepFailed,
  textMember,
  type Actor,
  type Stage,
} from './stage';

export const runAppended = (stage: Stage, step: ScenarioStep): void => {
  const actor = actorOf(stage, step);
  const { host } = actor;
  const from =
    step['since'] === undefined ? actor.lookedUpTo : host.timeline.resolve(textMember(step, 'since')).seq;
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

/** The LUID of the interface that has an index, or had it; undefined where none ever did. */
const luidOfIndex = ({ timeline }: Host, index: unknown, range: Range): unknown => {
  if (typeof index !== 'number') throw new StepFailed(['"InterfaceIndex" is not a number']);
  const end = range.to === undefined ? timeline.position : timeline.resolve(range.to);
  // It may have departed since: then the log told its arrival, or began with it.
  for (const { seq } of [end, { seq: timeline.firstSeq }]) {
    const standing = timeline.stateAt(seq).interfaces.byIndex(index);
    if (standing !== undefined) return standing.InterfaceLuid;
  }
  for (const { events } of timeline.commits(timeline.firstSeq, timeline.state.seq))
    for (const { type, data } of events)
      if (type === 'InterfaceArrived' && data['InterfaceIndex'] === index) return data['InterfaceLuid'];
  return undefined;
};

/** Key members are written as rows are, in any spelling: the text under which the state keeps them. */
const canonicalMember = (value: unknown): unknown => {
  if (typeof value !== 'string') return value;
  const address = parseSocketAddress(value);
  if (address !== undefined) return address.family === 'AF_UNSPEC' ? value : address.address;
  return parsePrefix(value) ?? parseLuid(value) ?? value;
};

/** The key of a row, its interface by LUID or by index; undefined where no interface ever had the index. */
const keyOf = (host: Host, table: TableName, given: Members, range: Range): object | undefined => {
  const key: Record<string, unknown> = {};
  for (const member of tableDefinitionOf(table).key as readonly string[]) {
    const isByIndex = member === 'InterfaceLuid' && given[member] === undefined;
    const value = isByIndex ? luidOfIndex(host, given['InterfaceIndex'], range) : given[member];
    if (value === undefined && isByIndex) return undefined;
    if (value === undefined) throw new StepFailed([`the key of a row of ${table} has a member ${member}`]);
    key[member] = table === 'linux' ? value : canonicalMember(value);
  }
  return key;
};

const history = (actor: Actor, given: Members): object => {
  const { table, key } = given;
  if (typeof table !== 'string' || !isTableName(table))
    throw new StepFailed([`no table is named ${JSON.stringify(table)}: one of ${tableNames.join(', ')}`]);
  const range = rangeOf(given);
  const wanted = keyOf(actor.host, table, (key ?? {}) as Members, range);
  return { changes: wanted === undefined ? [] : rowHistory(actor.host, table, wanted, range) };
};

const diff = (actor: Actor, given: Members): object => {
  const { timeline } = actor.host;
  const { from, to } = resolveRange(timeline, rangeOf(given));
  return difference(timeline.stateAt(from.seq), timeline.stateAt(to.seq));
};

const best = (stage: Stage, actor: Actor, given: Members): object => {
  const { from, to, ...asked } = given;
  const params = parametersOf(stage, actor, 'GetBestRoute2', { in: asked });
  return {
    answers: bestRouteHistory(actor.host, params as unknown as BestRouteParams, rangeOf({ from, to })),
  };
};

const first = (stage: Stage, actor: Actor, given: Members): object | null => {
  const name = functionNamed(given['call']);
  const definition = functions[name];
  if (definition.kind !== 'query') throw new StepFailed([`${name} is no read`]);
  const params = parametersOf(stage, actor, name, given);
  const run = definition.run as unknown as QueryFunction<View<unknown>['state'], object, object>['run'];
  const found = firstWhere(
    actor.host,
    (view) => answerMismatches(given, answerWithRows(name, params, run(view, params))).next().done === true,
    rangeOf(given),
  );
  if (found === undefined) return null;
  return { seq: found.seq, already: found.already, types: found.events.map(({ type }) => type) };
};

/** What each query may be given: a slip must not pass as a check. */
const membersOf: Readonly<Record<string, readonly string[]>> = {
  history: ['table', 'key', 'from', 'to'],
  diff: ['from', 'to'],
  firstWhere: ['call', 'initialized', 'in', 'status', 'out', 'from', 'to'],
};

const refuseUnknown = (query: unknown, given: Members): void => {
  const known = typeof query === 'string' ? membersOf[query] : undefined;
  const unknown =
    known === undefined ? undefined : Object.keys(given).find((member) => !known.includes(member));
  if (unknown !== undefined) throw new StepFailed([`${String(query)} has no member ${unknown}`]);
};

export const runQuery = (stage: Stage, step: ScenarioStep): void => {
  const actor = actorOf(stage, step);
  const given = objectMember(step, 'in');
  refuseUnknown(step['query'], given);
  const answerTo = (): object | null => {
    switch (step['query']) {
      case 'history':
        return history(actor, given);
      case 'diff':
        return diff(actor, given);
      case 'bestRouteHistory':
        return best(stage, actor, given);
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
