import { defineQuery, sql, whole, type Table } from '@heed/store';
import { openTestStore } from '@heed/store/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { removeSources } from '../remove/remove-sources.ts';
import { createCollector } from './collector.ts';
import { createTouches } from './touches.ts';

const touched = defineQuery({
  name: 'testing.touched',
  params: z.strictObject({}),
  row: z.object({ day: z.string(), touches: whole }),
  sql: () => sql`SELECT toString(day) AS day, uniqExact(touch) AS touches FROM feedback_touches GROUP BY day ORDER BY day`,
  examples: [{}],
});

let store: Awaited<ReturnType<typeof openTestStore>>;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.drop());
beforeEach(() => store.command('TRUNCATE TABLE feedback_touches'));

const DAY_1 = 20_454; // 2026-01-01
const days = async () => Object.fromEntries((await store.read(touched, {})).map(({ day, touches }) => [day, touches]));

describe('touches', () => {
  it('announce a day once in half a minute, however often it is written', async () => {
    let clock = 1_000;
    const touches = createTouches({ store, monotonic: () => clock });
    await Promise.all([touches.hold([DAY_1]), touches.hold([DAY_1, DAY_1 + 1])]);
    clock += 29_999;
    await touches.hold([DAY_1]);
    expect(await days()).toEqual({ '2026-01-01': 1, '2026-01-02': 1 });
    clock += 1;
    await touches.hold([DAY_1]);
    expect(await days()).toEqual({ '2026-01-01': 2, '2026-01-02': 1 });
  });

  it('let nobody write before the announcement is durable, and try anew when it failed', async () => {
    let failures = 1;
    const touches = createTouches({ store: { insert: (table: Table, body: string) => (failures-- > 0 ? Promise.reject(new Error('away')) : store.insert(table, body)) } });
    const [first, second] = await Promise.allSettled([touches.hold([DAY_1]), touches.hold([DAY_1])]);
    expect([first.status, second.status]).toEqual(['rejected', 'rejected']);
    await touches.hold([DAY_1]);
    expect(await days()).toEqual({ '2026-01-01': 1 });
  });

  it('stand before the feedback, also for the day that a correction leaves and in another year', async () => {
    const order: string[] = [];
    const collector = createCollector({ store: { read: store.read, insert: (table: Table, body: string, options?: { token?: string }) => (order.push(table.name), store.insert(table, body, options)) } });
    await collector.submit({ source: 'touches', externalId: '1', nps: 9, occurredAt: Date.UTC(2025, 11, 31) });
    expect(order.indexOf('feedback_touches')).toBeLessThan(order.indexOf('feedback'));
    await createCollector({ store }).submit({ source: 'touches', externalId: '1', nps: 9, occurredAt: Date.UTC(2026, 0, 1) });
    expect(await days()).toEqual({ '2025-12-31': 2, '2026-01-01': 1 });
  });

  it('are held for the days of a source while it is removed', async () => {
    await createCollector({ store }).submitBatch([{ source: 'gone:a', nps: 1, occurredAt: Date.UTC(2026, 0, 1) }, { source: 'stays', nps: 1, occurredAt: Date.UTC(2026, 0, 3) }]);
    await store.command('TRUNCATE TABLE feedback_touches');
    await removeSources(store, { prefix: 'gone:' });
    expect(await days()).toEqual({ '2026-01-01': 1 });
  });

  it('give back what the work gives, and let its failure through', async () => {
    const touches = createTouches({ store });
    expect(await touches.whileHeld([DAY_1], () => Promise.resolve(7))).toBe(7);
    await expect(touches.whileHeld([DAY_1], () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  });
});
