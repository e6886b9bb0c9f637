import type { Clocks } from '../clock/clocks.ts';
import type { Draft } from '../log/loops.ts';
import type { LoopEvent } from '../loop/event.ts';
import { loopState } from '../loop/fold.ts';
import type { LoopState } from '../loop/state.ts';
import { fireTimers } from '../loop/timers.ts';
import type { LoopSettings } from '../settings/settings.ts';

/** After somebody was told for the second time it takes them so much working time to look at it. */
const ANSWER_MS = 2 * 3_600_000;

/**
 * The events of a loop with what became due in between and up to now, as though Heed had been there: warnings, breaches, repeats,
 * and loops taken back from idle owners. Whoever is told again acknowledges; who acts on a loop that was taken from them takes it up again.
 */
export function withEscalations(loopId: string, drafts: readonly Draft[], { settings, clocks, now }: { settings: LoopSettings; clocks: Clocks; now: number }): Draft[] {
  const events: LoopEvent[] = [];
  const present = (): LoopState => loopState(loopId, events);
  const add = (draft: Draft, at: number): void => {
    events.push({ ...draft, at, version: events.length + 1, position: 1 });
  };
  const system = { actor: 'system', by: '' };

  /** What is due up to a moment, one after the other, for each changes what is due next. */
  function fire(upTo: number): void {
    for (;;) {
      const state = present();
      const [first, ...others] = fireTimers(state, { settings, clocks, now: upTo });
      if (first?.type !== 'escalated') return;
      const at = Math.max(first.due, state.changedAt);
      add({ ...first, ...system }, at);
      if (first.kind === 'taken_back') for (const other of others) if (other.type === 'assigned') add({ ...other, ...system }, at);
      const answered = clocks.of(state.department).after(at, ANSWER_MS);
      if (first.kind === 'repeated' && first.to !== null && answered <= upTo) {
        fire(answered - 1);
        add({ type: 'acknowledged', actor: drafts[0]?.actor ?? '', by: first.to }, answered);
      }
    }
  }

  for (const draft of drafts) {
    const at = draft.at ?? now;
    if (events.length > 0) fire(at);
    const takesUp = draft.by !== '' && draft.type !== 'assigned' && draft.type !== 'routed' && events.length > 0 && present().owner !== draft.by;
    if (takesUp) add({ type: 'assigned', owner: draft.by, how: 'person', actor: draft.actor, by: draft.by }, at);
    add(draft, at);
  }
  fire(now);
  return events.map(({ version: _version, position: _position, ...draft }) => draft);
}
