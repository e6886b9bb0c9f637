import { choice, feedbackFilter, periodInput, type Choice, type FeedbackFilter, type PeriodInput } from '@heed/domain';
import * as z from 'zod';
import type { Band } from '../loop/event.ts';
import { LOOP_STATES, type LoopStateName } from '../loop/state.ts';
import { PRIORITIES, type Priority } from '../settings/settings.ts';

/** The lists that people work from. What each of them holds stands in `standing.ts`. */
export const LOOP_QUEUES = ['open', 'unassigned', 'at_risk', 'breached', 'waiting', 'to_tell', 'closed', 'all'] as const;
export type LoopQueue = (typeof LOOP_QUEUES)[number];

/** Bands of the feedback that opened a loop. */
export const LOOP_BANDS = ['promoter', 'passive', 'detractor'] as const satisfies readonly Band[];

/** What a loop is chosen by that is a text: the name in a filter and the column of `loops`. */
export const LOOP_CHOICES = {
  department: 'department',
  firstDepartment: 'first_department',
  owner: 'owner',
  rule: 'rule',
  rootCause: 'root_cause',
  action: 'action',
  channel: 'channel',
  product: 'product',
  region: 'region',
  segment: 'segment',
  source: 'source',
  language: 'language',
} as const;
export type LoopChoice = keyof typeof LOOP_CHOICES;

/** Which loops: all given conditions must hold. Loops that were merged into another are only in lists that ask for that state. */
export interface LoopFilter extends Partial<Record<LoopChoice, Choice | undefined>> {
  /** `all` when missing. */
  queue?: LoopQueue | undefined;
  priority?: Priority[] | undefined;
  state?: LoopStateName[] | undefined;
  band?: (typeof LOOP_BANDS)[number][] | undefined;
  /** The key of a person. */
  watcher?: string | undefined;
  /** The key of a customer. */
  customer?: string | undefined;
  /** Departments that held it at any time: `in` is any of them, `notIn` none of them. */
  heldBy?: Choice | undefined;
  opened?: PeriodInput | undefined;
  /** When it was closed, the last time. */
  closed?: PeriodInput | undefined;
  /** Every word must occur in the comment of one of its feedbacks. */
  text?: string | undefined;
  /** Conditions on the feedback that opened it. */
  feedback?: FeedbackFilter | undefined;
  /** The departments of a caller who may see no others: loops of which one of them held any leg. Null for everything. */
  scope?: string[] | null | undefined;
}

const key = z.string().max(320);

/** Parses a filter of loops from outside. */
export const loopFilter: z.ZodType<LoopFilter> = z.strictObject({
  ...(Object.fromEntries(Object.keys(LOOP_CHOICES).map((name) => [name, choice.optional()])) as Record<LoopChoice, z.ZodOptional<typeof choice>>),
  queue: z.enum(LOOP_QUEUES).optional(),
  priority: z.array(z.enum(PRIORITIES)).max(PRIORITIES.length).optional(),
  state: z.array(z.enum(LOOP_STATES)).max(LOOP_STATES.length).optional(),
  band: z.array(z.enum(LOOP_BANDS)).max(LOOP_BANDS.length).optional(),
  watcher: key.optional(),
  customer: key.optional(),
  heldBy: choice.optional(),
  opened: periodInput.optional(),
  closed: periodInput.optional(),
  text: z.string().max(500).optional(),
  feedback: feedbackFilter.optional(),
  scope: z.array(z.string()).nullable().optional(),
});

/** Parses what narrows a queue and is kept for all: whoever reads it says which departments they may see. */
export const savedLoopFilter: z.ZodType<Omit<LoopFilter, 'queue' | 'scope'>> = loopFilter instanceof z.ZodObject ? loopFilter.omit({ queue: true, scope: true }) : loopFilter;

/** The names of a filter's fields that people may write, for whoever wrote another one. */
export const LOOP_FILTER_FIELDS: readonly string[] = loopFilter instanceof z.ZodObject ? Object.keys(loopFilter.shape).filter((name) => name !== 'scope') : [];
