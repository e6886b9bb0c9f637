import { feedbackFilter, type Calendar, type FeedbackFilter } from '@heed/domain';
import { count, defineQuery, join, sql, type StoreReader } from '@heed/store';
import * as z from 'zod';
import { compileFilter, HAS_COMMENT } from '../filter/compile-filter.ts';
import { exampleFilter, examplePeriod, periodMoments } from '../filter/parameters.ts';
import { periodOf } from '../filter/period-of.ts';
import type { MetricDefinition } from '../metric/metric.ts';
import { METRIC_IDS, METRICS } from '../metric/registry.ts';

/** How much feedback there is, and which metrics it answers. */
export interface VolumeResult {
  matched: number;
  /** Rows with a comment. */
  comments: number;
  /** Every metric, in the order of the registry. */
  metrics: { metric: MetricDefinition; n: number }[];
}

const volume = defineQuery({
  name: 'measure.volume',
  params: z.strictObject({ filter: feedbackFilter, period: periodMoments.nullable() }),
  row: z.object({ matched: count, comments: count, answered: z.array(count) }),
  sql: ({ filter, period }) => {
    const answered = METRIC_IDS.map((id) => sql`countIf(${METRICS[id].answered})`);
    return sql`
      SELECT count() AS matched, countIf(${HAS_COMMENT}) AS comments, [${join(answered, { by: sql`, ` })}] AS answered
      FROM feedback FINAL
      WHERE ${compileFilter(filter, { period })}`;
  },
  examples: [
    { filter: {}, period: null },
    { filter: exampleFilter, period: examplePeriod },
  ],
});

/** How many rows match a filter, how many of them carry a comment, and how many answer each metric. */
export async function measureVolume(reader: StoreReader, { filter, calendar }: { filter: FeedbackFilter; calendar: Calendar }): Promise<VolumeResult> {
  const [row] = await reader.read(volume, { filter, period: periodOf(filter, calendar) });
  return {
    matched: row?.matched ?? 0,
    comments: row?.comments ?? 0,
    metrics: METRIC_IDS.map((id, index) => ({ metric: METRICS[id], n: row?.answered[index] ?? 0 })),
  };
}
