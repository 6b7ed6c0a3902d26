/** Freezes an object with all lists and objects in it: reads hand it out as it is. */
export const frozenDeep = <T extends object>(object: T): T => {
  if (Object.isFrozen(object)) return object;
  for (const member in object) {
    const value: unknown = object[member];
    if (typeof value === 'object' && value !== null) frozenDeep(value);
  }
  return Object.freeze(object);
};
