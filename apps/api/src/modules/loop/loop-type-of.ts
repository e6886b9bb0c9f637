import { TARGETS, type LoopRow, type LoopSettings } from '@heed/loops';
import type { LoopDueType } from './loop-time.type.ts';
import type { LoopType } from './loop.type.ts';
import { personType } from './loop-person.type.ts';

const orNull = (moment: number | null): Date | null => (moment === null ? null : new Date(moment));

/** The running promise that ends next, as it stands at a moment. */
function dueOf({ targets }: Pick<LoopRow, 'targets'>, now: number): LoopDueType | null {
  const running = TARGETS.flatMap((target) => {
    const { dueAt, riskAt } = targets[target];
    return dueAt === null || riskAt === null ? [] : [{ target, dueAt, riskAt }];
  });
  const [next] = running.sort((left, right) => left.dueAt - right.dueAt);
  if (!next) return null;
  const status = now >= next.dueAt ? 'breached' : now >= next.riskAt ? 'at_risk' : 'on_time';
  return { target: next.target, at: new Date(next.dueAt), riskAt: new Date(next.riskAt), status };
}

/** A loop as GraphQL shows it at a moment (epoch milliseconds). */
export function loopType(row: LoopRow, { settings, now }: { settings: LoopSettings; now: number }): LoopType {
  return {
    id: row.id,
    version: row.version,
    state: row.state,
    openedAt: new Date(row.openedAt),
    openedBy: row.openedBy,
    rule: row.rule || null,
    externalId: row.externalId || null,
    department: row.department,
    firstDepartment: row.firstDepartment,
    priority: row.priority,
    owner: personType(row.owner, settings),
    watchers: row.watchers.flatMap((key) => personType(key, settings) ?? []),
    band: row.band,
    channel: row.channel,
    product: row.product,
    region: row.region,
    segment: row.segment,
    language: row.language,
    source: row.source,
    contactRequested: row.contactRequested,
    anonymous: row.anonymous,
    feedbackCount: row.feedbackIds.length,
    acknowledgedAt: orNull(row.acknowledgedAt),
    contactedAt: orNull(row.contactedAt),
    resolvedAt: orNull(row.resolvedAt),
    toldAt: orNull(row.toldAt),
    closedAt: orNull(row.closedAt),
    firstClosedAt: orNull(row.firstClosedAt),
    confirmedAt: orNull(row.confirmedAt),
    rejectedAt: orNull(row.rejectedAt),
    waitingSince: orNull(row.waitingSince),
    changedAt: new Date(row.changedAt),
    rootCause: row.rootCause || null,
    action: row.action || null,
    outcome: row.outcome,
    notToldReason: row.notToldReason,
    mergedInto: row.mergedInto,
    recovery: row.recovery,
    reopened: row.reopened,
    escalated: row.escalated,
    due: dueOf(row, now),
    feedbackIds: row.feedbackIds,
    customerId: row.customerId,
  };
}
