import * as z from 'zod';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createStore } from './store.ts';
import { defineQuery } from './query/query.ts';
import { bind, moment, sql } from './query/sql.ts';
import { rowsToBody } from './query/table.ts';
import { openTestStore } from './testing/index.ts';

const echo = defineQuery({
  name: 'store.testEcho',
  params: z.strictObject({ text: z.string(), at: z.number() }),
  row: z.object({ text: z.string(), at: z.number() }),
  sql: ({ text, at }) => sql`SELECT ${bind('String', text)} AS text, toFloat64(toUnixTimestamp64Milli(${moment(at)})) AS at`,
  examples: [],
});
const endless = defineQuery({
  name: 'store.testEndless',
  params: z.strictObject({}),
  row: z.object({ n: z.string() }),
  sql: () => sql`SELECT count() AS n FROM system.numbers`,
  examples: [],
  settings: { max_execution_time: 1 },
});
const broken = defineQuery({
  name: 'store.testBroken',
  params: z.strictObject({ secret: z.string() }),
  row: z.object({}),
  sql: ({ secret }) => sql`SELECT toUInt8(${bind('String', secret)})`,
  examples: [],
});

describe('the store', () => {
  let store: Awaited<ReturnType<typeof openTestStore>>;
  beforeAll(async () => {
    store = await openTestStore();
  });
  afterAll(() => store.drop());

  test('binds hostile text and milliseconds unchanged', async () => {
    const at = Date.UTC(2026, 10, 1, 1, 30, 0, 123);
    for (const text of ["'; DROP TABLE feedback; --", '\\', '{p0: String}', '\t\n\r', '%s', '🧨\u202Eabc', '`"']) {
      expect(await store.read(echo, { text, at })).toEqual([{ text, at }]);
    }
  });

  test('a repeated token writes once', async () => {
    await store.command('CREATE TABLE once (n UInt8) ENGINE = MergeTree ORDER BY n SETTINGS non_replicated_deduplication_window = 100');
    const table = { name: 'once', columns: ['n'] };
    for (let attempt = 0; attempt < 3; attempt++) await store.insert(table, rowsToBody([[attempt]]), { token: 'same' });
    const rows = await store.read({ ...echo, sql: () => sql`SELECT toString(count()) AS text, 0 AS at FROM once` }, { text: '', at: 0 });
    expect(rows[0]?.text).toBe('1');
  });

  test('a question past its time limit is QUERY_TOO_COMPLEX', async () => {
    await expect(store.read(endless, {})).rejects.toMatchObject({ code: 'QUERY_TOO_COMPLEX' });
  });

  test('an unexpected failure names the query and the engine code, and no data', async () => {
    const failure = store.read(broken, { secret: 'a very private sentence' });
    await expect(failure).rejects.toMatchObject({ name: 'StoreError', engineCode: 'CANNOT_PARSE_TEXT' });
    await expect(failure).rejects.not.toThrow(/private/);
  });

  test('a database that does not answer is UNAVAILABLE', async () => {
    const nowhere = createStore({ url: 'http://127.0.0.1:9', username: 'heed', password: 'x', database: 'heed' });
    await expect(nowhere.read(echo, { text: '', at: 0 })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(await nowhere.isReady()).toBe(false);
    await nowhere.close();
  });
});
