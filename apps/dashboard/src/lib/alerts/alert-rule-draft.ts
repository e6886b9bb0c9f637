import type { AlertRule, AlertRuleInput } from '#lib/api/alerts-documents.ts';
import { FILTER_DIMENSIONS, type FilterDimension } from '#lib/filter/view-filter.ts';

/** A rule of alerts as its form shows it. What a field leaves empty is null. */
export interface AlertRuleDraft {
  name: string;
  kind: AlertRule['kind'];
  enabled: boolean;
  metric: NonNullable<AlertRule['metric']>;
  choices: Partial<Record<FilterDimension, string[]>>;
  /** Conditions that the form has no fields for: they stay as they are. */
  rest: Record<string, unknown>;
  days: number | null;
  departments: string[];
  eachDepartment: boolean;
  threshold: number | null;
  minimumSample: number | null;
  recipients: string[];
  mail: boolean;
  webhooks: string[];
  quietHours: { from: string; to: string; days: AlertRule['quietHours'][number]['days'] }[];
  repeatAfterHours: number | null;
}

export const ALERT_RULE_KINDS = ['SCORE_DOWN', 'THEME_SPIKING', 'LOOPS_LATE', 'LOOPS_AT_RISK', 'SOURCE_SILENT'] as const satisfies readonly AlertRule['kind'][];
/** Scores that people watch; what the API knows beyond that stays where a file says so. */
export const ALERT_METRICS = ['NPS', 'CSAT_5', 'CES', 'SENTIMENT'] as const satisfies readonly AlertRule['metric'][];
export const WEEKDAYS = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'] as const satisfies readonly AlertRule['quietHours'][number]['days'][number][];

const USUAL_DAYS = 7;

function readFilter(filter: Readonly<Record<string, unknown>>): Pick<AlertRuleDraft, 'choices' | 'rest'> {
  const choices: AlertRuleDraft['choices'] = {};
  for (const dimension of FILTER_DIMENSIONS) {
    const choice = filter[dimension] as { in?: unknown } | null | undefined;
    if (choice && Object.keys(choice).length === 1 && Array.isArray(choice.in)) choices[dimension] = choice.in.map(String);
  }
  return { choices, rest: Object.fromEntries(Object.entries(filter).filter(([name]) => !(name in choices))) };
}

/** How the form of a rule begins: as it stands, or as the least that is a rule. */
export function alertRuleDraft(rule: AlertRule | null): AlertRuleDraft {
  return {
    name: rule?.name ?? '',
    kind: rule?.kind ?? 'SCORE_DOWN',
    enabled: rule?.enabled ?? true,
    metric: rule?.metric ?? 'NPS',
    ...readFilter((rule?.filter ?? {}) as Record<string, unknown>),
    days: rule?.days ?? USUAL_DAYS,
    departments: [...(rule?.departments ?? [])],
    eachDepartment: rule?.eachDepartment ?? false,
    threshold: rule?.threshold ?? null,
    minimumSample: rule?.minimumSample ?? null,
    recipients: [...(rule?.recipients ?? [])],
    mail: rule?.mail ?? true,
    webhooks: [...(rule?.webhooks ?? [])],
    quietHours: (rule?.quietHours ?? []).map(({ from, to, days }) => ({ from, to, days: [...days] })),
    repeatAfterHours: rule?.repeatAfterHours ?? null,
  };
}

/** What is saved of a filled-in form; the API says what is wrong with it. */
export function alertRuleInput(draft: AlertRuleDraft): AlertRuleInput {
  const ofScore = draft.kind === 'SCORE_DOWN';
  const chosen = Object.entries(draft.choices).flatMap(([dimension, values]) => (values.length === 0 ? [] : [[dimension, { in: values }] as const]));
  return {
    name: draft.name.trim(),
    kind: draft.kind,
    enabled: draft.enabled,
    // What it may hold the API checks, wherever the form only keeps it.
    filter: { ...draft.rest, ...Object.fromEntries(chosen) },
    departments: draft.departments,
    ...(ofScore ? { metric: draft.metric, days: draft.days ?? USUAL_DAYS, minimumSample: draft.minimumSample } : {}),
    eachDepartment: ofScore && draft.eachDepartment,
    threshold: draft.threshold,
    recipients: draft.recipients,
    mail: draft.mail,
    webhooks: draft.webhooks,
    quietHours: draft.quietHours,
    repeatAfterHours: draft.repeatAfterHours,
  };
}
