import { feedbackFilter, type Calendar, type FeedbackFilter, type Period, type PeriodInput } from '@heed/domain';
import { exampleFilter, examplePeriod, examplePrevious, periodMoments, periodsOf } from '@heed/filter';
import { count, defineQuery, sql, type StoreReader } from '@heed/store';
import * as z from 'zod';
import { sourceFor } from '../daily/plan.ts';
import { emptyColumn, exampleSource, fromRows, rowSource, talliedColumn } from '../daily/row-source.ts';
import { changeOf, estimateOf, type Change, type Estimate } from '../metric/estimate.ts';
import { metricId } from '../metric/metric-id.ts';
import { needReadings, populationOf, type MetricDefinition, type MetricId } from '../metric/metric.ts';
import { METRICS } from '../metric/registry.ts';
import { readTallied, type Group } from '../metric/tallied.ts';

/** One metric over one filter. */
export interface ScoreResult {
  metric: MetricDefinition;
  /** Null when the filter names no period: all time. */
  period: Period | null;
  estimate: Estimate;
  /** Against the period before; null when there is no period. */
  change: (Change & { previousPeriod: Period }) | null;
}

const scores = defineQuery({
  name: 'measure.scores',
  params: z.strictObject({ metrics: z.array(metricId).min(1), filter: feedbackFilter, source: rowSource, period: periodMoments.nullable(), previous: periodMoments.nullable() }),
  row: z.object({ current: z.array(count), previous: z.array(count) }),
  sql: ({ metrics: ids, filter, source, period, previous }) => {
    const metrics = ids.map((id) => METRICS[id]);
    const columns = [talliedColumn('now', { metrics, within: period, source }), previous ? talliedColumn('before', { metrics, within: previous, source }) : emptyColumn('before')];
    return sql`
      SELECT sumForEach(now) AS current, sumForEach(before) AS previous
      FROM (${fromRows({ filter, source, columns, population: populationOf(metrics), readings: needReadings(metrics) })})`;
  },
  examples: [
    { metrics: ['nps'], filter: {}, source: { raw: null, daily: null }, period: null, previous: null },
    { metrics: ['csat10'], filter: exampleFilter, source: { raw: [examplePeriod], daily: null }, period: examplePeriod, previous: null },
    { metrics: ['nps', 'csat5', 'ces'], filter: { department: { in: ['Support'] } }, source: exampleSource, period: examplePeriod, previous: examplePrevious },
  ],
});

interface ScoreQuestion {
  filter: FeedbackFilter;
  /** What the filter's period is compared with; the period before when missing. */
  compareWith?: PeriodInput | undefined;
  /** Fewer answers than this are too few, in place of the metrics' own minimum sample. */
  minimumSample?: number | undefined;
  calendar: Calendar;
}

/**
 * The value of a metric with its interval, and its change against the period before (see `previousPeriod`) or another:
 * both from one scan. Throws BAD_USER_INPUT for a filter or period that is not valid.
 */
export async function measureScore(reader: StoreReader, { metric, ...question }: ScoreQuestion & { metric: MetricId }): Promise<ScoreResult> {
  const [score] = await measureScores(reader, { metrics: [metric], ...question });
  return score as ScoreResult;
}

/** Several metrics over the same filter, in the order asked for and from one scan, or from two where some of them are read out of comments. Throws as `measureScore`. */
export async function measureScores(reader: StoreReader, { metrics: ids, filter, compareWith, minimumSample, calendar }: ScoreQuestion & { metrics: readonly MetricId[] }): Promise<ScoreResult[]> {
  const { period, previous } = periodsOf(filter, calendar, compareWith);
  if (ids.length === 0) return [];
  // What is read out of comments is joined to the rows; the others need not wait for that, and may be read from the sums of days.
  const apart = ids.filter((id) => needReadings([METRICS[id]]));
  if (apart.length > 0 && apart.length < ids.length) {
    const ask = (some: readonly MetricId[]): Promise<ScoreResult[]> => measureScores(reader, { metrics: some, filter, compareWith, minimumSample, calendar });
    const found = (await Promise.all([ask(apart), ask(ids.filter((id) => !apart.includes(id)))])).flat();
    return ids.map((id) => found.find(({ metric }) => metric.id === id) as ScoreResult);
  }
  const metrics = ids.map((id) => (minimumSample === undefined ? METRICS[id] : { ...METRICS[id], minimumSample }));
  const periods = period && previous ? [period, previous] : null;
  const source = await sourceFor(reader, { metrics, filter, by: null, periods, calendar });
  const [row] = await reader.read(scores, { metrics: [...ids], filter, source, period, previous });
  const before = readTallied(row?.previous ?? [], { metrics });
  return readTallied(row?.current ?? [], { metrics }).map((current, index) => {
    const metric = metrics[index] as MetricDefinition;
    const change = previous && { ...changeOf(metric, { current, previous: before[index] as Group }), previousPeriod: previous };
    return { metric, period, estimate: estimateOf(metric, current), change };
  });
}
