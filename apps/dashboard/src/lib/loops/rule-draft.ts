import type { RuleInput, SettingsRule } from '#lib/api/settings-documents.ts';
import { attributeCondition, readAttribute, type AttributeDraft } from './attribute-draft.ts';
import { FILTER_DIMENSIONS, type FilterDimension } from '#lib/filter/view-filter.ts';

/** Scores that a rule can ask for, with the ends of their usual scale. */
export const SCORES = { nps: { min: 0, max: 10 }, csat: { min: 1, max: 5 }, ces: { min: 1, max: 7 }, sentiment: { min: -1, max: 1 } } as const;
export type ScoreName = keyof typeof SCORES;
export const SCORE_NAMES = Object.keys(SCORES) as ScoreName[];

/** Ends of a range as a form shows them; null for open. */
export interface RangeDraft {
  min: number | null;
  max: number | null;
}

/** A rule as its form shows it. */
export interface RuleDraft {
  name: string;
  order: number;
  enabled: boolean;
  choices: Partial<Record<FilterDimension, string[]>>;
  scores: Record<ScoreName, RangeDraft>;
  attributes: AttributeDraft[];
  text: string;
  contactRequested: boolean;
  hasComment: boolean;
  /** Conditions that the form has no fields for: they stay as they are. */
  rest: Record<string, unknown>;
  repeatedWithinDays: number | null;
  department: string;
  departmentFromAttribute: string;
  priority: RuleInput['priority'];
  owner: { by: RuleInput['owner']['by']; person: string; attribute: string };
  watchers: string[];
  last: boolean;
}

type When = Record<string, unknown>;
const isRecord = (value: unknown): value is When => typeof value === 'object' && value !== null && !Array.isArray(value);
const texts = (value: unknown): string[] | null => (Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : null);

/** Which of a rule's conditions its form shows, and which it leaves alone. */
function readWhen(when: When): Pick<RuleDraft, 'choices' | 'scores' | 'attributes' | 'text' | 'contactRequested' | 'hasComment' | 'rest'> {
  const shown = new Set<string>();
  const choices: RuleDraft['choices'] = {};
  for (const dimension of FILTER_DIMENSIONS) {
    const choice = when[dimension];
    const chosen = isRecord(choice) && Object.keys(choice).length === 1 ? texts(choice['in']) : null;
    if (!chosen) continue;
    choices[dimension] = chosen;
    shown.add(dimension);
  }
  const scores = Object.fromEntries(SCORE_NAMES.map((name) => [name, { min: null, max: null }])) as RuleDraft['scores'];
  for (const name of SCORE_NAMES) {
    const range = when[name];
    if (!isRecord(range)) continue;
    const end = (side: 'min' | 'max'): number | null => (typeof range[side] === 'number' ? range[side] : null);
    // A range without ends asks only that there is a score: the form has no field for that.
    if (end('min') === null && end('max') === null) continue;
    scores[name] = { min: end('min'), max: end('max') };
    shown.add(name);
  }
  const text = typeof when['text'] === 'string' ? when['text'] : '';
  if (text !== '') shown.add('text');
  const flag = (name: 'contactRequested' | 'hasComment'): boolean => {
    if (when[name] !== true) return false;
    shown.add(name);
    return true;
  };
  const [contactRequested, hasComment] = [flag('contactRequested'), flag('hasComment')];
  const listed = Array.isArray(when['attributes']) ? when['attributes'].filter(isRecord) : [];
  const attributes = listed.flatMap((one) => readAttribute(one) ?? []);
  const others = listed.filter((one) => readAttribute(one) === null);
  shown.add('attributes');
  const rest = { ...Object.fromEntries(Object.entries(when).filter(([name]) => !shown.has(name))), ...(others.length > 0 && { attributes: others }) };
  return { choices, scores, attributes, text, contactRequested, hasComment, rest };
}

/** How the form of a rule begins: as it stands, or after all others. */
export function ruleDraft(rule: SettingsRule | null, { order, department }: { order: number; department: string }): RuleDraft {
  return {
    name: rule?.name ?? '',
    order: rule?.order ?? order,
    // A new rule is looked at before it does anything.
    enabled: rule?.enabled ?? false,
    ...readWhen((rule?.when ?? {}) as When),
    repeatedWithinDays: rule?.repeatedWithinDays ?? null,
    department: rule?.department ?? department,
    departmentFromAttribute: rule?.departmentFromAttribute ?? '',
    priority: rule?.priority ?? 'NORMAL',
    owner: { by: rule?.owner.by ?? 'ROUND_ROBIN', person: rule?.owner.person ?? '', attribute: rule?.owner.attribute ?? '' },
    watchers: rule ? [...rule.watchers] : [],
    last: rule?.last ?? true,
  };
}

/** What is saved of a filled-in form; the API says what is wrong with it. */
export function ruleInput(draft: RuleDraft): RuleInput {
  const scores = SCORE_NAMES.flatMap((name) => {
    const { min, max } = draft.scores[name];
    return min === null && max === null ? [] : [[name, { ...(min === null ? {} : { min }), ...(max === null ? {} : { max }) }] as const];
  });
  const { attributes: others, ...rest } = draft.rest;
  const attributes = [...draft.attributes.flatMap((one) => attributeCondition(one) ?? []), ...(Array.isArray(others) ? others.filter(isRecord) : [])];
  const when = {
    ...rest,
    ...(attributes.length === 0 ? {} : { attributes }),
    ...Object.fromEntries(Object.entries(draft.choices).flatMap(([dimension, values]) => (values.length === 0 ? [] : [[dimension, { in: values }]]))),
    ...Object.fromEntries(scores),
    ...(draft.text.trim() === '' ? {} : { text: draft.text.trim() }),
    ...(draft.contactRequested ? { contactRequested: true } : {}),
    ...(draft.hasComment ? { hasComment: true } : {}),
  };
  const { by, person, attribute } = draft.owner;
  return {
    name: draft.name.trim(),
    order: draft.order,
    enabled: draft.enabled,
    // What it may hold the API checks, wherever the form only keeps it.
    when: when as RuleInput['when'],
    repeatedWithinDays: draft.repeatedWithinDays,
    department: draft.department,
    departmentFromAttribute: draft.departmentFromAttribute.trim() === '' ? null : draft.departmentFromAttribute.trim(),
    priority: draft.priority,
    owner: { by, ...(by === 'PERSON' ? { person } : {}), ...(by === 'ATTRIBUTE' ? { attribute: attribute.trim() } : {}) },
    watchers: draft.watchers,
    last: draft.last,
  };
}
