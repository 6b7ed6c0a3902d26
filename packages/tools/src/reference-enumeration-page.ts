import * as core from '@netlapse/core';

import { code, pageText, tableLines } from './reference-text';

/** As much of an enumeration as the page shows. */
interface Constants {
  readonly name: string;
  readonly names: readonly string[];
  readonly values: Readonly<Record<string, number>>;
}

const isEnumeration = (value: unknown): value is Constants =>
  typeof value === 'object' && value !== null && 'names' in value && 'values' in value && 'codec' in value;

/** The enumerations that core offers, by the names of their C types. */
const enumerations = (Object.values(core) as readonly unknown[])
  .filter(isEnumeration)
  .toSorted((a, b) => (a.name < b.name ? -1 : 1));

/** The page of the enumerations. */
export const enumerationPageText = (): string =>
  pageText(
    ['# Enumerations'],
    [
      'A call takes a constant by its name or by its number; a number that is none of the constants is refused by the',
      'call, not before it. Rows and events bear the name, or where there is none the number.',
    ],
    enumerations.map(({ name }) => `- [${name}](#${name.toLowerCase()})`),
    ...enumerations.flatMap(({ name, names, values }) => [
      [`## ${name}`],
      tableLines(
        ['constant', 'value'],
        names.map((constant) => [code(constant), String(values[constant])]),
      ),
    ]),
  );
