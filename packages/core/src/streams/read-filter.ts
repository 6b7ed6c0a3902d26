import { isEventType, isTableName } from '../catalogue';
import { hostPrefix } from '../interests';
import { addressFamilies, parseIpAddress, parseLuid, parsePrefix, type Prefix } from '../net';

const isFamily = (name: string): boolean => (addressFamilies as readonly string[]).includes(name);

const refuseUnknown = (
  member: string,
  names: readonly string[] | undefined,
  isKnown: (name: string) => boolean,
): void => {
  const unknown = names?.find((name) => !isKnown(name));
  if (unknown !== undefined) throw new TypeError(`${member}: there is no '${unknown}'`);
};

/** Refuses what a filter names that there is none of: nothing would ever pass it, and nobody would know why. */
export const readKnown = (filter: {
  readonly tables?: readonly string[];
  readonly types?: readonly string[];
  readonly families?: readonly string[];
}): void => {
  refuseUnknown('tables', filter.tables, isTableName);
  refuseUnknown('types', filter.types, isEventType);
  refuseUnknown('families', filter.families, isFamily);
};

export const readPrefix = (member: string, text: string): Prefix => {
  const prefix = parsePrefix(text);
  if (prefix === undefined) throw new TypeError(`${member}: '${text}' is no prefix such as 10.0.0.0/8`);
  return prefix;
};

/** An address is read as the prefix of its full length. */
export const readPrefixOrAddress = (member: string, text: string): Prefix => {
  const address = parseIpAddress(text);
  return address === undefined ? readPrefix(member, text) : hostPrefix(address);
};

/** Interfaces by index, or by LUID in any spelling. */
export const readInterfaces = (interfaces: ReadonlyArray<number | string>): ReadonlyArray<number | string> =>
  interfaces.map((named) => {
    if (typeof named === 'number') return named;
    const luid = parseLuid(named);
    if (luid === undefined) throw new TypeError(`interfaces: '${named}' is neither an index nor a LUID`);
    return luid;
  });
