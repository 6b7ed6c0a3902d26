import type { AsOf, Host, Position } from '@netlapse/core';

import { InputError } from '../errors';
import { instantText } from '../render/instant-text';

type Timeline = Host['timeline'];

/** A moment as people name it; what it means depends on the log. */
export type When =
  | { readonly kind: 'instant'; readonly at: number }
  | { readonly kind: 'event'; readonly seq: number }
  | { readonly kind: 'mark'; readonly name: string }
  | { readonly kind: 'before the end'; readonly milliseconds: number };

/** The forms of a moment, for help and errors. */
export const whenForms: ReadonlyArray<readonly [form: string, meaning: string]> = [
  ['2026-11-20T23:32:02Z', 'ISO 8601 with its zone: Z, or an offset such as +01:00'],
  ['1795217522000', 'milliseconds since 1970-01-01T00:00:00Z'],
  ['seq:120', 'after event 120'],
  ['mark:NAME', 'a named position'],
  ['-15m, -2h30m, -3d', 'so long before the end of the log (d, h, m, s, ms)'],
];

const formsInShort = '2026-11-20T23:32:02Z, milliseconds since 1970, seq:120, mark:NAME or -2h30m';

const isoForm =
  /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(Z|z|[+-]\d\d:?\d\d)?)?$/;
const relativeForm = /^-(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+(?:\.\d{1,3})?)s)?(?:(\d+)ms)?$/;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Whether text is a relative moment, which looks like an option to whoever reads a command line. */
export const isRelative = (text: string): boolean => text.length > 1 && relativeForm.test(text);

const offsetOf = (zone: string): number | undefined => {
  if (zone === 'Z' || zone === 'z') return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(-2))];
  if (hours > 23 || minutes > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * HOUR + minutes * MINUTE);
};

const readIso = (text: string, match: RegExpExecArray): When => {
  const [, year, month, day, hour, minute, second = '0', fraction = '', zone] = match;
  if (hour === undefined)
    throw new InputError(`${text} is a day, not a moment: give time and zone, as in ${text}T12:00:00Z`);
  if (zone === undefined)
    throw new InputError(
      `${text} has no zone: add Z for UTC or an offset, as in ${text.replace(' ', 'T')}Z or ${text.replace(' ', 'T')}+01:00`,
    );
  const fields = [
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  ] as const;
  const wall = new Date(Date.UTC(...fields));
  const offset = offsetOf(zone);
  const isReal =
    wall.getUTCMonth() === fields[1] &&
    wall.getUTCDate() === fields[2] &&
    wall.getUTCHours() === fields[3] &&
    wall.getUTCMinutes() === fields[4] &&
    wall.getUTCSeconds() === fields[5];
  if (!isReal || offset === undefined) throw new InputError(`${text} is no moment of the calendar`);
  return { kind: 'instant', at: wall.getTime() - offset + Number(fraction.slice(0, 3).padEnd(3, '0')) };
};

/**
 * Reads a moment.
 *
 * @throws InputError that shows the forms there are
 */
export const parseWhen = (text: string): When => {
  const iso = isoForm.exec(text);
  if (iso !== null) return readIso(text, iso);
  if (/^\d{1,15}$/.test(text)) return { kind: 'instant', at: Number(text) };
  const event = /^seq:(\d{1,15})$/.exec(text);
  if (event !== null) return { kind: 'event', seq: Number(event[1]) };
  const mark = /^mark:(.+)$/.exec(text);
  if (mark !== null) return { kind: 'mark', name: mark[1] as string };
  const relative = text.length > 1 ? relativeForm.exec(text) : null;
  if (relative === null) throw new InputError(`${text} is no moment: write ${formsInShort}`);
  const [days = 0, hours = 0, minutes = 0, seconds = 0, milliseconds = 0] = relative
    .slice(1)
    .map((part: string | undefined) => Number(part ?? 0));
  const span = days * DAY + hours * HOUR + minutes * MINUTE + Math.round(seconds * 1000) + milliseconds;
  return { kind: 'before the end', milliseconds: span };
};

/** A log that begins with a state was compacted, most likely. */
const archiveHint = ({ firstSeq }: Timeline): string =>
  firstSeq === 0 ? '' : '; if it was compacted, name what it replaced by --archive';

const instantAt = (timeline: Timeline, at: number): number => {
  const { beginning, clock } = timeline;
  if (at > clock)
    throw new InputError(
      `${instantText(at)} lies after the end of the log, ${instantText(clock)} (event ${timeline.position.seq})`,
    );
  if (at >= beginning) return at;
  const hint =
    at > 0 && at * 1000 >= beginning && at * 1000 <= clock
      ? ': a number counts milliseconds, not seconds'
      : '';
  throw new InputError(
    `${instantText(at)} lies before the log begins, ${instantText(beginning)}${hint}${archiveHint(timeline)}`,
  );
};

const asOf = (timeline: Timeline, when: When): AsOf => {
  switch (when.kind) {
    case 'instant':
      return { at: instantAt(timeline, when.at) };
    case 'before the end':
      return { at: instantAt(timeline, timeline.clock - when.milliseconds) };
    case 'event':
      if (when.seq > timeline.position.seq)
        throw new InputError(`event ${when.seq} is not in the log: its last is ${timeline.position.seq}`);
      if (when.seq < timeline.firstSeq)
        throw new InputError(
          `event ${when.seq} is not in the log, which begins after event ${timeline.firstSeq}${archiveHint(timeline)}`,
        );
      return { seq: when.seq };
    case 'mark':
      return when.name;
  }
};

/**
 * The position in a log that a moment names.
 *
 * @throws InputError where it lies outside the log; UnknownMark
 */
export const resolveWhen = (timeline: Timeline, when: When): Position =>
  timeline.resolve(asOf(timeline, when));

/** The position that an option names, or the end of the log where it is left out. */
export const positionAt = (timeline: Timeline, text: string | undefined): Position =>
  text === undefined ? timeline.position : resolveWhen(timeline, parseWhen(text));

/** The stretch that --since and --until name; the whole log, where neither is given. */
export const rangeOption = (
  timeline: Timeline,
  { since, until }: { readonly since?: string; readonly until?: string },
): { readonly from: Position; readonly to: Position } => {
  const from =
    since === undefined
      ? { seq: timeline.firstSeq, at: timeline.beginning }
      : resolveWhen(timeline, parseWhen(since));
  const to = positionAt(timeline, until);
  if (to.seq < from.seq || to.at < from.at)
    throw new InputError(`--until ${until} lies before --since ${since}`);
  return { from, to };
};
