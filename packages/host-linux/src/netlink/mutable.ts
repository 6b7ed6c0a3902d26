/** `T` while it is put together. */
export type Mutable<T> = { -readonly [Member in keyof T]: T[Member] };

/** Gives `object` a member, unless there is no value for it: absent members are not there, not undefined. */
export const enter = <T extends object, Member extends keyof T>(
  object: T,
  member: Member,
  value: T[Member] | undefined,
): void => {
  if (value !== undefined) object[member] = value;
};

/** The same members in ascending order of their names, which spares whoever writes canonical JSON the sorting. */
export const inKeyOrder = <T extends object>(object: T): T =>
  Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1))) as T;
