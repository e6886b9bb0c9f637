import type { Metric } from '#lib/api/documents.ts';
import { busiestCsat, firstAnswered } from '#lib/filter/overview-view.ts';
import type { ExploreView } from './explore-view.ts';

/** A metric that is made of answers can be taken apart; a count cannot. */
export const hasAnswers = (metric: Metric): boolean => metric !== 'VOLUME';

/** The metrics that a question is about: those that were chosen, else the first score that anybody answered. The insight tabs are about one. */
export function askedMetrics({ tab, metrics }: Pick<ExploreView, 'tab' | 'metrics'>, counts: readonly { metric: { metric: Metric }; n: number }[]): Metric[] {
  const chosen = tab === 'compare' ? metrics : metrics.filter(hasAnswers).slice(0, 1);
  if (chosen.length > 0) return chosen;
  return [({ nps: 'NPS', csat: busiestCsat(counts), ces: 'CES' } as const)[firstAnswered(counts)]];
}
