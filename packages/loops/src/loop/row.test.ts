import { defineQuery, defineTable, rowsToBody, sql } from '@heed/store';
import { openTestStore } from '@heed/store/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createClocks } from '../clock/clocks.ts';
import { LOOP_COLUMNS, loopRow } from './row.ts';
import { HOUR, MINUTE, testLoop, testSettings } from './testing.ts';

const settings = testSettings();
const clocks = createClocks(settings);
/** Monday, ten o'clock in Berlin. */
const T = Date.parse('2026-11-16T09:00:00Z');

const ID = '0198c0de-0000-7000-8000-000000000001';
const FEEDBACK = '0198c0de-0000-7000-8000-0000000000f1';
const CUSTOMER = '0198c0de-0000-7000-8000-0000000000c1';

function worked() {
  const loop = testLoop(T, { owner: 'anna', watchers: ['dana'], feedbackId: FEEDBACK, customerId: CUSTOMER });
  loop.act(T + 30 * MINUTE, { do: 'acknowledge' });
  loop.act(T + 2 * HOUR, { do: 'hand_over', department: 'Product', note: '' });
  loop.act(T + 3 * HOUR, { do: 'wait', note: '' });
  loop.act(T + 5 * HOUR, { do: 'resume' });
  return loop;
}
const named = (row: readonly unknown[]): Record<string, unknown> => Object.fromEntries(LOOP_COLUMNS.map((column, index) => [column, row[index]]));

describe('the row of a loop', () => {
  test('while it is open', () => {
    const { state } = worked();
    const row = named(loopRow(state, { settings, clocks }));
    expect(row).toMatchObject({
      loop_id: ID, revision: String(5n * 2n ** 32n + 7n), deleted: 0, version: 8, position: 5, state: 'acknowledged', opened_at: T, opened_by: 'rule', rule: 'Detractors',
      feedback_id: FEEDBACK, feedback_ids: [FEEDBACK], customer_id: CUSTOMER, band: 'detractor', contact_requested: true, anonymous: false,
      first_department: 'Support', department: 'Product', priority: 'normal', owner: '', watchers: ['dana'], outcome: '', recovery: '',
      acknowledged_at: T + 30 * MINUTE, contacted_at: null, waiting_since: null, changed_at: T + 5 * HOUR,
      to_acknowledge: 30 * MINUTE, to_acknowledge_working: 30 * MINUTE, to_contact: null, to_close: null, to_close_working: null,
      leg_departments: ['Support', 'Product'], leg_from: [T, T + 2 * HOUR], leg_to: [T + 2 * HOUR, T + 5 * HOUR],
      leg_ms: [2 * HOUR, HOUR], leg_working: [2 * HOUR, HOUR], leg_waiting_ms: [0, 2 * HOUR], leg_waiting_working: [0, 2 * HOUR],
      // Product's target of ten hours began at the hand-over and stood still for two.
      close_due_at: T + 14 * HOUR, close_risk_at: T + 12 * HOUR, close_met: null, acknowledge_due_at: null, acknowledge_met: null, contact_met: null,
      next_timer_at: T + 12 * HOUR, reopened: 0, escalated: 0, merged_into: null,
    });
    // What the reader adds up: the whole working time, waiting included.
    const now = T + 20 * HOUR;
    expect((row.open_working as number) + clocks.of('Product').since2000(now)).toBe(2 * HOUR + 18 * HOUR);
  });

  test('after its end', () => {
    const loop = testLoop(T);
    loop.act(T + 9 * HOUR, { do: 'close', outcome: 'not_told', reason: 'duplicate', note: '' });
    expect(named(loopRow(loop.state, { settings, clocks }))).toMatchObject({
      state: 'closed', outcome: 'not_told', not_told_reason: 'duplicate', closed_at: T + 9 * HOUR, first_closed_at: T + 9 * HOUR, feedback_id: 'feedback-1',
      to_close: 9 * HOUR, to_close_working: 7 * HOUR, open_working: 0, leg_ms: [9 * HOUR], leg_working: [7 * HOUR], leg_to: [T + 9 * HOUR],
      acknowledge_met: false, contact_met: false, close_met: true, close_due_at: null, next_timer_at: null,
    });
    const merged = testLoop(T);
    merged.append(T + HOUR, [{ type: 'merged', into: 'other' }]);
    expect(named(loopRow(merged.state, { settings, clocks }))).toMatchObject({ state: 'merged', merged_into: 'other', closed_at: null, to_close: null, open_working: 0, leg_ms: [HOUR], next_timer_at: null });
  });

  test('a target that was missed before a hand-over stays missed', () => {
    const loop = testLoop(T);
    loop.append(T + HOUR, [{ type: 'escalated', kind: 'breached', target: 'acknowledge', step: 0, to: null, due: T + HOUR }]);
    loop.act(T + 2 * HOUR, { do: 'hand_over', department: 'Product', note: '' });
    expect(named(loopRow(loop.state, { settings, clocks }))).toMatchObject({ acknowledge_met: false, acknowledge_due_at: null, escalated: 1 });
  });
});

describe('in the table', () => {
  let store: Awaited<ReturnType<typeof openTestStore>>;
  beforeAll(async () => {
    store = await openTestStore();
  });
  afterAll(() => store.drop());

  const loops = defineTable({ name: 'loops', columns: LOOP_COLUMNS });
  const readBack = defineQuery({
    name: 'test.loopRow',
    params: z.strictObject({}),
    row: z.object({ columns: z.array(z.string()), revision: z.string(), opened: z.string(), legs: z.array(z.string()), due: z.string(), waiting: z.array(z.string()), requested: z.boolean(), met: z.boolean().nullable() }),
    sql: () => sql`
      SELECT (SELECT groupArray(name) FROM (SELECT name FROM system.columns WHERE database = currentDatabase() AND table = 'loops' ORDER BY position)) AS columns,
        toString(revision) AS revision, toString(opened_at) AS opened, arrayMap(x -> toString(x), leg_to) AS legs,
        toString(close_due_at) AS due, arrayMap(x -> toString(x), leg_waiting_ms) AS waiting, contact_requested AS requested, close_met AS met
      FROM loops FINAL`,
    examples: [{}],
  });

  test('every column takes what the row has', async () => {
    await store.insert(loops, rowsToBody([loopRow(worked().state, { settings, clocks })]), { token: 'row' });
    expect(await store.read(readBack, {})).toEqual([
      {
        columns: LOOP_COLUMNS, revision: String(5n * 2n ** 32n + 7n), opened: '2026-11-16 09:00:00.000', legs: ['2026-11-16 11:00:00.000', '2026-11-16 14:00:00.000'],
        due: '2026-11-16 23:00:00.000', waiting: ['0', '7200000'], requested: true, met: null,
      },
    ]);
  });
});
