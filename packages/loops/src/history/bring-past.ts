import type { Store } from '@heed/store';
import { createClocks } from '../clock/clocks.ts';
import type { Loops } from '../log/loops.ts';
import type { LoopSettings, Rule } from '../settings/settings.ts';
import { bringHistory } from './bring-history.ts';
import { pastOpenings, type PastCourse, type PastOpening } from './past-openings.ts';
import { withEscalations } from './with-escalations.ts';

export interface BringPastOptions {
  store: Pick<Store, 'read'>;
  settings: () => LoopSettings;
  /** By which loops would have been opened; they need not be among the settings yet. */
  rules: readonly Rule[];
  /** Epoch milliseconds: the past is the feedback in [since, now), and nothing of it lies after now. */
  since: number;
  now: number;
  /** What became of an opening; its steps lie between it and now. */
  course: (opening: PastOpening) => PastCourse;
  /** Stands in the events: who brought it. */
  actor: string;
}

/**
 * Opens the loops that some rules would have opened for feedback of the past, each with its course and with what became due
 * meanwhile; returns how many are new. What is here already stays as it is. Rules that are saved only afterwards find that feedback
 * taken. Throws as the store and as `Loops.transact`.
 */
export async function bringPast(loops: Loops, { store, settings, rules, since, now, course, actor }: BringPastOptions): Promise<number> {
  const historic = await pastOpenings(store, { settings: { ...settings(), rules }, period: { from: since, to: now }, course });
  const brought = await bringHistory(loops, historic, {
    store,
    settings,
    actor,
    // What rules open is told once; a course that is told again may be another.
    onlyNew: true,
    complete: (loopId, drafts) => withEscalations(loopId, drafts, { settings: settings(), clocks: createClocks(settings()), now }),
  });
  return brought.filter(({ status }) => status === 'brought').length;
}
