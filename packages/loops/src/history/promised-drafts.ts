import type { LoopHappening } from '../loop/event.ts';
import type { Draft } from '../log/loops.ts';
import { targetsOf } from '../loop/open.ts';
import type { LoopSettings, Priority } from '../settings/settings.ts';
import type { HistoricLoop, HistoricStep } from './historic-loop.ts';

interface Promising {
  settings: LoopSettings;
  actor: string;
  /** Where the loop stands before the first step. */
  department: string;
  priority: Priority;
}

/**
 * Steps as events, with what the departments promise: their targets as they stand now, for what was promised at the time nobody tells. So
 * that what still runs has a clock, and what is over can be held against the promise of today.
 */
export function promisedDrafts(steps: readonly HistoricStep[], { settings, actor, ...standing }: Promising): Draft[] {
  let { department, priority } = standing;
  return steps.map(({ at, by, undated: _, ...happening }): Draft => {
    if (happening.type === 'routed') ({ department } = happening);
    if (happening.type === 'prioritised') ({ priority } = happening);
    const promised: LoopHappening =
      happening.type === 'routed' || happening.type === 'prioritised' || happening.type === 'reopened' ? { ...happening, targets: targetsOf(settings, { department, priority }) } : happening;
    return { ...promised, at, by, actor };
  });
}

/** A whole loop as events, its opening first. */
export function wholeHistory(loop: HistoricLoop, { settings, actor }: Pick<Promising, 'settings' | 'actor'>): Draft[] {
  const { externalId, openedAt, openedBy, rule, feedbackId, customerId, department, priority, origin, steps } = loop;
  const targets = targetsOf(settings, { department, priority });
  const opened: Draft = { type: 'opened', openedBy, rule, feedbackId, customerId, externalId, department, priority, targets, origin, at: openedAt, by: '', actor };
  return [opened, ...promisedDrafts(steps, { settings, actor, department, priority })];
}
