import { feedbackFilter, NO_THEME, NO_THEMES, type FeedbackFilter, type Period } from '@heed/domain';
import { exampleFilter, examplePeriod, periodMoments } from '@heed/filter';
import { bind, count, defineQuery, sql, type StoreReader } from '@heed/store';
import * as z from 'zod';
import { metricId } from '../metric/metric-id.ts';
import type { MetricId } from '../metric/metric.ts';
import { METRICS } from '../metric/registry.ts';
import { tallied } from '../metric/tallied.ts';
import { keptMentions } from '../rows/kept-rows.ts';
import { MAX_VALUES } from './driver-keys.query.ts';

/** What themes count among the feedback whose words were read. */
export interface DriverThemes {
  /** How many themes anybody who answered mentions. */
  themes: number;
  /** Of all that was read, each feedback once; as of `tallied`. */
  whole: number[];
  /** Those with the most answers, at most MAX_VALUES. */
  groups: { key: string; numbers: number[] }[];
}

interface Params {
  metric: MetricId;
  filter: FeedbackFilter;
  period: Period | null;
}

const driverThemeRows = defineQuery<Params, { key: string; everything: boolean; themes: number; numbers: number[] }>({
  name: 'measure.driverThemes',
  params: z.strictObject({ metric: metricId, filter: feedbackFilter, period: periodMoments.nullable() }),
  row: z.object({ key: z.string(), everything: z.boolean(), themes: count, numbers: z.array(count) }),
  sql: ({ metric: id, filter, period }) => {
    const metrics = [METRICS[id]];
    return sql`
      SELECT theme_key AS key, toBool(grouping(theme_key)) AS everything, uniqExactIf(theme_key, (${METRICS[id].answered}) AND theme_key != ${bind('String', NO_THEME.none)}) AS themes,
             if(everything, ${tallied(metrics, { within: sql`theme_place = 1` })}, ${tallied(metrics, { within: null })}) AS numbers
      ${keptMentions({ filter, period })} AND theme_key NOT IN ${bind('Array(String)', [NO_THEME.unread, NO_THEME.silent])}
      GROUP BY GROUPING SETS ((theme_key), ())
      ORDER BY everything DESC, key IN ${bind('Array(String)', [...NO_THEMES])}, numbers[2] DESC, key
      LIMIT ${bind('UInt32', MAX_VALUES + 1)}`;
  },
  examples: [
    { metric: 'nps', filter: {}, period: null },
    { metric: 'sentiment', filter: exampleFilter, period: examplePeriod },
  ],
});

/** What each theme counts, and all that was read together: a comment on two themes counts in both, and once in the whole. */
export async function driverThemes(reader: StoreReader, question: Params): Promise<DriverThemes> {
  const rows = await reader.read(driverThemeRows, question);
  const whole = rows.find(({ everything }) => everything);
  return { themes: whole?.themes ?? 0, whole: whole?.numbers ?? [], groups: rows.filter(({ everything, key }) => !everything && !NO_THEMES.includes(key)) };
}
