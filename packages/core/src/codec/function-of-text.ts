/**
 * A function of the source of its body; undefined where functions may not be made of text (a page whose content
 * security policy forbids it).
 *
 * @param body put together from declarations of this program alone; what else is in it must be quoted.
 */
export const functionOfText = (parameters: readonly string[], body: string): unknown => {
  try {
    // eslint-disable-next-line no-new-func, typescript/no-implied-eval
    return new Function(...parameters, `"use strict";\n${body}`);
  } catch (error) {
    if (error instanceof EvalError) return undefined;
    throw error;
  }
};
