import type { InterfaceRow } from './row';
import type { InterfaceTable } from './table';

/** One letter as Windows compares names: in upper case, unless that takes more than one letter. */
const upperCase = (letter: string): string => {
  const upper = letter.toUpperCase();
  return upper.length === letter.length ? upper : letter;
};

const fold = (text: string): string => Array.from(text, upperCase).join('');

/** The interface of that alias, letters compared without case; of several the one of the lowest index. */
export const findByAlias = (interfaces: InterfaceTable, alias: string): InterfaceRow | undefined => {
  const wanted = fold(alias);
  return interfaces.inOrderOfIndex().find((row) => fold(row.Alias) === wanted);
};
