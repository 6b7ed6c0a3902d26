/** Refuses to compile while a case is left out; throws if an impossible value comes all the same. */
export const assertNever = (value: never): never => {
  throw new Error(`impossible: ${JSON.stringify(value)}`);
};
