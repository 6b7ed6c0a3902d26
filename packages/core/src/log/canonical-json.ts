import type { Json } from './json';
import { ObjectShape } from './object-shape';

/**
 * Canonical JSON after RFC 8785, restricted to what a log holds: null, booleans, text, integers of at most
 * 53 bits, arrays and plain objects. Members are sorted by UTF-16 code units, there is no white space, and
 * escapes are the shortest. Equal values give equal text, so the text can be hashed and compared.
 *
 * @param path what an error calls the value itself.
 * @throws TypeError naming the path of the first value that has no such form: undefined, a fraction, NaN or
 *   an infinity, a bigint, a function, a symbol, an instance of a class, text with a lone surrogate.
 */
export const canonicalJson = (value: Json, path = ''): string => {
  try {
    return write(value);
  } catch (error) {
    if (error !== noCanonicalForm) throw error;
  }
  throw new TypeError(firstFault(value, path) ?? `${path}: no canonical JSON`);
};

// Thrown by the fast writer, which keeps no path; the slow search for the fault then names it.
const noCanonicalForm = new Error('no canonical form');

const write = (value: unknown): string => {
  switch (typeof value) {
    case 'string':
      return writeText(value);
    case 'number':
      if (!Number.isSafeInteger(value)) throw noCanonicalForm;
      return `${value}`;
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? writeArray(value) : writeObject(value);
    default:
      throw noCanonicalForm;
  }
};

// What must be escaped, and surrogates, which must come in pairs. Most texts of a log hold none of them.
// eslint-disable-next-line no-control-regex
const needsCare = /["\\\u0000-\u001f\ud800-\udfff]/;
const loneSurrogate = /\p{Surrogate}/u;

const writeText = (text: string): string => {
  if (!needsCare.test(text)) return `"${text}"`;
  if (loneSurrogate.test(text)) throw noCanonicalForm;
  return JSON.stringify(text);
};

const writeArray = (values: readonly unknown[]): string => {
  let text = '[';
  for (let index = 0; index < values.length; index++)
    text += index === 0 ? write(values[index]) : `,${write(values[index])}`;
  return `${text}]`;
};

const writeObject = (value: object): string => {
  if (!isPlain(value)) throw noCanonicalForm;
  return shapeOf(Object.keys(value)).textOf(value as Readonly<Record<string, unknown>>);
};

// Dates, maps and the like would be written as something that does not give them back. The prototype's own
// prototype is looked at, not its identity, so that objects from another realm pass.
const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
};

// Objects of one kind list their members in one order, so the few shapes there are are kept, by number of members.
// They are a cache: the text never depends on what it holds.
const shapes = new Map<number, ObjectShape[]>();
const SHAPES_PER_SIZE_MAX = 16;
const MEMBERS_MAX = 64;

const shapeOf = (listed: readonly string[]): ObjectShape => {
  const known = shapes.get(listed.length);
  if (known !== undefined) for (const shape of known) if (isSameList(shape.listed, listed)) return shape;
  const shape = new ObjectShape(listed, write);
  if (listed.length > MEMBERS_MAX) return shape;
  if (known === undefined) shapes.set(listed.length, [shape]);
  else if (known.unshift(shape) > SHAPES_PER_SIZE_MAX) known.pop();
  return shape;
};

const isSameList = (left: readonly string[], right: readonly string[]): boolean => {
  for (let index = 0; index < left.length; index++) if (left[index] !== right[index]) return false;
  return true;
};

const firstFault = (value: unknown, path: string): string | undefined => {
  const fault = (what: string): string => `${path === '' ? 'the value' : path}: ${what}`;
  switch (typeof value) {
    case 'string':
      return loneSurrogate.test(value) ? fault('the text has a lone surrogate') : undefined;
    case 'number':
      return Number.isSafeInteger(value) ? undefined : fault(`${value} is no integer of at most 53 bits`);
    case 'boolean':
      return undefined;
    case 'object':
      return value === null ? undefined : firstFaultWithin(value, path, fault);
    default:
      return fault(`${typeof value} has no JSON form`);
  }
};

const firstFaultWithin = (
  value: object,
  path: string,
  fault: (what: string) => string,
): string | undefined => {
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      const found = firstFault(value[index], `${path}[${index}]`);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (!isPlain(value)) return fault(`an instance of ${value.constructor.name} is no plain object`);
  for (const [member, inner] of Object.entries(value)) {
    if (loneSurrogate.test(member)) return fault('a member name has a lone surrogate');
    const found = firstFault(inner, path === '' ? member : `${path}.${member}`);
    if (found !== undefined) return found;
  }
  return undefined;
};
