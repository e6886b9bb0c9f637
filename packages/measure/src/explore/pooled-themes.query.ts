import { feedbackFilter, grouping, type FeedbackFilter, type Grouping, type Period } from '@heed/domain';
import { exampleFilter, examplePeriod, groupValue, periodMoments } from '@heed/filter';
import { bind, count, defineQuery, sql, whole } from '@heed/store';
import * as z from 'zod';
import { metricId } from '../metric/metric-id.ts';
import type { MetricId } from '../metric/metric.ts';
import { METRICS } from '../metric/registry.ts';
import { tallied } from '../metric/tallied.ts';
import { keptRows } from '../rows/kept-rows.ts';
import { startOf } from './counts.query.ts';

/** The themes that a group tells apart; those of everything have an empty key. */
export interface ShownThemes {
  key: string;
  themes: string[];
}

interface Params {
  metrics: MetricId[];
  /** The grouping within whose groups themes are told apart; null where they are told apart of everything. */
  within: Grouping | null;
  filter: FeedbackFilter;
  /** See ExploreParams. */
  starts: number[];
  reads: Period[] | null;
  shown: ShownThemes[];
}

/**
 * What all themes together count that are not told apart: each feedback that mentions any of them once, however many. Themes overlap, so
 * this is no sum of theirs.
 */
export const pooledThemes = defineQuery<Params, { key: string; start: number; numbers: number[] }>({
  name: 'measure.explorePooledThemes',
  params: z.strictObject({
    metrics: z.array(metricId).min(1),
    within: grouping.nullable(),
    filter: feedbackFilter,
    starts: z.array(z.number().int()),
    reads: z.array(periodMoments).nullable(),
    shown: z.array(z.strictObject({ key: z.string(), themes: z.array(z.string()) })).min(1),
  }),
  row: z.object({ key: z.string(), start: whole, numbers: z.array(count) }),
  sql: ({ metrics, within, filter, starts, reads, shown }) => {
    const keys = bind('Array(String)', shown.map(({ key }) => key));
    return sql`
      SELECT ${within && within.dimension !== 'theme' ? groupValue(within) : sql`''`} AS key, ${startOf(starts)} AS start, ${tallied(metrics.map((id) => METRICS[id]), { within: null })} AS numbers
      ${keptRows({ filter, period: reads, readings: true })}
        AND has(${keys}, key) AND NOT hasAll(${bind('Array(Array(String))', shown.map(({ themes }) => themes))}[indexOf(${keys}, key)], themes)
      GROUP BY key, start`;
  },
  examples: [
    { metrics: ['nps'], within: null, filter: {}, starts: [], reads: null, shown: [{ key: '', themes: ['a'] }] },
    { metrics: ['csat5', 'sentiment'], within: { attribute: 'plan' }, filter: exampleFilter, starts: [examplePeriod.from, examplePeriod.to], reads: [examplePeriod], shown: [{ key: 'pro', themes: ['a', 'b'] }, { key: '', themes: [] }] },
  ],
});
