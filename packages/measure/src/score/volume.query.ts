import { feedbackFilter, type Calendar, type FeedbackFilter } from '@heed/domain';
import { count, defineQuery, join, sql, whole, type StoreReader } from '@heed/store';
import * as z from 'zod';
import { compileFilter, HAS_COMMENT } from '../filter/compile-filter.ts';
import { exampleFilter, examplePeriod, periodMoments } from '../filter/parameters.ts';
import { periodOf } from '../filter/period-of.ts';
import type { MetricDefinition } from '../metric/metric.ts';
import { CUSTOMER_METRIC_IDS as METRIC_IDS, METRICS } from '../metric/registry.ts';

/** How much feedback there is, and which metrics it answers. */
export interface VolumeResult {
  matched: number;
  /** Rows with a comment. */
  comments: number;
  /** Every metric, in the order of the registry. */
  metrics: { metric: MetricDefinition; n: number }[];
  /** When the earliest and the latest of them occurred, epoch milliseconds; null when there are none. */
  earliest: number | null;
  latest: number | null;
}

const volume = defineQuery({
  name: 'measure.volume',
  params: z.strictObject({ filter: feedbackFilter, period: periodMoments.nullable() }),
  row: z.object({ matched: count, comments: count, answered: z.array(count), earliest: whole, latest: whole }),
  sql: ({ filter, period }) => {
    const answered = METRIC_IDS.map((id) => sql`countIf(${METRICS[id].answered})`);
    return sql`
      SELECT count() AS matched, countIf(${HAS_COMMENT}) AS comments, [${join(answered, { by: sql`, ` })}] AS answered,
             toUnixTimestamp64Milli(min(occurred_at)) AS earliest, toUnixTimestamp64Milli(max(occurred_at)) AS latest
      FROM feedback FINAL
      WHERE ${compileFilter(filter, { period })}`;
  },
  examples: [
    { filter: {}, period: null },
    { filter: exampleFilter, period: examplePeriod },
  ],
});

/** How many rows match a filter, how many of them carry a comment, how many answer each metric, and when they occurred. */
export async function measureVolume(reader: StoreReader, { filter, calendar }: { filter: FeedbackFilter; calendar: Calendar }): Promise<VolumeResult> {
  const [row] = await reader.read(volume, { filter, period: periodOf(filter, calendar) });
  return {
    matched: row?.matched ?? 0,
    comments: row?.comments ?? 0,
    metrics: METRIC_IDS.map((id, index) => ({ metric: METRICS[id], n: row?.answered[index] ?? 0 })),
    earliest: row?.matched ? row.earliest : null,
    latest: row?.matched ? row.latest : null,
  };
}
