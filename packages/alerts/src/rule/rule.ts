import type { FilterCondition } from '@heed/domain';

/** What people can be told of. */
export const RULE_KINDS = ['score_down', 'theme_spiking', 'loops_late', 'loops_at_risk', 'source_silent'] as const;
export type RuleKind = (typeof RULE_KINDS)[number];

/** Those, and that a webhook was turned off, of which Heed tells by itself. */
export const ALERT_KINDS = [...RULE_KINDS, 'webhook_off'] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/**
 * Hours in which nothing is delivered, as the clocks on the organisation's walls show them: from `from` up to `to`, on the next day
 * where that is not later. They begin on `days`. "24:00" is the end of the day.
 */
export interface QuietHours {
  from: string;
  to: string;
  days: Weekday[];
}

/** When people are told of a change, who, and how. */
export interface AlertRule {
  name: string;
  kind: RuleKind;
  /** False while it rests. */
  enabled: boolean;
  /** Of score_down: the id of the metric; null for the other kinds. */
  metric: string | null;
  /** Over which feedback; of kinds that look at loops, that of the loops. Without a period. */
  filter: FilterCondition;
  /** Of score_down: so many days up to now are compared with as many before. */
  days: number;
  /** Only these; empty for all. */
  departments: string[];
  /** Of score_down: looks at each department for itself, and at all of them together otherwise. */
  eachDepartment: boolean;
  /**
   * Of score_down, by how much of the metric's unit at least; of theme_spiking, the fewest comments of the theme in a day; of loops, how
   * many of a department.
   */
  threshold: number;
  /** Of score_down: fewer answers in either period say nothing; null for the metric's own minimum. */
  minimumSample: number | null;
  /** Keys of people. */
  recipients: string[];
  /** Whether they get a mail. */
  mail: boolean;
  /** Names of webhooks. */
  webhooks: string[];
  quietHours: QuietHours[];
  /** Tells again after so many hours while nobody acknowledged it; null for never. */
  repeatAfterHours: number | null;
}

/** Where alerts are sent by program. What signs them stands apart (see `createWebhookKeys`). */
export interface Webhook {
  name: string;
  url: string;
  enabled: boolean;
}

/** The threshold of a kind where none is given. */
export const USUAL_THRESHOLD: Readonly<Record<RuleKind, number>> = { score_down: 0, theme_spiking: 10, loops_late: 1, loops_at_risk: 1, source_silent: 0 };
export const USUAL_DAYS = 7;
export const MOST_DAYS = 92;
export const MOST_RECIPIENTS = 50;
export const MOST_WEBHOOKS_OF_A_RULE = 20;
