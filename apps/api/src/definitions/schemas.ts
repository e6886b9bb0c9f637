import { feedbackFilter, HeedError, type FeedbackFilter, type FilterCondition } from '@heed/domain';
import { checkFilter } from '@heed/filter';
import { explorationQuestion, METRIC_IDS, METRICS, readExploration, type MetricId } from '@heed/measure';
import * as z from 'zod';
import { DISPLAYS, MAX_DESCRIPTION, MAX_MINIMUM_SAMPLE, MAX_NAME, type DefinitionKind, type DefinitionOf } from './definition.ts';
import { shapeOf, type Shape } from './shape.ts';

/** Characters that no name needs and that would let two names, or a review, look like what they are not. */
const UNSEEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u;
/** The same but for the line breaks and tabs of a longer text. */
const UNSEEN_IN_TEXT = /(?![\n\t])[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/u;

const name = z
  .string()
  .trim()
  .normalize('NFC')
  .refine((text) => text !== '' && [...text].length <= MAX_NAME, `must have 1 to ${MAX_NAME} characters`)
  .refine((text) => !UNSEEN.test(text), 'must not hold control characters');

const description = z
  .string()
  .trim()
  .refine((text) => [...text].length <= MAX_DESCRIPTION, `must have at most ${MAX_DESCRIPTION} characters`)
  .refine((text) => !UNSEEN_IN_TEXT.test(text), 'must not hold control characters')
  .default('');

const metricId: z.ZodType<MetricId> = z.enum(METRIC_IDS);

/** Tells zod of an expected failure, whose sentence is for people. */
function whenRefused(check: () => void, tell: (message: string) => void): void {
  try {
    check();
  } catch (error) {
    if (!(error instanceof HeedError)) throw error;
    tell(error.message);
  }
}

/**
 * A filter without a period, so that whoever uses it chooses one, and without names of others, so that there is no circle.
 * It stands two levels deep where it is used: beside what else was asked, within the departments that the caller may see.
 */
const condition: z.ZodType<FilterCondition> = feedbackFilter.superRefine(({ period, saved, ...rest }, { addIssue }) => {
  if (period) addIssue({ code: 'custom', path: ['period'], message: 'a period cannot be saved in a filter; it is chosen where the filter is used' });
  if (saved) addIssue({ code: 'custom', path: ['saved'], message: 'a saved filter cannot refer to another one; write the conditions out' });
  whenRefused(() => checkFilter({ and: [{ and: [rest] }] }), (message) => addIssue({ code: 'custom', message }));
});

const question = explorationQuestion.superRefine((asked, { addIssue }) => {
  whenRefused(() => {
    const { saved: _, ...filter }: FeedbackFilter = asked.filter ?? {};
    checkFilter(filter);
    readExploration({ ...asked, ...(asked.filter ? { filter } : {}) });
  }, (message) => addIssue({ code: 'custom', message }));
});

/** Whether a value may be the target of a metric; the sentence says why not. */
function targetProblem(id: MetricId, value: number): string | undefined {
  const { min, max } = METRICS[id];
  return value >= min && value <= max ? undefined : `must be a number from ${min} to ${max}, which is what the metric can reach`;
}

const savedTarget = z.strictObject({ name: metricId, value: z.number() }).superRefine(({ name: id, value }, { addIssue }) => {
  const message = targetProblem(id, value);
  if (message) addIssue({ code: 'custom', path: ['value'], message });
});

const savedMetric = z
  .strictObject({
    name,
    description,
    metric: metricId,
    filter: condition.default({}),
    target: z.number().optional(),
    minimumSample: z.number().int().min(0).max(MAX_MINIMUM_SAMPLE).optional(),
  })
  .superRefine(({ metric: id, target, minimumSample }, { addIssue }) => {
    const message = target === undefined ? undefined : targetProblem(id, target);
    if (message) addIssue({ code: 'custom', path: ['target'], message });
    // Small groups of employees are kept apart by it.
    const { population, minimumSample: usual } = METRICS[id];
    if (population === 'employees' && minimumSample !== undefined && minimumSample < usual) {
      addIssue({ code: 'custom', path: ['minimumSample'], message: `must be at least ${usual} for what employees answer` });
    }
  })
  .transform(({ metric: id, target, minimumSample = METRICS[id].minimumSample, ...rest }) => ({ ...rest, metric: id, ...(target === undefined ? {} : { target }), minimumSample }));

/** The shape of each kind, as it comes from outside and as it stands in the journal. */
export const SCHEMAS: Readonly<{ [Kind in DefinitionKind]: z.ZodType<DefinitionOf[Kind]> }> = {
  target: savedTarget,
  filter: z.strictObject({ name, description, filter: condition }),
  metric: savedMetric,
  view: z.strictObject({ name, display: z.enum(DISPLAYS).default('chart'), question }),
};

const shapes = new Map<DefinitionKind, Shape>();

/** The fields of a kind. Made when it is first needed, by what was refused. */
export function shapeOfKind(kind: DefinitionKind): Shape {
  const shape = shapes.get(kind) ?? shapeOf(SCHEMAS[kind] as z.ZodType);
  shapes.set(kind, shape);
  return shape;
}
