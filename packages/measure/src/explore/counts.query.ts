import { feedbackFilter, grouping, type FeedbackFilter, type Grouping, type Period } from '@heed/domain';
import { exampleFilter, examplePeriod, examplePrevious, groupValue, periodMoments } from '@heed/filter';
import { bind, count, defineQuery, sql, whole, type Sql } from '@heed/store';
import * as z from 'zod';
import { metricId } from '../metric/metric-id.ts';
import { needReadings, type MetricId } from '../metric/metric.ts';
import { METRICS } from '../metric/registry.ts';
import { tallied } from '../metric/tallied.ts';
import { keptRows } from '../rows/kept-rows.ts';

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
  /** `piece`: `numbers` of one piece; `group`: key and pooled values of a place; `total`: pooled values of everything. */
  kind: 'piece' | 'group' | 'total';
  /** Rank of the value of the first grouping: 0 is what has no feedback in the period, `first` + 1 all that is pooled. */
  place: number;
  /** Rank within it of the value of the second: `firstWithin` + 1 is all that is pooled, 0 where the place has no split. */
  within: number;
  start: number;
  key: string;
  keyWithin: string;
  /** How many values of each grouping this row holds that have feedback in the period. */
  values: number;
  valuesWithin: number;
  numbers: number[];
}

/** No grouping is a group of everything. */
const valueOf = (given: Grouping | undefined): Sql => (given ? groupValue(given) : sql`''`);

/** All of the pieces belong to the period unless something before or beside it is read as well. */
function isAsked(period: Period | null): Sql {
  return period ? sql`start >= ${bind('Int64', period.from)} AND start < ${bind('Int64', period.to)}` : sql`1`;
}

/** As in a trend the calendar says where pieces start, and the engine only finds the last start at or before each row. */
function startOf(starts: readonly number[]): Sql {
  // Two starts are one piece: its start and its end.
  if (starts.length <= 2) return sql`${bind('Int64', starts[0] ?? 0)}`;
  return sql`roundDown(toUnixTimestamp64Milli(occurred_at), ${bind('Array(Int64)', starts)})`;
}

/**
 * Groups are ranked, and those beyond the first added up, in the engine: a dimension may have a million values. One scan
 * counts groups by piece of time; windows over these counts rank the groups by what they have in the period: most answers
 * of the first metric, then most feedback, then the value. A pooled row at the first level has no second one. What has no
 * feedback in the period is no group; its counts before it (place 0) are part of the total alone.
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
    kind: z.enum(['piece', 'group', 'total']),
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
    const rest = bind('UInt32', first + 1);
    const restWithin = bind('UInt32', firstWithin + 1);
    return sql`
      SELECT multiIf(grouping(place) = 1, 'total', grouping(start) = 1, 'group', 'piece') AS kind,
             place, within, start,
             if(place IN (0, ${rest}), '', any(value)) AS key,
             if(within IN (0, ${restWithin}), '', any(value_within)) AS keyWithin,
             uniqExactIf(value, matched > 0) AS values,
             uniqExactIf(value_within, matched > 0) AS valuesWithin,
             if(kind = 'piece', sumForEach(numbers), emptyArrayUInt64()) AS numbers
      FROM
      (
          SELECT value, value_within, start, numbers, matched,
                 multiIf(whole_matched = 0, 0, rank >= ${rest}, ${rest}, matched = 0, 0, rank) AS place,
                 if(place IN (0, ${rest}), 0, least(rank_within, ${restWithin})) AS within
          FROM
          (
              SELECT value, value_within, start, numbers, matched, whole_matched,
                     dense_rank() OVER (ORDER BY whole_answers DESC, whole_matched DESC, value) AS rank,
                     dense_rank() OVER (PARTITION BY value ORDER BY answers DESC, matched DESC, value_within) AS rank_within
              FROM
              (
                  SELECT value, value_within, start, numbers,
                         sum(numbers[1] * asked) OVER (PARTITION BY value) AS whole_matched,
                         sum(numbers[2] * asked) OVER (PARTITION BY value) AS whole_answers,
                         sum(numbers[1] * asked) OVER (PARTITION BY value, value_within) AS matched,
                         sum(numbers[2] * asked) OVER (PARTITION BY value, value_within) AS answers
                  FROM
                  (
                      SELECT ${valueOf(by[0])} AS value, ${valueOf(by[1])} AS value_within, ${startOf(starts)} AS start,
                             ${tallied(metrics.map((id) => METRICS[id]), { within: null })} AS numbers,
                             ${isAsked(period)} AS asked
                      ${keptRows({ filter, period: reads, readings: needReadings(metrics.map((id) => METRICS[id])) })}
                      GROUP BY value, value_within, start
                  )
              )
          )
      )
      GROUP BY GROUPING SETS ((place, within, start), (place, within), ())
      ORDER BY place, within, start`;
  },
  examples: [
    { metrics: ['nps'], by: [], filter: {}, first: 12, firstWithin: 8, period: null, starts: [], reads: null },
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
