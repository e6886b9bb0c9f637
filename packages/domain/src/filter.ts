import * as z from 'zod';
import { DIMENSIONS } from './dimension.ts';
import { LOOP_STATES } from './loop-state.ts';
import { PERIOD_UNITS, type PeriodInput } from './period.ts';

/** At most so many values in one list of a filter. */
export const MAX_FILTER_VALUES = 1_000;
/** At most so many levels of and/or/not. */
export const MAX_FILTER_DEPTH = 8;
/** At most so many saved filters in one filter. */
export const MAX_SAVED_FILTERS = 20;

const values = z.array(z.string().max(1_000)).max(MAX_FILTER_VALUES);
/** Parses a choice of values from outside. */
export const choice = z.strictObject({ in: values.optional(), notIn: values.optional() });
const range = z.strictObject({ min: z.number().optional(), max: z.number().optional() });

/** Parses a choice of themes; `asThen` asks for those that a comment was first read to speak of, and not as it is known now. */
const themeChoice = choice.extend({ asThen: z.boolean().optional() });
export type ThemeChoice = z.infer<typeof themeChoice>;

/** Keeps rows whose value is one of `in` and none of `notIn`; an empty string stands for "not given". */
export type Choice = z.infer<typeof choice>;
/** Keeps rows that carry a score (or an attribute that is a number) from `min` to `max`, both included. */
export type Range = z.infer<typeof range>;

const attributeCondition = z.strictObject({ key: z.string().max(100), in: values.optional(), notIn: values.optional(), min: z.number().optional(), max: z.number().optional() });

/**
 * Keeps feedback whose attribute has one of `in` and none of `notIn`, and with `min` or `max` is a number within: a text that is
 * no number is in no range.
 */
export type AttributeCondition = z.infer<typeof attributeCondition>;

const loopCondition = z.strictObject({ state: z.array(z.enum(LOOP_STATES)).max(LOOP_STATES.length).optional(), open: z.boolean().optional(), department: choice.optional() });

/**
 * Keeps feedback that is part of a loop for which all of this holds, whether it opened the loop or joined it. A loop that was merged into
 * another counts only where `state` names it. `open` is neither closed nor merged; `department` is who holds it, or held it last.
 */
export type LoopCondition = z.infer<typeof loopCondition>;

/** Parses a period from outside. */
export const periodInput: z.ZodType<PeriodInput> = z.union([
  z.strictObject({ from: z.string(), to: z.string() }),
  z.strictObject({ last: z.strictObject({ count: z.number(), unit: z.enum(PERIOD_UNITS), complete: z.boolean().optional() }) }),
  z.strictObject({ toDate: z.enum(PERIOD_UNITS) }),
]);

const leaf = {
  ...(Object.fromEntries(DIMENSIONS.map((name) => [name, choice.optional()])) as Record<(typeof DIMENSIONS)[number], z.ZodOptional<typeof choice>>),
  attributes: z.array(attributeCondition).max(20).optional(),
  /** By the ids of themes that were read out of the comment; the empty text stands for feedback in no theme, NO_THEME for why it is in none. */
  theme: themeChoice.optional(),
  loop: loopCondition.optional(),
  nps: range.optional(),
  csat: range.optional(),
  csatScale: z.number().int().optional(),
  ces: range.optional(),
  /** As its sender judged the words, else as they were read. */
  sentiment: range.optional(),
  /** Every word must occur in the comment, in any case. */
  text: z.string().max(500).optional(),
  hasComment: z.boolean().optional(),
  anonymous: z.boolean().optional(),
  contactRequested: z.boolean().optional(),
};

/**
 * The one filter that every number, list, export and subscription takes. All given conditions must hold (and); `or`
 * needs at least one of its branches, `not` none. The period stands at the top only.
 */
export interface FeedbackFilter extends FilterCondition {
  period?: PeriodInput | undefined;
  /** Names of saved filters that must hold as well. Whoever measures first puts their conditions in the place of the names. */
  saved?: string[] | undefined;
}

/** A filter without a period: what may stand inside and, or and not. */
export interface FilterCondition extends z.infer<z.ZodObject<typeof leaf>> {
  and?: FilterCondition[] | undefined;
  or?: FilterCondition[] | undefined;
  not?: FilterCondition | undefined;
}

const condition: z.ZodType<FilterCondition> = z.lazy(() =>
  z.strictObject({
    ...leaf,
    and: z.array(condition).max(50).optional(),
    or: z.array(condition).max(50).optional(),
    not: condition.optional(),
  }),
);

/** Parses a filter from outside. */
export const feedbackFilter: z.ZodType<FeedbackFilter> = z.strictObject({
  period: periodInput.optional(),
  saved: z.array(z.string().max(200)).max(MAX_SAVED_FILTERS).optional(),
  ...leaf,
  and: z.array(condition).max(50).optional(),
  or: z.array(condition).max(50).optional(),
  not: condition.optional(),
});

/** The names of a filter's fields, for whoever wrote another one. */
export const FILTER_FIELDS: readonly string[] = feedbackFilter instanceof z.ZodObject ? Object.keys(feedbackFilter.shape) : [];
