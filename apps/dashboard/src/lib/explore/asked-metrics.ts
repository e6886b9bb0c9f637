import type { Metric } from '#lib/api/documents.ts';
import { busiestCsat, firstAnswered } from '#lib/filter/overview-view.ts';
import type { ExploreView } from './explore-view.ts';
import { isOfEmployees } from './metric-spelling.ts';

/** A metric that is made of customers' answers can be taken apart; a count, or what employees say, cannot. */
export const hasAnswers = (metric: Metric): boolean => metric !== 'VOLUME' && !isOfEmployees(metric);

/** The metrics that a question is about: those that were chosen, else the first score that anybody answered. The insight tabs are about one. */
export function askedMetrics({ tab, metrics }: Pick<ExploreView, 'tab' | 'metrics'>, counts: readonly { metric: { metric: Metric }; n: number }[]): Metric[] {
  const chosen = tab === 'compare' ? metrics : metrics.filter(hasAnswers).slice(0, 1);
  // Employees and customers cannot be measured in one question: the first chosen decides.
  const [first] = chosen;
  if (first !== undefined) return chosen.filter((metric) => isOfEmployees(metric) === isOfEmployees(first));
  return [({ nps: 'NPS', csat: busiestCsat(counts), ces: 'CES' } as const)[firstAnswered(counts)]];
}
