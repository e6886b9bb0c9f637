import type { Draft } from '../../log/loops.ts';
import type { LoopEvent } from '../../loop/event.ts';
import { loopState } from '../../loop/fold.ts';
import type { LoopHistory } from '../../loop/state.ts';

const LOOP_ID = '019c8f00-0000-7000-8000-000000000001';

/** The history that drafts make, one batch each, as the log would hold it. */
export function historyOf(...batches: readonly (readonly Draft[])[]): LoopHistory {
  const events = batches.flatMap((drafts, position) => drafts.map((draft) => ({ ...draft, at: draft.at ?? 0, position: position + 1 }))).map((event, index): LoopEvent => ({ ...event, version: index + 1 }));
  return { events, state: loopState(LOOP_ID, events) };
}
