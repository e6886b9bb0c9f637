import type { FilterCondition, Period } from '@heed/domain';
import type { TestFeedback, TestLoopOfFeedback, TestReading } from '@heed/filter/testing';
import { DateTime } from 'luxon';
import type { MetricId } from '../metric/metric.ts';

/**
 * What measure should say, worked out row by row in the plainest way and sharing no code with it: the other side of the
 * property tests.
 */

const dayOf = (row: TestFeedback): string => new Date(row.occurredAt).toISOString().slice(0, 10);

/** A row with what was read out of this version of it, and the loops that it is part of. */
export interface SlowFeedback extends TestFeedback {
  read?: Pick<TestReading, 'themes' | 'sentiment'> | null;
  loops?: readonly Pick<TestLoopOfFeedback, 'state' | 'department'>[];
}

/** The sender's sentiment, else the one that was read. */
export const sentimentOf = ({ sentiment, read }: SlowFeedback): number | null => sentiment ?? read?.sentiment ?? null;
export const themesOf = ({ read }: SlowFeedback): readonly string[] => read?.themes ?? [];

/** The rows of customers that count after all writes: of each key (day and id) the highest version, unless it is deleted. */
export function truthOf<Row extends TestFeedback>(written: readonly Row[]): Row[] {
  const latest = new Map<string, Row>();
  for (const row of written) {
    const key = `${dayOf(row)} ${row.id}`;
    const known = latest.get(key);
    if (!known || row.version > known.version) latest.set(key, row);
  }
  return [...latest.values()].filter((row) => !row.deleted && row.enps === null);
}

const DIMENSIONS = ['department', 'channel', 'product', 'region', 'segment', 'language', 'source'] as const;

/** Whether a row matches a filter; the period is looked at apart. */
export function matches(row: SlowFeedback, filter: FilterCondition): boolean {
  for (const name of DIMENSIONS) {
    const choice = filter[name];
    if (choice?.in && !choice.in.includes(row[name])) return false;
    if (choice?.notIn?.includes(row[name])) return false;
  }
  for (const { key, in: wanted, notIn, min, max } of filter.attributes ?? []) {
    const value = row.attributes[key] ?? '';
    if (wanted && !wanted.includes(value)) return false;
    if (notIn?.includes(value)) return false;
    const isNumber = /^[+-]?\d+(\.\d*)?(e[+-]?\d+)?$/.test(value);
    if ((min !== undefined || max !== undefined) && !(isNumber && Number(value) >= (min ?? -Infinity) && Number(value) <= (max ?? Infinity))) return false;
  }
  if (filter.theme) {
    const themes = themesOf(row);
    const isIn = (ids: readonly string[]): boolean => (themes.length === 0 ? ids.includes('') : themes.some((theme) => ids.includes(theme)));
    if (filter.theme.in && !isIn(filter.theme.in)) return false;
    if (filter.theme.notIn && isIn(filter.theme.notIn)) return false;
  }
  if (filter.loop) {
    const { state, open, department } = filter.loop;
    const holds = (loop: { state: string; department: string }): boolean =>
      (state ? (state as readonly string[]).includes(loop.state) : loop.state !== 'merged') &&
      (open === undefined || open === !['closed', 'merged'].includes(loop.state)) &&
      (department?.in?.includes(loop.department) ?? true) &&
      !department?.notIn?.includes(loop.department);
    if (!row.loops?.some(holds)) return false;
  }
  for (const name of ['nps', 'csat', 'ces', 'sentiment'] as const) {
    const range = filter[name];
    const answer = name === 'sentiment' ? sentimentOf(row) : row[name];
    if (!range) continue;
    if (answer === null || answer < (range.min ?? -Infinity) || answer > (range.max ?? Infinity)) return false;
  }
  if (filter.csatScale !== undefined && row.csatScale !== filter.csatScale) return false;
  for (const word of (filter.text ?? '').split(/\s+/)) {
    if (!row.comment.toLowerCase().includes(word.toLowerCase())) return false;
  }
  if (filter.hasComment !== undefined && (row.comment.length > 0) !== filter.hasComment) return false;
  if (filter.anonymous !== undefined && row.anonymous !== filter.anonymous) return false;
  if (filter.contactRequested !== undefined && row.contactRequested !== filter.contactRequested) return false;
  if (filter.and && !filter.and.every((branch) => matches(row, branch))) return false;
  if (filter.or && !filter.or.some((branch) => matches(row, branch))) return false;
  return !(filter.not && matches(row, filter.not));
}

