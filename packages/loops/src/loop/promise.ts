import { HeedError } from '@heed/domain';
import type { Clocks, DepartmentClock } from '../clock/clocks.ts';
import { TARGETS, type Target, type TargetName } from '../settings/settings.ts';
import { isOpen } from './possible.ts';
import type { LoopState } from './state.ts';

/** From this part of a target on it is at risk. */
const AT_RISK = 0.8;

/** A target under the present promise, and what became of it. */
export interface Promised extends Target {
  target: TargetName;
  /** Null while it does not run: it was kept or missed for good, the loop has ended, or the customer is waited for. Stays when the target is missed and still runs. */
  dueAt: number | null;
  /** At 80 % of it; null when `dueAt` is. */
  riskAt: number | null;
  /** Null while it runs, and where the loop ended before it could be kept or missed; false for good once it was missed. */
  met: boolean | null;
}

/** Time as targets have it: on one of the two clocks, standing still while the customer is waited for. */
export interface Runner {
  /** The moment after so much time since another; null when waiting comes first and lasts. */
  after(since: number, milliseconds: number, clock: Target['clock']): number | null;
}

/** The time of a loop under its present department. */
export function runnerOf(state: LoopState, clocks: Clocks): Runner {
  const working = clocks.of(state.department);
  const waits = state.legs.flatMap((leg) => leg.waits);
  return {
    after(since, milliseconds, clock) {
      let from = since;
      let left = milliseconds;
      for (const wait of waits) {
        const end = wait.to ?? Infinity;
        if (end <= from) continue;
        const until = Math.max(from, wait.from);
        const passed = clock === 'working' ? working.between(from, until) : until - from;
        if (passed >= left) break;
        if (wait.to === null) return null;
        left -= passed;
        from = end;
      }
      return clock === 'working' ? reached(working, { from, milliseconds: left }) : from + left;
    },
  };
}

/** Null where a calendar has no working time for years: then nothing is ever due. */
function reached(clock: DepartmentClock, { from, milliseconds }: { from: number; milliseconds: number }): number | null {
  try {
    return clock.after(from, milliseconds);
  } catch (error) {
    if (error instanceof HeedError) return null;
    throw error;
  }
}

/** When a target of the present promise was fulfilled; null while it was not. */
export function fulfilledAt(state: LoopState, target: TargetName): number | null {
  if (target === 'acknowledge') return state.promise.acknowledgements[0] ?? null;
  if (target === 'contact') return state.promise.contactedAt;
  return state.closedAt;
}

/** When a target is, or was, at risk and due, whether it still runs or not; null when waiting came first and lasts. */
export function moments({ since, target, runner }: { since: number; target: Target; runner: Runner }): { riskAt: number | null; dueAt: number | null } {
  return {
    riskAt: runner.after(since, Math.round(target.milliseconds * AT_RISK), target.clock),
    dueAt: runner.after(since, target.milliseconds, target.clock),
  };
}

/** The targets of the present promise, in the order of `TARGETS`. No clock runs after the loop has ended. */
export function promised(state: LoopState, clocks: Clocks): Promised[] {
  const { targets, since } = state.promise;
  const runner = runnerOf(state, clocks);
  const open = isOpen(state);
  return TARGETS.flatMap((name) => {
    const target = targets[name];
    if (!target) return [];
    const { riskAt, dueAt } = moments({ since, target, runner });
    const done = fulfilledAt(state, name);
    const running = open && done === null;
    // What ended without it being fulfilled was late if its moment had come before the end.
    const late = dueAt !== null && (done ?? (open ? -Infinity : state.legs.at(-1)?.to ?? -Infinity)) > dueAt;
    const met = late || state.missed.includes(name) ? false : done === null ? null : true;
    const shown = running && state.waitingSince === null;
    return [{ target: name, ...target, dueAt: shown ? dueAt : null, riskAt: shown ? riskAt : null, met }];
  });
}
