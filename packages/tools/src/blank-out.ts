/**
 * Tells code from comments and literals in TypeScript text, as far as the tidy rules need it. A scanner and no
 * parser: it takes a slash for the start of a regular expression where a value may stand, which is right for all
 * code that a formatter has been over.
 */

/** What is replaced by spaces; a template stays in either case, since it may hold code. */
export type Blank = 'comments' | 'comments, strings and patterns';

/** What may end just before a regular expression; after anything else a slash divides. */
const beforeValue =
  /(?:^|[=(,:;[!&|?{}+\-*%^~<>]|\b(?:return|typeof|case|in|of|void|delete|throw|await|yield))\s*$/;

const comment = /\/\/[^\n]*|\/\*[^]*?\*\//y;
const stringText = /(['"])(?:\\[^]|(?!\1)[^\\\n])*\1/y;
const template = /`(?:\\[^]|[^\\`])*`/y;
const regularExpression = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/[a-z]*/y;

const matchAt = (pattern: RegExp, text: string, position: number): string | undefined => {
  pattern.lastIndex = position;
  return pattern.exec(text)?.[0];
};

const blanked = (text: string): string => text.replaceAll(/[^\n]/g, ' ');

/**
 * The same text with spaces in place of what `blank` says, line ends kept, so that positions and line numbers
 * stay as they are.
 */
export const blankOut = (text: string, blank: Blank): string => {
  let code = '';
  let position = 0;
  while (position < text.length) {
    const remark = matchAt(comment, text, position);
    const literal =
      matchAt(stringText, text, position) ??
      (text[position] === '/' && beforeValue.test(code.slice(-40))
        ? matchAt(regularExpression, text, position)
        : undefined);
    if (remark !== undefined) code += blanked(remark);
    else if (literal === undefined) code += matchAt(template, text, position) ?? text.charAt(position);
    else if (blank === 'comments') code += literal;
    else code += literal.charAt(0) + blanked(literal.slice(1, -1)) + literal.charAt(literal.length - 1);
    position = code.length;
  }
  return code;
};
