import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Origin, Recovery } from '../loop/event.ts';
import { openMailWorld, T0, type MailWorld } from '../mail/testing/mail-world.ts';
import { findRecoveries } from './recoveries.query.ts';

const HOUR = 3_600_000;
/** The week before is that from Monday the 9th to Sunday the 15th. */
const WEDNESDAY = { now: Date.UTC(2026, 10, 18, 12), timeZone: 'UTC' };
const LAST_WEEK = { last: { count: 1, unit: 'week', complete: true } } as const;

let world: MailWorld;
beforeAll(async () => {
  world = await openMailWorld();
});
afterAll(() => world.drop());

/** A loop that was closed after some hours, and what the customer answered when asked again. */
async function answered(origin: Partial<Origin>, { hours, at, score, scale, recovery = 'recovered' }: { hours: number; at: number; score: number; scale: number; recovery?: Recovery }): Promise<string> {
  world.clock.now = T0;
  const id = await world.open(null, origin);
  world.clock.now = T0 + hours * HOUR;
  await world.close(id);
  world.clock.now = at;
  await world.loops.transact({ loops: [id], decide: ({ append }) => append(id, [{ type: 'answered', score, scale, recovery, actor: 'system', by: '' }]) });
  return id;
}
const unhappy = (value: number): Partial<Origin> => ({ band: 'detractor', score: { metric: 'nps', value, scale: 10 } });
const find = (filter: Parameters<typeof findRecoveries>[1]['filter'] = {}) => findRecoveries(world.store, { filter, answered: LAST_WEEK, calendar: WEDNESDAY });

test('the largest gain by its share of the scale comes first, of equals the one that took less time; nobody else is there', async () => {
  const monday = Date.UTC(2026, 10, 9);
  const sunday = Date.UTC(2026, 10, 15, 23, 59, 59, 999);
  const slow = await answered(unhappy(2), { hours: 5, at: monday, score: 9, scale: 10 });
  const fast = await answered(unhappy(2), { hours: 3, at: sunday, score: 9, scale: 10 });
  // 3 of 4 steps are more than 7 of 10.
  const satisfied = await answered({ band: 'detractor', score: { metric: 'csat', value: 1, scale: 5 } }, { hours: 9, at: monday, score: 4, scale: 5 });
  // Asked so that 5 is hard; asked again, 5 is easy: from the one end to the other.
  const easy = await answered({ band: 'detractor', score: { metric: 'ces', value: 5, scale: 5 } }, { hours: 40, at: monday, score: 5, scale: 5 });
  await answered(unhappy(0), { hours: 1, at: monday - 1, score: 10, scale: 10 });
  await answered(unhappy(0), { hours: 1, at: sunday + 1, score: 10, scale: 10 });
  await answered(unhappy(3), { hours: 1, at: monday, score: 5, scale: 10, recovery: 'unchanged' });
  await answered({ band: '', score: null }, { hours: 1, at: monday, score: 5, scale: 5 });

  const found = await find();
  expect(found.map(({ loopId }) => loopId)).toEqual([easy, satisfied, fast, slow]);
  expect(found[0]).toEqual({ loopId: easy, question: 'ces', lowest: 1, scale: 5, before: 1, after: 5, answeredAt: monday, toClose: 40 * HOUR });
  expect(found[2]).toMatchObject({ before: 2, after: 9, lowest: 0, scale: 10, answeredAt: sunday, toClose: 3 * HOUR });
  expect(await find({ scope: ['Sales'] })).toEqual([]);
  expect(await find({ department: { in: ['Support'] }, scope: ['Support'] })).toHaveLength(4);
});
