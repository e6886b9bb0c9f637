import { identifier, join, sql, whole, type Sql } from '@heed/store';
import * as z from 'zod';
import { LOOP_BANDS } from '../filter/loop-filter.ts';
import { NOT_TOLD_REASONS, OPENED_BY, RECOVERIES, type NotToldReason, type OpenedBy, type Recovery } from '../loop/event.ts';
import { LOOP_STATES, type LoopStateName } from '../loop/state.ts';
import { PRIORITIES, type Priority } from '../settings/settings.ts';

/** A leg of a loop as the table has it: all times without what came after `to`. */
export interface LegRow {
  department: string;
  from: number;
  /** The end of the leg; of the leg that is still running the moment up to which the others are measured. */
  to: number;
  /** Without waiting, in milliseconds. */
  held: number;
  heldWorking: number;
  waiting: number;
  waitingWorking: number;
}

/** A target of a loop as the table has it. */
export interface TargetRow {
  /** Null while the target does not run. */
  dueAt: number | null;
  riskAt: number | null;
  /** Null without a target and while it is open. */
  met: boolean | null;
}

/**
 * A loop as lists show it. Moments are epoch milliseconds, durations milliseconds and null where the thing did not happen;
 * what is still running is not brought up to now: see the migration of `loops`.
 */
export interface LoopRow {
  id: string;
  version: number;
  position: number;
  state: LoopStateName;
  openedAt: number;
  openedBy: OpenedBy;
  rule: string;
  externalId: string;
  feedbackId: string | null;
  /** What opened it first, then what joined. */
  feedbackIds: string[];
  customerId: string | null;
  source: string;
  channel: string;
  product: string;
  region: string;
  segment: string;
  language: string;
  band: (typeof LOOP_BANDS)[number] | null;
  contactRequested: boolean;
  anonymous: boolean;
  firstDepartment: string;
  department: string;
  priority: Priority;
  /** The key of a person. */
  owner: string | null;
  watchers: string[];
  rootCause: string;
  action: string;
  outcome: 'told' | 'not_told' | null;
  notToldReason: NotToldReason | null;
  acknowledgedAt: number | null;
  contactedAt: number | null;
  resolvedAt: number | null;
  toldAt: number | null;
  closedAt: number | null;
  firstClosedAt: number | null;
  confirmedAt: number | null;
  rejectedAt: number | null;
  reaskedAt: number | null;
  waitingSince: number | null;
  changedAt: number;
  toAcknowledge: number | null;
  toAcknowledgeWorking: number | null;
  toContact: number | null;
  toContactWorking: number | null;
  toResolve: number | null;
  toResolveWorking: number | null;
  toTell: number | null;
  toTellWorking: number | null;
  toClose: number | null;
  toCloseWorking: number | null;
  /** While it is open: add the working time that its department has had since 2000-01-01, and it is the age on the working clock. */
  openWorking: number;
  legs: LegRow[];
  targets: { acknowledge: TargetRow; contact: TargetRow; close: TargetRow };
  nextTimerAt: number | null;
  reopened: number;
  escalated: number;
  recovery: Recovery | null;
  mergedInto: string | null;
}

interface Column {
  sql: Sql;
  schema: z.ZodType<unknown, unknown>;
}

const snakeCase = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const columnOf = (name: string): Sql => identifier(snakeCase(name));
const emptyIsNull = z.string().transform((value) => (value === '' ? null : value));
const oneOf = (values: readonly string[]): Column['schema'] => emptyIsNull.pipe(z.enum(values).nullable());

const plain = (names: readonly string[], schema: Column['schema']): [string, Column][] => names.map((name) => [name, { sql: columnOf(name), schema }]);
const moments = (names: readonly string[]): [string, Column][] => names.map((name) => [name, { sql: sql`toUnixTimestamp64Milli(${columnOf(name)})`, schema: whole.nullable() }]);
const ids = (names: readonly string[]): [string, Column][] => names.map((name) => [name, { sql: sql`toString(${columnOf(name)})`, schema: z.string().nullable() }]);

