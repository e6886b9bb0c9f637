import type { FeedbackFilterInput, PeriodInput } from '#lib/api/documents.ts';
import type { ExplorationInput } from '#lib/api/explore-documents.ts';
import { metricSpelling } from './metric-spelling.ts';

type Json = Record<string, unknown>;

function savedPeriod({ from, to, last, toDate }: PeriodInput): Json {
  if (last) return { last: { count: last.count, unit: last.unit.toLowerCase(), ...(last.complete === true && { complete: true }) } };
  return toDate ? { toDate: toDate.toLowerCase() } : { from, to };
}

/** A filter in the program's own spelling, as exports and pinned views hold it. */
export function savedFilter({ period, ...conditions }: FeedbackFilterInput): Json {
  return { ...(period && { period: savedPeriod(period) }), ...conditions };
}

/** A question in the program's own spelling. */
export function savedQuestion({ metrics, by, grain, filter, compareWith, ...rest }: ExplorationInput): Json {
  return {
    metrics: metrics.map(metricSpelling),
    ...(by && { by: by.map(({ dimension, attribute }) => (dimension ? { dimension: dimension.toLowerCase() } : { attribute })) }),
    ...(grain && { grain: grain.toLowerCase() }),
    ...(filter && { filter: savedFilter(filter) }),
    ...(compareWith && { compareWith: savedPeriod(compareWith) }),
    ...rest,
  };
}
