import type { DepartmentsAnswer, LoopClock, LoopDuration, LoopGroup, LoopMeasure, Quantile } from '#lib/api/departments-documents.ts';

/** One row: how long the loops of a group took. */
export interface DurationRow {
  /** The group's value; null for the rest. */
  key: string | null;
  duration: LoopDuration;
  change: LoopGroup['change'];
  /** Too few loops to be compared: drawn pale, below the ranked rows. */
  pale: boolean;
}

/** All that is drawn of the times of groups. Times are milliseconds. */
export interface DurationsModel {
  measure: LoopMeasure;
  clock: LoopClock;
  /** Ranked from the quickest to the slowest median, those whose half is not reached last; then the rest, then the pale ones. */
  rows: DurationRow[];
  otherGroups: number;
  total: LoopDuration;
  axis: { min: number; max: number; step: number };
  /** The slowest group, when even its interval lies above that of the quickest. */
  slowest: { key: string; median: Quantile } | null;
}

/** The part of an answer that is drawn. */
export interface DurationsAnswer extends Pick<DepartmentsAnswer, 'groups' | 'otherGroups' | 'clock'> {
  other: Pick<LoopGroup, 'key' | 'figures'> | null;
  total: Pick<LoopGroup, 'key' | 'figures'>;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Steps of an axis of time that people read at once. */
const CALENDAR_STEPS = [5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 4 * DAY, 7 * DAY, 14 * DAY, 28 * DAY, 56 * DAY, 91 * DAY, 182 * DAY, 364 * DAY];
const WORKING_STEPS = [5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 5 * HOUR, 10 * HOUR, 20 * HOUR, 40 * HOUR, 80 * HOUR, 160 * HOUR, 400 * HOUR, 800 * HOUR];

/** An axis of time from nothing to at least `highest`, in at most `steps` steps. */
export function timeAxis(highest: number, { clock, steps = 6 }: { clock: LoopClock; steps?: number }): DurationsModel['axis'] {
  const all = clock === 'CALENDAR' ? CALENDAR_STEPS : WORKING_STEPS;
  const step = all.find((one) => highest <= one * steps) ?? Math.ceil(highest / steps / DAY) * DAY;
  return { min: 0, max: Math.max(step, Math.ceil(highest / step) * step), step };
}

const durationOf = ({ figures }: Pick<LoopGroup, 'figures'>, measure: LoopMeasure): LoopDuration | null => figures.durations.find((one) => one.measure === measure) ?? null;

const bySpeed = (left: DurationRow, right: DurationRow): number => (left.duration.median.value ?? Infinity) - (right.duration.median.value ?? Infinity) || (left.duration.median.low ?? Infinity) - (right.duration.median.low ?? Infinity);

/** Decides what to draw. Groups without any loop are left out; nothing pale is ranked. */
export function durationsModel({ groups, other, otherGroups, total, clock }: DurationsAnswer, { measure }: { measure: LoopMeasure }): DurationsModel | null {
  const whole = durationOf(total, measure);
  if (!whole) return null;
  const rows = groups.flatMap((group): DurationRow[] => {
    const duration = durationOf(group, measure);
    return duration && duration.n > 0 ? [{ key: group.key, duration, change: group.change, pale: !duration.enough }] : [];
  });
  const rest = other && durationOf(other, measure);
  const ranked = rows.filter(({ pale }) => !pale).sort(bySpeed);
  const pale = rows.filter((row) => row.pale).sort((left, right) => right.duration.n - left.duration.n);
  const all = [...ranked, ...(rest && rest.n > 0 ? [{ key: null, duration: rest, change: null, pale: !rest.enough }] : []), ...pale];
  const shown = all.filter((row) => !row.pale);
  const ends = (shown.length > 0 ? shown : all).flatMap(({ duration: { median, p90, closedOnlyMedian } }) => [median.value, median.low, median.high, p90.value, closedOnlyMedian].filter((one) => one !== null));
  const [quickest, slowest] = [ranked[0], ranked.at(-1)];
  const apart = quickest && slowest && quickest !== slowest && (slowest.duration.median.low ?? -Infinity) > (quickest.duration.median.high ?? Infinity);
  return {
    measure,
    clock,
    rows: all,
    otherGroups,
    total: whole,
    axis: timeAxis(Math.max(MINUTE, ...ends), { clock }),
    slowest: apart && slowest.key ? { key: slowest.key, median: slowest.duration.median } : null,
  };
}
