import type { LoopHappening } from '../loop/event.ts';
import type { Draft } from '../log/loops.ts';
import { targetsOf } from '../loop/open.ts';
import type { LoopSettings, Priority, Targets } from '../settings/settings.ts';
import type { HistoricLoop, HistoricStep } from './historic-loop.ts';

interface Promising {
  settings: LoopSettings;
  actor: string;
  /** False where nobody is known whom to contact. */
  canContact: boolean;
  /** Where the loop stands before the first step. */
  department: string;
  priority: Priority;
}

/**
 * Steps as events, with what the departments promise: their targets as they stand now, for what was promised at the time nobody tells. So
 * that what still runs has a clock, and what is over can be held against the promise of today.
 */
export function promisedDrafts(steps: readonly HistoricStep[], { settings, actor, canContact, ...standing }: Promising): Draft[] {
  let { department, priority } = standing;
  const targets = (): Targets => promiseOf({ department, priority }, { settings, canContact });
  return steps.map(({ at, by, undated: _, ...happening }): Draft => {
    if (happening.type === 'routed') ({ department } = happening);
    if (happening.type === 'prioritised') ({ priority } = happening);
    const promised: LoopHappening =
      happening.type === 'routed' || happening.type === 'prioritised' || happening.type === 'reopened' ? { ...happening, targets: targets() } : happening;
    return { ...promised, at, by, actor };
  });
}

/** A whole loop as events, its opening first. */
export function wholeHistory(loop: HistoricLoop, { settings, actor }: Pick<Promising, 'settings' | 'actor'>): Draft[] {
  const { externalId, openedAt, openedBy, rule, feedbackId, customerId, department, priority, origin, steps } = loop;
  const canContact = customerId !== null || steps.some(({ type }) => type === 'contacted');
  const targets = promiseOf({ department, priority }, { settings, canContact });
  const opened: Draft = { type: 'opened', openedBy, rule, feedbackId, customerId, externalId, department, priority, targets, origin, at: openedAt, by: '', actor };
  return [opened, ...promisedDrafts(steps, { settings, actor, canContact, department, priority })];
}

/** To contact a customer is promised only where one is known. */
function promiseOf(of: { department: string; priority: Priority }, { settings, canContact }: Pick<Promising, 'settings' | 'canContact'>): Targets {
  const { contact, ...others } = targetsOf(settings, of);
  return canContact && contact ? { ...others, contact } : others;
}
