import type { FeedbackFilterInput, Metric } from '#lib/api/documents.ts';
import { metricSpelling } from '#lib/explore/metric-spelling.ts';
import { savedFilter } from '#lib/explore/saved-question.ts';

interface Asked {
  filter: FeedbackFilterInput;
  metric?: Metric;
  grouped?: boolean;
  asThen?: boolean;
}

/** Where themes, or the comments behind them, can be taken away as a file of each format. */
export function themesExportHref(what: 'themes' | 'feedback', { filter, metric, grouped = false, asThen = false }: Asked): (format: string) => string {
  const parameters = new URLSearchParams({ filter: JSON.stringify(savedFilter(filter)) });
  if (metric) parameters.set('metric', metricSpelling(metric));
  if (grouped) parameters.set('grouped', 'true');
  if (asThen) parameters.set('asThen', 'true');
  return (format) => `/export/${what}.${format}?${parameters.toString()}`;
}
