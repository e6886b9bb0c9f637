import type { Calendar } from '@heed/domain';
import { exampleFilter } from '@heed/filter';
import * as z from 'zod';
import type { LoopFilter } from './loop-filter.ts';

export const calendarSchema: z.ZodType<Calendar> = z.strictObject({ now: z.number(), timeZone: z.string() });

/** For the examples of queries, which a test explains on the engine. */
export const exampleCalendar: Calendar = { now: Date.UTC(2026, 3, 1), timeZone: 'Europe/Berlin' };

/** A filter that names every kind of condition. */
export const exampleLoopFilter: LoopFilter = {
  queue: 'at_risk',
  department: { in: ['Support', ''], notIn: ['Sales'] },
  firstDepartment: { in: ['Support'] },
  owner: { in: [''] },
  priority: ['urgent', 'high'],
  state: ['new', 'contacted'],
  rule: { in: ['Detractors'] },
  rootCause: { notIn: ['Delivery'] },
  action: { in: [] },
  channel: { in: ['chat'] },
  product: { in: ['Hub'] },
  region: { in: ['North'] },
  segment: { in: ['Enterprise'] },
  source: { in: ['survey:post-purchase'] },
  language: { in: ['de'] },
  band: ['detractor'],
  watcher: 'ann',
  customer: '00000000-0000-4000-8000-000000000001',
  heldBy: { in: ['Support'], notIn: ['Sales'] },
  opened: { last: { count: 28, unit: 'day' } },
  closed: { toDate: 'month' },
  text: 'late parcel',
  feedback: { ...exampleFilter, period: { from: '2026-01-01', to: '2026-04-01' } },
  scope: ['Support'],
};
