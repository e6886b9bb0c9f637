import type { Clocks } from '../clock/clocks.ts';
import { keyOf, TARGETS, type Department, type LoopSettings, type TargetName } from '../settings/settings.ts';
import type { EscalationKind, LoopHappening } from './event.ts';
import { isOpen, isUnresolved } from './possible.ts';
import { fulfilledAt, moments, runnerOf, type Runner } from './promise.ts';
import type { LoopState } from './state.ts';

/** So often the same breach is repeated at most. */
const MOST_REPEATS = 20;

/** Something that becomes due by itself. */
interface Timer {
  kind: EscalationKind;
  target: TargetName | null;
  step: number;
  due: number;
}

interface Surroundings {
  settings: LoopSettings;
  clocks: Clocks;
}

/**
 * When something becomes due next by itself, epoch milliseconds; null when nothing will unless somebody acts. May lie in the past:
 * then it is to be fired now.
 */
export function nextTimer(state: LoopState, surroundings: Surroundings): number | null {
  const due = timersOf(state, { ...surroundings, until: -Infinity }).map((timer) => timer.due);
  return due.length === 0 ? null : Math.min(...due);
}

/**
 * Everything that became due up to now and has not been fired, each with the moment at which it was due, in the order of those. What is
 * due depends on events alone, not on how often anybody looks: after a long stop it is the same. An idle owner's loop goes to the
 * department's fallback owner, from whom it can be taken back in turn, and then belongs to nobody.
 */
export function fireTimers(state: LoopState, { settings, clocks, now }: Surroundings & { now: number }): LoopHappening[] {
  const due = timersOf(state, { settings, clocks, until: now }).filter((timer) => timer.due <= now);
  const department = settings.departments.get(keyOf(state.department));
  const chain = (department?.escalation.chain ?? []).filter((key) => isAvailable(settings, key));
  const told = new Map(state.fired.map(({ kind, target, step, to }) => [nameOf({ kind, target, step }), to]));
  let { owner } = state;
  // Stable: of what is due at one moment that which comes first in timersOf does here.
  return due.sort((left, right) => left.due - right.due).flatMap((timer): LoopHappening[] => {
    if (timer.kind === 'taken_back') {
      owner = fallbackFor(owner, { department, settings });
      return [{ type: 'escalated', ...timer, to: owner }, { type: 'assigned', owner, how: 'taken_back' }];
    }
    const before = timer.kind === 'repeated' ? (told.get(nameOf(timer.step === 1 ? { ...timer, kind: 'breached', step: 0 } : { ...timer, step: timer.step - 1 })) ?? null) : null;
    const to = timer.kind === 'repeated' ? nextInChain(chain, before) : owner !== null && isAvailable(settings, owner) ? owner : (chain[0] ?? null);
    told.set(nameOf(timer), to);
    return [{ type: 'escalated', ...timer, to }];
  });
}

const nameOf = ({ kind, target, step }: Pick<Timer, 'kind' | 'target' | 'step'>): string => `${kind} ${target ?? ''} ${step}`;

const isAvailable = ({ people }: LoopSettings, key: string): boolean => people.get(keyOf(key))?.available ?? false;

/** Who comes after the one who was told before; the first when that one is not of the chain, the last again at its end. */
const nextInChain = (chain: readonly string[], before: string | null): string | null =>
  chain[Math.min(before === null ? 0 : chain.indexOf(before) + 1, chain.length - 1)] ?? null;

function fallbackFor(owner: string | null, { department, settings }: { department: Department | undefined; settings: LoopSettings }): string | null {
  const fallback = department?.fallbackOwner ?? null;
  return fallback !== null && fallback !== owner && isAvailable(settings, fallback) ? fallback : null;
}

/** What is due up to a moment and has not fired, in the order of each target, and of each target what comes next after it. */
function timersOf(state: LoopState, { settings, clocks, until }: Surroundings & { until: number }): Timer[] {
  if (!isOpen(state)) return [];
  const runner = runnerOf(state, clocks);
  const department = settings.departments.get(keyOf(state.department));
  const timers = TARGETS.flatMap((target) => [...targetTimers(state, { target, department, settings, runner, until })]);
  const idle = idleTimer(state, { department, runner });
  return idle ? [...timers, idle] : timers;
}

/** At risk, breached, and the repeats: each follows the one before it, so the first that is not due yet is the last that is of interest. */
function* targetTimers(
  state: LoopState,
  { target, department, settings, runner, until }: { target: TargetName; department: Department | undefined; settings: LoopSettings; runner: Runner; until: number },
): Generator<Timer> {
  const promise = state.promise.targets[target];
  if (!promise) return;
  const firedAt = (kind: EscalationKind, step: number): number | null => state.fired.find((one) => one.kind === kind && one.target === target && one.step === step)?.at ?? null;
  const done = fulfilledAt(state, target) ?? Infinity;
  const { riskAt, dueAt } = moments({ since: state.promise.since, target: promise, runner });
  if (firedAt('at_risk', 0) === null && firedAt('breached', 0) === null) {
    if (riskAt === null || riskAt >= done) return;
    yield { kind: 'at_risk', target, step: 0, due: riskAt };
    if (riskAt > until) return;
  }
  // What has fired keeps its moment, even where the calendar has been changed since.
  const breachedAt = firedAt('breached', 0) ?? dueAt;
  if (breachedAt === null) return;
  if (firedAt('breached', 0) === null) {
    if (breachedAt >= done) return;
    yield { kind: 'breached', target, step: 0, due: breachedAt };
    if (breachedAt > until) return;
  }
  if (!department?.escalation.chain.some((key) => isAvailable(settings, key))) return;
  const { repeatMs } = department.escalation;
  const acknowledged = Math.min(done, state.promise.acknowledgements.find((at) => at > breachedAt) ?? Infinity);
  for (let step = 1; step <= MOST_REPEATS && repeatMs > 0; step++) {
    if (firedAt('repeated', step) !== null) continue;
    const due = runner.after(breachedAt, step * repeatMs, 'working');
    if (due === null || due >= acknowledged) return;
    yield { kind: 'repeated', target, step, due };
    if (due > until) return;
  }
}

/** The present owner has done nothing for so much working time while there was something to do. */
function idleTimer(state: LoopState, { department, runner }: { department: Department | undefined; runner: Runner }): Timer | null {
  const takeBackMs = department?.escalation.takeBackMs ?? null;
  if (takeBackMs === null || state.owner === null || state.waitingSince !== null || !isUnresolved(state)) return null;
  const due = runner.after(state.ownerActiveAt, takeBackMs, 'working');
  if (due === null) return null;
  return { kind: 'taken_back', target: null, step: state.fired.filter(({ kind }) => kind === 'taken_back').length, due };
}
