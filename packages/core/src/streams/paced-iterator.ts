import { onAbort, type AbortSignalLike } from './abort-signal';

/** Where an asynchronous iterator takes its items from, at the pace of whoever asks. */
export interface ItemSource<T extends object> {
  /** The next item; undefined where there is none now. @throws what ends the iteration, with everything it holds let go */
  take(): T | undefined;
  /** TRUE where none will come any more. */
  isEnded(): boolean;
  /** Calls back once there may be one, or the end has come; what it returns stops that. */
  wait(resume: () => void): () => void;
  /** Whoever asked is gone. Also called after the end, and after an error. */
  close(): void;
}

/** Items of a source as an async iterator: ended by `return`, by a signal, by the source itself, or by its error. */
export class PacedIterator<T extends object> implements AsyncIterableIterator<T, undefined> {
  #isOver = false;
  #resume: (() => void) | undefined;
  /** The request before: requests are answered one after the other. */
  #turn: Promise<unknown> = Promise.resolve();
  readonly #forgetSignal: () => void = () => undefined;

  constructor(
    private readonly source: ItemSource<T>,
    signal: AbortSignalLike | undefined,
  ) {
    this.#forgetSignal = onAbort(signal, () => this.#end());
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<T, undefined>> {
    const answer = this.#turn.then(() => this.#answer());
    this.#turn = answer.catch(() => undefined);
    return answer;
  }

  return(): Promise<IteratorResult<T, undefined>> {
    this.#end();
    return Promise.resolve({ done: true, value: undefined });
  }

  async #answer(): Promise<IteratorResult<T, undefined>> {
    while (!this.#isOver) {
      const item = this.#take();
      if (item !== undefined) return { done: false, value: item };
      if (this.source.isEnded()) this.#end();
      else await this.#wait();
    }
    return { done: true, value: undefined };
  }

  #take(): T | undefined {
    try {
      return this.source.take();
    } catch (error) {
      this.#end();
      throw error;
    }
  }

  #wait(): Promise<void> {
    return new Promise((resolve) => {
      const stop = this.source.wait(() => this.#resume?.());
      this.#resume = () => {
        this.#resume = undefined;
        stop();
        resolve();
      };
    });
  }

  #end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#forgetSignal();
    this.source.close();
    this.#resume?.();
  }
}
