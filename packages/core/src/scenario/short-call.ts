import type { InputMember, Parameter } from '../call';
import { isMembers, type Members } from '../codec';
import { canonicalJson, type Json } from '../log';
import { createHost } from '../engine';
import { callByName, functions, isFunctionName, type FunctionName } from '../netioapi';
import type { ScenarioStep } from './scenario';

const isSame = (a: unknown, b: unknown): boolean =>
  a === b || (a !== undefined && b !== undefined && canonicalJson(a as Json) === canonicalJson(b as Json));

const initialRows = new Map<string, Members | undefined>();

/** What the Initialize function of a parameter gives: the same on every host, so it is asked once. */
const initialRow = (initialize: string): Members | undefined => {
  if (!isFunctionName(initialize)) return undefined;
  if (!initialRows.has(initialize)) {
    const { out } = callByName(createHost(), initialize, {});
    const { Row: row }: { readonly Row?: unknown } = out ?? {};
    initialRows.set(initialize, isMembers(row) ? row : undefined);
  }
  return initialRows.get(initialize);
};

/** Texts and objects that stand for zero in documented rows. */
const isZero = (value: unknown, { zero }: InputMember<unknown>): boolean =>
  isSame(value, zero) || (typeof zero === 'object' && zero !== null && value === 'AF_UNSPEC');

const withoutZeros = (row: Members, members: Readonly<Record<string, InputMember<unknown>>>): Members =>
  Object.fromEntries(
    Object.entries(row).filter(([name, value]) => {
      const member = members[name];
      return member === undefined || !isZero(value, member);
    }),
  );

const shortRow = (row: Members, { initialize, row: input }: Parameter): readonly [Members, boolean] => {
  if (input === undefined) return [row, false];
  const initial = initialize === undefined ? undefined : initialRow(initialize);
  if (initial !== undefined && Object.keys(initial).every((member) => Object.hasOwn(row, member))) {
    const others = Object.entries(row).filter(([member, value]) => !isSame(value, initial[member]));
    return [Object.fromEntries(others), true];
  }
  return [withoutZeros(row, input.members), false];
};

/**
 * A call as a scenario's step that says no more than it must: members of rows that are zero are left out, or those that the
 * Initialize function gives.
 */
export const shortCall = (name: FunctionName, params: Members): ScenarioStep => {
  const parameters: readonly Parameter[] = functions[name].parameters;
  let initialized = false;
  const given = Object.entries(params).flatMap(([member, value]) => {
    const parameter = parameters.find((each) => each.name === member);
    if (parameter === undefined) return [];
    if (!isMembers(value)) return [[member, value]];
    const [row, isInitialized] = shortRow(value, parameter);
    initialized ||= isInitialized;
    return [[member, row]];
  });
  return { call: name, ...(initialized ? { initialized } : {}), in: Object.fromEntries(given) as object };
};
