/** A stream that the program prints to. */
export interface Output {
  /** TRUE where a person looks at it: colours and progress are for them alone. */
  readonly isTerminal: boolean;
  /** Width of the terminal in columns; undefined where there is none. */
  readonly columns: number | undefined;
  /** @throws OutputClosed where nobody reads any more */
  write(text: string): void;
}

/** All that the program has of the world around it, apart from files. */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The present, epoch milliseconds; for telling how long something took, and when a live host was first heard. */
  readonly now: () => number;
  /** Calls back when the program is asked to end (SIGINT, SIGTERM); until what is returned is called. */
  readonly onStop: (stop: () => void) => () => void;
}

/** Whoever read the output has left, as `head` does: there is nothing more to do and nothing to complain about. */
export class OutputClosed extends Error {
  override readonly name = 'OutputClosed';
}

/** Lines that are written together: one write a line would take most of the time of a long listing. */
const LINES_PER_WRITE = 500;

/** Prints lines, each ended by a line feed. */
export const printLines = (output: Output, lines: Iterable<string>): void => {
  let pending: string[] = [];
  const flush = (): void => {
    if (pending.length > 0) output.write(`${pending.join('\n')}\n`);
    pending = [];
  };
  for (const line of lines) {
    pending.push(line);
    if (pending.length >= LINES_PER_WRITE) flush();
  }
  flush();
};
