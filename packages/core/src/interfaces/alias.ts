import type { InterfaceRow } from './row';
import type { InterfaceTable } from './table';

/** One letter as Windows compares names: in upper case, unless that takes more than one letter. */
const upperCase = (letter: string): string => {
  const upper = letter.toUpperCase();
  return upper.length === letter.length ? upper : letter;
};

const fold = (text: string): string => Array.from(text, upperCase).join('');

/** By folded alias, for each version of the table that was asked; versions differ only where interfaces do. */
const aliases = new WeakMap<InterfaceTable, ReadonlyMap<string, InterfaceRow>>();

const aliasesOf = (interfaces: InterfaceTable): ReadonlyMap<string, InterfaceRow> => {
  const known = aliases.get(interfaces);
  if (known !== undefined) return known;
  const byAlias = new Map<string, InterfaceRow>();
  for (const row of interfaces.inOrderOfIndex()) {
    const alias = fold(row.Alias);
    if (!byAlias.has(alias)) byAlias.set(alias, row);
  }
  aliases.set(interfaces, byAlias);
  return byAlias;
};

/** The interface of that alias, letters compared without case; of several the one of the lowest index. */
export const findByAlias = (interfaces: InterfaceTable, alias: string): InterfaceRow | undefined =>
  aliasesOf(interfaces).get(fold(alias));
