import { feedbackFilter, grouping, isByTheme, NO_THEMES, type FeedbackFilter, type Grouping, type Period } from '@heed/domain';
import { exampleFilter, examplePeriod, examplePrevious, groupValue, periodMoments } from '@heed/filter';
import { bind, count, defineQuery, sql, whole, type Sql } from '@heed/store';
import * as z from 'zod';
import { metricId } from '../metric/metric-id.ts';
import { needReadings, type MetricId } from '../metric/metric.ts';
import { METRICS } from '../metric/registry.ts';
import { tallied } from '../metric/tallied.ts';
import { keptMentions, keptRows } from '../rows/kept-rows.ts';

export interface ExploreParams {
  metrics: MetricId[];
  by: Grouping[];
  filter: FeedbackFilter;
  /** Groups that are told apart, of the first grouping and of the second within each of them. */
  first: number;
  firstWithin: number;
  /** What groups are ranked by and must have feedback in; null for all time. */
  period: Period | null;
  /** See Timeline. */
  starts: number[];
  reads: Period[] | null;
}

/** What the engine says of one place among the groups: of one piece of its time, or of all together. */
export interface ExploreRow {
  /** `piece`: `numbers` of one piece of a place; `group`: its key and pooled values; `whole`: `numbers` of one piece of everything; `total`: its pooled values. */
  kind: 'piece' | 'group' | 'whole' | 'total';
  /** Rank of the value of the first grouping: 0 is what has no feedback in the period, `restOf` all that is pooled. */
  place: number;
  /** Rank within it of the value of the second: `restOf` is all that is pooled, 0 where the place has no split. */
  within: number;
  start: number;
  key: string;
  keyWithin: string;
  /** How many values of each grouping this row holds that have feedback in the period; of themes only themes. */
  values: number;
  valuesWithin: number;
  numbers: number[];
}

/** The place after the first groups, where the rest is pooled. Feedback in no theme is never pooled with themes: its groups stand between. */
export const restOf = (by: Grouping | undefined, first: number): number => first + 1 + (by && isByTheme(by) ? NO_THEMES.length : 0);

/** No grouping is a group of everything. */
export function valueOf(given: Grouping | undefined): Sql {
  if (!given) return sql`''`;
  return given.dimension === 'theme' ? sql`theme_key` : groupValue(given);
}

/** Which of NO_THEMES a value is, from 1; 0 for all others. */
const noTheme = (given: Grouping | undefined, value: Sql): Sql => (given && isByTheme(given) ? sql`indexOf(${bind('Array(String)', [...NO_THEMES])}, ${value})` : sql`0`);

/** All of the pieces belong to the period unless something before or beside it is read as well. */
function isAsked(period: Period | null): Sql {
  return period ? sql`start >= ${bind('Int64', period.from)} AND start < ${bind('Int64', period.to)}` : sql`1`;
}

/** As in a trend the calendar says where pieces start, and the engine only finds the last start at or before each row. */
export function startOf(starts: readonly number[]): Sql {
  // Two starts are one piece: its start and its end.
  if (starts.length <= 2) return sql`${bind('Int64', starts[0] ?? 0)}`;
  return sql`roundDown(toUnixTimestamp64Milli(occurred_at), ${bind('Array(Int64)', starts)})`;
}

/**
 * Groups are ranked, and those beyond the first added up, in the engine: a dimension may have a million values. One scan
 * counts groups by piece of time; windows over these counts rank the groups by what they have in the period: most answers
 * of the first metric, then most feedback, then the value. A pooled row at the first level has no second one. What has no
 * feedback in the period is no group; its counts before it (place 0) are part of the total alone.
 *
 * Themes overlap: by them a feedback stands in as many rows as it mentions, and `once` counts it in one of them. That is what everything
 * together, and each value of the other grouping, is counted by; several themes pooled are for `pooledThemes` to count.
 */
