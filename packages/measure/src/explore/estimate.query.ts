import { feedbackFilter, grouping, isByTheme, NO_THEMES, type Calendar, type FeedbackFilter, type Grouping, type Period } from '@heed/domain';
import { exampleFilter, examplePeriod, periodMoments } from '@heed/filter';
import { count, defineQuery, join, sql, type StoreReader } from '@heed/store';
import * as z from 'zod';
import { keptMentions, keptRows } from '../rows/kept-rows.ts';
import { checkQuestion } from './check-question.ts';
import { valueOf } from './counts.query.ts';
import { DEFAULT_FIRST, DEFAULT_FIRST_WITHIN, type ExplorationQuestion } from './question.ts';
import { timelineOf } from './timeline.ts';

/** How large the answer to a question would be. */
export interface ExplorationSize {
  /** Values of each grouping with feedback in the period, pooled or not. */
  groups: number[];
  /** Rows of the answer, without the total. */
  rows: number;
  /** rows × buckets (at least one) × metrics. */
  cells: number;
}

interface SizeParams {
  by: Grouping[];
  filter: FeedbackFilter;
  period: Period | null;
}

/** `uniq` is exact for up to 65,536 values in practice and off by a percent or so beyond, in little memory. */
const sizes = defineQuery<SizeParams, { groups: number[]; combinations: number }>({
  name: 'measure.explorationSize',
  params: z.strictObject({ by: z.array(grouping).min(1).max(2), filter: feedbackFilter, period: periodMoments.nullable() }),
  row: z.object({ groups: z.array(count), combinations: count }),
  sql: ({ by, filter, period }) => {
    const values = by.map(valueOf);
    const each = values.map((value) => sql`uniq(${value})`);
    return sql`
      SELECT [${join(each, { by: sql`, ` })}] AS groups, uniq(${join(values, { by: sql`, ` })}) AS combinations
      ${by.some(isByTheme) ? keptMentions({ filter, period }) : keptRows({ filter, period, readings: false })}`;
  },
  examples: [
    { by: [{ attribute: 'plan' }], filter: {}, period: null },
    { by: [{ dimension: 'department' }, { attribute: 'plan' }], filter: exampleFilter, period: examplePeriod },
    { by: [{ dimension: 'theme' }, { dimension: 'region' }], filter: exampleFilter, period: examplePeriod },
  ],
});

/** The most rows that a question can have, whatever the data: the groups that it tells apart, and those that pool the rest. */
export function mostRows({ by = [], first = DEFAULT_FIRST, firstWithin = DEFAULT_FIRST_WITHIN }: ExplorationQuestion): number {
  if (by.length === 0) return 1;
  // Groups of feedback in no theme stand beside those that are told apart.
  const [more, moreWithin] = [0, 1].map((level) => (by[level] && isByTheme(by[level]) ? NO_THEMES.length : 0)) as [number, number];
  return (first + more) * (by.length > 1 ? firstWithin + moreWithin + 1 : 1) + 1;
}

/**
 * How large the answer would be, from distinct counts (approximate above some ten thousand values): one scan that reads the
 * groupings and the filter alone. With `all` nothing is pooled. Throws BAD_USER_INPUT as `measureExploration`.
 */
export async function estimateExploration(reader: StoreReader, { question, calendar, all = false }: { question: ExplorationQuestion; calendar: Calendar; all?: boolean }): Promise<ExplorationSize> {
  checkQuestion(question);
  const { by = [], filter = {}, metrics, first = DEFAULT_FIRST, firstWithin = DEFAULT_FIRST_WITHIN } = question;
  const { period, buckets } = timelineOf(question, calendar);
  const size = (groups: number[], rows: number): ExplorationSize => ({ groups, rows, cells: rows * Math.max(1, buckets.length) * metrics.length });
  if (by.length === 0) return size([], 1);
  const [row] = await reader.read(sizes, { by, filter, period });
  const [groups = 0, groupsWithin = 1] = row?.groups ?? [];
  const combinations = row?.combinations ?? 0;
  if (all) return size(row?.groups ?? [], combinations);
  const told = Math.min(first, groups) * Math.min(by.length > 1 ? firstWithin + 1 : 1, groupsWithin) + (groups > first ? 1 : 0);
  return size(row?.groups ?? [], Math.min(told, combinations));
}
