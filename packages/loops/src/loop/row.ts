import type { Clocks } from '../clock/clocks.ts';
import type { LoopSettings, TargetName } from '../settings/settings.ts';
import { endsOf, legTimes, timeUntil, type LegTime, type LoopMeasure } from './durations.ts';
import { isOpen } from './possible.ts';
import { promised, type Promised } from './promise.ts';
import type { LoopState } from './state.ts';
import { nextTimer } from './timers.ts';

/** What a row is made of; worked out once for all its columns. */
interface Source {
  state: LoopState;
  version: number;
  legs: readonly LegTime[];
  clocks: Clocks;
  promises: ReadonlyMap<TargetName, Promised>;
  nextTimerAt: number | null;
}

const calendar = (measure: LoopMeasure) => ({ state }: Source): number | null => {
  const end = endsOf(state)[measure];
  return end === null ? null : end - state.openedAt;
};
const working = (measure: LoopMeasure) => ({ state, clocks }: Source): number | null => {
  const end = endsOf(state)[measure];
  return end === null ? null : timeUntil(state, { clocks, until: end }).working;
};
const dueAt = (target: TargetName) => ({ promises }: Source): number | null => promises.get(target)?.dueAt ?? null;
const riskAt = (target: TargetName) => ({ promises }: Source): number | null => promises.get(target)?.riskAt ?? null;
/** Missed under an earlier promise stays missed, also where the present one does not have the target. */
const met = (target: TargetName) => ({ state, promises }: Source): boolean | null => (state.missed.includes(target) ? false : (promises.get(target)?.met ?? null));

/** What the legs before the present one took, less what the present department had worked when it took the loop on. */
function openWorking({ state, legs, clocks }: Source): number {
  const present = legs.at(-1);
  if (!isOpen(state) || !present) return 0;
  const before = legs.slice(0, -1).reduce((sum, { held, waiting }) => sum + held.working + waiting.working, 0);
  return before - clocks.of(present.department).since2000(present.from);
}

/** Each column of the table loops, in its order, and what stands in it; see clickhouse/migrations/0007_loops.sql. Moments are epoch milliseconds. */
const COLUMNS = {
  loop_id: ({ state }) => state.id,
  revision: ({ state, version }) => ((BigInt(state.position) << 32n) | BigInt(version)).toString(),
  deleted: () => 0,
  version: ({ state }) => state.version,
  position: ({ state }) => state.position,
  state: ({ state }) => state.state,
  opened_at: ({ state }) => state.openedAt,
  opened_by: ({ state }) => state.openedBy,
  rule: ({ state }) => state.rule,
  external_id: ({ state }) => state.externalId,
  feedback_id: ({ state }) => state.feedbackIds[0] ?? null,
  feedback_ids: ({ state }) => state.feedbackIds,
  customer_id: ({ state }) => state.customerId,
  source: ({ state }) => state.origin.source,
  channel: ({ state }) => state.origin.channel,
  product: ({ state }) => state.origin.product,
  region: ({ state }) => state.origin.region,
  segment: ({ state }) => state.origin.segment,
  language: ({ state }) => state.origin.language,
  band: ({ state }) => state.origin.band,
  contact_requested: ({ state }) => state.origin.contactRequested,
  anonymous: ({ state }) => state.origin.anonymous,
  first_department: ({ state }) => state.firstDepartment,
  department: ({ state }) => state.department,
  priority: ({ state }) => state.priority,
  owner: ({ state }) => state.owner ?? '',
  watchers: ({ state }) => state.watchers,
  root_cause: ({ state }) => state.rootCause,
  action: ({ state }) => state.action,
  outcome: ({ state }) => state.outcome ?? '',
  not_told_reason: ({ state }) => state.notToldReason ?? '',
  acknowledged_at: ({ state }) => state.acknowledgedAt,
  contacted_at: ({ state }) => state.contactedAt,
  resolved_at: ({ state }) => state.resolvedAt,
  told_at: ({ state }) => state.toldAt,
  closed_at: ({ state }) => state.closedAt,
  first_closed_at: ({ state }) => state.firstClosedAt,
  confirmed_at: ({ state }) => state.confirmedAt,
  rejected_at: ({ state }) => state.rejectedAt,
  reasked_at: ({ state }) => state.reaskedAt,
  waiting_since: ({ state }) => state.waitingSince,
  changed_at: ({ state }) => state.changedAt,
  to_acknowledge: calendar('acknowledge'),
  to_acknowledge_working: working('acknowledge'),
  to_contact: calendar('contact'),
  to_contact_working: working('contact'),
  to_resolve: calendar('resolve'),
  to_resolve_working: working('resolve'),
  to_tell: calendar('tell'),
  to_tell_working: working('tell'),
  to_close: calendar('close'),
  to_close_working: working('close'),
  open_working: openWorking,
  leg_departments: ({ legs }) => legs.map(({ department }) => department),
  leg_from: ({ legs }) => legs.map(({ from }) => from),
  leg_ms: ({ legs }) => legs.map(({ held }) => held.calendar),
  leg_working: ({ legs }) => legs.map(({ held }) => held.working),
  leg_waiting_ms: ({ legs }) => legs.map(({ waiting }) => waiting.calendar),
  leg_waiting_working: ({ legs }) => legs.map(({ waiting }) => waiting.working),
  leg_to: ({ state, legs }) => legs.map(({ to }) => to ?? state.changedAt),
  acknowledge_due_at: dueAt('acknowledge'),
  acknowledge_risk_at: riskAt('acknowledge'),
  contact_due_at: dueAt('contact'),
  contact_risk_at: riskAt('contact'),
  close_due_at: dueAt('close'),
  close_risk_at: riskAt('close'),
  acknowledge_met: met('acknowledge'),
  contact_met: met('contact'),
  close_met: met('close'),
  next_timer_at: ({ nextTimerAt }) => nextTimerAt,
  reopened: ({ state }) => state.reopened,
  escalated: ({ state }) => state.escalated,
  recovery: ({ state }) => state.recovery ?? '',
  merged_into: ({ state }) => state.mergedInto,
} satisfies Record<string, (source: Source) => unknown>;

/** The columns of the table loops that `loopRow` fills, in its order. */
export const LOOP_COLUMNS: readonly string[] = Object.keys(COLUMNS);

const cells = Object.values<(source: Source) => unknown>(COLUMNS);

/** The row of a loop under the settings of a version, ready for JSON: a function of its events and of those alone, so it can be written again at any time. */
export function loopRow(state: LoopState, { settings, clocks }: { settings: LoopSettings; clocks: Clocks }): unknown[] {
  const source: Source = {
    state,
    version: settings.version,
    legs: legTimes(state, { clocks, now: state.changedAt }),
    clocks,
    promises: new Map(promised(state, clocks).map((one) => [one.target, one])),
    nextTimerAt: nextTimer(state, { settings, clocks }),
  };
  return cells.map((cell) => cell(source));
}
