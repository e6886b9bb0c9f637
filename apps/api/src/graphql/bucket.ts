/** How often something may happen: so many at once, and so many a second from then on. */
export interface Rate {
  atOnce: number;
  perSecond: number;
}

/** A bucket that fills by itself. It is three numbers and no timer, because every connection has two of them. */
export class Bucket {
  #left: number;
  #at: number;
  readonly #rate: Rate;

  constructor(rate: Rate, now = performance.now()) {
    this.#rate = rate;
    this.#left = rate.atOnce;
    this.#at = now;
  }

  /** False when there is nothing left to take. */
  take(now = performance.now()): boolean {
    this.#left = Math.min(this.#rate.atOnce, this.#left + ((now - this.#at) * this.#rate.perSecond) / 1_000);
    this.#at = now;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
