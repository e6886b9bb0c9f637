import { openTestStore } from '@heed/store/testing';
import { connectDriver, type Driver } from '@heed/store/testing/driver';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { countQueues, measureDepartments, updateLoopViews } from '../index.ts';
import { halfSince2000, insertLoops, testLeg, testLoop } from '../testing/loop-rows.ts';

const HOUR = 3_600_000;

describe('the view of loops for SQL', () => {
  let store: Awaited<ReturnType<typeof openTestStore>>;
  let driver: Driver;
  beforeAll(async () => {
    store = await openTestStore();
    driver = connectDriver({ ...inject('engine'), database: store.database });
    await store.command(`SYSTEM STOP MERGES ${store.database}.loops`);
  });
  beforeEach(async () => {
    await store.command('TRUNCATE TABLE loops');
    await updateLoopViews(store);
  });
  afterAll(async () => {
    await driver.close();
    await store.drop();
  });
  const numbers = { output_format_json_quote_64bit_integers: 0 } as const;

  test('says what the answers say, as of the question', async () => {
    const now = Date.now();
    const openedAt = now - 100 * HOUR;
    const running = testLoop({ openedAt, department: 'Sales', due: { close: { riskAt: now - HOUR, dueAt: now + HOUR } } });
    await insertLoops(store, [
      running,
      testLoop({ openedAt, due: { contact: { riskAt: now - 2 * HOUR, dueAt: now - HOUR }, close: { riskAt: now - 2 * HOUR, dueAt: now - HOUR } } }),
      testLoop({ openedAt, closedAt: openedAt + 10 * HOUR, acknowledgedAt: openedAt + HOUR, met: { close: true } }),
      testLoop({ openedAt, closedAt: openedAt + 30 * HOUR, met: { close: false } }),
      testLoop({ openedAt, state: 'merged' }),
    ]);
    await insertLoops(store, [{ ...running, revision: 2, owner: 'ann' }]);
    const calendar = { now, timeZone: 'UTC' };
    const { total } = await measureDepartments(store, { filter: {}, calendar, workedSince2000: () => halfSince2000(now), settingsVersion: 1, clock: 'calendar' });
    const queues = await countQueues(store, { filter: {}, person: null, calendar });
    const [row] = await driver.rows(
      'SELECT count() AS opened, countIf(open) AS opens, countIf(at_risk) AS risk, countIf(breached) AS late, countIf(close_met) AS met, countIf(close_met IS NOT NULL) AS decided, medianExact(to_close_s) AS median, countIf(to_acknowledge_s = 3600) AS hour FROM heed_loops',
      numbers,
    );
    const within = total.figures.rates.find(({ name }) => name === 'within_target')!;
    expect(row).toEqual({ opened: total.figures.opened, opens: queues.open, risk: queues.atRisk, late: queues.breached, met: within.hits, decided: within.n, median: 30 * 3_600, hour: 1 });
    expect(total.figures).toMatchObject({ opened: 4, open: 2, atRisk: 1, breached: 1 });
    expect(await driver.rows("SELECT owner, toUInt8(age_s > 359999 AND age_s < 400000) AS aged FROM heed_loops WHERE department = 'Sales'")).toEqual([{ owner: 'ann', aged: 1 }]);
  });

  test('shows legs, and nothing that leads to a customer', async () => {
    const openedAt = Date.UTC(2026, 0, 1);
    await insertLoops(store, [testLoop({ openedAt, closedAt: openedAt + 5 * HOUR, customerId: crypto.randomUUID(), externalId: 'x', legs: [testLeg({ department: 'A', from: openedAt, to: openedAt + 2 * HOUR, waiting: HOUR }), testLeg({ department: 'B', from: openedAt + 2 * HOUR, to: openedAt + 5 * HOUR })] })]);
    expect(await driver.rows('SELECT leg, held / 3600 AS held, waiting / 3600 AS waiting FROM heed_loops ARRAY JOIN leg_departments AS leg, leg_s AS held, leg_waiting_s AS waiting')).toEqual([{ leg: 'A', held: 1, waiting: 1 }, { leg: 'B', held: 3, waiting: 0 }]);
    const columns = await driver.rows<{ name: string; comment: string }>("SELECT name, comment FROM system.columns WHERE database = currentDatabase() AND table = 'heed_loops'");
    expect(columns.map(({ name }) => name).filter((name) => /customer|external|watchers|revision|deleted/.test(name))).toEqual([]);
    expect(columns.filter(({ comment }) => comment.length < 5)).toEqual([]);
  });

  test('explains itself with an example that works, and is written once', async () => {
    const openedAt = Date.now() - 10 * HOUR;
    await insertLoops(store, [testLoop({ openedAt, closedAt: openedAt + 2 * HOUR }), testLoop({ openedAt })]);
    const [view] = await driver.rows<{ example: string }>("SELECT extract(comment, 'Example, [^:]+: ([^\\n]+)') AS example FROM system.tables WHERE database = currentDatabase() AND name = 'heed_loops'");
    expect(await driver.rows(view!.example, numbers)).toEqual([{ department: 'Support', opened: 2, closed: 1, closed_only_median_h: 2, late: 0 }]);
    expect(await updateLoopViews(store)).toEqual([]);
  });

  test('is what clickhouse/views-loops.sql shows', async () => {
    const rows = await driver.rows<{ definition: string }>(`SELECT formatQuery(replaceAll(create_table_query, concat(currentDatabase(), '.'), '')) AS definition FROM system.tables WHERE database = currentDatabase() AND engine = 'View' ORDER BY name`);
    const text = rows.map(({ definition }) => `${definition.replace(/^DEFINER = \S+ /m, 'DEFINER = CURRENT_USER ').replace(/\\n\(definition [0-9a-f]+\)/, '')};`).join('\n\n');
    await expect(`-- Generated from packages/loops/src/views: Heed creates this at its start. Do not edit; a test compares it with the engine.\n\n${text}\n`).toMatchFileSnapshot('../../../../clickhouse/views-loops.sql');
  });
});
