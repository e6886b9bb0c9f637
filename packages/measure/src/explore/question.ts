import { feedbackFilter, GRAINS, grouping, HeedError, periodInput, type FeedbackFilter, type Grain, type Grouping, type PeriodInput } from '@heed/domain';
import * as z from 'zod';
import { metricId } from '../filter/parameters.ts';
import type { MetricId } from '../metric/metric.ts';

/** At most so many metrics side by side. */
export const MAX_METRICS = 6;

/** What an analyst asks: metrics, by none, one or two groupings, over time or not, of one filter. */
export interface ExplorationQuestion {
  metrics: MetricId[];
  by?: Grouping[] | undefined;
  /** Over time, in buckets of this width. */
  grain?: Grain | undefined;
  /** With a grain: each point over this many buckets that end with its own. */
  rolling?: number | undefined;
  filter?: FeedbackFilter | undefined;
  /** With a change against the period before, or `compareWith`. */
  compare?: boolean | undefined;
  compareWith?: PeriodInput | undefined;
  /** How many groups of the first grouping; the rest is pooled. */
  first?: number | undefined;
  /** How many groups of the second grouping within each of the first. */
  firstWithin?: number | undefined;
}

export const explorationQuestion: z.ZodType<ExplorationQuestion> = z.strictObject({
  metrics: z.array(metricId).min(1).max(MAX_METRICS),
  by: z.array(grouping).max(2).optional(),
  grain: z.enum(GRAINS).optional(),
  rolling: z.number().int().min(2).max(400).optional(),
  filter: feedbackFilter.optional(),
  compare: z.boolean().optional(),
  compareWith: periodInput.optional(),
  first: z.number().int().min(1).max(200).optional(),
  firstWithin: z.number().int().min(1).max(200).optional(),
});

/** Parses a question from outside. Throws BAD_USER_INPUT that names the place and never the value. */
export function readExploration(value: unknown): ExplorationQuestion {
  const parsed = explorationQuestion.safeParse(value);
  if (parsed.success) return parsed.data;
  const path = (parsed.error.issues[0]?.path ?? []).map(String).join('.');
  throw new HeedError('BAD_USER_INPUT', `The question is not valid${path ? ` at ${path}` : ''}; it holds metrics, by, grain, rolling, filter, compare, compareWith, first and firstWithin.`, { path });
}
