/**
 * Text from a log, safe to print: names that a host gave its interfaces may hold anything, control characters that
 * would steer the terminal included. These become visible escapes.
 */
export const plainText = (text: string): string =>
  text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu, (character) => {
    const code = character.charCodeAt(0);
    return `\\u${code.toString(16).padStart(4, '0')}`;
  });

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;
const combining = /^(?:\p{Mn}|\p{Me}|\u200d)$/u;
const ascii = /^[\x20-\x7e]*$/;

/** Columns that text takes on a terminal: two for wide characters, none for what combines with the one before. */
export const textWidth = (text: string): number => {
  if (ascii.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += combining.test(character) ? 0 : wide.test(character) ? 2 : 1;
  return width;
};
