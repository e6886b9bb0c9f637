import { bind, count, defineQuery, moment, sql, type Sql } from '@heed/store';
import * as z from 'zod';
import { ALERT_KINDS } from '../rule/rule.ts';
import { ALERT_EVENTS, ALERT_STATES, alertFacts, type Alert, type AlertState } from './alert.ts';

const maybe = count.nullable();
const row = z.object({
  id: z.string(),
  rule: z.string(),
  name: z.string(),
  kind: z.enum(ALERT_KINDS),
  subject: z.string(),
  number: z.number(),
  revision: count,
  state: z.enum(ALERT_STATES),
  departments: z.array(z.string()),
  facts: z.string().transform((text) => alertFacts.parse(JSON.parse(text))),
  path: z.string(),
  raisedAt: count,
  lastRaisedAt: count,
  times: z.number(),
  clearSince: maybe,
  acknowledgedAt: maybe,
  acknowledgedBy: z.string(),
  acknowledgedPerson: z.string(),
  note: z.string(),
  overAt: maybe,
  pending: z.array(z.enum(ALERT_EVENTS)),
});

const columns = sql`toString(alert_id) AS id, rule, name, kind, subject, number, revision, state, departments, facts, path,
  toUnixTimestamp64Milli(raised_at) AS raisedAt, toUnixTimestamp64Milli(last_raised_at) AS lastRaisedAt, times, toUnixTimestamp64Milli(clear_since) AS clearSince,
  toUnixTimestamp64Milli(acknowledged_at) AS acknowledgedAt, acknowledged_by AS acknowledgedBy, acknowledged_person AS acknowledgedPerson, note,
  toUnixTimestamp64Milli(over_at) AS overAt, pending`;

const NOBODY = '00000000-0000-4000-8000-000000000000';

/** The latest alert about each subject of some rules. */
export const latestAlerts = defineQuery<{ rules: string[] | null }, Alert>({
  name: 'alerts.latest',
  params: z.strictObject({ rules: z.array(z.string()).nullable() }),
  row,
  sql: ({ rules }) => sql`SELECT ${columns} FROM alerts FINAL ${rules === null ? sql`` : sql`WHERE alerts.rule IN ${bind('Array(String)', rules)}`} ORDER BY rule, subject, number DESC LIMIT 1 BY rule, subject`,
  examples: [{ rules: null }, { rules: ['a'] }],
});

/** Alerts by their ids. */
export const alertsById = defineQuery<{ ids: string[] }, Alert>({
  name: 'alerts.byId',
  params: z.strictObject({ ids: z.array(z.guid()) }),
  row,
  sql: ({ ids }) => sql`
    SELECT ${columns} FROM alerts FINAL
    WHERE (rule, subject, number) IN (SELECT rule, subject, number FROM alerts WHERE alert_id IN ${bind('Array(UUID)', ids)})`,
  examples: [{ ids: [NOBODY] }],
});

/** Which alerts there are to see. */
export interface AlertsQuestion {
  states: AlertState[];
  /** Only of these departments; null for all there are. */
  scope: string[] | null;
  /** Only those that come after this one, newest first. */
  after: { at: number; id: string } | null;
  first: number;
}

const question = { states: z.array(z.enum(ALERT_STATES)), scope: z.array(z.string()).nullable() };

/** Whoever sees some departments only sees what is about those, and nothing about the whole. */
const seen = ({ states, scope }: Pick<AlertsQuestion, 'states' | 'scope'>): Sql =>
  sql`alerts.state IN ${bind('Array(String)', states)} ${scope === null ? sql`` : sql`AND notEmpty(departments) AND hasAll(${bind('Array(String)', scope)}, departments)`}`;

