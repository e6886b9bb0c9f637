/**
 * An async iterator that holds at most one value: the newest. A reader that is slow or paused costs one value of memory
 * and skips to the newest when it returns.
 */
export class Latest<T> implements AsyncIterableIterator<T> {
  #value: { value: T } | undefined;
  #failure: { error: unknown } | undefined;
  #waiting: PromiseWithResolvers<IteratorResult<T>> | undefined;
  #ended = false;
  readonly #onEnd: () => void;

  constructor(onEnd: () => void) {
    this.#onEnd = onEnd;
  }

  /** Replaces whatever has not been read yet. */
  put(value: T): void {
    if (this.#ended) return;
    if (this.#waiting) {
      this.#waiting.resolve({ value, done: false });
      this.#waiting = undefined;
    } else {
      this.#value = { value };
    }
  }

  /** Ends the iterator with an error for its reader. */
  fail(error: unknown): void {
    if (this.#ended) return;
    if (this.#waiting) this.#waiting.reject(error);
    else this.#failure = { error };
    this.#end();
  }

  #end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#value = undefined;
    this.#waiting?.resolve({ value: undefined, done: true });
    this.#waiting = undefined;
    this.#onEnd();
  }

  next(): Promise<IteratorResult<T>> {
    if (this.#failure) {
      const { error } = this.#failure;
      this.#failure = undefined;
      return Promise.reject(error);
    }
    if (this.#value) {
      const { value } = this.#value;
      this.#value = undefined;
      return Promise.resolve({ value, done: false });
    }
    if (this.#ended) return Promise.resolve({ value: undefined, done: true });
    this.#waiting ??= Promise.withResolvers<IteratorResult<T>>();
    return this.#waiting.promise;
  }

  return(): Promise<IteratorResult<T>> {
    this.#end();
    return Promise.resolve({ value: undefined, done: true });
  }

  throw(error: unknown): Promise<IteratorResult<T>> {
    this.#end();
    return Promise.reject(error);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
