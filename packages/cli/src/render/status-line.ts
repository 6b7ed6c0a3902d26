import type { Output } from '../io';

const ERASE_LINE = '\r\u001b[K';

/** One line at the foot of a terminal that is written over and over, and lines that go above it. */
export class StatusLine {
  #shown = '';

  constructor(private readonly output: Output) {}

  show(text: string): void {
    const line = text.slice(0, Math.max(1, (this.output.columns ?? 80) - 1));
    if (line === this.#shown) return;
    this.#shown = line;
    this.output.write(`${ERASE_LINE}${line}`);
  }

  /** A line that stays. */
  print(line: string): void {
    this.output.write(`${ERASE_LINE}${line}\n${this.#shown}`);
  }

  /** Takes the line away. */
  clear(): void {
    if (this.#shown !== '') this.output.write(ERASE_LINE);
    this.#shown = '';
  }
}
