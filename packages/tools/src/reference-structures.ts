import type { functions, FunctionName, reports } from '@netlapse/core';

import { anchorOf, code, tableLines } from './reference-text';

type Structure =
  | NonNullable<(typeof functions)[FunctionName]['parameters'][number]['row']>
  | (typeof reports)[keyof typeof reports]['input'];

/** A structure as one function reads it: the same structure may be read more strictly by another. */
export interface StructureUse {
  readonly usedBy: string;
  readonly row: Structure;
}

interface Member {
  readonly expected: string;
}

const membersOf = (row: Structure): ReadonlyArray<readonly [name: string, member: Member]> =>
  Object.entries<Member>(row.members);

/** What a member that the call does not look at says of itself. */
const ANYTHING = 'anything';

/** What is expected of a member, and by whom, where not all who read the structure expect the same. */
const expectationText = (uses: readonly StructureUse[], name: string): string => {
  const usersOf = new Map<string, string[]>();
  for (const { usedBy, row } of uses)
    for (const [member, { expected }] of membersOf(row))
      if (member === name) usersOf.set(expected, [...(usersOf.get(expected) ?? []), usedBy]);
  const passedOver = usersOf.get(ANYTHING);
  usersOf.delete(ANYTHING);
  const forms = Array.from(usersOf, ([expected, users]) =>
    usersOf.size === 1 ? expected : `${expected} (${users.join(', ')})`,
  );
  if (passedOver === undefined) return forms.join('; ');
  return forms.length === 0
    ? 'not looked at'
    : `${forms.join('; ')}; not looked at by ${passedOver.join(', ')}`;
};

/** The members of a structure, each with the form that is expected. */
const structureLines = (name: string, uses: readonly StructureUse[]): readonly string[] => {
  const names = [...new Set(uses.flatMap(({ row }) => membersOf(row).map(([member]) => member)))];
  return [
    `### ${name}`,
    '',
    `As read by ${[...new Set(uses.map(({ usedBy }) => usedBy))].map((user) => `[${user}](#${anchorOf(user)})`).join(', ')}.`,
    '',
    ...tableLines(
      ['member', 'form'],
      names.map((member) => [code(member), expectationText(uses, member)]),
    ),
  ];
};

/** The structures of a page, each once: empty where its functions take none. */
export const structureSection = (uses: readonly StructureUse[]): ReadonlyArray<readonly string[]> => {
  const names = [...new Set(uses.map(({ row }) => row.name))];
  if (names.length === 0) return [];
  return [
    ['## Structures'],
    [
      'A member left out is zero, as in a structure that was cleared. A member that the structure does not have, or',
      'a value that is not of the form, is STATUS_INVALID_PARAMETER.',
    ],
    ...names.map((name) =>
      structureLines(
        name,
        uses.filter(({ row }) => row.name === name),
      ),
    ),
  ];
};

/** The members of one report, each with the form that is expected. */
export const reportMemberLines = (row: Structure): readonly string[] =>
  tableLines(
    ['member', 'form'],
    membersOf(row)
      .filter(([, { expected }]) => expected !== ANYTHING)
      .map(([name, { expected }]) => [code(name), expected]),
  );