export const inPeriod = (row: TestFeedback, period: Period | null): boolean => !period || (row.occurredAt >= period.from && row.occurredAt < period.to);

/** The question of each effort metric, and the answers that a share counts. */
const EFFORT: Partial<Record<MetricId, { version: string; scale: number; easy?: readonly number[] }>> = {
  ces: { version: '2.0', scale: 7 },
  cesEasy: { version: '2.0', scale: 7, easy: [5, 6, 7] },
  ces5: { version: '2.0', scale: 5 },
  ces5Easy: { version: '2.0', scale: 5, easy: [4, 5] },
  ces1: { version: '1.0', scale: 5 },
};

/** The answers of a metric among rows, each as the number that it adds to the mean. */
function answersOf(rows: readonly TestFeedback[], metric: MetricId): number[] {
  if (metric === 'nps') return rows.flatMap(({ nps }) => (nps === null ? [] : [nps > 8 ? 100 : nps > 6 ? 0 : -100]));
  if (metric === 'sentiment') return rows.flatMap(({ sentiment }) => (sentiment === null ? [] : [sentiment >= 0.25 ? 100 : sentiment < -0.25 ? -100 : 0]));
  const effort = EFFORT[metric];
  if (effort) {
    const valid = rows.filter((row) => row.ces !== null && row.cesVersion === effort.version && row.cesScale === effort.scale && row.cesDirection === (effort.version === '1.0' ? 'high_is_hard' : 'high_is_easy'));
    return valid.map(({ ces }) => (effort.easy === undefined ? Number(ces) : effort.easy.includes(Number(ces)) ? 100 : 0));
  }
  const scale = Number(metric.slice('csat'.length));
  const satisfied: Record<number, readonly number[]> = { 3: [3], 4: [3, 4], 5: [4, 5], 6: [5, 6], 7: [6, 7], 10: [8, 9, 10] };
  return rows.filter((row) => row.csat !== null && row.csatScale === scale).map(({ csat }) => (satisfied[scale]?.includes(Number(csat)) ? 100 : 0));
}

/** Value, n and excluded of a metric over rows: every metric but volume is the mean of what its answers add. */
export function slowScore(rows: readonly TestFeedback[], metric: MetricId): { value: number | null; n: number; excluded: number } {
  if (metric === 'volume') return { value: rows.length, n: rows.length, excluded: 0 };
  const answers = answersOf(rows, metric);
  const value = answers.length === 0 ? null : answers.reduce((sum, answer) => sum + answer, 0) / answers.length;
  return { value, n: answers.length, excluded: rows.length - answers.length };
}

/** The start of the local hour, day, week, month or quarter that a moment falls into, in epoch milliseconds. */
export function slowStart(epochMs: number, { grain, timeZone }: { grain: 'hour' | 'day' | 'week' | 'month' | 'quarter'; timeZone: string }): number {
  return DateTime.fromMillis(epochMs, { zone: timeZone }).startOf(grain).toMillis();
}

/** Newest first; of one moment, ids in the engine's order of UUIDs, which looks at the second half first. */
export function newestFirst(a: TestFeedback, b: TestFeedback): number {
  const order = (id: string): string => id.slice(19) + id.slice(0, 18);
  return b.occurredAt - a.occurredAt || (order(a.id) < order(b.id) ? 1 : -1);
}
