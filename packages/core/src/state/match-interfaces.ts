import type { HostState } from './state';

/** The alias of each interface by LUID and by index; of none whose alias another one has too. */
const aliasesOf = ({ interfaces }: HostState): ReadonlyMap<unknown, string> => {
  const owners = new Map<string, number>();
  for (const { Alias } of interfaces.values()) owners.set(Alias, (owners.get(Alias) ?? 0) + 1);
  const aliases = new Map<unknown, string>();
  for (const { Alias, InterfaceLuid, InterfaceIndex } of interfaces.values())
    if (owners.get(Alias) === 1) aliases.set(InterfaceLuid, Alias).set(InterfaceIndex, Alias);
  return aliases;
};

/**
 * Rows of a state with LUID and index of interfaces replaced by their aliases, so that rows of two hosts, or of one
 * before and after an interface came back as a new one, can be matched. An interface that has departed, or shares
 * its alias, stays what it is.
 */
export const rowsByAlias = (state: HostState): (<Row extends object>(row: Row) => Row) => {
  const aliases = aliasesOf(state);
  const replaced = (value: unknown): unknown => aliases.get(value) ?? value;
  return (row) => {
    const members: Record<string, unknown> = Object.fromEntries(Object.entries(row));
    for (const member of ['InterfaceLuid', 'InterfaceIndex'])
      if (member in members) members[member] = replaced(members[member]);
    const { lowerInterfaces }: { readonly lowerInterfaces?: unknown } = row;
    if (Array.isArray(lowerInterfaces)) members['lowerInterfaces'] = lowerInterfaces.map(replaced);
    return members as typeof row;
  };
};
