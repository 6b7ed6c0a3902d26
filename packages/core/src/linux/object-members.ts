/**
 * What Linux said of an object, by the property names of `ip -j -d`; read member by member, for logs hold it
 * as JSON.
 */
export type LinuxObject = Readonly<Record<string, unknown>>;

/** A member that is text. */
export const textOf = (object: LinuxObject, member: string): string | undefined => {
  const value = object[member];
  return typeof value === 'string' ? value : undefined;
};

/** A member that is a number. */
export const numberOf = (object: LinuxObject, member: string): number | undefined => {
  const value = object[member];
  return typeof value === 'number' ? value : undefined;
};

const noObjects: readonly LinuxObject[] = [];

const isObject = (value: unknown): value is LinuxObject => typeof value === 'object' && value !== null;

/** A member that is a list of objects; empty where it is none. */
export const objectsOf = (object: LinuxObject, member: string): readonly LinuxObject[] => {
  const value = object[member];
  return Array.isArray(value) ? value.filter(isObject) : noObjects;
};

/** Whether a member is a list of words that holds `word`: a flag of a link or a route. */
export const hasWord = (object: LinuxObject, member: string, word: string): boolean => {
  const value = object[member];
  return Array.isArray(value) && value.includes(word);
};
