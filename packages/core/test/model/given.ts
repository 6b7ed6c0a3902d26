import {
  canonicalAddress,
  canonicalPrefix,
  familyOf,
  isLinkLocalIpv6,
  type Family,
} from './address-arithmetic';

/** A structure, or the parameters of a call, as a script gives them: what is left out is zero. */
export type Given = Readonly<Record<string, unknown>>;

/** A SOCKADDR_INET whose family is set. */
export interface GivenAddress {
  readonly family: Family;
  readonly address: string;
  /** 0 where there is none; kept behind link-local IPv6 addresses alone. */
  readonly scopeId: number;
}

export const numberIn = (row: Given, member: string): number => (row[member] as number | undefined) ?? 0;

/** Text; a NULL pointer is as good as none. */
export const textIn = (row: Given, member: string): string =>
  (row[member] as string | null | undefined) ?? '';

/** A BOOLEAN: every byte but zero is TRUE. */
export const flagIn = (row: Given, member: string): boolean => Boolean(row[member]);

/** The name of a constant that is given by its name or its number; undefined where it is none of them. */
export const constantIn = <Name extends string>(
  row: Given,
  member: string,
  constants: Readonly<Record<Name, number>>,
): Name | undefined => {
  const value = row[member] ?? 0;
  for (const name in constants) if (name === value || constants[name] === value) return name;
  return undefined;
};

/** A SOCKADDR_INET: `AF_UNSPEC` where it is left out, undefined where the text is no address. */
export const addressIn = (row: Given, member: string): GivenAddress | 'AF_UNSPEC' | undefined => {
  const text = row[member] ?? 'AF_UNSPEC';
  if (text === 'AF_UNSPEC' || text === '') return 'AF_UNSPEC';
  if (typeof text !== 'string') return undefined;
  const [written = '', scope = '0'] = text.split('%');
  const address = canonicalAddress(written);
  if (address === undefined) return undefined;
  return { family: familyOf(address), address, scopeId: isLinkLocalIpv6(address) ? Number(scope) : 0 };
};

/** An IP_ADDRESS_PREFIX in canonical text; undefined where it is left out or none. */
export const prefixIn = (row: Given, member: string): string | undefined => {
  const text = row[member];
  return typeof text === 'string' ? canonicalPrefix(text) : undefined;
};

/** A physical address in upper-case pairs, empty where it is left out. */
export const physicalIn = (row: Given, member: string): string => textIn(row, member).toUpperCase();
