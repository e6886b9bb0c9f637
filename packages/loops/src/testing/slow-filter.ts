import { resolvePeriod, type Calendar, type PeriodInput } from '@heed/domain';
import type { TestFeedback } from '@heed/filter/testing';
import type { LoopFilter, LoopQueue } from '../filter/loop-filter.ts';
import type { TestLoop } from './loop-rows.ts';

/** What a filter of loops should keep, worked out loop by loop in the plainest way: the other side of the property tests. */

/** The loops that are true after all writes: of each id the highest revision, unless it is deleted. */
export function truthOf(written: readonly TestLoop[]): TestLoop[] {
  const latest = new Map<string, TestLoop>();
  for (const loop of written) {
    const known = latest.get(loop.id);
    if (!known || loop.revision > known.revision) latest.set(loop.id, loop);
  }
  return [...latest.values()].filter(({ deleted }) => !deleted);
}

/** Whether a loop stands in a queue. */
export function inQueue(loop: TestLoop, queue: LoopQueue, now: number): boolean {
  const open = loop.state !== 'closed' && loop.state !== 'merged';
  const running = Object.values(loop.due);
  switch (queue) {
    case 'open':
      return open;
    case 'unassigned':
      return open && loop.owner === '';
    case 'at_risk':
      return open && running.some(({ dueAt, riskAt }) => now >= riskAt && now < dueAt);
    case 'breached':
      return open && (running.some(({ dueAt }) => now >= dueAt) || Object.values(loop.met).includes(false));
    case 'waiting':
      return open && loop.waitingSince !== null;
    case 'to_tell':
      return loop.state === 'resolved';
    case 'closed':
      return loop.state === 'closed';
    case 'all':
      return true;
  }
}

const CHOICES = ['department', 'firstDepartment', 'owner', 'rule', 'rootCause', 'action', 'channel', 'product', 'region', 'segment', 'source', 'language'] as const;

/** Whether a filter keeps a loop; of the conditions on feedback it knows department, nps and words. */
export function keeps(filter: LoopFilter, loop: TestLoop, { feedback, calendar }: { feedback: ReadonlyMap<string, TestFeedback>; calendar: Calendar }): boolean {
  const during = (at: number | null, period: PeriodInput | undefined): boolean => {
    if (!period) return true;
    const { from, to } = resolvePeriod(period, calendar);
    return at !== null && at >= from && at < to;
  };
  const words = (filter.text ?? '').split(/\s+/).filter((word) => word !== '');
  const says = (id: string): boolean => {
    const row = feedback.get(id);
    return row?.enps === null && words.every((word) => row.comment.toLowerCase().includes(word.toLowerCase()));
  };
  const opener = loop.feedbackId === null ? undefined : feedback.get(loop.feedbackId);
  const { nps, department } = filter.feedback ?? {};
  const departments = loop.legs.map((leg) => leg.department);

  if (!inQueue(loop, filter.queue ?? 'all', calendar.now)) return false;
  if (loop.state === 'merged' && !filter.state?.includes('merged')) return false;
  for (const name of CHOICES) {
    const choice = filter[name];
    if (choice?.in && !choice.in.includes(loop[name])) return false;
    if (choice?.notIn?.includes(loop[name])) return false;
  }
  if (filter.state && !filter.state.includes(loop.state)) return false;
  if (filter.priority && !filter.priority.includes(loop.priority)) return false;
  if (filter.band && !filter.band.some((band) => band === loop.band)) return false;
  if (filter.watcher !== undefined && !loop.watchers.includes(filter.watcher)) return false;
  if (filter.customer !== undefined && loop.customerId !== filter.customer) return false;
  if (filter.heldBy?.in && !departments.some((held) => filter.heldBy?.in?.includes(held))) return false;
  if (filter.heldBy?.notIn && departments.some((held) => filter.heldBy?.notIn?.includes(held))) return false;
  if (filter.scope && !departments.some((held) => filter.scope?.includes(held))) return false;
  if (!during(loop.openedAt, filter.opened) || !during(loop.closedAt, filter.closed)) return false;
  if (filter.feedback && opener?.enps !== null) return false;
  if (filter.feedback && !during(opener?.occurredAt ?? null, filter.feedback.period)) return false;
  if (department?.in && !department.in.includes(opener?.department ?? '?')) return false;
  if (nps && (opener?.nps == null || opener.nps < (nps.min ?? -Infinity) || opener.nps > (nps.max ?? Infinity))) return false;
  return words.length === 0 || loop.feedbackIds.some(says);
}
