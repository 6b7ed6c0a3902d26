import type { Io } from '../io';
import { instantText } from './instant-text';

/** How far an import has come. */
export interface ProgressReport {
  readonly bytes: number;
  readonly totalBytes: number;
  readonly messages: number;
  readonly at: number;
}

export interface Progress {
  readonly show: (report: ProgressReport) => void;
  /** Takes the line away. */
  readonly clear: () => void;
}

const none: Progress = { show: () => undefined, clear: () => undefined };

/** Shortest time between two lines, in milliseconds: faster ones cannot be read. */
const INTERVAL = 100;

const ERASE_LINE = '\r\u001b[K';

/** Progress in one line of the terminal, shown only where there is one and it takes long enough to be seen. */
export const progressTo = ({ stderr, now }: Io, what: string): Progress => {
  if (!stderr.isTerminal) return none;
  let shownAt = now();
  let isShown = false;
  return {
    show: ({ bytes, totalBytes, messages, at }) => {
      const present = now();
      if (present - shownAt < INTERVAL) return;
      shownAt = present;
      isShown = true;
      const percent = totalBytes === 0 ? 100 : Math.floor((100 * bytes) / totalBytes);
      const line = `${what}: ${percent}%, ${messages.toLocaleString('en-GB')} messages, ${instantText(at)}`;
      stderr.write(`${ERASE_LINE}${line.slice(0, Math.max(1, (stderr.columns ?? 80) - 1))}`);
    },
    clear: () => {
      if (isShown) stderr.write(ERASE_LINE);
      isShown = false;
    },
  };
};
