import type { Telling } from './messages.ts';
import { EMPTY_KNOWN, type Mind } from './mind.ts';

/** Makes a mind of what it is told. */
export interface Learner {
  learn(telling: Telling): void;
  mind(): Mind;
}

export function createLearner(): Learner {
  let mind: Mind = { known: EMPTY_KNOWN, models: new Map(), defined: () => [], judge: () => null };
  return {
    learn(telling) {
      if (telling.tell === 'known') mind = { ...mind, known: telling.known };
    },
    mind: () => mind,
  };
}