/** Alerts, the last told first. */
export const alertPage = defineQuery<AlertsQuestion, Alert>({
  name: 'alerts.page',
  params: z.strictObject({ ...question, after: z.strictObject({ at: z.number(), id: z.guid() }).nullable(), first: z.number().int() }),
  row,
  sql: ({ after, first, ...asked }) => sql`
    SELECT ${columns} FROM alerts FINAL WHERE ${seen(asked)}
    ${after === null ? sql`` : sql`AND (last_raised_at, toString(alert_id)) < (${moment(after.at)}, ${bind('String', after.id)})`}
    ORDER BY last_raised_at DESC, id DESC LIMIT ${bind('UInt32', first)}`,
  examples: [
    { states: ['raised'], scope: null, after: null, first: 10 },
    { states: ['over'], scope: ['Support'], after: { at: 1_790_000_000_000, id: NOBODY }, first: 10 },
  ],
});

/** How many are open, and how many of those that nobody acknowledged were told after a moment. */
export const alertCounts = defineQuery({
  name: 'alerts.counts',
  params: z.strictObject({ scope: z.array(z.string()).nullable(), readTill: z.number() }),
  row: z.object({ open: count, unread: count }),
  sql: ({ scope, readTill }: { scope: string[] | null; readTill: number }) => sql`
    SELECT count() AS open, countIf(state = 'raised' AND last_raised_at > ${moment(readTill)}) AS unread FROM alerts FINAL WHERE ${seen({ states: ['raised', 'acknowledged'], scope })}`,
  examples: [{ scope: ['Support'], readTill: 0 }],
});

/** Alerts of which deliveries must still be made. */
export const pendingAlerts = defineQuery<{ first: number }, Alert>({
  name: 'alerts.pending',
  params: z.strictObject({ first: z.number().int() }),
  row,
  sql: ({ first }) => sql`SELECT ${columns} FROM alerts FINAL WHERE notEmpty(pending) ORDER BY last_raised_at, id LIMIT ${bind('UInt32', first)}`,
  examples: [{ first: 10 }],
});

/** Whose row stands at the newest revision of an alert. */
export const alertHead = defineQuery({
  name: 'alerts.head',
  params: z.strictObject({ rule: z.string(), subject: z.string(), number: z.number().int() }),
  row: z.object({ revision: count, writer: z.string() }),
  sql: ({ rule, subject, number }: { rule: string; subject: string; number: number }) => sql`
    SELECT revision, toString(writer) AS writer FROM alerts
    WHERE rule = ${bind('String', rule)} AND subject = ${bind('String', subject)} AND number = ${bind('UInt32', number)} ORDER BY revision DESC, writer LIMIT 1`,
  examples: [{ rule: 'a', subject: '', number: 1 }],
});

/** Until when somebody has seen alerts. */
export const readTill = defineQuery({
  name: 'alerts.readTill',
  params: z.strictObject({ reader: z.string() }),
  row: z.object({ at: count }),
  sql: ({ reader }: { reader: string }) => sql`SELECT toUnixTimestamp64Milli(read_till) AS at FROM alert_readers FINAL WHERE reader = ${bind('String', reader)}`,
  examples: [{ reader: 'ann' }],
});

/** Whose round a minute is. */
export const roundOwner = defineQuery({
  name: 'alerts.roundOwner',
  params: z.strictObject({ minute: z.number().int() }),
  row: z.object({ process: z.string() }),
  sql: ({ minute }: { minute: number }) => sql`SELECT toString(process) AS process FROM alert_rounds WHERE minute = toDateTime(${bind('UInt32', minute)}, 'UTC') ORDER BY process LIMIT 1`,
  examples: [{ minute: 1_790_000_040 }],
});

/** The last minute in which anybody looked at the rules, in epoch seconds; 0 for never. */
export const lastRound = defineQuery({
  name: 'alerts.lastRound',
  params: z.strictObject({}),
  row: z.object({ minute: count }),
  sql: () => sql`SELECT toUnixTimestamp(max(minute)) AS minute FROM alert_rounds`,
  examples: [{}],
});
