import { feedbackFilter, type FeedbackFilter, type Period } from '@heed/domain';
import { compileFilter, during, exampleFilter, examplePeriod, examplePrevious, periodMoments } from '@heed/filter';
import { bind, count, defineQuery, sql, type Sql } from '@heed/store';
import * as z from 'zod';
import { metricId } from '../metric/metric-id.ts';
import type { MetricDefinition, MetricId } from '../metric/metric.ts';
import { METRICS } from '../metric/registry.ts';
import { tallied } from '../metric/tallied.ts';
import { besideReadings } from '../rows/kept-rows.ts';

/**
 * How a feedback stands to themes: it speaks of one or more, of `none` although its words could be read, its words could not be
 * read (`unreadable`), they have not been read yet (`unread`), or there are none (`silent`).
 */
export const STANDINGS = ['theme', 'none', 'unreadable', 'unread', 'silent'] as const;
export type Standing = (typeof STANDINGS)[number];

/** Themes by their ids; `groups` puts a theme's group in its place, so that a comment on two themes of one group counts once in it. */
export interface ThemeView {
  /** As the comments were first read, and not as they are known now. */
  asThen: boolean;
  groups: { from: string[]; to: string[] } | null;
}

/** Parses a view of themes, for the parameters of queries. */
export const themeView: z.ZodType<ThemeView> = z.strictObject({
  asThen: z.boolean(),
  groups: z.strictObject({ from: z.array(z.string()).min(1), to: z.array(z.string()).min(1) }).nullable(),
});

/** The ids of the themes of a row that stands beside its reading. */
export function themesOfRow({ asThen, groups }: ThemeView): Sql {
  const themes = asThen ? sql`themes_then` : sql`themes`;
  if (!groups) return themes;
  return sql`arrayDistinct(arrayMap(id -> transform(toString(id), ${bind('Array(String)', groups.from)}, ${bind('Array(String)', groups.to)}, toString(id)), ${themes}))`;
}

/** What is counted of each theme: the metric asked for, and sentiment. */
export function countedMetrics(id: MetricId): MetricDefinition[] {
  return id === 'sentiment' ? [METRICS.sentiment] : [METRICS[id], METRICS.sentiment];
}

export interface ThemeCounts {
  /** Empty for feedback in no theme. */
  theme: string;
  /** How many themes the feedback counted here has: each is counted so often in all rows together. */
  parts: number;
  standing: Standing;
  /** As of `tallied`. */
  current: number[];
  previous: number[];
}

export interface ThemesParams {
  metric: MetricId;
  filter: FeedbackFilter;
  period: Period | null;
  previous: Period | null;
  view: ThemeView;
}

/**
 * Every theme from one scan: a feedback counts in each of its themes, and apart by how many it has, so that feedback is told from
 * mentions. Feedback in no theme is counted as well, so that all rows together are the whole.
 */
export const themeCounts = defineQuery<ThemesParams, ThemeCounts>({
  name: 'measure.themes',
  params: z.strictObject({ metric: metricId, filter: feedbackFilter, period: periodMoments.nullable(), previous: periodMoments.nullable(), view: themeView }),
  row: z.object({ theme: z.string(), parts: count, standing: z.enum(STANDINGS), current: z.array(count), previous: z.array(count) }),
  sql: ({ metric, filter, period, previous, view }) => {
    const metrics = countedMetrics(metric);
    const reads = period && previous ? [period, previous] : period;
    // Told apart once for each row, and not once for each number that is counted of it.
    const sides = period && previous ? sql`, ${during(period)} AS is_now, ${during(previous)} AS is_before` : sql``;
    return sql`
      SELECT theme, parts, standing,
             ${tallied(metrics, { within: period && previous ? sql`is_now` : null })} AS current,
             ${previous ? tallied(metrics, { within: sql`is_before` }) : sql`emptyArrayUInt64()`} AS previous
      FROM
      (
          SELECT *, arrayJoin(if(empty(ids), [''], ids)) AS theme, length(ids) AS parts,
                 multiIf(notEmpty(ids), 'theme', NOT has_comment, 'silent', is_read = 0, 'unread', read_language = '', 'unreadable', 'none') AS standing
          FROM (SELECT *, ${themesOfRow(view)} AS ids${sides} FROM ${besideReadings(compileFilter(filter, { period: reads }), { period: reads })})
      )
      GROUP BY theme, parts, standing`;
  },
  examples: [
    { metric: 'nps', filter: {}, period: null, previous: null, view: { asThen: false, groups: null } },
    { metric: 'sentiment', filter: exampleFilter, period: examplePeriod, previous: examplePrevious, view: { asThen: true, groups: { from: ['a'], to: ['b'] } } },
  ],
});
