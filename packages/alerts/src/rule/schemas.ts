import { definedName } from '@heed/domain';
import { savedCondition } from '@heed/filter';
import * as z from 'zod';
import { MOST_DAYS, MOST_RECIPIENTS, MOST_WEBHOOKS_OF_A_RULE, RULE_KINDS, USUAL_DAYS, USUAL_THRESHOLD, WEEKDAYS, type AlertRule, type QuietHours, type Webhook } from './rule.ts';

/** What alert rules may name; the API knows which metrics there are. */
export interface RuleSchemaOptions {
  /** Ids of metrics that can be down. */
  metrics: readonly string[];
  /** The metric of a rule that names none. */
  usualMetric: string;
}

const keyOf = (name: string): string => name.trim().normalize('NFC').toLowerCase();

/** A list in which nothing stands twice, whatever the case. */
const distinct = (entry: z.ZodType<string>, most: number): z.ZodType<string[]> =>
  z.array(entry).max(most).superRefine((names, { addIssue }) => {
    const keys = names.map(keyOf);
    keys.forEach((key, index) => {
      if (keys.indexOf(key) < index) addIssue({ code: 'custom', path: [index], message: 'is in the list already' });
    });
  });

/** As the settings of loops spell keys of people. */
const personKey = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._-]{0,79}$/, 'must be the key of a person, such as ada.lovelace');

const time = z.string().regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time such as 22:00, at most 24:00');

const quietHours: z.ZodType<QuietHours> = z
  .strictObject({ from: time, to: time, days: z.array(z.enum(WEEKDAYS)).max(7).default([...WEEKDAYS]) })
  .superRefine(({ from, days }, { addIssue }) => {
    if (from === '24:00') addIssue({ code: 'custom', path: ['from'], message: 'must be a time before 24:00' });
    if (days.length === 0) addIssue({ code: 'custom', path: ['days'], message: 'must name at least one day' });
  })
  .transform(({ from, to, days }) => ({ from, to, days: WEEKDAYS.filter((day) => days.includes(day)) }));

/** Reads a rule, as it comes from outside and as it stands in the journal. */
export function alertRuleSchema({ metrics, usualMetric }: RuleSchemaOptions): z.ZodType<AlertRule> {
  return z
    .strictObject({
      name: definedName,
      kind: z.enum(RULE_KINDS),
      enabled: z.boolean().default(true),
      metric: z.enum(metrics as [string, ...string[]]).nullable().optional(),
      filter: savedCondition.default({}),
      days: z.number().int().min(1).max(MOST_DAYS).default(USUAL_DAYS),
      departments: distinct(definedName, 50).default([]),
      eachDepartment: z.boolean().default(false),
      threshold: z.number().min(0).max(1_000_000).optional(),
      minimumSample: z.number().int().min(2).max(1_000_000).nullable().default(null),
      recipients: distinct(personKey, MOST_RECIPIENTS).default([]),
      mail: z.boolean().default(true),
      webhooks: distinct(definedName, MOST_WEBHOOKS_OF_A_RULE).default([]),
      quietHours: z.array(quietHours).max(7).default([]),
      repeatAfterHours: z.number().int().min(1).max(720).nullable().default(null),
    })
    .superRefine(({ kind, metric }, { addIssue }) => {
      if (kind !== 'score_down' && metric != null) addIssue({ code: 'custom', path: ['metric'], message: 'is for the kind score_down alone' });
    })
    .transform(({ metric, threshold, ...rest }) => ({ ...rest, metric: rest.kind === 'score_down' ? (metric ?? usualMetric) : null, threshold: threshold ?? USUAL_THRESHOLD[rest.kind] }));
}

/** An address to which alerts can be posted: whether it may be reached is checked when it is (see `refusedAddress`). */
const webhookUrl = z
  .string()
  .trim()
  .max(2_000)
  .superRefine((text, { addIssue }) => {
    const url = URL.parse(text);
    const problem =
      !url || !['https:', 'http:'].includes(url.protocol) ? 'must be an address that begins with https://'
      : url.username !== '' || url.password !== '' ? 'must hold no user name and no password; what is sent is signed'
      : url.hash !== '' ? 'must have nothing behind a #'
      : undefined;
    if (problem) addIssue({ code: 'custom', message: problem });
  });

export const webhookSchema: z.ZodType<Webhook> = z.strictObject({ name: definedName, url: webhookUrl, enabled: z.boolean().default(true) });
