import type { Metric } from '#lib/api/documents.ts';
import { busiestCsat, firstAnswered } from '#lib/filter/overview-view.ts';

/** The metric whose impact is shown where nobody chose one: the first of NPS, CSAT and CES that anybody answered. */
export const usualMetric = (counts: readonly { metric: { metric: Metric }; n: number }[]): Metric => ({ nps: 'NPS', csat: busiestCsat(counts), ces: 'CES' } as const)[firstAnswered(counts)];
