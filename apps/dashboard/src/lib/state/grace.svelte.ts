import { onDestroy } from 'svelte';

/** Time to think again before something that cannot be taken back. */
class Grace {
  #left = $state(0);
  #timer: ReturnType<typeof setInterval> | undefined;

  /** Seconds until it is done; 0 while nothing is pending. */
  get left(): number {
    return this.#left;
  }
  begin(seconds: number, act: () => void): void {
    this.stop();
    this.#left = seconds;
    this.#timer = setInterval(() => {
      this.#left -= 1;
      if (this.#left > 0) return;
      this.stop();
      act();
    }, 1_000);
  }
  stop(): void {
    clearInterval(this.#timer);
    this.#left = 0;
  }
}

/** Makes a pause before an act. Call it while the component is being made: nothing is done once it is gone. */
export function createGrace(): Grace {
  const grace = new Grace();
  onDestroy(() => grace.stop());
  return grace;
}
