import type { StoreReader } from '@heed/store';
import type { Lifetime } from '../survival/kaplan-meier.ts';
import { counts as countsQuery } from './counts.query.ts';
import { TOTAL, type Cohort, type LoopClock } from './cohort.ts';
import { durations } from './durations.query.ts';
import { figuresOf, type LoopFigures } from './figures.ts';
import { legsOfDepartments, legsOfGroups, type Held } from './legs.query.ts';
import { lifetimes } from './lifetimes.query.ts';

/** Up to so many loops are compared by milliseconds. */
const EXACT_LOOPS = 50_000;

/** What is known of one group: its figures, and its times to close for comparing it with others. */
export interface Measured {
  figures: LoopFigures;
  lifetimes: Lifetime[];
}

/** The groups of a cohort in the order of its keys, everything else, and everything. */
export interface MeasuredCohort {
  groups: Measured[];
  other: Measured;
  total: Measured;
}

/** By department: each department's legs, wherever the loop is now. */
export type HeldByDepartment = ReadonlyMap<string, Held>;

export async function heldByDepartment(reader: StoreReader, cohort: Cohort): Promise<HeldByDepartment> {
  return new Map((await reader.read(legsOfDepartments, { cohort })).map(({ department, ...held }) => [department, held]));
}

const pooled = (all: readonly Held[]): Held =>
  all.reduce(
    (sum, one) => ({ legs: sum.legs + one.legs, held: sum.held + one.held, heldWorking: sum.heldWorking + one.heldWorking, waiting: sum.waiting + one.waiting, waitingWorking: sum.waitingWorking + one.waitingWorking }),
    { legs: 0, held: 0, heldWorking: 0, waiting: 0, waitingWorking: 0 },
  );

/** The legs of each place of a cohort. */
async function legsByPlace(reader: StoreReader, cohort: Cohort, byDepartment: HeldByDepartment | null): Promise<Map<number, Held>> {
  if (!byDepartment) return new Map((await reader.read(legsOfGroups, { cohort })).map(({ place, ...held }) => [place, held]));
  const places = new Map(cohort.keys.map((key, index) => [index + 1, byDepartment.get(key) ?? pooled([])]));
  places.set(cohort.keys.length + 1, pooled([...byDepartment].filter(([department]) => !cohort.keys.includes(department)).map(([, held]) => held)));
  return places.set(TOTAL, pooled([...byDepartment.values()]));
}

const byPlace = <Row extends { place: number }>(rows: readonly Row[]): Map<number, Row> => new Map(rows.map((row) => [row.place, row]));

/**
 * Everything that is said of the groups of a cohort, by five scans at once: counts, legs, durations on the clock that was asked for (`clock`)
 * and on the other, and times to close for comparing. `held` is given where the groups are departments.
 */
export async function measureCohort(reader: StoreReader, { cohort, clock, held, size }: { cohort: Cohort; clock: LoopClock; held: HeldByDepartment | null; size: number }): Promise<MeasuredCohort> {
  const otherClock: LoopClock = clock === 'calendar' ? 'working' : 'calendar';
  const [counted, legs, asked, other, times] = await Promise.all([
    reader.read(countsQuery, { cohort }),
    legsByPlace(reader, cohort, held),
    reader.read(durations, { cohort, clock, shares: [0.5, 0.9] }),
    reader.read(durations, { cohort, clock: otherClock, shares: [0.5] }),
    reader.read(lifetimes, { cohort, clock, exact: size <= EXACT_LOOPS }),
  ]);
  const [countsAt, askedAt, otherAt, timesAt] = [byPlace(counted), byPlace(asked), byPlace(other), byPlace(times)];
  const at = (place: number): Measured => ({
    figures: figuresOf({ counts: countsAt.get(place)?.counts, asked: askedAt.get(place), other: otherAt.get(place), held: legs.get(place) }),
    lifetimes: timesAt.get(place)?.lifetimes ?? [],
  });
  const total = at(TOTAL);
  return {
    groups: cohort.keys.map((_, index) => at(index + 1)),
    other: at(cohort.keys.length + 1),
    total: { ...total, lifetimes: [...timesAt.values()].flatMap((row) => row.lifetimes) },
  };
}
