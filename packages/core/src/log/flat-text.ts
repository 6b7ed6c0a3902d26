/**
 * The same text. One put together from many parts is a tree inside until somebody needs it whole, and everybody who
 * does would lay it out again; searching it lays it out once and for all.
 */
export const flatText = (text: string): string => {
  anything.test(text);
  return text;
};
const anything = /^./;
