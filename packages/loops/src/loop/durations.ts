import type { Clocks } from '../clock/clocks.ts';
import { isOpen } from './possible.ts';
import type { LoopState, Span } from './state.ts';

export const MEASURES = ['acknowledge', 'contact', 'resolve', 'tell', 'close'] as const;
export type LoopMeasure = (typeof MEASURES)[number];

/** A length of time on both clocks, in milliseconds. */
export interface LoopTime {
  calendar: number;
  working: number;
}

/** How long something took since the opening, waiting included; or, while it runs, how long it has taken so far. */
export interface LoopDuration extends LoopTime {
  measure: LoopMeasure;
  running: boolean;
}

/** The time of one leg; what it was held and what it waited are the whole of it, on both clocks. */
export interface LegTime extends Span {
  department: string;
  held: LoopTime;
  waiting: LoopTime;
}

/** When each measure ends: acknowledged and contacted first, resolved last, told first, closed last. */
export const endsOf = ({ acknowledgedAt, contactedAt, resolvedAt, toldAt, closedAt }: LoopState): Record<LoopMeasure, number | null> => ({
  acknowledge: acknowledgedAt, contact: contactedAt, resolve: resolvedAt, tell: toldAt, close: closedAt,
});

/** The time from the opening to a moment, each leg on the clock of the department that held it. */
export function timeUntil(state: LoopState, { clocks, until }: { clocks: Clocks; until: number }): LoopTime {
  let working = 0;
  for (const { department, from, to } of state.legs) {
    if (from < until) working += clocks.of(department).between(from, Math.min(to ?? until, until));
  }
  return { calendar: Math.max(0, until - state.openedAt), working };
}

/** The measures that apply, in the order of `MEASURES`: those that were reached, and while the loop is open also those that run, up to now. */
export function durationsOf(state: LoopState, { clocks, now }: { clocks: Clocks; now: number }): LoopDuration[] {
  const ends = endsOf(state);
  const open = isOpen(state);
  return MEASURES.flatMap((measure) => {
    const end = ends[measure];
    if (end === null && !open) return [];
    return [{ measure, ...timeUntil(state, { clocks, until: end ?? now }), running: end === null }];
  });
}

/** The legs with their times; a running one up to now. Held and waiting times of all legs are opened to closed, exactly. */
export function legTimes(state: LoopState, { clocks, now }: { clocks: Clocks; now: number }): LegTime[] {
  return state.legs.map(({ department, from, to, waits }) => {
    const clock = clocks.of(department);
    // The server's clock may be behind that of the machine that wrote the last event.
    const until = to ?? Math.max(now, from);
    const waiting: LoopTime = { calendar: 0, working: 0 };
    for (const wait of waits) {
      const end = Math.min(wait.to ?? until, until);
      if (end <= wait.from) continue;
      waiting.calendar += end - wait.from;
      waiting.working += clock.between(wait.from, end);
    }
    return { department, from, to, held: { calendar: until - from - waiting.calendar, working: clock.between(from, until) - waiting.working }, waiting };
  });
}
