import { styleText } from 'node:util';

import type { Io, Output } from '../io';

type Brush = (text: string) => string;

/** Colours by what they mean; each gives the text back unchanged where no colour is wanted. */
export interface Paint {
  readonly title: Brush;
  readonly faint: Brush;
  readonly good: Brush;
  readonly bad: Brush;
  readonly warning: Brush;
  /** What the eye should find first: a route, an interface. */
  readonly accent: Brush;
}

const unchanged: Brush = (text) => text;

const styled =
  (format: Parameters<typeof styleText>[0]): Brush =>
  (text) =>
    text === '' ? text : styleText(format, text, { validateStream: false });

const colours: Paint = {
  title: styled('bold'),
  faint: styled('dim'),
  good: styled('green'),
  bad: styled('red'),
  warning: styled('yellow'),
  accent: styled('cyan'),
};

const noColours: Paint = {
  title: unchanged,
  faint: unchanged,
  good: unchanged,
  bad: unchanged,
  warning: unchanged,
  accent: unchanged,
};

/**
 * Colours for an output: on a terminal alone, and not where NO_COLOR is set to anything but nothing
 * (no-color.org), the terminal says it is dumb, or the caller asked for none.
 */
export const paintFor = (output: Output, env: Io['env'], wanted: boolean): Paint =>
  wanted && output.isTerminal && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb'
    ? colours
    : noColours;
