import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { count, defineQuery } from './query/query.ts';
import { bind, sql } from './query/sql.ts';
import { rowsToBody } from './query/table.ts';
import type { StatementEvent } from './store.ts';
import { openTestStore } from './testing/index.ts';

const number = z.object({ n: count });
const nothing = z.strictObject({});

/** Never finds a row, so that the engine has nothing to report and does not notice by itself that nobody listens. */
const join = defineQuery({
  name: 'store.testJoin',
  params: nothing,
  row: number,
  sql: () => sql`SELECT count() AS n FROM numbers(1000000) AS left CROSS JOIN numbers(1000000) AS right WHERE left.number * right.number % 7 = 8`,
  examples: [],
});
const nap = defineQuery({
  name: 'store.testNap',
  params: nothing,
  row: number,
  sql: () => sql`SELECT sum(sleepEachRow(0.01)) AS n FROM numbers(100000)`,
  examples: [],
  settings: { max_block_size: 100, function_sleep_max_microseconds_per_block: 0 },
});
const running = defineQuery({
  name: 'store.testRunning',
  params: z.strictObject({ database: z.string() }),
  row: number,
  sql: ({ database }) => sql`SELECT count() AS n FROM system.processes WHERE current_database = ${bind('String', database)} AND (query LIKE '%CROSS JOIN%' OR query LIKE '%sleepEachRow%') AND query NOT LIKE '%system.processes%'`,
  examples: [],
});
/** Even numbers from `least` up. (A bare count() is answered from the key alone, without reading.) */
const above = defineQuery({
  name: 'store.testAbove',
  params: z.strictObject({ least: z.number() }),
  row: number,
  sql: ({ least }) => sql`SELECT countIf(value % 2 = 0) AS n FROM hundred WHERE value >= ${bind('UInt32', least)}`,
  examples: [],
});

/** The goal is two seconds, and it takes half a second at most; a busy machine is allowed more. */
const SOON_MS = 5_000;
const codeOf = (error: unknown): unknown => (error as { code?: unknown }).code;

describe('a question to the engine', () => {
  let store: Awaited<ReturnType<typeof openTestStore>>;
  beforeAll(async () => {
    store = await openTestStore();
    await store.command('CREATE TABLE hundred (value UInt32) ENGINE = MergeTree ORDER BY value SETTINGS index_granularity = 10');
    await store.insert({ name: 'hundred', columns: ['value'] }, rowsToBody(Array.from({ length: 100 }, (_, n) => [n])));
  });
  afterAll(() => store.drop());

  /** Waits until so many slow questions run in the engine; how long that took, in milliseconds. */
  async function until(wanted: number): Promise<number> {
    const start = performance.now();
    for (;;) {
      const [row] = await store.read(running, { database: store.database });
      if (row?.n === wanted) return performance.now() - start;
      if (performance.now() - start > 10_000) throw new Error(`${row?.n} questions run after 10 s, not ${wanted}`);
      await sleep(10);
    }
  }

  test.each([join, nap])('whose asker leaves is gone from the engine soon: $name', async (query) => {
    const asker = new AbortController();
    const outcome = store.read(query, {}, { signal: asker.signal }).catch(codeOf);
    await until(1);
    asker.abort();
    expect(await until(0)).toBeLessThan(SOON_MS);
    expect(await outcome).toBe('UNAVAILABLE');
  });

  test.each([join, nap])('past its time is QUERY_TOO_COMPLEX and gone from the engine: $name', async (query) => {
    const start = performance.now();
    const asker = new AbortController();
    await expect(store.read(query, {}, { maxSeconds: 1, signal: asker.signal })).rejects.toMatchObject({ code: 'QUERY_TOO_COMPLEX', message: expect.stringContaining('shorter period') as string });
    expect(performance.now() - start).toBeLessThan(8_000);
    expect(await until(0)).toBeLessThan(SOON_MS);
  });

  test('is not even sent when its asker has left before', async () => {
    await expect(store.read(join, {}, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(await until(0)).toBeLessThan(SOON_MS);
  });

  test('that is slow does not keep others, nor writes, from being answered', async () => {
    const asker = new AbortController();
    const slow = Array.from({ length: 20 }, () => store.read(nap, {}, { signal: asker.signal }).catch(codeOf));
    await until(16);
    await store.insert({ name: 'hundred', columns: ['value'] }, rowsToBody([[1_000_000]]));
    expect(await store.read(above, { least: 1_000_000 })).toEqual([{ n: 1 }]);
    expect(await store.isReady()).toBe(true);
    asker.abort();
    expect(new Set(await Promise.all(slow))).toEqual(new Set(['UNAVAILABLE']));
    expect(await until(0)).toBeLessThan(SOON_MS);
  });

  test('cannot write, whatever it says', async () => {
    const write = { ...above, sql: () => sql`TRUNCATE TABLE hundred` };
    await expect(store.read(write, { least: 0 })).rejects.toBeDefined();
    expect(await store.read(above, { least: 0 })).not.toEqual([{ n: 0 }]);
  });

  test('tells how many rows the engine read, and estimates them without reading', async () => {
    const events: StatementEvent[] = [];
    // 50 to 98 are 25 even numbers, and a million is another. 50 to 99 stand in the last five of ten granules of ten rows,
    // the million in a part of its own; the granule before may end with 50 for all that the key says.
    expect(await store.read(above, { least: 50 }, { onStatement: (event) => events.push(event) })).toEqual([{ n: 26 }]);
    expect(events).toMatchObject([{ name: 'store.testAbove', ok: true }]);
    expect(events[0]?.rowsRead).toBeGreaterThanOrEqual(51);
    expect(events[0]?.rowsRead).toBeLessThanOrEqual(61);
    expect(await store.estimate(above, { least: 90 })).toBeLessThanOrEqual(21);
    expect(await store.estimate(above, { least: 0 })).toBeGreaterThanOrEqual(100);
    expect(await store.estimate(join, {})).toBe(0);
  });
});
