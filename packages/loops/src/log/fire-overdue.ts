import { createClocks } from '../clock/clocks.ts';
import { fireTimers } from '../loop/timers.ts';
import type { LoopSettings } from '../settings/settings.ts';
import type { Transaction } from './loops.ts';

/**
 * Appends what became due on a loop before this moment and was not fired yet. To be called before an act that changes what is promised or
 * ends the loop: timers are moments late, or stood still for long, and would then no longer find the breach. What is due at this
 * very moment is left, because who acts now is in time.
 */
export function fireOverdue({ now, history, append }: Pick<Transaction, 'now' | 'history' | 'append'>, { loopId, settings }: { loopId: string; settings: LoopSettings }): void {
  const found = history(loopId);
  if (!found) return;
  const due = fireTimers(found.state, { settings, clocks: createClocks(settings), now: now - 1 });
  append(loopId, due.map((happening) => ({ ...happening, actor: 'system', by: '' })));
}
