import { InputError } from '../errors';
import { parseWhen, type When } from './instants';

const parseSpan = (text: string): When | undefined => {
  try {
    return parseWhen(`-${text}`);
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
};

/**
 * A span of time of an option, in milliseconds: `30d`, `2h30m`; a moment before the end, without its sign.
 *
 * @throws InputError
 */
export const spanOption = (text: string, option: string): number => {
  const when = parseSpan(text);
  if (when?.kind !== 'before the end')
    throw new InputError(`${option} ${text} is no span of time: write 30d, 12h or 2h30m`);
  return when.milliseconds;
};

const KIB = 1024;
const factors: Readonly<Record<string, number>> = { K: KIB, M: KIB ** 2, G: KIB ** 3, T: KIB ** 4 };

/**
 * A size of an option, in bytes: `500M`, `2G`, `800K`, each 1,024 times the smaller one.
 *
 * @throws InputError
 */
export const sizeOption = (text: string, option: string, least: number): number => {
  const [, number = '', unit = ''] = /^(\d{1,9}(?:\.\d{1,3})?)([KMGT])(?:i?B)?$/i.exec(text) ?? [];
  const factor = factors[unit.toUpperCase()];
  if (factor === undefined) throw new InputError(`${option} ${text} is no size: write 500M, 2G or 800K`);
  const bytes = Math.floor(Number(number) * factor);
  if (bytes < least) throw new InputError(`${option} ${text} is too small: at least ${sizeText(least)}`);
  return bytes;
};

/** A size for people: `812K`, `34.2M`, `1.5G`. */
export const sizeText = (bytes: number): string => {
  let [unit, size] = ['K', bytes / KIB];
  for (const larger of ['M', 'G', 'T'])
    if (size >= KIB) {
      size /= KIB;
      unit = larger;
    }
  return `${size < 10 ? Math.round(size * 10) / 10 : Math.round(size)}${unit}`;
};
