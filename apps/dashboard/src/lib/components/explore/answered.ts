import type { Exploration } from '#lib/api/explore-documents.ts';
import type { Explorer } from '#lib/state/explorer.svelte.ts';
import type { Pins } from '#lib/state/pins.svelte.ts';

/** An answer of the Compare tab and what every way to draw it needs. */
export interface Answered {
  exploration: Exploration;
  explorer: Explorer;
  pins: Pins;
  /** The category colour of each department. */
  colours: ReadonlyMap<string, number>;
  theme: string;
}
