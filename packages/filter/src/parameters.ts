import type { FeedbackFilter, Period } from '@heed/domain';
import * as z from 'zod';

export const periodMoments: z.ZodType<Period> = z.strictObject({ from: z.number(), to: z.number() });

/** A filter that names every kind of condition, for the examples that tests explain on the engine. */
export const exampleFilter: FeedbackFilter = {
  department: { in: ['Support', ''], notIn: ['Sales'] },
  attributes: [{ key: 'plan', in: ['pro'] }, { key: 'seats', min: 10, max: 500 }],
  theme: { in: ['a1b2c3d4e5', ''], notIn: ['f6g7h8i9j0'] },
  loop: { state: ['new', 'told'], open: true, department: { in: ['Support'] } },
  nps: { min: 0, max: 6 },
  csat: { min: 1 },
  csatScale: 5,
  ces: {},
  sentiment: { min: -1, max: 0.1 },
  text: 'late parcel',
  hasComment: true,
  anonymous: false,
  contactRequested: true,
  and: [{ channel: { in: ['Web survey'] } }],
  or: [{ region: { in: [] } }, { segment: { notIn: [] } }],
  not: { product: { in: ['Hub'] }, language: { in: ['en'] }, source: { in: ['survey:post-purchase'] } },
};
export const examplePeriod: Period = { from: Date.UTC(2026, 0, 1), to: Date.UTC(2026, 3, 1) };
export const examplePrevious: Period = { from: Date.UTC(2025, 9, 3), to: Date.UTC(2026, 0, 1) };
