import { statesOf, type Host, type HostState, type InterfaceRow } from '@netlapse/core';

import { InputError } from '../errors';
import { plainText } from '../render/plain-text';

const isNamed = (row: InterfaceRow, text: string): boolean =>
  row.Alias === text || (/^\d+$/.test(text) && row.InterfaceIndex === Number(text));

/** An alias decides before an index: an interface may be called 5. */
const pick = (rows: readonly InterfaceRow[], text: string): InterfaceRow | undefined =>
  rows.find((row) => row.Alias === text) ?? rows.find((row) => isNamed(row, text));

/**
 * The interface that an option names by its alias or index, as of a state.
 *
 * @throws InputError that names those there are
 */
export const findInterfaceIn = (state: HostState, text: string): InterfaceRow => {
  const rows = state.interfaces.inOrderOfIndex();
  const found = pick(rows, text);
  if (found !== undefined) return found;
  const there = rows.map((row) => `${plainText(row.Alias)} (${row.InterfaceIndex})`).join(', ');
  throw new InputError(
    `no interface ${plainText(text)} stands then; there ${there === '' ? 'is none' : `are ${there}`}`,
  );
};

/**
 * The interface that an option names, at any time of the log: the one that stands at its end, else the last that
 * bore the name.
 *
 * @throws InputError where none ever did
 */
export const findInterfaceEver = (host: Host, text: string): InterfaceRow => {
  const now = pick(host.state.interfaces.inOrderOfIndex(), text);
  if (now !== undefined) return now;
  let last: InterfaceRow | undefined;
  for (const { interfaces } of statesOf(host, ['interfaces']))
    last = pick(interfaces.inOrderOfIndex(), text) ?? last;
  if (last === undefined) throw new InputError(`no interface of this log was ever called ${plainText(text)}`);
  return last;
};
