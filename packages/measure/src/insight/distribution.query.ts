import { type Calendar, feedbackFilter, type FeedbackFilter, percent, type Period, type PeriodInput, wilson } from '@heed/domain';
import { during, exampleFilter, examplePeriod, examplePrevious, periodMoments, periodsOf } from '@heed/filter';
import { bind, count, defineQuery, sql, type StoreReader } from '@heed/store';
import * as z from 'zod';
import { answerSteps, type AnswerStep } from '../metric/answers.ts';
import { metricId } from '../metric/metric-id.ts';
import { needReadings, type MetricDefinition, type MetricId } from '../metric/metric.ts';
import { METRICS } from '../metric/registry.ts';
import { keptRows } from '../rows/kept-rows.ts';
import { customersAnswers } from './customers-answers.ts';

/** How often each answer behind a metric was given. */
export interface DistributionResult {
  metric: MetricDefinition;
  /** Null when the filter names no period: all time. */
  period: Period | null;
  n: number;
  /** Rows that matched the filter but carry no valid answer. */
  excluded: number;
  /** Every possible answer, lowest first, those that nobody gave included. */
  answers: (AnswerStep & {
    n: number;
    /** Of all answers, in percent, with Wilson's interval; null when nobody answered. */
    share: number | null;
    low: number | null;
    high: number | null;
    /** In the period before; null without one, and when nobody answered in it. */
    previousShare: number | null;
  })[];
}

const distribution = defineQuery({
  name: 'measure.distribution',
  params: z.strictObject({ metric: metricId, filter: feedbackFilter, period: periodMoments.nullable(), previous: periodMoments.nullable() }),
  row: z.object({ step: z.number().nullable(), current: count, previous: count }),
  sql: ({ metric: id, filter, period, previous }) => {
    const metric = METRICS[id];
    const answers = customersAnswers(metric);
    const starts = answerSteps({ ...metric, answers }).map(({ answer }) => answer);
    const both = period && previous ? [period, previous] : period;
    return sql`
      SELECT if(${metric.answered}, roundDown(toFloat64(${answers.answer}), ${bind('Array(Float64)', starts)}), NULL) AS step,
             ${period && previous ? sql`countIf(${during(period)})` : sql`count()`} AS current,
             ${previous ? sql`countIf(${during(previous)})` : sql`toUInt64(0)`} AS previous
      ${keptRows({ filter, period: both, population: metric.population, readings: needReadings([metric]) })}
      GROUP BY step`;
  },
  examples: [
    { metric: 'nps', filter: {}, period: null, previous: null },
    { metric: 'csat10', filter: exampleFilter, period: examplePeriod, previous: examplePrevious },
  ],
});

/**
 * How often each possible answer behind a metric was given, with its share in the period before (or `compareWith`): one
 * scan. Throws BAD_USER_INPUT for a metric without answers of customers, and for a filter or period that is not valid.
 */
export async function measureDistribution(
  reader: StoreReader,
  { metric: id, filter, compareWith, calendar }: { metric: MetricId; filter: FeedbackFilter; compareWith?: PeriodInput | undefined; calendar: Calendar },
): Promise<DistributionResult> {
  const metric = METRICS[id];
  const steps = answerSteps({ ...metric, answers: customersAnswers(metric) });
  const { period, previous } = periodsOf(filter, calendar, compareWith);
  const rows = await reader.read(distribution, { metric: id, filter, period, previous });
  const total = { current: 0, previous: 0, excluded: 0 };
  for (const row of rows) {
    if (row.step === null) {
      total.excluded = row.current;
    } else {
      total.current += row.current;
      total.previous += row.previous;
    }
  }
  const counted = new Map(rows.map((row) => [row.step, row]));
  const answers = steps.map((step) => {
    const { current = 0, previous: before = 0 } = counted.get(step.answer) ?? {};
    const { value: share = null, low = null, high = null } = percent(wilson({ hits: current, n: total.current })) ?? {};
    return { ...step, n: current, share, low, high, previousShare: total.previous === 0 ? null : (100 * before) / total.previous };
  });
  return { metric, period, n: total.current, excluded: total.excluded, answers };
}
