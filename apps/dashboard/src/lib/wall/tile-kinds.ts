import type { WallTileKind, WallTileSettings } from '#lib/api/wall-documents.ts';
import { readDates, lastDays, moveDay, type ViewPeriod } from '#lib/filter/view-period.ts';

/** Width by height at which each kind of tile reads best, and how much it suffers from other shapes. */
export const SHAPES: Readonly<Record<WallTileKind, { ideal: number; stiffness: number }>> = {
  SCORE: { ideal: 1.4, stiffness: 1 },
  TREND: { ideal: 1.9, stiffness: 0.6 },
  TIME_TO_CLOSE: { ideal: 1.4, stiffness: 0.8 },
  LOOPS_AT_RISK: { ideal: 1.4, stiffness: 0.6 },
  THEMES_RISING: { ideal: 1.3, stiffness: 0.7 },
  LATEST_COMMENTS: { ideal: 1.8, stiffness: 0.5 },
  BEST_RECOVERY: { ideal: 1.6, stiffness: 0.8 },
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
