import {
  functions,
  tableOf,
  type Host,
  type HostState,
  type QueryFunction,
  type TableName,
  type View,
} from '@netlapse/core';

import { InputError } from '../errors';
import { memberText } from '../render/member-text';
import { plainText } from '../render/plain-text';
import { namesEver, noRow, rowsEver } from './find-row';

/** Something that holds at a moment or does not. */
export interface Condition {
  readonly holds: (view: View<HostState>) => boolean;
  /** Called when all that was to be looked at was. @throws InputError for a condition that no row could meet */
  readonly finish: () => void;
  /** In words: `packets to 8.8.8.8 leave by tun0`. */
  readonly text: string;
}

/** `Metric=50`, `OperStatus!=up`. */
interface MemberCondition {
  readonly member: string;
  readonly isNot: boolean;
  readonly value: string;
}

const memberConditionForm = /^([A-Za-z]\w*)(!?=)(.*)$/;

const readMemberCondition = (part: string): MemberCondition | undefined => {
  const [, member, sign, value] = memberConditionForm.exec(part) ?? [];
  if (member === undefined || value === undefined) return undefined;
  return { member, isNot: sign === '!=', value };
};

/** A value is named as listings show it, or as it is stored. */
const isValue = (
  row: Readonly<Record<string, unknown>>,
  { member, isNot, value }: MemberCondition,
): boolean =>
  Object.hasOwn(row, member) &&
  (memberText(member, row[member]) === value || String(row[member]) === value) !== isNot;

/** A row that is meant by all parts stands, and has the members that are asked for. */
export const rowCondition = (host: Host, table: TableName, given: readonly string[]): Condition => {
  const conditions = given.flatMap((part) => readMemberCondition(part) ?? []);
  const parts = given.filter((part) => readMemberCondition(part) === undefined);
  const rows = rowsEver(host, table, parts, namesEver(host));
  const text = `a row ${[table, ...given].map(plainText).join(' ')} stands`;
  if (rows.length === 0) throw noRow(parts.join(' '));
  let known: ReadonlySet<string> | undefined;
  return {
    text,
    holds: ({ state }) =>
      rows.some(({ key }) => {
        const row = tableOf(state, table).get(key) as unknown as
          Readonly<Record<string, unknown>> | undefined;
        if (row === undefined) return false;
        known ??= new Set(Object.keys(row));
        return conditions.every((condition) => isValue(row, condition));
      }),
    finish: () => {
      const unknown = conditions.find(({ member }) => known?.has(member) === false);
      if (unknown !== undefined && known !== undefined)
        throw new InputError(
          `rows of ${table} have no member ${unknown.member}: there are ${[...known].join(', ')}`,
        );
    },
  };
};

type BestRoute2 = QueryFunction<
  HostState,
  { readonly DestinationAddress: string },
  { readonly BestRoute: { readonly InterfaceIndex: number } }
>;

const bestRoute2 = functions.GetBestRoute2 as unknown as BestRoute2;

/** Packets to a destination find a way, or one by an interface. */
export const wayCondition = (host: Host, destination: string, by: string | undefined): Condition => {
  const params = { DestinationAddress: destination };
  const { state, clock, mirrored } = host;
  const { status, why } = bestRoute2.run({ state, at: clock, mirrored }, params);
  if (status === 'STATUS_INVALID_PARAMETER' || status === 'STATUS_NOT_SUPPORTED')
    throw new InputError(why ?? status);
  return {
    text: `packets to ${plainText(destination)} ${by === undefined ? 'find a way' : `leave by ${plainText(by)}`}`,
    holds: (view) => {
      const answer = bestRoute2.run(view, params);
      const index = answer.out?.BestRoute?.InterfaceIndex;
      if (answer.status !== 'STATUS_SUCCESS' || index === undefined) return false;
      return by === undefined || String(index) === by || view.state.interfaces.byIndex(index)?.Alias === by;
    },
    finish: () => undefined,
  };
};

/** The opposite. */
export const not = ({ holds, finish, text }: Condition): Condition => ({
  holds: (view) => !holds(view),
  finish,
  text: `not: ${text}`,
});
