import type { Json, JsonObject } from '../log';

const DEPTH_MAX = 8;

/** A lone surrogate has no UTF-8 form: it is kept as the replacement character. */
const wellFormed = (text: string): string =>
  text.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD');

// eslint-disable-next-line no-control-regex
const controlCharacter = /[\u0000-\u001f]/g;

/** Text in words as a log keeps it, on one line: what a caller gave may stand in it. */
export const lineOfText = (text: string): string => wellFormed(text).replace(controlCharacter, '\uFFFD');

const jsonOf = (value: unknown, depth: number): Json | undefined => {
  switch (typeof value) {
    case 'boolean':
      return value;
    case 'string':
      return wellFormed(value);
    case 'number':
      return Number.isSafeInteger(value) ? value : String(value);
    case 'bigint':
      return value.toString();
    case 'object':
      break;
    default:
      return undefined;
  }
  if (value === null) return null;
  if (depth === DEPTH_MAX) return '…';
  if (Array.isArray(value)) return Array.from(value, (item) => jsonOf(item, depth + 1) ?? null);
  const object: Record<string, Json> = {};
  for (const [member, item] of Object.entries(value)) {
    const json = jsonOf(item, depth + 1);
    if (json === undefined) continue;
    // Assigning it would give the object another prototype instead of a member.
    if (member === '__proto__') Object.defineProperty(object, member, { value: json, enumerable: true });
    else object[wellFormed(member)] = json;
  }
  return object;
};

/** What nobody can change any more, as it was written: a mirror gives the same few parameters again and again. */
const known = new WeakMap<object, JsonObject>();

const isFrozenDeep = (value: unknown): boolean =>
  typeof value !== 'object' ||
  value === null ||
  (Object.isFrozen(value) && Object.values(value).every(isFrozenDeep));

/**
 * Parameters as a caller gave them, in the form in which a log keeps them. A log must be able to hold what was
 * refused as well, so what JSON cannot hold is written as text, and what is no value at all is left out.
 */
export const paramsJson = (params: object): JsonObject => {
  const before = known.get(params);
  if (before !== undefined) return before;
  const json = jsonOf(params, 0) as JsonObject;
  if (isFrozenDeep(params)) known.set(params, json);
  return json;
};
