import type { Calendar, FeedbackFilter, PeriodInput } from '@heed/domain';
import { METRICS, measureEmployeeScore, measureScores, type MetricId, type ScoreResult } from '@heed/measure';
import type { Store } from '@heed/store';
import DataLoader from 'dataloader';

/** A metric over a filter. */
export interface ScoreQuestion {
  metric: MetricId;
  filter: FeedbackFilter;
  /** What the filter's period is compared with; the period before when missing. */
  compareWith?: PeriodInput | undefined;
  /** In place of the metric's own. */
  minimumSample?: number | undefined;
}

/** Answers the scores of one request: metrics over the same filter from one scan. */
export type ScoreLoader = DataLoader<ScoreQuestion, ScoreResult, string>;

export function createScoreLoader(store: Store, calendar: () => Calendar): ScoreLoader {
  return new DataLoader<ScoreQuestion, ScoreResult, string>(
    async (questions) => {
      const byFilter = Map.groupBy(questions, ({ metric, filter, compareWith, minimumSample }) => JSON.stringify([METRICS[metric].population, filter, compareWith, minimumSample]));
      const answers = new Map<string, ScoreResult | Error>();
      await Promise.all(
        [...byFilter.values()].map(async (same) => {
          const { filter, compareWith, minimumSample } = same[0] as ScoreQuestion;
          const metrics = [...new Set(same.map(({ metric }) => metric))];
          const results = await (isOfEmployees(metrics) ? measureEmployeeScore(store, { filter, compareWith, calendar: calendar() }).then((score) => [score]) : measureScores(store, { metrics, filter, compareWith, minimumSample, calendar: calendar() })).catch(
            (error: unknown) => (error instanceof Error ? error : new Error('a score failed')),
          );
          metrics.forEach((metric, index) => answers.set(keyOf({ metric, filter, compareWith, minimumSample }), results instanceof Error ? results : (results[index] as ScoreResult)));
        }),
      );
      return questions.map((question) => answers.get(keyOf(question)) ?? new Error('a score was not answered'));
    },
    { cacheKeyFn: keyOf, cache: false },
  );
}

/** Questions are told apart by population before, and employees have one metric. */
const isOfEmployees = (metrics: readonly MetricId[]): boolean => metrics.some((metric) => METRICS[metric].population === 'employees');

const keyOf = ({ metric, filter, compareWith, minimumSample }: ScoreQuestion): string => JSON.stringify([metric, filter, compareWith, minimumSample]);
