import { expect, it } from 'vitest';
import { customerTimeline } from './customer-timeline.ts';

it('is newest first, and what was said stands below what was done about it at the same moment', () => {
  const feedback = (id: string, occurredAt: string) => ({ id, occurredAt }) as never;
  const loop = (id: string, openedAt: string, closedAt: string | null) => ({ id, openedAt, closedAt }) as never;
  const found = customerTimeline({ feedback: [feedback('f1', '2026-01-01T10:00:00Z'), feedback('f2', '2026-02-01T10:00:00Z')], loops: [loop('l1', '2026-01-01T10:00:00Z', '2026-01-05T10:00:00Z'), loop('l2', '2026-02-01T12:00:00Z', null)] });
  expect(found.map((entry) => [entry.kind, entry.kind === 'feedback' ? entry.feedback.id : entry.loop.id])).toEqual([['opened', 'l2'], ['feedback', 'f2'], ['closed', 'l1'], ['opened', 'l1'], ['feedback', 'f1']]);
});
