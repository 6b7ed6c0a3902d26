import type { Io } from '../io';

/** Shows how far a log was read. */
export interface ReadingProgress {
  readonly show: (record: number, ofRecords: number) => void;
  /** Takes the line away and shows none any more: something else is printed from now on. */
  readonly end: () => void;
}

const none: ReadingProgress = { show: () => undefined, end: () => undefined };

/** Shortest time between two lines, in milliseconds: faster ones cannot be read. */
const INTERVAL = 200;

const ERASE_LINE = '\r\u001b[K';

/** One line of the terminal, shown only where there is one and reading takes long enough to be seen. */
export const readingProgressOf = ({ stderr, now }: Io, path: string): ReadingProgress => {
  if (!stderr.isTerminal) return none;
  let shownAt = now();
  let isShown = false;
  let isOver = false;
  const erase = (): void => {
    if (isShown) stderr.write(ERASE_LINE);
    isShown = false;
  };
  return {
    show: (record, ofRecords) => {
      if (isOver) return;
      if (record >= ofRecords) {
        erase();
        return;
      }
      const present = now();
      if (present - shownAt < INTERVAL) return;
      shownAt = present;
      isShown = true;
      const percent = Math.floor((100 * record) / ofRecords);
      const many = `record ${record.toLocaleString('en-GB')} of ${ofRecords.toLocaleString('en-GB')}`;
      const line = `reading ${path}: ${percent}%, ${many}`;
      stderr.write(`${ERASE_LINE}${line.slice(0, Math.max(1, (stderr.columns ?? 80) - 1))}`);
    },
    end: () => {
      erase();
      isOver = true;
    },
  };
};
