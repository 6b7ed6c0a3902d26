import { makeLuid, luidIfType, luidNetIndex, type Luid } from '../net';

/** IF_MAX_STRING_SIZE: characters of a name. */
export const NAME_LENGTH_MAX = 256;

const prefixes: ReadonlyMap<number, string> = new Map([
  [1, 'other'],
  [6, 'ethernet'],
  [9, 'tokenring'],
  [23, 'ppp'],
  [24, 'loopback'],
  [37, 'atm'],
  [71, 'wireless'],
  [131, 'tunnel'],
  [144, 'ieee1394'],
]);

const types: ReadonlyMap<string, number> = new Map(Array.from(prefixes, ([type, prefix]) => [prefix, type]));

/** The name of an interface, such as `ethernet_5` or `iftype53_7`: it follows from the LUID and is not the alias. */
export const interfaceNameOf = (luid: Luid): string => {
  const type = luidIfType(luid);
  return `${prefixes.get(type) ?? `iftype${type}`}_${luidNetIndex(luid)}`;
};

const spelling = /^(?:iftype(0|[1-9][0-9]{0,4})|([a-z]+(?:1394)?))_(0|[1-9][0-9]{0,7})$/;

/** The LUID that a name stands for, whether or not there is such an interface; undefined where it is malformed. */
export const luidOfName = (name: string): Luid | undefined => {
  const [, number, prefix, index] = spelling.exec(name) ?? [];
  if (index === undefined) return undefined;
  const type = number === undefined ? types.get(prefix ?? '') : Number(number);
  const netLuidIndex = Number(index);
  if (type === undefined || type > 0xffff || netLuidIndex > 0xff_ffff) return undefined;
  return makeLuid(type, netLuidIndex);
};
