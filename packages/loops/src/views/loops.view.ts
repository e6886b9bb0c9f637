import { createViews, identifier, join, sql, type Sql, type Store, type View } from '@heed/store';
import { atRisk, breached, OPEN } from '../filter/standing.ts';
import { MEASURES, type LoopMeasure } from '../loop/durations.ts';

/** The names of the views of loops that analysts may read with SQL. */
export const LOOP_VIEWS = ['heed_loops'] as const;

const NOW: Sql = sql`now64(3, 'UTC')`;

const WORDS: Readonly<Record<LoopMeasure, string>> = {
  acknowledge: 'the first acknowledgement',
  contact: 'the first contact by a person',
  resolve: 'the last time that it was resolved',
  tell: 'the first time that the customer was told',
  close: 'the last close',
};

/** Milliseconds become seconds, which people read and every tool can draw. */
const seconds = (column: string): Sql => sql`${identifier(column)} / 1000`;

/** Columns that the view shows as they are, with what they mean. */
const PLAIN = {
  state: 'new, acknowledged, contacted, resolved, told or closed',
  opened_by: 'rule, person or import',
  rule: 'The rule that opened it; empty when none did',
  first_department: 'That it was opened for',
  department: 'That holds it now, or held it last',
  priority: 'urgent, high, normal or low',
  owner: 'Key of the person whose it is; empty for nobody',
  band: 'Of the feedback that opened it: promoter, passive, detractor or empty',
  channel: 'Of that feedback, as the following',
  product: 'What the customer uses',
  region: 'Where the customer is',
  segment: 'What kind of customer it is',
  language: 'BCP 47 tag',
  source: 'The stream that the feedback came from',
  root_cause: 'Why it happened; empty while nobody said',
  action: 'What was done; empty while nobody said',
  outcome: 'told or not_told; empty while open',
  not_told_reason: 'anonymous, unreachable, no_consent, duplicate or invalid',
  recovery: 'What asking again showed: recovered, unchanged, worse, or empty while not answered',
} as const;

const MOMENTS = ['acknowledged_at', 'contacted_at', 'resolved_at', 'told_at', 'closed_at', 'first_closed_at', 'confirmed_at', 'waiting_since', 'changed_at'] as const;

/**
 * Loops, one row each, without what leads to a customer. What depends on the present moment is as of the question. Times that still
 * run have no end here on purpose: the age of an open loop stands beside them, so that whoever estimates can count it as
 * censored, and the working clock needs calendars that SQL does not have.
 */
function loopsView(): View {
  const columns = [
    { name: 'loop_id', type: 'UUID', comment: 'Its id, the same as in the GraphQL API', value: sql`loop_id` },
    { name: 'opened_at', type: "DateTime64(3, 'UTC')", comment: 'When it was opened, in UTC; conditions on it make questions fast', value: sql`opened_at` },
    ...Object.entries(PLAIN).map(([name, comment]) => ({ name, type: 'LowCardinality(String)', comment, value: identifier(name) })),
    { name: 'open', type: 'Bool', comment: 'Somebody still has to do something', value: sql`toBool(${OPEN})` },
    { name: 'at_risk', type: 'Bool', comment: 'Open, and a target has used up 80 % of its time', value: sql`toBool(${atRisk(NOW)})` },
    { name: 'breached', type: 'Bool', comment: 'Open, and a target is past due or was missed', value: sql`toBool(${breached(NOW)})` },
    { name: 'close_met', type: 'Nullable(Bool)', comment: 'Whether the promise to close was kept; null without one and while it is open within it', value: sql`if(close_met IS NULL AND ifNull(close_due_at <= ${NOW}, false), toBool(0), close_met)` },
    ...MOMENTS.map((name) => ({ name, type: name === 'changed_at' ? "DateTime64(3, 'UTC')" : "Nullable(DateTime64(3, 'UTC'))", comment: name === 'changed_at' ? 'Its last event' : `${name.replaceAll('_', ' ')}; null when it has not happened`, value: identifier(name) })),
    { name: 'age_s', type: 'Nullable(Float64)', comment: 'Seconds since the opening while it is open: for estimates that count open loops as not closed yet', value: sql`if(${OPEN}, greatest(0, dateDiff('millisecond', opened_at, ${NOW})) / 1000, NULL)` },
    ...MEASURES.flatMap((measure) => [
      { name: `to_${measure}_s`, type: 'Nullable(Float64)', comment: `Seconds from the opening to ${WORDS[measure]}, as the customer lived through them; null when it has not happened`, value: seconds(`to_${measure}`) },
      { name: `to_${measure}_working_s`, type: 'Nullable(Float64)', comment: `The same in the working time of the departments that held it`, value: seconds(`to_${measure}_working`) },
    ]),
    { name: 'leg_departments', type: 'Array(LowCardinality(String))', comment: 'Who held it, in order; use ARRAY JOIN with the following', value: sql`leg_departments` },
    { name: 'leg_from', type: "Array(DateTime64(3, 'UTC'))", comment: 'Since when', value: sql`leg_from` },
    { name: 'leg_s', type: 'Array(Float64)', comment: 'For how many seconds, without waiting for the customer; of a leg that runs up to changed_at', value: sql`arrayMap(ms -> ms / 1000, leg_ms)` },
    { name: 'leg_working_s', type: 'Array(Float64)', comment: 'The same in working time', value: sql`arrayMap(ms -> ms / 1000, leg_working)` },
    { name: 'leg_waiting_s', type: 'Array(Float64)', comment: 'For how many seconds the customer was waited for', value: sql`arrayMap(ms -> ms / 1000, leg_waiting_ms)` },
    { name: 'reopened', type: 'UInt16', comment: 'How often it was opened again', value: sql`reopened` },
    { name: 'escalated', type: 'UInt16', comment: 'How many targets were missed and steps of a chain were taken', value: sql`escalated` },
    { name: 'feedback_id', type: 'Nullable(UUID)', comment: 'What opened it, as in heed_feedback', value: sql`feedback_id` },
    { name: 'feedback_count', type: 'UInt32', comment: 'With what joined', value: sql`toUInt32(length(feedback_ids))` },
  ];
  return {
    name: LOOP_VIEWS[0],
    comment: `Loops, one row each, as they are now; those that were merged into another are left out, and so is who the customer is. Averages over closed loops make slow departments look fast, because their slow loops are still open: use closed and open ones (age_s) together, or the figures of the GraphQL API.
Example, how far the loops of 90 days have come by department: SELECT department, count() AS opened, countIf(NOT open) AS closed, quantileIf(0.5)(to_close_s, NOT open) / 3600 AS closed_only_median_h, countIf(breached) AS late FROM heed_loops WHERE opened_at >= now() - INTERVAL 90 DAY GROUP BY department ORDER BY opened DESC`,
    columns: columns.map(({ name, type, comment }) => ({ name, type, comment })),
    select: sql`
      SELECT ${join(columns.map(({ name, value }) => sql`${value} AS ${identifier(name)}`), { by: sql`, ` })}
      FROM loops FINAL
      WHERE state != 'merged'`,
  };
}

/** Makes the database's view of loops what this program says, and returns the names of those that were changed. Throws StoreError when the database forbids it. */
export async function updateLoopViews(store: Store): Promise<string[]> {
  return createViews(store, [loopsView()]);
}
