import type { Customer } from '#lib/api/loops-documents.ts';

/** One thing on a customer's timeline. */
export type TimelineEntry =
  | { kind: 'feedback'; at: string; feedback: Customer['feedback'][number] }
  | { kind: 'opened'; at: string; loop: Customer['loops'][number] }
  | { kind: 'closed'; at: string; loop: Customer['loops'][number] };

/** Whatever happened with one customer, the newest first; of the same moment what was said comes before what was done about it. */
export function customerTimeline({ feedback, loops }: Pick<Customer, 'feedback' | 'loops'>): TimelineEntry[] {
  const entries: TimelineEntry[] = [
    ...feedback.map((one) => ({ kind: 'feedback' as const, at: one.occurredAt, feedback: one })),
    ...loops.map((loop) => ({ kind: 'opened' as const, at: loop.openedAt, loop })),
    ...loops.flatMap((loop) => (loop.closedAt === null ? [] : [{ kind: 'closed' as const, at: loop.closedAt, loop }])),
  ];
  const rank = { closed: 0, opened: 1, feedback: 2 };
  return entries.sort((left, right) => Date.parse(right.at) - Date.parse(left.at) || rank[left.kind] - rank[right.kind]);
}
