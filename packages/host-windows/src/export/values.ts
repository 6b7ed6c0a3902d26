import type { AddressFamily } from '@netlapse/core';

/** A value as ConvertTo-Json writes it. */
export type PowerShellValue = string | number | boolean | null | readonly number[];

/** The number of a constant; of one without a name the row holds the number itself. */
export const numberOf = <Name extends string>(
  { values }: { readonly values: Readonly<Record<Name, number>> },
  constant: Name | number,
): number => (typeof constant === 'number' ? constant : values[constant]);

export const familyNumber: Readonly<Record<AddressFamily, number>> = { AF_INET: 2, AF_INET6: 23 };

/** The number of the family of a canonical address or prefix. */
export const familyOfText = (text: string): number =>
  text.includes(':') ? familyNumber.AF_INET6 : familyNumber.AF_INET;

export const toggleNumber = (isOn: boolean): number => (isOn ? 1 : 0);

/** UInt64 as a number where a double holds it whole, else as its decimal digits. */
export const unsigned = (number: string): number | string => {
  const exact = BigInt(number);
  return BigInt(Number(exact)) === exact ? Number(exact) : exact.toString();
};

/** A canonical address of an interface; one of its link, in fe80::/10, with the scope that tells it from others. */
export const scopedText = (address: string, index: number): string =>
  /^fe[89ab][0-9a-f]:/.test(address) ? `${address}%${index}` : address;

const INFINITE = 0xffff_ffff;
/** TimeSpan.MaxValue. */
const NEVER = '10675199.02:48:05.4775807';

const twoDigits = (number: number): string => String(number).padStart(2, '0');

/** Seconds of a lifetime as a TimeSpan prints itself, `[d.]hh:mm:ss`. */
export const timeSpan = (seconds: number): string => {
  if (seconds >= INFINITE) return NEVER;
  const days = Math.floor(seconds / 86_400);
  const clock = [Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60];
  return `${days === 0 ? '' : `${days}.`}${clock.map(twoDigits).join(':')}`;
};
