/**
 * Whether a value has canonical JSON: says of every value what `canonicalJson` would, without writing the text.
 */
export const isCanonical = (value: unknown): boolean => {
  switch (typeof value) {
    case 'string':
      return !surrogate.test(value) || !loneSurrogate.test(value);
    case 'number':
      return Number.isSafeInteger(value);
    case 'boolean':
      return true;
    case 'object':
      if (value === null) return true;
      return Array.isArray(value) ? isCanonicalArray(value) : isCanonicalObject(value);
    default:
      return false;
  }
};

// Most texts hold no surrogate at all, and that is found out much faster.
const surrogate = /[\ud800-\udfff]/;
const loneSurrogate = /\p{Surrogate}/u;

const isCanonicalArray = (values: readonly unknown[]): boolean => {
  for (let index = 0; index < values.length; index++) if (!isCanonical(values[index])) return false;
  return true;
};

const isCanonicalObject = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) return false;
  const members = value as Readonly<Record<string, unknown>>;
  for (const member of Object.keys(value))
    if (!isCanonicalName(member) || !isCanonical(members[member])) return false;
  return true;
};

// Objects of a log bear a few hundred names in all: those found good are remembered.
const knownNames = new Set<string>();
const NAMES_MAX = 1024;

const isCanonicalName = (name: string): boolean => {
  if (knownNames.has(name)) return true;
  if (!isCanonical(name)) return false;
  if (knownNames.size < NAMES_MAX && name.length < 100) knownNames.add(name);
  return true;
};
