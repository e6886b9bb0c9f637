import type { WallTileKind, WallTileSettings } from '#lib/api/wall-documents.ts';
import { readDates, lastDays, moveDay, type ViewPeriod } from '#lib/filter/view-period.ts';

/** Width by height at which each kind of tile reads best. */
export const IDEAL: Readonly<Record<WallTileKind, number>> = {
  SCORE: 1.4,
  TREND: 1.9,
  TIME_TO_CLOSE: 1.5,
  LOOPS_AT_RISK: 1.4,
  THEMES_RISING: 1.3,
  LATEST_COMMENTS: 1.7,
  BEST_RECOVERY: 1.5,
};

const USUAL_DAYS: Partial<Record<WallTileKind, number>> = { SCORE: 28, THEMES_RISING: 28, TREND: 90, TIME_TO_CLOSE: 90 };

/** Over which time a tile asks, as pages name it; null for what is always now. */
export function tilePeriod({ kind, period }: Pick<WallTileSettings, 'kind' | 'period'>): ViewPeriod | null {
  const days = USUAL_DAYS[kind];
  if (days === undefined) return null;
  if (period?.last) return { last: { count: period.last.count, unit: period.last.unit, complete: period.last.complete } };
  if (period?.toDate) return { toDate: period.toDate };
  // The API's end is not included, the last day of a page's period is.
  const dates = period?.from && period.to ? readDates(period.from, period.to.includes('T') ? period.to : moveDay(period.to, { days: -1 })) : null;
  return dates ?? lastDays(days);
}

/** Whether a tile's answer is counted anew every minute: only what is between two dates stands still. */
export function movesWithTime(tile: Pick<WallTileSettings, 'kind' | 'period'>): boolean {
  const period = tilePeriod(tile);
  return period === null || !('from' in period);
}
