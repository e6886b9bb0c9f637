import { randomUUID } from 'node:crypto';
import { defineTable, rowsToBody, type StoreWriter } from '@heed/store';
import type { Band, NotToldReason, OpenedBy, Recovery } from '../loop/event.ts';
import type { LoopStateName } from '../loop/state.ts';
import type { Priority, TargetName } from '../settings/settings.ts';

/** A leg as a test states it; the times of the working clock are half of the others when missing. */
export interface TestLeg {
  department: string;
  from: number;
  to: number;
  held: number;
  heldWorking: number;
  waiting: number;
  waitingWorking: number;
}

/** A row of the table loops, as a test states it. Moments are epoch milliseconds. */
export interface TestLoop {
  id: string;
  revision: number;
  deleted: boolean;
  version: number;
  position: number;
  state: LoopStateName;
  openedAt: number;
  openedBy: OpenedBy;
  rule: string;
  externalId: string;
  feedbackId: string | null;
  feedbackIds: string[];
  customerId: string | null;
  source: string;
  channel: string;
  product: string;
  region: string;
  segment: string;
  language: string;
  band: Band;
  contactRequested: boolean;
  anonymous: boolean;
  firstDepartment: string;
  department: string;
  priority: Priority;
  owner: string;
  watchers: string[];
  rootCause: string;
  action: string;
  outcome: 'told' | 'not_told' | '';
  notToldReason: NotToldReason | '';
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
  /** Working time between two moments, for the columns of the working clock; half of the calendar's when missing. */
  working: (from: number, to: number) => number;
  openWorking: number;
  legs: TestLeg[];
  due: Partial<Record<TargetName, { dueAt: number; riskAt: number }>>;
  met: Partial<Record<TargetName, boolean>>;
  nextTimerAt: number | null;
  reopened: number;
  escalated: number;
  recovery: Recovery | '';
  mergedInto: string | null;
}

const MEASURED = ['acknowledgedAt', 'contactedAt', 'resolvedAt', 'toldAt', 'closedAt'] as const;
const TARGETS = ['acknowledge', 'contact', 'close'] as const;

const loops = defineTable({
  name: 'loops',
  columns: [
    'loop_id', 'revision', 'deleted', 'version', 'position', 'state', 'opened_at', 'opened_by', 'rule', 'external_id', 'feedback_id', 'feedback_ids', 'customer_id',
    'source', 'channel', 'product', 'region', 'segment', 'language', 'band', 'contact_requested', 'anonymous', 'first_department', 'department', 'priority', 'owner', 'watchers',
    'root_cause', 'action', 'outcome', 'not_told_reason',
    'acknowledged_at', 'contacted_at', 'resolved_at', 'told_at', 'closed_at', 'first_closed_at', 'confirmed_at', 'rejected_at', 'reasked_at', 'waiting_since', 'changed_at',
    'to_acknowledge', 'to_contact', 'to_resolve', 'to_tell', 'to_close', 'to_acknowledge_working', 'to_contact_working', 'to_resolve_working', 'to_tell_working', 'to_close_working',
    'open_working', 'leg_departments', 'leg_from', 'leg_to', 'leg_ms', 'leg_working', 'leg_waiting_ms', 'leg_waiting_working',
    'acknowledge_due_at', 'contact_due_at', 'close_due_at', 'acknowledge_risk_at', 'contact_risk_at', 'close_risk_at', 'acknowledge_met', 'contact_met', 'close_met',
    'next_timer_at', 'reopened', 'escalated', 'recovery', 'merged_into',
  ],
});

const loopFeedback = defineTable({ name: 'loop_feedback', columns: ['feedback_id', 'rule', 'loop_id', 'revision', 'deleted'] });

const half = (from: number, to: number): number => Math.floor((to - from) / 2);

/** A leg with what the test cares about. */
export function testLeg({ department, from, to, ...given }: Partial<TestLeg> & Pick<TestLeg, 'department' | 'from' | 'to'>): TestLeg {
  const { waiting = 0, held = to - from - waiting } = given;
  return { department, from, to, held, waiting, heldWorking: Math.floor(held / 2), waitingWorking: Math.floor(waiting / 2), ...given };
}

/**
 * A row of a loop with what the test cares about. A loop with a `closedAt` is closed, one without has had one leg in its department
 * so far, and its working time is half of the calendar's, as measured from 2000-01-01 by `since2000` of the tests.
 */
