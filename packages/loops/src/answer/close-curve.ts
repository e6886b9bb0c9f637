import type { Period } from '@heed/domain';
import { checkFirst } from '@heed/filter';
import type { StoreReader } from '@heed/store';
import { checkLoopFilter } from '../filter/check-loop-filter.ts';
import type { LoopMeasure } from '../loop/durations.ts';
import type { Cohort, LoopClock } from './cohort.ts';
import { curves as curvesQuery } from './curve.query.ts';
import { workedOf, type LoopQuestion } from './departments.ts';
import { groups as groupsQuery } from './groups.query.ts';
import type { LoopGrouping } from './loop-grouping.ts';

/** How the share of a group's loops grows in which something has happened. All lists but the last are of one length. */
export interface CloseCurve {
  /** Empty for loops without a value in the grouping, and without a grouping. */
  key: string;
  n: number;
  /** Steps in milliseconds from the opening. Before the first it is 0 %. */
  time: number[];
  /** Percent in which it has happened by that time, by Kaplan and Meier. */
  closed: number[];
  /** 95 % interval. */
  low: number[];
  high: number[];
  /** Loops that were still looked at just before that time. */
  atRisk: number[];
  /** Times at which loops left without it: because they are open until now, or closed without. The curve is known up to the last. */
  censoredAt: number[];
}

export interface CloseCurves {
  /** The moment that it is of, epoch milliseconds. */
  asOf: number;
  measure: LoopMeasure;
  clock: LoopClock;
  period: Period | null;
  curves: CloseCurve[];
}

/** At most so many curves in one drawing. */
export const MAX_CURVES = 20;

const percentDone = (share: number): number => 100 * (1 - share);

/**
 * The curves of the groups with the most loops, most first; one of everything without a grouping. At most 200 steps and 200 marks each (see
 * `curves`). Throws BAD_USER_INPUT for a filter, period or `first` (1 to 20) that is not valid.
 */
export async function measureCloseCurve(
  reader: StoreReader,
  { filter, by = null, first = 6, measure = 'close', clock = 'working', calendar, workedSince2000 }: Omit<LoopQuestion, 'settingsVersion'> & { by?: LoopGrouping | null | undefined; first?: number | undefined; measure?: LoopMeasure | undefined; clock?: LoopClock | undefined },
): Promise<CloseCurves> {
  checkFirst(first, { most: MAX_CURVES });
  const { opened: period } = checkLoopFilter(filter, { calendar });
  const { opened: _opened, ...rest } = filter;
  const all: Cohort = { filter: rest, period, calendar, worked: await workedOf(reader, workedSince2000), by, keys: [] };
  const keys = by === null ? [] : (await reader.read(groupsQuery, { cohort: all, limit: first })).map(({ key }) => key);
  const rows = await reader.read(curvesQuery, { cohort: { ...all, keys }, measure, clock });
  const names = by === null ? [''] : keys;
  const curves = names.flatMap((key, index): CloseCurve[] => {
    const row = rows.find(({ place }) => place === index + 1);
    if (!row) return [];
    const { n, times, share, low, high, atRisk, censored } = row;
    return [{ key, n, time: times, closed: share.map(percentDone), low: high.map(percentDone), high: low.map(percentDone), atRisk, censoredAt: censored }];
  });
  return { asOf: calendar.now, measure, clock, period, curves };
}