export const explore = defineQuery<ExploreParams, ExploreRow>({
  name: 'measure.explore',
  params: z.strictObject({
    metrics: z.array(metricId).min(1),
    by: z.array(grouping).max(2),
    filter: feedbackFilter,
    first: z.number().int().min(1),
    firstWithin: z.number().int().min(1),
    period: periodMoments.nullable(),
    starts: z.array(z.number().int()),
    reads: z.array(periodMoments).nullable(),
  }),
  row: z.object({
    kind: z.enum(['piece', 'group', 'whole', 'total']),
    place: count,
    within: count,
    start: whole,
    key: z.string(),
    keyWithin: z.string(),
    values: count,
    valuesWithin: count,
    numbers: z.array(count),
  }),
  sql: ({ metrics, by, filter, first, firstWithin, period, starts, reads }) => {
    const [rest, restWithin] = [bind('UInt32', restOf(by[0], first)), bind('UInt32', restOf(by[1], firstWithin))];
    const definitions = metrics.map((id) => METRICS[id]);
    const overlap = by.some(isByTheme);
    const rows = overlap ? keptMentions({ filter, period: reads }) : keptRows({ filter, period: reads, readings: needReadings(definitions) });
    // A value of the first grouping is a theme, which counts all who mention it, or holds themes that overlap.
    const whole = by[1] && isByTheme(by[1]) ? sql`once` : sql`numbers`;
    return sql`
      SELECT multiIf(grouping(place) = 0, if(grouping(start) = 1, 'group', 'piece'), if(grouping(start) = 1, 'total', 'whole')) AS kind,
             place, within, start,
             if(place IN (0, ${rest}), '', any(value)) AS key,
             if(within IN (0, ${restWithin}), '', any(value_within)) AS keyWithin,
             uniqExactIf(value, matched > 0 AND no_theme = 0) AS values,
             uniqExactIf(value_within, matched > 0 AND no_theme_within = 0) AS valuesWithin,
             multiIf(kind = 'piece', sumForEach(if(place = ${rest}, ${whole}, numbers)), kind = 'whole', sumForEach(once), emptyArrayUInt64()) AS numbers
      FROM
      (
          SELECT value, value_within, no_theme, no_theme_within, start, numbers, once, matched,
                 multiIf(whole_matched = 0, 0, no_theme = 0 AND rank > ${bind('UInt32', first)}, ${rest}, matched = 0, 0, no_theme > 0, ${bind('UInt32', first)} + no_theme, rank) AS place,
                 multiIf(place IN (0, ${rest}), 0, no_theme_within > 0, ${bind('UInt32', firstWithin)} + no_theme_within, rank_within > ${bind('UInt32', firstWithin)}, ${restWithin}, rank_within) AS within
          FROM
          (
              SELECT *,
                     dense_rank() OVER (ORDER BY no_theme, whole_answers DESC, whole_matched DESC, value) AS rank,
                     dense_rank() OVER (PARTITION BY value ORDER BY no_theme_within, answers DESC, matched DESC, value_within) AS rank_within
              FROM
              (
                  SELECT *, ${noTheme(by[0], sql`value`)} AS no_theme, ${noTheme(by[1], sql`value_within`)} AS no_theme_within,
                         sum(${whole}[1] * asked) OVER (PARTITION BY value) AS whole_matched,
                         sum(${whole}[2] * asked) OVER (PARTITION BY value) AS whole_answers,
                         sum(numbers[1] * asked) OVER (PARTITION BY value, value_within) AS matched,
                         sum(numbers[2] * asked) OVER (PARTITION BY value, value_within) AS answers
                  FROM
                  (
                      SELECT ${valueOf(by[0])} AS value, ${valueOf(by[1])} AS value_within, ${startOf(starts)} AS start,
                             ${tallied(definitions, { within: null })} AS numbers,
                             ${overlap ? tallied(definitions, { within: sql`theme_place = 1` }) : sql`numbers`} AS once,
                             ${isAsked(period)} AS asked
                      ${rows}
                      GROUP BY value, value_within, start
                  )
              )
          )
      )
      GROUP BY GROUPING SETS ((place, within, start), (place, within), (start), ())
      ORDER BY place, within, start`;
  },
  examples: [
    { metrics: ['nps'], by: [], filter: {}, first: 12, firstWithin: 8, period: null, starts: [], reads: null },
    { metrics: ['nps', 'sentiment'], by: [{ dimension: 'department' }, { dimension: 'theme' }], filter: exampleFilter, first: 12, firstWithin: 8, period: examplePeriod, starts: [examplePeriod.from, examplePeriod.to], reads: [examplePeriod] },
    { metrics: ['csat5', 'ces'], by: [{ dimension: 'department' }], filter: exampleFilter, first: 12, firstWithin: 8, period: examplePeriod, starts: [examplePeriod.from, examplePeriod.to], reads: [examplePeriod] },
    {
      metrics: ['nps', 'cesEasy'],
      by: [{ attribute: 'plan' }, { dimension: 'language' }],
      filter: exampleFilter,
      first: 12,
      firstWithin: 8,
      period: examplePeriod,
      starts: [examplePrevious.from, examplePeriod.from, examplePeriod.from + 86_400_000, examplePeriod.to],
      reads: [examplePeriod, examplePrevious],
    },
  ],
});
