import { onMount } from 'svelte';

/** The time, a second at a time, for whatever shows how old something is. Stands still on the server. */
class Clock {
  #now = $state(Date.now());
  constructor() {
    onMount(() => {
      this.#now = Date.now();
      const timer = setInterval(() => (this.#now = Date.now()), 1_000);
      return () => clearInterval(timer);
    });
  }
  /** Epoch milliseconds. */
  get now(): number {
    return this.#now;
  }
}

/** Makes a clock that runs as long as the component that asks for it. */
export const createClock = (): Clock => new Clock();
