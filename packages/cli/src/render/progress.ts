import type { Io } from '../io';
import { counted } from './counted';
import { durationText } from './duration-text';

/** How far an import, or other long work, has come. */
export interface ProgressReport {
  /** From 0 to 1. */
  readonly part: number;
  /** How many were dealt with so far, and what they are: `message`, `route`. */
  readonly count: number;
  readonly what: string;
  /** Where it is, in words: an instant, or what is being done. */
  readonly place: string;
}

export interface Progress {
  readonly show: (report: ProgressReport) => void;
  /** Takes the line away. */
  readonly clear: () => void;
}

/** Shortest time between two lines on a terminal, in milliseconds: faster ones cannot be read. */
const INTERVAL = 100;
/** The same where they stay: in a file, or in the log of a job. */
const PLAIN_INTERVAL = 10_000;
/** What is left cannot be told from less. */
const ESTIMATE_AFTER = 1000;

const ERASE_LINE = '\r\u001b[K';

const lineOf = (title: string, { part, count, what, place }: ProgressReport, spent: number): string => {
  const facts = [`${title}: ${Math.floor(100 * part)}%`, counted(count, what)];
  if (spent >= ESTIMATE_AFTER && count > 0)
    facts.push(`${Math.round(count / (spent / 1000)).toLocaleString('en-GB')}/s`);
  if (spent >= ESTIMATE_AFTER && part > 0 && part < 1)
    facts.push(`${durationText((spent / part) * (1 - part))} left`);
  return [...facts, place].join(', ');
};

/**
 * Progress on stderr: in one line of a terminal that is taken away at the end, else in a plain line every ten seconds.
 * What is soon over shows none.
 */
export const progressTo = ({ stderr, now }: Io, title: string): Progress => {
  const begun = now();
  let shownAt = begun;
  let isShown = false;
  const interval = stderr.isTerminal ? INTERVAL : PLAIN_INTERVAL;
  return {
    show: (report) => {
      const present = now();
      if (present - shownAt < interval) return;
      shownAt = present;
      const line = lineOf(title, report, present - begun);
      if (!stderr.isTerminal) {
        stderr.write(`${line}\n`);
        return;
      }
      isShown = true;
      stderr.write(`${ERASE_LINE}${line.slice(0, Math.max(1, (stderr.columns ?? 80) - 1))}`);
    },
    clear: () => {
      if (isShown) stderr.write(ERASE_LINE);
      isShown = false;
    },
  };
};

/** Shows progress while something is done, and takes it away whatever comes of it. */
export const withProgress = <T>(io: Io, title: string, work: (show: Progress['show']) => T): T => {
  const progress = progressTo(io, title);
  try {
    return work(progress.show);
  } finally {
    progress.clear();
  }
};
