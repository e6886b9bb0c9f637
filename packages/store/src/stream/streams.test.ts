import type { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { count, defineExport, defineQuery } from '../query/query.ts';
import { bind, sql } from '../query/sql.ts';
import { createStore } from '../store.ts';
import { openTestStore } from '../testing/index.ts';

const HOSTILE = '"\'\\,;\n\r\n\t= \u202E\u{1F468} __exception__';

/** Numbers from 0 with a text, and a failure at the number `failAt`. */
const numbers = defineExport({
  name: 'store.testNumbers',
  params: z.strictObject({ rows: z.number(), failAt: z.number(), label: z.string() }),
  sql: ({ rows, failAt, label }) => sql`
    SELECT number AS n, ${bind('String', label)} AS label, throwIf(number = ${bind('UInt64', failAt)}) AS failed
    FROM system.numbers LIMIT ${bind('UInt64', rows)}`,
  examples: [],
});
/** Finds nothing for a very long time. */
const silent = defineExport({
  name: 'store.testSilent',
  params: z.strictObject({}),
  sql: () => sql`SELECT number FROM system.numbers WHERE sipHash64(number) = 0`,
  examples: [],
});
const short = defineExport({ ...numbers, name: 'store.testShort', settings: { max_execution_time: 1 } });
const types = defineExport({
  name: 'store.testTypes',
  params: z.strictObject({}),
  sql: () => sql`SELECT toNullable(7) AS number, CAST(NULL, 'Nullable(UInt8)') AS nothing, true AS flag, fromUnixTimestamp64Milli(1767225600123, 'UTC') AS at, 'a/b' AS words, toUInt64(9007199254740993) AS big`,
  examples: [],
});
/** What the engine is working on for this test's database, and how many rows of it it has read. */
const running = defineQuery({
  name: 'store.testRunning',
  params: z.strictObject({}),
  row: z.object({ n: count, rows: count }),
  sql: () => sql`SELECT count() AS n, sum(read_rows) AS rows FROM system.processes WHERE current_database = currentDatabase() AND query NOT LIKE '%system.processes%'`,
  examples: [],
});

describe('streams', () => {
  let store: Awaited<ReturnType<typeof openTestStore>>;
  beforeAll(async () => {
    store = await openTestStore();
  });
  afterAll(() => store.drop());

  test('hold types and texts as each format writes them', async () => {
    const read = async (format: 'CSVWithNames' | 'JSONEachRow' | 'JSONCompactEachRow'): Promise<string> => text(await store.stream(types, {}, { format }));
    expect(await read('CSVWithNames')).toBe('"number","nothing","flag","at","words","big"\n7,,true,"2026-01-01T00:00:00.123Z","a/b",9007199254740993\n');
    expect(await read('JSONEachRow')).toBe('{"number":7,"nothing":null,"flag":true,"at":"2026-01-01T00:00:00.123Z","words":"a/b","big":9007199254740993}\n');
    const parquet = await buffer(await store.stream(types, {}, { format: 'Parquet' }));
    expect([parquet.subarray(0, 4).toString(), parquet.subarray(-4).toString()]).toEqual(['PAR1', 'PAR1']);
  });

  test('give rows as they come, texts unchanged', async () => {
    let sum = 0;
    let rows = 0;
    for await (const [n, label] of await store.streamRows(numbers, { rows: 50_000, failAt: 50_000, label: HOSTILE })) {
      if (label !== HOSTILE) throw new Error('a text has changed');
      sum += Number(n);
      rows++;
    }
    // 0 + 1 + … + 49,999 = 50,000 × 49,999 / 2.
    expect({ rows, sum }).toEqual({ rows: 50_000, sum: 1_249_975_000 });
  });

  test('that fail in the middle never end as though they were whole', async () => {
    const answer = await store.stream(numbers, { rows: 10_000_000, failAt: 3_000_000, label: 'a very private sentence' }, { format: 'JSONEachRow' });
    let read = 0;
    let last = '';
    const reading = (async () => {
      for await (const part of answer as AsyncIterable<Buffer>) {
        read += part.length;
        last = part.toString();
      }
    })();
    await expect(reading).rejects.toMatchObject({ name: 'StoreError', engineCode: 'FUNCTION_THROW_IF_VALUE_IS_NON_ZERO' });
    expect(read).toBeGreaterThan(1_000_000);
    expect(last).not.toContain('exception');
  });

  test('that fail before the first byte are refused, without data', async () => {
    const failure = store.stream(numbers, { rows: 10, failAt: 3, label: 'a very private sentence' }, { format: 'CSVWithNames' });
    await expect(failure).rejects.toMatchObject({ name: 'StoreError', engineCode: 'FUNCTION_THROW_IF_VALUE_IS_NON_ZERO' });
    await expect(failure).rejects.not.toThrow(/private/);
    const nowhere = createStore({ url: 'http://127.0.0.1:9', username: 'heed', password: 'x', database: 'heed' });
    await expect(nowhere.stream(types, {}, { format: 'Parquet' })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await nowhere.close();
  });

  test('that pass their time limit are QUERY_TOO_COMPLEX', async () => {
    const answer = await store.stream(short, { rows: 1e12, failAt: 1e12, label: '' }, { format: 'CSVWithNames' });
    await expect(text(answer)).rejects.toMatchObject({ code: 'QUERY_TOO_COMPLEX' });
  });

  test('wait for their reader, and the engine with them', async () => {
    const answer = await store.stream(numbers, { rows: 1e12, failAt: 1e12, label: 'x'.repeat(1_000) }, { format: 'CSVWithNames' });
    await expect.poll(async () => (await store.read(running, {}))[0]?.n).toBe(1);
    await sleep(500);
    const before = (await store.read(running, {}))[0]?.rows;
    await sleep(500);
    expect((await store.read(running, {}))[0]?.rows).toBe(before);
    expect(answer.readableLength).toBeLessThan(1_000_000);
    answer.destroy();
    await gone();
  });

  /** Waits until the engine works on nothing of this test any more. */
  async function gone(): Promise<void> {
    await expect.poll(async () => (await store.read(running, {}))[0]?.n, { timeout: 5_000 }).toBe(0);
  }

  const leaving: [string, (answer: Readable) => Promise<void> | void][] = [
    ['destroys it', (answer) => void answer.destroy()],
    [
      'stops reading it',
      async (answer) => {
        for await (const part of answer) if (part) break;
      },
    ],
  ];
  test.each(leaving)('end in the engine when a reader %s', async (_name, leave) => {
    const answer = await store.stream(numbers, { rows: 1e12, failAt: 1e12, label: '' }, { format: 'CSVWithNames' });
    expect((await store.read(running, {}))[0]?.n).toBe(1);
    await leave(answer);
    await gone();
  });

  test('end in the engine when they are given up before their first byte', async () => {
    const given = new AbortController();
    const answer = store.stream(silent, {}, { format: 'CSVWithNames', signal: given.signal });
    await expect.poll(async () => (await store.read(running, {}))[0]?.n).toBe(1);
    given.abort();
    await expect(answer).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await gone();
  });

  test('end in the engine when they are given up later', async () => {
    const given = new AbortController();
    const answer = await store.stream(numbers, { rows: 1e12, failAt: 1e12, label: '' }, { format: 'CSVWithNames', signal: given.signal });
    given.abort();
    await expect(text(answer)).rejects.toMatchObject({ name: 'AbortError' });
    await gone();
  });

  test('a short question that is given up ends in the engine too', async () => {
    const given = new AbortController();
    const answer = store.read({ ...silent, row: z.unknown() }, {}, { signal: given.signal });
    await expect.poll(async () => (await store.read(running, {}))[0]?.n).toBe(1);
    given.abort();
    await expect(answer).rejects.toBeDefined();
    await gone();
  });
});
