import { columnGrouping, feedbackFilter, HeedError, isByTheme, type Calendar, type ColumnGrouping, type FeedbackFilter, type Grouping, type Period, type PeriodInput } from '@heed/domain';
import { checkFirst, exampleFilter, examplePeriod, examplePrevious, groupValue, periodMoments, periodsOf } from '@heed/filter';
import { bind, count, defineQuery, sql, type StoreReader } from '@heed/store';
import * as z from 'zod';
import { sourceFor, type RowSource } from '../daily/plan.ts';
import { exampleSource, fromRows, rowSource, talliedColumn } from '../daily/row-source.ts';
import { changeOf, estimateOf, type Change, type Estimate } from '../metric/estimate.ts';
import { metricId } from '../metric/metric-id.ts';
import { needReadings, type MetricDefinition, type MetricId } from '../metric/metric.ts';
import { METRICS } from '../metric/registry.ts';
import { customersAnswers } from './customers-answers.ts';
import { contributionsOf, groupOf, sidesOf, summed, type WhyGroup, type WhyRow } from './why-groups.ts';

/** The change of a metric, split by groups. */
export interface WhyResult {
  metric: MetricDefinition;
  grouping: Grouping;
  period: Period;
  previousPeriod: Period;
  now: Estimate;
  change: Change;
  /** Sums over all groups; together they are the change, or 0 when there is none because nobody answered on one side. */
  mix: number;
  rate: number;
  /** Those with the largest effects, largest first. */
  groups: WhyGroup[];
  /** All further groups; its parts are the sums of theirs. Null when there are none. */
  other: WhyGroup | null;
  otherGroups: number;
}

/** So many groups, those with the most answers, are split one by one; the rest, smaller than each of them, as one group. */
const MAX_SPLIT = 1_000;

const whyGroups = defineQuery<{ metric: MetricId; by: ColumnGrouping; filter: FeedbackFilter; source: RowSource; period: Period; previous: Period }, WhyRow>({
  name: 'measure.why',
  params: z.strictObject({ metric: metricId, by: columnGrouping, filter: feedbackFilter, source: rowSource, period: periodMoments, previous: periodMoments }),
  row: z.object({ place: count, key: z.string(), groups: count, current: z.array(count), previous: z.array(count) }),
  sql: ({ metric: id, by, filter, source, period, previous }) => {
    const metrics = [METRICS[id]];
    const columns = [talliedColumn('now', { metrics, within: period, source }), talliedColumn('before', { metrics, within: previous, source })];
    const key = { raw: groupValue(by), daily: sql`value` };
    const limit = bind('UInt32', MAX_SPLIT + 1);
    return sql`
      SELECT least(rank, ${limit}) AS place,
             if(place < ${limit}, any(value), '') AS key,
             countIf(now[2] + before[2] > 0) AS groups,
             sumForEach(now) AS current,
             sumForEach(before) AS previous
      FROM
      (
          SELECT key AS value, now, before, row_number() OVER (ORDER BY now[2] + before[2] DESC, value) AS rank
          FROM
          (
              SELECT key, sumForEach(now) AS now, sumForEach(before) AS before
              FROM (${fromRows({ filter, source, columns, key, population: 'customers', readings: needReadings(metrics) })})
              GROUP BY key
          )
      )
      GROUP BY place
      ORDER BY place`;
  },
  examples: [
    { metric: 'nps', by: { dimension: 'department' }, filter: {}, source: exampleSource, period: examplePeriod, previous: examplePrevious },
    { metric: 'ces', by: { attribute: 'plan' }, filter: exampleFilter, source: { raw: [examplePeriod, examplePrevious], daily: null }, period: examplePeriod, previous: examplePrevious },
  ],
});

/**
 * Why a metric changed against the period before (or `compareWith`): how much of the change each group brought by being a
 * larger or smaller part of those who answered, and how much by answering differently (see `mixAndRate`). The `first`
 * groups by the size of their effect; the rest is pooled. It says where a change happened, not what caused it. Throws
 * BAD_USER_INPUT without a period, by theme, for a metric without answers of customers, and for a filter or `first` (1 to 1000)
 * that is not valid.
 */
export async function measureWhy(
  reader: StoreReader,
  { metric: id, by, filter, compareWith, first, calendar }: { metric: MetricId; by: Grouping; filter: FeedbackFilter; compareWith?: PeriodInput | undefined; first: number; calendar: Calendar },
): Promise<WhyResult> {
  checkFirst(first, { most: MAX_SPLIT });
  const metric = METRICS[id];
  customersAnswers(metric);
  if (isByTheme(by)) throw new HeedError('BAD_USER_INPUT', 'A change cannot be split by theme: a comment may be on two themes, so that its part would count twice. Split it by a dimension or an attribute, or ask `themes` for what each theme does to the score.', { path: 'by' });
  const { period, previous } = periodsOf(filter, calendar, compareWith);
  if (!period) throw new HeedError('BAD_USER_INPUT', 'Why a metric changed needs filter.period, for example { last: { count: 28, unit: DAY } }.');
  const periods = [period, previous];
  const source = by.dimension ? await sourceFor(reader, { metrics: [metric], filter, by: by.dimension, periods, calendar }) : { raw: periods, daily: null };
  const rows = await reader.read(whyGroups, { metric: id, by, filter, source, period, previous });
  const whole = sidesOf(metric, rows);
  const split = contributionsOf(metric, rows.filter(({ groups }) => groups > 0));
  const ordered = split.filter(({ row }) => row.place <= MAX_SPLIT).sort((a, b) => Math.abs(b.mix + b.rate) - Math.abs(a.mix + a.rate) || (a.row.key < b.row.key ? -1 : 1));
  const rest = [...ordered.slice(first), ...split.filter(({ row }) => row.place > MAX_SPLIT)];
  return {
    metric,
    grouping: by,
    period,
    previousPeriod: previous,
    now: estimateOf(metric, whole.current),
    change: changeOf(metric, whole),
    ...summed(split),
    groups: ordered.slice(0, first).map((part) => ({ key: part.row.key, ...groupOf(metric, { parts: [part], whole }) })),
    other: rest.length > 0 ? { key: '', ...groupOf(metric, { parts: rest, whole }) } : null,
    otherGroups: rest.reduce((sum, { row }) => sum + row.groups, 0),
  };
}
