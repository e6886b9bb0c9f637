import type { FeedbackFilter } from '@heed/domain';
import { expect, test } from 'vitest';
import type { Context } from '../graphql/context.ts';
import type { Change } from './hub.ts';
import { feedbackView, loopView } from './watched.ts';

const DAY = 86_400_000;
const now = Date.UTC(2026, 4, 15, 12);
// All that a view asks before it is computed.
const context = { heed: { calendar: () => ({ now, timeZone: 'UTC' }) } } as unknown as Context;

const compute = () => Promise.resolve({});
const loops: Change = { kind: 'loops', ids: new Set(['a']), departments: new Set(['Sales']) };
const readings = (daysAgo: number): Change => ({ kind: 'readings', occurred: { from: now - daysAgo * DAY, to: now - daysAgo * DAY + 1 } });
const touched = (filter: FeedbackFilter, change: Change, shown: { readings?: boolean; compares?: boolean } = {}): boolean =>
  feedbackView(context, { field: 'test', filter, args: null, compute, ...shown }).touchedBy(change);

test('a view of feedback follows readings where it shows them or its filter asks for them, and in its own periods only', () => {
  const period = { last: { count: 7, unit: 'day' as const } };
  expect(touched({ period }, readings(1))).toBe(false);
  expect(touched({ period }, readings(1), { readings: true })).toBe(true);
  expect(touched({ period, theme: { in: ['a'] } }, readings(1))).toBe(true);
  expect(touched({ period, or: [{ not: { sentiment: { max: 0 } } }] }, readings(1))).toBe(true);
  expect(touched({ period, theme: { in: ['a'] } }, readings(10))).toBe(false);
  expect(touched({ period, theme: { in: ['a'] } }, readings(10), { compares: true })).toBe(true);
  expect(touched({ theme: { in: ['a'] } }, readings(1_000))).toBe(true);
});

test('a view of feedback follows loops only where its filter asks for them', () => {
  expect(touched({}, loops)).toBe(false);
  expect(touched({ and: [{ not: { loop: {} } }] }, loops)).toBe(true);
});

test('a view of loops follows readings, and all loops, as its conditions on feedback do', () => {
  const view = (feedback?: FeedbackFilter) => loopView({ field: 'test', filter: { department: { in: ['Support'] }, feedback }, args: null, compute });
  expect(view().touchedBy(readings(1))).toBe(false);
  expect(view({ nps: { max: 6 } }).touchedBy(readings(1))).toBe(false);
  expect(view({ theme: { in: ['a'] } }).touchedBy(readings(1))).toBe(true);
  expect(view({ theme: { in: ['a'] } }).touchedBy(loops)).toBe(false);
  expect(view({ loop: { open: true } }).touchedBy(loops)).toBe(true);
});
