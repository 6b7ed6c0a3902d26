/** Members of an object by their names, of whatever values. */
export type Members = Readonly<Record<string, unknown>>;

/** True for an object that is neither null nor an array; its members are not looked at. */
export const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
