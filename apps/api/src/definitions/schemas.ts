import { alertRuleSchema, webhookSchema } from '@heed/alerts';
import { definedName as name, textOf, type FeedbackFilter } from '@heed/domain';
import { checkFilter, savedCondition as condition, whenRefused } from '@heed/filter';
import { checkLoopFilter, LOOP_SORTS, savedLoopFilter, SETTINGS_SCHEMAS } from '@heed/loops';
import { CUSTOMER_METRIC_IDS, explorationQuestion, METRIC_IDS, METRICS, readExploration, type MetricId } from '@heed/measure';
import * as z from 'zod';
import { DISPLAYS, MAX_DESCRIPTION, MAX_MINIMUM_SAMPLE, INBOX_QUEUES, type DefinitionKind, type DefinitionOf } from './definition.ts';
import { savedWall } from '../walls/wall.ts';
import { shapeOf, type Shape } from './shape.ts';

const description = textOf({ most: MAX_DESCRIPTION }).default('');

const metricId: z.ZodType<MetricId> = z.enum(METRIC_IDS);

const question = explorationQuestion.superRefine((asked, { addIssue }) => {
  whenRefused(() => {
    const { saved: _, ...filter }: FeedbackFilter = asked.filter ?? {};
    checkFilter(filter);
    readExploration({ ...asked, ...(asked.filter ? { filter } : {}) });
  }, (message) => addIssue({ code: 'custom', message }));
});

/** Any moment serves: which periods can be does not depend on it, and what was once saved must stay readable. */
const anyMoment = { now: Date.UTC(2026, 0, 1), timeZone: 'UTC' };

const inboxFilter = savedLoopFilter.superRefine(({ feedback, ...filter }, { addIssue }) => {
  whenRefused(() => {
    const { saved: _, ...conditions }: FeedbackFilter = feedback ?? {};
    checkLoopFilter({ ...filter, ...(feedback ? { feedback: conditions } : {}) }, { calendar: anyMoment });
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
  inbox_view: z.strictObject({ name, queue: z.enum(INBOX_QUEUES).default('open'), filter: inboxFilter.default({}), sort: z.enum(LOOP_SORTS).default('due') }),
  ...SETTINGS_SCHEMAS,
  wall: savedWall,
  webhook: webhookSchema,
  // What is neither good nor bad cannot be down, and scores of employees are told to nobody by name of a department.
  alert: alertRuleSchema({ metrics: CUSTOMER_METRIC_IDS.filter((id) => METRICS[id].better !== 'neither'), usualMetric: 'nps' }),
};

const shapes = new Map<DefinitionKind, Shape>();

/** The fields of a kind. Made when it is first needed, by what was refused. */
export function shapeOfKind(kind: DefinitionKind): Shape {
  const shape = shapes.get(kind) ?? shapeOf(SCHEMAS[kind] as z.ZodType);
  shapes.set(kind, shape);
  return shape;
}