/** Aliases that are also columns stand for the column unchanged, so that a filter means what is stored. */
const COLUMNS: readonly [string, Column][] = [
  ['id', { sql: sql`toString(loop_id)`, schema: z.string() }],
  ...plain(['version', 'position', 'openWorking', 'reopened', 'escalated'], whole),
  ...plain(['state'], z.enum(LOOP_STATES)),
  ...plain(['openedBy'], z.enum(OPENED_BY)),
  ...plain(['priority'], z.enum(PRIORITIES)),
  ...plain(['rule', 'externalId', 'source', 'channel', 'product', 'region', 'segment', 'language', 'firstDepartment', 'department', 'rootCause', 'action'], z.string()),
  ...plain(['contactRequested', 'anonymous'], z.boolean()),
  ...plain(['watchers'], z.array(z.string())),
  ...plain(['owner'], emptyIsNull),
  ...plain(['band'], oneOf(LOOP_BANDS)),
  ...plain(['outcome'], oneOf(['told', 'not_told'])),
  ...plain(['notToldReason'], oneOf(NOT_TOLD_REASONS)),
  ...plain(['recovery'], oneOf(RECOVERIES)),
  ...ids(['feedbackId', 'customerId', 'mergedInto']),
  ['feedbackIds', { sql: sql`arrayMap(id -> toString(id), feedback_ids)`, schema: z.array(z.string()) }],
  ...moments(['openedAt', 'acknowledgedAt', 'contactedAt', 'resolvedAt', 'toldAt', 'closedAt', 'firstClosedAt', 'confirmedAt', 'rejectedAt', 'reaskedAt', 'waitingSince', 'changedAt', 'nextTimerAt']),
  ...plain(['toAcknowledge', 'toAcknowledgeWorking', 'toContact', 'toContactWorking', 'toResolve', 'toResolveWorking', 'toTell', 'toTellWorking', 'toClose', 'toCloseWorking'], whole.nullable()),
  [
    'legs',
    {
      sql: sql`arrayZip(leg_departments, arrayMap(at -> toUnixTimestamp64Milli(at), leg_from), arrayMap(at -> toUnixTimestamp64Milli(at), leg_to), leg_ms, leg_working, leg_waiting_ms, leg_waiting_working)`,
      schema: z
        .array(z.tuple([z.string(), whole, whole, whole, whole, whole, whole]))
        .transform((legs) => legs.map(([department, from, to, held, heldWorking, waiting, waitingWorking]): LegRow => ({ department, from, to, held, heldWorking, waiting, waitingWorking }))),
    },
  ],
  [
    'targets',
    {
      sql: sql`[${join(
        ['acknowledge', 'contact', 'close'].map((target) => sql`(toUnixTimestamp64Milli(${identifier(`${target}_due_at`)}), toUnixTimestamp64Milli(${identifier(`${target}_risk_at`)}), ${identifier(`${target}_met`)})`),
        { by: sql`, ` },
      )}]`,
      schema: z
        .array(z.tuple([whole.nullable(), whole.nullable(), z.boolean().nullable()]).transform(([dueAt, riskAt, met]): TargetRow => ({ dueAt, riskAt, met })))
        .transform(([acknowledge, contact, close]) => ({ acknowledge, contact, close })),
    },
  ],
];

/** The columns of `loops` in the words of LoopRow. */
export const loopColumns: Sql = join(
  COLUMNS.map(([name, column]) => sql`${column.sql} AS ${identifier(name)}`),
  { by: sql`, ` },
);

/** Parses what `loopColumns` selects. */
export const loopRow = z.object(Object.fromEntries(COLUMNS.map(([name, { schema }]) => [name, schema]))) as unknown as z.ZodType<LoopRow, unknown>;
