import { feedbackFilter, GRAINS, grouping, HeedError, periodInput, type FeedbackFilter, type Grain, type Grouping, type PeriodInput } from '@heed/domain';
import { checkBranches, explainIssue } from '@heed/filter';
import * as z from 'zod';
import { metricId } from '../metric/metric-id.ts';
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
  /** How many groups of the first grouping; the rest is pooled. DEFAULT_FIRST when missing. */
  first?: number | undefined;
  /** How many groups of the second grouping within each of the first. DEFAULT_FIRST_WITHIN when missing. */
  firstWithin?: number | undefined;
}

/** At most so many groups of one grouping are told apart in an answer; the rest is pooled. */
const MAX_SHOWN = 200;
/** Groups of the first grouping, and of the second within each, when the question does not say how many. */
export const DEFAULT_FIRST = 12;
export const DEFAULT_FIRST_WITHIN = 8;

/** At most so many buckets in one rolling window. */
const MAX_ROLLING = 400;
const ROLLING = `it is a whole number of buckets from 2 to ${MAX_ROLLING}`;

const shown = z
  .number()
  .int()
  .min(1, `it is a whole number from 1 to ${MAX_SHOWN}`)
  .max(MAX_SHOWN, `at most ${MAX_SHOWN} groups are told apart and the rest is pooled; ask for fewer, narrow the filter, or export all groups`);

const questionShape = {
  metrics: z.array(metricId).min(1, 'it needs at least one metric').max(MAX_METRICS, `at most ${MAX_METRICS} metrics stand side by side`),
  by: z.array(grouping).max(2, 'at most two groupings are possible').optional(),
  grain: z.enum(GRAINS).optional(),
  rolling: z.number().int().min(2, ROLLING).max(MAX_ROLLING, ROLLING).optional(),
  filter: feedbackFilter.optional(),
  compare: z.boolean().optional(),
  compareWith: periodInput.optional(),
  first: shown.optional(),
  firstWithin: shown.optional(),
};

export const explorationQuestion: z.ZodType<ExplorationQuestion> = z.strictObject(questionShape);
const QUESTION_FIELDS = Object.keys(questionShape);

/** Parses a question from outside. Throws BAD_USER_INPUT that names the place and what to change, and never the value. */
export function readExploration(value: unknown): ExplorationQuestion {
  if (typeof value === 'object' && value !== null && 'filter' in value && typeof value.filter === 'object' && value.filter !== null) checkBranches(value.filter);
  const parsed = explorationQuestion.safeParse(value);
  if (parsed.success) return parsed.data;
  const { path, advice, near } = explainIssue(parsed.error, { value, fields: QUESTION_FIELDS });
  throw new HeedError('BAD_USER_INPUT', `The question is not valid${path ? ` at ${path}` : ''}: ${advice}`, { path, near });
}
