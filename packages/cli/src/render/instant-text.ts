/** The greatest distance from 1970 that a Date can express, in milliseconds. */
const DATE_MAX = 8_640_000_000_000_000;

/** An instant for people: ISO 8601 in UTC, with milliseconds. */
export const instantText = (at: number): string =>
  Math.abs(at) <= DATE_MAX ? new Date(at).toISOString() : `${at} ms since 1970`;

/** The time of day of an instant, where the day is told elsewhere: `23:32:02.661Z`. */
export const timeOfDayText = (at: number): string => instantText(at).slice(11);
