import type { AlertKind } from '../rule/rule.ts';
import * as z from 'zod';

export const ALERT_STATES = ['raised', 'acknowledged', 'over'] as const;
export type AlertState = (typeof ALERT_STATES)[number];

const period = z.object({ from: z.number(), to: z.number() });

/** What was found, by kind; moments are epoch milliseconds. It holds no customer's words. */
export const alertFacts = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('score_down'),
    metric: z.string(),
    department: z.string(),
    value: z.number(),
    previous: z.number(),
    /** The change and its 95 % interval, in the unit of the metric. */
    change: z.number(),
    low: z.number(),
    high: z.number(),
    n: z.number(),
    previousN: z.number(),
    period,
    previousPeriod: period,
    /** How many departments were looked at beside each other. */
    looked: z.number(),
  }),
  z.object({ kind: z.literal('theme_spiking'), theme: z.string(), name: z.string(), count: z.number(), expected: z.number(), growth: z.number().nullable(), period }),
  z.object({ kind: z.enum(['loops_late', 'loops_at_risk']), department: z.string(), loops: z.number() }),
  z.object({
    kind: z.literal('source_silent'),
    source: z.string(),
    lastAt: z.number(),
    silentMs: z.number(),
    /** The longest silence of the last 60 days. */
    usualMs: z.number(),
    /** How often something usually came in such a stretch of the week. */
    expected: z.number(),
  }),
  z.object({ kind: z.literal('webhook_off'), webhook: z.string(), reason: z.string() }),
]);
export type AlertFacts = z.infer<typeof alertFacts>;
export type FactsOf<Kind extends AlertKind> = Extract<AlertFacts, { kind: Kind }>;

/** What deliveries there are about an alert. */
export const ALERT_EVENTS = ['raised', 'repeated', 'acknowledged', 'over'] as const;
export type AlertEvent = (typeof ALERT_EVENTS)[number];

/** Something that a rule found out about one subject, from when it was raised until it was over. Moments are epoch milliseconds. */
export interface Alert {
  id: string;
  /** Key of the rule's name, and the name as it was written. */
  rule: string;
  name: string;
  kind: AlertKind;
  /** What it is about among what the rule looks at: a department, a theme's id, a source; empty for the whole organisation. */
  subject: string;
  /** Counts the alerts about the same subject, from 1. */
  number: number;
  /** Grows with each change. */
  revision: number;
  state: AlertState;
  /** Whoever sees all of them may see it; empty for whoever sees the whole organisation. */
  departments: readonly string[];
  facts: AlertFacts;
  /** Where the evidence is: a path on the dashboard. */
  path: string;
  raisedAt: number;
  /** When people were last told of it, and how often that was. */
  lastRaisedAt: number;
  times: number;
  /** Since when it does not hold any more, while that may be a moment's calm; else null. */
  clearSince: number | null;
  acknowledgedAt: number | null;
  /** Who acknowledged it: a caller's id, and the key of the person, where known. */
  acknowledgedBy: string;
  acknowledgedPerson: string;
  note: string;
  overAt: number | null;
  /** Of what happened to it deliveries must still be made. */
  pending: readonly AlertEvent[];
}

/** One thing that holds now. */
export interface Finding {
  subject: string;
  departments: readonly string[];
  facts: AlertFacts;
  path: string;
}
