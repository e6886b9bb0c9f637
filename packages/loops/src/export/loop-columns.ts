import { identifier, sql, written, type Sql, type WrittenColumn } from '@heed/store';
import { OPEN } from '../filter/standing.ts';
import { MEASURES } from '../loop/durations.ts';
import { ageOnCalendar, ageOnWorkingClock, type Cohort } from '../answer/cohort.ts';
import { sinceLastChange } from '../answer/legs.query.ts';

/** What of the customer stands in a row: nothing, or the key that tells two customers apart. */
export const LOOP_CUSTOMERS = ['none', 'key'] as const;
export type LoopCustomer = (typeof LOOP_CUSTOMERS)[number];

const { boolean, integer, localMoment, long, moment, name: plain, text } = written;

const capital = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
const nullable = (column: string): Sql => sql`nullIf(${identifier(column)}, '')`;

/**
 * How long each step took, in milliseconds on both clocks; what has not happened runs until now while the loop is open (then its moment is
 * empty and `open` is true), and has no time where the loop closed without it.
 */
function durations(cohort: Cohort): WrittenColumn[] {
  return MEASURES.flatMap((measure) =>
    [
      { name: `to${capital(measure)}`, column: `to_${measure}`, age: ageOnCalendar(cohort) },
      { name: `to${capital(measure)}Working`, column: `to_${measure}_working`, age: ageOnWorkingClock(cohort) },
    ].map(({ name, column, age }) => long(name, sql`ifNull(${identifier(column)}, if(${OPEN}, ${age}, NULL))`)),
  );
}

/**
 * The legs in order, the running one up to now: each an object of the department, its two moments, and its times held and waiting in
 * milliseconds on both clocks, which add up to the whole loop's. They are written as floating numbers, because in text the engine puts whole ones of
 * 64 bits between quotes.
 */
function legs(cohort: Cohort): WrittenColumn {
  const { calendar, working } = sinceLastChange(cohort);
  const more = (waits: boolean, since: Sql): Sql => sql`if(nth = length(leg_departments) AND (waiting_since IS NOT NULL) = ${waits ? sql`true` : sql`false`}, ${since}, 0)`;
  const value = sql`CAST(arrayMap((nth, department, begin, end, held, held_working, waited, waited_working) -> (
      toString(department), begin, if(nth = length(leg_departments), addMilliseconds(end, ${calendar}), end),
      held + ${more(false, calendar)}, held_working + ${more(false, working)}, waited + ${more(true, calendar)}, waited_working + ${more(true, working)}),
    arrayEnumerate(leg_departments), leg_departments, leg_from, leg_to, leg_ms, leg_working, leg_waiting_ms, leg_waiting_working),
    'Array(Tuple(department String, from DateTime64(3, \\'UTC\\'), to DateTime64(3, \\'UTC\\'), held Float64, heldWorking Float64, waiting Float64, waitingWorking Float64))')`;
  return { name: 'legs', type: 'text', cell: ({ layout }) => (layout === 'ndjson' ? value : sql`toJSONString(${value})`) };
}

function list(name: string, column: string): WrittenColumn {
  const values = sql`arrayMap(one -> toString(one), ${identifier(column)})`;
  const joined = text(name, sql`arrayStringConcat(${values}, ', ')`);
  return { ...joined, cell: (form) => (form.layout === 'ndjson' || form.layout === 'parquet' ? values : joined.cell(form)) };
}

/** The columns of an export of loops in their order, in the words of the API. Nothing of them is a person's name: owners and watchers are keys. */
export function loopColumns(cohort: Cohort, { customers }: { customers: LoopCustomer }): WrittenColumn[] {
  return [
    plain('id', sql`toString(loop_id)`),
    integer('version', sql`version`),
    plain('state', sql`state`),
    boolean('open', sql`toBool(${OPEN})`),
    moment('openedAt', sql`opened_at`),
    localMoment('openedAtLocal', sql`opened_at`),
    plain('openedBy', sql`opened_by`),
    text('rule', sql`rule`),
    text('externalId', nullable('external_id')),
    ...['firstDepartment', 'department'].map((name) => text(name, identifier(name === 'department' ? name : 'first_department'))),
    plain('priority', sql`priority`),
    text('owner', nullable('owner')),
    list('watchers', 'watchers'),
    plain('band', nullable('band')),
    ...['channel', 'product', 'region', 'segment', 'language', 'source'].map((name) => text(name, identifier(name))),
    boolean('contactRequested', sql`contact_requested`),
    boolean('anonymous', sql`anonymous`),
    text('rootCause', sql`root_cause`),
    text('action', sql`action`),
    plain('outcome', nullable('outcome')),
    plain('notToldReason', nullable('not_told_reason')),
    ...['acknowledged', 'contacted', 'resolved', 'told', 'closed', 'confirmed', 'rejected', 'reasked', 'changed'].map((name) => moment(`${name}At`, identifier(`${name}_at`))),
    moment('firstClosedAt', sql`first_closed_at`),
    moment('waitingSince', sql`waiting_since`),
    ...durations(cohort),
    legs(cohort),
    ...['acknowledge', 'contact', 'close'].flatMap((target) => [moment(`${target}DueAt`, identifier(`${target}_due_at`)), boolean(`${target}Met`, identifier(`${target}_met`))]),
    integer('reopened', sql`reopened`),
    integer('escalated', sql`escalated`),
    plain('recovery', nullable('recovery')),
    plain('mergedInto', sql`toString(merged_into)`),
    plain('feedbackId', sql`toString(feedback_id)`),
    list('feedbackIds', 'feedback_ids'),
    ...(customers === 'key' ? [plain('customerId', sql`toString(customer_id)`)] : []),
  ];
}
