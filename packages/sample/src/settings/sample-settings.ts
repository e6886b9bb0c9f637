import { SAMPLE_ACTIONS, SAMPLE_ROOT_CAUSES } from './causes.ts';
import { SAMPLE_DEPARTMENTS_SET_UP } from './departments.ts';
import { SAMPLE_PEOPLE } from './people.ts';
import { SAMPLE_RULES } from './rules.ts';
import { SAMPLE_REASK_TEMPLATE, SAMPLE_TEMPLATES } from './templates.ts';

/**
 * How loops are worked at the sample company, by the kind of setting and in the form of a file of definitions. Plain data: whoever loads
 * it reads it as what people write.
 */
export const SAMPLE_SETTINGS = {
  department: SAMPLE_DEPARTMENTS_SET_UP,
  person: SAMPLE_PEOPLE,
  root_cause: SAMPLE_ROOT_CAUSES,
  action: SAMPLE_ACTIONS,
  template: SAMPLE_TEMPLATES,
  rule: SAMPLE_RULES,
  loop: [{ reask: { enabled: true, after: '7d', template: SAMPLE_REASK_TEMPLATE } }],
} as const satisfies Readonly<Record<string, readonly object[]>>;
