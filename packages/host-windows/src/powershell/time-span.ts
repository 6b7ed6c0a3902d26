import { isObject, shown } from './documents';
import { ValueFault } from './values';

/** Seconds that never end, as ULONG lifetimes have them. */
const INFINITE = 0xffff_ffff;

const TICKS_PER_SECOND = 1e7;

/** TimeSpan parts in seconds. */
const parts: ReadonlyArray<readonly [name: string, seconds: number]> = [
  ['days', 86_400],
  ['hours', 3600],
  ['minutes', 60],
  ['seconds', 1],
  ['milliseconds', 0.001],
];

const unexpected = (value: unknown): ValueFault =>
  new ValueFault(`${shown(value)} is no TimeSpan such as "29.23:59:58", nor an object with its Ticks`);

/**
 * A lifetime in whole seconds, rounded up: TimeSpan as an object or as text, or the interval of CIM.
 *
 * @returns null: it never ends
 * @throws ValueFault
 */
export const lifetime = (value: unknown): number | null => {
  const seconds = isObject(value) ? secondsOfObject(value) : secondsOfText(value);
  if (seconds === undefined || !(seconds >= 0)) throw unexpected(value);
  return seconds >= INFINITE ? null : Math.ceil(seconds);
};

const secondsOfObject = (value: Readonly<Record<string, unknown>>): number | undefined => {
  const members = new Map(Object.entries(value).map(([name, member]) => [name.toLowerCase(), member]));
  const numberOf = (name: string): number | undefined => {
    const member = members.get(name);
    if (member === undefined || member === null) return undefined;
    const number = typeof member === 'string' && /^\d{1,20}$/.test(member) ? Number(member) : member;
    if (typeof number !== 'number' || !Number.isFinite(number)) throw unexpected(value);
    return number;
  };
  const total = numberOf('totalseconds');
  if (total !== undefined) return total;
  const ticks = numberOf('ticks');
  if (ticks !== undefined) return ticks / TICKS_PER_SECOND;
  const given = parts.filter(([name]) => numberOf(name) !== undefined);
  if (given.length === 0) return undefined;
  return given.reduce((sum, [name, seconds]) => sum + (numberOf(name) ?? 0) * seconds, 0);
};

const secondsOfText = (value: unknown): number | undefined => {
  if (typeof value !== 'string') return undefined;
  const span = /^(?:(\d{1,8})\.)?(\d{1,2}):(\d{2}):(\d{2})(\.\d{1,7})?$/.exec(value);
  const interval = /^(\d{8})(\d{2})(\d{2})(\d{2})(\.\d{6}):000$/.exec(value);
  const found = span ?? interval;
  if (found === null) return undefined;
  const [, days = '0', hours, minutes, seconds, part = '0'] = found;
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  return Number(days) * 86_400 + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) + Number(part);
};
