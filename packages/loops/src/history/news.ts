import type { Refusal } from '@heed/domain';
import type { LoopEvent } from '../loop/event.ts';
import type { LoopHistory, LoopState } from '../loop/state.ts';
import type { HistoricLoop, HistoricStep } from './historic-loop.ts';

/** What is new of a loop that was brought before: steps to append, or why they cannot be. */
export type News = { ok: true; steps: HistoricStep[]; warnings: readonly string[] } | { ok: false; refusals: Refusal[] };

/** Begins the actor of every event that came from elsewhere. */
export const IMPORT_ACTOR = 'import:';

const OPENED_DIFFERS = 'opened differs from what was brought before, and stayed as it was';

/**
 * Compares a loop as its source tells it now with what the source told before; what people did here in between is not the source's to
 * take back. A fact without a moment of its own, such as the owner, counts as of the first thing that is new, else as of now. Where the
 * source has a later close, or none any more, the loop was reopened in between: as late as that can have been.
 */
export function newsOf(loop: HistoricLoop, { history: { state, events }, now }: { history: LoopHistory; now: number }): News {
  const brought = events.filter(({ actor }) => actor.startsWith(IMPORT_ACTOR));
  const warnings = loop.openedAt === state.openedAt ? [] : [OPENED_DIFFERS];
  const dated = loop.steps.filter((step) => !step.undated && !brought.some((event) => isSame(event, step)));
  const closedBefore = brought.findLast(({ type }) => type === 'closed' || type === 'reopened')?.type === 'closed';
  const isClosed = loop.steps.some(({ type }) => type === 'closed');
  const moment = dated[0]?.at ?? now;
  // Of what is over and stays so, a new owner or cause is no news.
  const canChange = dated.length > 0 || !closedBefore || !isClosed;
  const steps: HistoricStep[] = [];
  if (closedBefore && (!isClosed || dated.some(({ type }) => type === 'closed'))) steps.push({ type: 'reopened', why: 'person', note: '', at: moment, by: '' });
  if (canChange) {
    const told = brought.findLast((event) => event.type === 'opened' || event.type === 'prioritised');
    if (told?.priority !== loop.priority) steps.push({ type: 'prioritised', priority: loop.priority, at: moment, by: '', undated: true });
  }
  steps.push(...dated);
  if (canChange) {
    for (const step of loop.steps) {
      if (!step.undated || !isNewFact(step, { brought, dated })) continue;
      // Where it belongs to something that is new, it comes with it.
      const at = dated.some((other) => other.at === step.at) ? step.at : moment;
      steps.splice(indexFor(steps, { ...step, at }), 0, { ...step, at });
    }
  }
  if (steps.length === 0) return { ok: true, steps, warnings };
  const refusals = refusalsOf(steps, { state, closedBefore });
  return refusals.length > 0 ? { ok: false, refusals } : { ok: true, steps, warnings };
}

function isSame(event: LoopEvent, step: HistoricStep): boolean {
  return event.type === step.type && event.at === step.at && (step.type !== 'routed' || (event.type === 'routed' && event.department === step.department));
}

function isNewFact(step: HistoricStep, { brought, dated }: { brought: readonly LoopEvent[]; dated: readonly HistoricStep[] }): boolean {
  if (step.type === 'assigned') {
    // A hand-over leaves the owner behind.
    const last = brought.findLast(({ type }) => type === 'assigned' || type === 'routed');
    return last?.type !== 'assigned' || last.owner !== step.owner || dated.some(({ type }) => type === 'routed');
  }
  if (step.type === 'acted') {
    const last = brought.findLast(({ type }) => type === 'acted');
    return last?.type !== 'acted' || last.rootCause !== step.rootCause || last.action !== step.action;
  }
  return true;
}

/** Before what it must come before at the same moment: a cause before the resolving, an owner after the hand-over. */
function indexFor(steps: readonly HistoricStep[], fact: HistoricStep): number {
  const later = steps.findIndex(({ type, at }) => at > fact.at || (at === fact.at && ['resolved', 'told', 'closed'].includes(type)));
  return later < 0 ? steps.length : later;
}

function refusalsOf(steps: readonly HistoricStep[], { state, closedBefore }: { state: LoopState; closedBefore: boolean }): Refusal[] {
  const refuse = (column: string, reason: string): Refusal[] => [{ column, kind: 'moment', reason }];
  if (state.state === 'merged') return refuse('', 'is news of a loop that was merged into another here');
  if (state.state === 'closed' && !closedBefore) return refuse('', 'is news of a loop that was closed here; reopen it first');
  const reopens = steps.some(({ type }) => type === 'reopened');
  const early = steps.find(({ at, type }) => type !== 'reopened' && (at < state.changedAt || (state.state === 'closed' && !reopens)));
  return early ? refuse(COLUMN_OF[early.type] ?? early.type, 'must not lie before what is known of the loop already; what happened cannot be changed afterwards') : [];
}

const COLUMN_OF: Partial<Record<HistoricStep['type'], string>> = { routed: 'handOvers', waiting: 'waits', resumed: 'waits', assigned: 'owner', prioritised: 'priority', acted: 'action', reopened: 'closed' };
