/** How far a run is; `of` is the number of units of this step. */
export interface Progress {
  step: 'reading' | 'grouping' | 'refining';
  done: number;
  of: number;
}

/** How a long run is watched and stopped; `signal.aborted` may be a getter that looks at shared memory. */
export interface Watch {
  onProgress?: ((progress: Progress) => void) | undefined;
  signal?: { readonly aborted: boolean } | undefined;
}

/** Thrown by a run that was stopped through its signal. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}

/** Work in slices of some ten milliseconds: between two of them somebody may look, or stop it. */
export type Slices<Result> = Generator<Progress, Result, undefined>;

/** Does all slices at once, telling of each; throws Stopped when the signal says so. */
export function finish<Result>(slices: Slices<Result>, { onProgress, signal }: Watch): Result {
  for (;;) {
    if (signal?.aborted) throw new Stopped('The run was stopped.');
    const { done, value } = slices.next();
    if (done) return value;
    onProgress?.(value);
  }
}