export function testLoop(given: Partial<TestLoop> = {}): TestLoop {
  const { department = 'Support', openedAt = Date.UTC(2026, 4, 15, 12), closedAt = null, working = half, feedbackId = null } = given;
  const { firstDepartment = department, changedAt = closedAt ?? openedAt, feedbackIds = feedbackId ? [feedbackId] : [] } = given;
  const state: LoopStateName = closedAt === null ? 'new' : 'closed';
  const legs = given.legs ?? [testLeg({ department, from: openedAt, to: closedAt ?? changedAt })];
  const begin = legs.at(-1)?.from ?? openedAt;
  return {
    id: randomUUID(), revision: 1, deleted: false, version: 1, position: 1, state, openedBy: 'rule', rule: '', externalId: '', customerId: null,
    source: 'survey:test', channel: '', product: '', region: '', segment: '', language: '', band: '', contactRequested: false, anonymous: false,
    priority: 'normal', owner: '', watchers: [], rootCause: '', action: '', outcome: closedAt === null ? '' : 'told', notToldReason: '',
    acknowledgedAt: null, contactedAt: null, resolvedAt: null, toldAt: null, firstClosedAt: closedAt, confirmedAt: null, rejectedAt: null, reaskedAt: null, waitingSince: null,
    openWorking: legs.slice(0, -1).reduce((sum, leg) => sum + leg.heldWorking + leg.waitingWorking, 0) - working(Date.UTC(2000, 0, 1), begin),
    due: {}, met: {}, nextTimerAt: null, reopened: 0, escalated: 0, recovery: '', mergedInto: null,
    ...given,
    department, openedAt, closedAt, working, feedbackId, firstDepartment, changedAt, feedbackIds, legs,
  };
}

/** The working time since 2000-01-01 of a department whose working clock is half of the calendar's. */
export const halfSince2000 = (moment: number): number => half(Date.UTC(2000, 0, 1), moment);

function tupleOf(loop: TestLoop): unknown[] {
  const spans = MEASURED.map((name) => ({ from: loop.openedAt, to: loop[name] }));
  const legs = <Value>(of: (leg: TestLeg) => Value): Value[] => loop.legs.map(of);
  return [
    loop.id, loop.revision, loop.deleted ? 1 : 0, loop.version, loop.position, loop.state, loop.openedAt, loop.openedBy, loop.rule, loop.externalId, loop.feedbackId, loop.feedbackIds, loop.customerId,
    loop.source, loop.channel, loop.product, loop.region, loop.segment, loop.language, loop.band, loop.contactRequested, loop.anonymous, loop.firstDepartment, loop.department, loop.priority, loop.owner, loop.watchers,
    loop.rootCause, loop.action, loop.outcome, loop.notToldReason,
    loop.acknowledgedAt, loop.contactedAt, loop.resolvedAt, loop.toldAt, loop.closedAt, loop.firstClosedAt, loop.confirmedAt, loop.rejectedAt, loop.reaskedAt, loop.waitingSince, loop.changedAt,
    ...spans.map(({ from, to }) => (to === null ? null : to - from)),
    ...spans.map(({ from, to }) => (to === null ? null : loop.working(from, to))),
    loop.closedAt === null ? loop.openWorking : 0,
    legs((leg) => leg.department), legs((leg) => leg.from), legs((leg) => leg.to), legs((leg) => leg.held), legs((leg) => leg.heldWorking), legs((leg) => leg.waiting), legs((leg) => leg.waitingWorking),
    ...TARGETS.map((target) => loop.due[target]?.dueAt ?? null), ...TARGETS.map((target) => loop.due[target]?.riskAt ?? null), ...TARGETS.map((target) => loop.met[target] ?? null),
    loop.nextTimerAt, loop.reopened, loop.escalated, loop.recovery, loop.mergedInto,
  ];
}

/** Writes rows as one block, with what says which feedback they are of. */
export async function insertLoops(store: StoreWriter, rows: readonly TestLoop[]): Promise<void> {
  await store.insert(loops, rowsToBody(rows.map(tupleOf)));
  await store.insert(loopFeedback, rowsToBody(rows.flatMap(({ id, rule, revision, deleted, feedbackIds }) => feedbackIds.map((feedback) => [feedback, rule, id, revision, deleted ? 1 : 0]))));
}
