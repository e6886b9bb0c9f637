import { percent, wilson } from '@heed/domain';
import { MEASURES, type LoopMeasure, type LoopTime } from '../loop/durations.ts';
import type { SurvivalQuantile } from '../survival/kaplan-meier.ts';
import { NO_LOOPS, type LoopCounts } from './counts.query.ts';
import type { GroupDurations } from './durations.query.ts';
import type { Held } from './legs.query.ts';

export const LOOP_RATES = ['closed', 'within_target', 'told', 'confirmed', 'reopened', 'escalated', 'reasked_answered', 'recovered'] as const;
export type LoopRateName = (typeof LOOP_RATES)[number];

export const LOOP_STAGES = ['opened', 'acknowledged', 'contacted', 'resolved', 'told', 'confirmed'] as const;
export type LoopStageName = (typeof LOOP_STAGES)[number];

/** Figures of fewer loops are shown, but say little. */
export const ENOUGH_LOOPS = 20;

/** How long something takes, with loops in which it has not happened yet counted as such (see `kaplanMeier`). Milliseconds on the clock that was asked for. */
export interface DurationFigures {
  measure: LoopMeasure;
  n: number;
  /** In so many loops it has happened. */
  reached: number;
  median: SurvivalQuantile;
  p90: SurvivalQuantile;
  /** The plain median of those in which it happened, which forgets the slow ones that are still running. */
  closedOnlyMedian: number | null;
  otherClockMedian: SurvivalQuantile;
  enough: boolean;
}

/** A share in percent with Wilson's interval; value null when there is nothing to be a share of. */
export interface LoopRate {
  name: LoopRateName;
  value: number | null;
  low: number | null;
  high: number | null;
  n: number;
  hits: number;
  enough: boolean;
}

/** Everything that is said of a group of loops. */
export interface LoopFigures {
  opened: number;
  open: number;
  atRisk: number;
  breached: number;
  waiting: number;
  closed: number;
  durations: DurationFigures[];
  rates: LoopRate[];
  funnel: { stage: LoopStageName; count: number }[];
  held: LoopTime;
  heldWaiting: LoopTime;
  legs: number;
}

/** What each rate is a share of, and of what. */
const RATES: Readonly<Record<LoopRateName, readonly [hits: keyof LoopCounts, n: keyof LoopCounts]>> = {
  closed: ['closed', 'opened'],
  /** Of the promise to close; loops without one, and those that are open within it, are in neither. */
  within_target: ['closeMet', 'closeDecided'],
  told: ['closedTold', 'closed'],
  confirmed: ['toldConfirmed', 'told'],
  reopened: ['reopened', 'opened'],
  escalated: ['escalated', 'opened'],
  reasked_answered: ['reaskedAnswered', 'reasked'],
  recovered: ['recovered', 'answered'],
};

function rateOf(name: LoopRateName, counts: LoopCounts): LoopRate {
  const [hits, n] = RATES[name];
  const share = percent(wilson({ hits: counts[hits], n: counts[n] }));
  return { name, value: share?.value ?? null, low: share?.low ?? null, high: share?.high ?? null, n: counts[n], hits: counts[hits], enough: counts[n] >= ENOUGH_LOOPS };
}

const NOTHING: SurvivalQuantile = { value: null, low: null, high: null };
const NO_LEGS: Held = { legs: 0, held: 0, heldWorking: 0, waiting: 0, waitingWorking: 0 };

/** The figures of a group from what was read of it; a group of which nothing was found has no loops. */
export function figuresOf({ counts = NO_LOOPS, asked, other, held = NO_LEGS }: { counts: LoopCounts | undefined; asked: GroupDurations | undefined; other: GroupDurations | undefined; held: Held | undefined }): LoopFigures {
  const { opened, open, atRisk, breached, waiting, closed } = counts;
  const durations = MEASURES.map((measure, index): DurationFigures => {
    const { n = 0, reached = 0, closedOnlyMedian = null, quantiles = [] } = asked?.measures[index] ?? {};
    return { measure, n, reached, median: quantiles[0] ?? NOTHING, p90: quantiles[1] ?? NOTHING, closedOnlyMedian, otherClockMedian: other?.measures[index]?.quantiles[0] ?? NOTHING, enough: n >= ENOUGH_LOOPS };
  });
  return {
    opened, open, atRisk, breached, waiting, closed,
    durations,
    rates: LOOP_RATES.map((name) => rateOf(name, counts)),
    funnel: LOOP_STAGES.map((stage) => ({ stage, count: counts[stage] })),
    held: { calendar: held.held, working: held.heldWorking },
    heldWaiting: { calendar: held.waiting, working: held.waitingWorking },
    legs: held.legs,
  };
}
