import { text } from 'node:stream/consumers';
import type { FeedbackFilter } from '@heed/domain';
import { insertFeedback, insertReadings, repeat, testFeedback, testReading } from '@heed/filter/testing';
import { allQueries, bind, defineQuery, defineTable, formulaSafe, formulaSafeSql, rowsToBody, sql } from '@heed/store';
import { openTestStore } from '@heed/store/testing';
import * as z from 'zod';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { countFeedback, exportFeedback, feedbackTable, type CustomerDetail, type FeedbackExportFormat } from '../index.ts';
import { newestFirst } from '../testing/slow-measure.ts';

const calendar = { now: Date.UTC(2026, 5, 1), timeZone: 'Europe/Berlin' };
const id = '6f1f3d6c-0e0f-4d9c-9d3f-0a1b2c3d4e5f';
const customerId = '00000000-0000-4000-8000-000000000001';
// Half an hour after clocks in Berlin went from 2 to 3: 01:30 in UTC is 03:30 there.
const springForward = Date.UTC(2026, 2, 29, 1, 30, 0, 123);

/** In full: every cell that a row can have, and texts that mean something to a spreadsheet, to CSV or to JSON. */
const full = testFeedback({
  id, occurredAt: springForward, externalId: '-1', department: '=1+1', channel: 'chat', product: '', region: '東亞', segment: ' ＋x', language: 'zh-TW',
  nps: 0, csat: 3, csatScale: 7, ces: 7, sentiment: -0.5, comment: '@SUM(1)\n"b"\u0000\\ 🧨', contactRequested: true, customerId, attributes: { z: '1/2', a: "'" }, flags: ['future', 'late'],
});
const customers = defineTable({ name: 'customers', columns: ['customer_id', 'version', 'deleted', 'external_id', 'name', 'email', 'phone'] });

const safe = defineQuery({
  name: 'measure.testFormulaSafe',
  params: z.strictObject({ texts: z.array(z.string()) }),
  row: z.object({ safe: z.string() }),
  sql: ({ texts }) => sql`SELECT ${formulaSafeSql(sql`text`)} AS safe FROM (SELECT arrayJoin(${bind('Array(String)', texts)}) AS text)`,
  examples: [],
});

describe('an export of feedback', () => {
  let store: Awaited<ReturnType<typeof openTestStore>>;
  beforeAll(async () => {
    store = await openTestStore();
    await store.command(`SYSTEM STOP MERGES ${store.database}.feedback`);
  });
  beforeEach(() => store.command('TRUNCATE TABLE feedback'));
  afterAll(() => store.drop());

  const file = async (format: FeedbackExportFormat, { filter = {}, customers: detail = 'key' }: { filter?: FeedbackFilter; customers?: CustomerDetail } = {}): Promise<string> =>
    text(await exportFeedback(store, { filter, customers: detail, calendar, format }));
  const objects = async (options?: Parameters<typeof file>[1]): Promise<Record<string, unknown>[]> =>
    (await file('ndjson', options)).split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Record<string, unknown>);
  const cells = async (detail: CustomerDetail = 'key', filter: FeedbackFilter = {}): Promise<Record<string, unknown>[]> => {
    const { columns, rows } = await feedbackTable(store, { filter, customers: detail, calendar });
    const all: Record<string, unknown>[] = [];
    for await (const row of rows) all.push(Object.fromEntries(columns.map(({ name }, index) => [name, row[index]])));
    return all;
  };

  test('as CSV: ISO moments, empty cells for nothing, and no text that a spreadsheet would run', async () => {
    await insertFeedback(store, [full]);
    await insertReadings(store, [fullRead]);
    expect(await file('csv')).toBe(
      '"id","occurredAt","occurredAtLocal","receivedAt","source","externalId","department","channel","product","region","segment","language","nps","csat","csatScale","ces","cesScale","cesVersion","sentiment","themes","comment","anonymous","contactRequested","flags","attributes","customerId"\n' +
        `"${id}","2026-03-29T01:30:00.123Z","2026-03-29 03:30:00","2026-03-29T01:30:00.123Z","survey:test","'-1","'=1+1","chat","","東亞","' ＋x","zh-TW",0,3,7,7,7,"2.0",-0.5,"parcel, price","'@SUM(1)\n""b""\u0000\\ 🧨",false,true,"future, late","{""a"":""'"",""z"":""1/2""}","${customerId}"\n`,
    );
    for (const table of ['feedback', 'comment_readings']) await store.command(`TRUNCATE TABLE ${table}`);
    await insertFeedback(store, [testFeedback({ id, occurredAt: springForward, anonymous: true })]);
    expect((await file('csv')).split('\n')[1]).toBe(`"${id}","2026-03-29T01:30:00.123Z","2026-03-29 03:30:00","2026-03-29T01:30:00.123Z","survey:test",,"","","","","","",,,,,,,,"","",true,false,"","{}",`);
  });

  const inFull = {
    id, source: 'survey:test', externalId: '-1', department: '=1+1', channel: 'chat', product: '', region: '東亞', segment: ' ＋x', language: 'zh-TW',
    nps: 0, csat: 3, csatScale: 7, ces: 7, cesScale: 7, cesVersion: '2.0', sentiment: -0.5, comment: '@SUM(1)\n"b"\u0000\\ 🧨', anonymous: false, contactRequested: true, customerId,
  };
  // What is read of the words gives the themes, and no sentiment where the sender judged them.
  const fullRead = testReading(full, { themes: ['parcel', 'price'], sentiment: 0.9 });

  test('as NDJSON: texts unchanged, lists and maps as such', async () => {
    await insertFeedback(store, [full]);
    await insertReadings(store, [fullRead]);
    expect(await objects()).toEqual([
      { ...inFull, occurredAt: '2026-03-29T01:30:00.123Z', occurredAtLocal: '2026-03-29 03:30:00', receivedAt: '2026-03-29T01:30:00.123Z', themes: ['parcel', 'price'], flags: ['future', 'late'], attributes: { a: "'", z: '1/2' } },
    ]);
  });

  test('as a table: texts unchanged, moments as numbers', async () => {
    await insertFeedback(store, [full]);
    await insertReadings(store, [fullRead]);
    expect(await cells()).toEqual([
      { ...inFull, occurredAt: springForward, occurredAtLocal: Date.UTC(2026, 2, 29, 3, 30, 0, 123), receivedAt: springForward, themes: 'parcel, price', flags: 'future, late', attributes: '{"a":"\'","z":"1/2"}' },
    ]);
  });

  test('has what lists and numbers have: corrections, no erased rows, nothing of employees, the filter as it is stored', async () => {
    await insertFeedback(store, [full, testFeedback({ comment: 'first' }), testFeedback({ enps: 2, comment: 'my boss' })]);
    const [one] = await objects({ filter: { text: 'first' } });
    await insertFeedback(store, [testFeedback({ id: String(one?.id), version: 2, comment: 'second' }), testFeedback({ id, occurredAt: springForward, version: 2, deleted: true }), testFeedback({ department: '=1+1' })]);
    expect((await objects()).map(({ comment }) => comment).sort()).toEqual(['', 'second']);
    expect(await countFeedback(store, { filter: {}, calendar })).toBe(2);
    expect(await file('csv')).not.toMatch(/enps|boss/i);
    // What is shown with an apostrophe is still found by what it is.
    const filter: FeedbackFilter = { department: { in: ['=1+1'] }, period: { last: { count: 1, unit: 'year' } } };
    expect((await file('csv', { filter })).split('\n')).toHaveLength(3);
    await expect(file('csv', { filter: { period: { from: 'x', to: 'y' } } })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  test('stands in the order of its days and ids, through years and parts, with and without customers', async () => {
    const years = [2023, 2024, 2025, 2026];
    for (let part = 0; part < 3; part++) {
      await insertFeedback(store, years.flatMap((year) => Array.from({ length: 1_000 }, (_, index) => testFeedback({ occurredAt: Date.UTC(year, part + (index % 5), 1 + (index % 28)), customerId }))));
    }
    const rows = await cells('none');
    expect(rows).toHaveLength(12_000);
    const day = (row: Record<string, unknown>): number => Math.floor(Number(row.occurredAt) / 86_400_000);
    const expected = rows.toSorted((a, b) => day(a) - day(b) || newestFirst(testFeedback({ id: String(b.id) }), testFeedback({ id: String(a.id) })));
    expect(rows.map((row) => row.id)).toEqual(expected.map((row) => row.id));
    expect((await cells('person')).map((row) => row.id)).toEqual(expected.map((row) => row.id));
    // Where there are more customers than feedback the engine would rather turn the join around.
    await store.command('INSERT INTO customers (customer_id, version, deleted) SELECT generateUUIDv4(number), 1, 0 FROM system.numbers LIMIT 100000');
    const filter: FeedbackFilter = { period: { from: '2026-01-01', to: '2027-01-01' } };
    const thisYear = (await cells('none', filter)).map((row) => row.id);
    expect(thisYear).toHaveLength(3_000);
    expect((await cells('person', filter)).map((row) => row.id)).toEqual(thisYear);
    await store.command('TRUNCATE TABLE customers');
  });

  test('names customers only as far as it was asked to', async () => {
    const erased = '00000000-0000-4000-8000-000000000002';
    await store.insert(customers, rowsToBody([[customerId, 1, 0, 'c-1', '=Ann', 'ann@example.com', '+48 1'], [erased, 1, 0, 'c-2', 'Bob', 'bob@example.com', ''], [erased, 2, 1, '', '', '', '']]));
    await insertFeedback(store, [full, testFeedback({ customerId: erased }), testFeedback({})]);
    const named = (row: Record<string, unknown>): unknown => Object.fromEntries(Object.entries(row).filter(([key]) => key.startsWith('customer')));
    expect((await objects({ customers: 'none' })).map(named)).toEqual([{}, {}, {}]);
    expect(new Set((await objects()).map((row) => JSON.stringify(named(row))))).toEqual(new Set([{ customerId }, { customerId: erased }, { customerId: null }].map((row) => JSON.stringify(row))));
    expect((await objects({ customers: 'person', filter: { department: { in: ['=1+1'] } } })).map(named)).toEqual([
      { customerId, customerExternalId: 'c-1', customerName: '=Ann', customerEmail: 'ann@example.com', customerPhone: '+48 1' },
    ]);
    const csv = await file('csv', { customers: 'person' });
    expect(csv).toContain(`"${customerId}","c-1","'=Ann","ann@example.com","'+48 1"\n`);
    expect(csv).not.toContain('Bob');
  });

  test('is never sorted as a whole: the engine reads it in its order', async () => {
    // Two parts within the period of the examples, or there would be nothing to read.
    for (const month of [1, 2]) {
      const rows = repeat(10, { occurredAt: Date.UTC(2026, month, 1) });
      await insertFeedback(store, rows);
      await insertReadings(store, rows.map((row) => testReading(row)));
    }
    const exports = allQueries().filter(({ name }) => name.startsWith('measure.feedbackExport'));
    expect(exports).toHaveLength(2);
    for (const question of exports) {
      for (const { filter: { theme: _theme, loop: _loop, sentiment: _sentiment, ...filter }, ...rest } of question.examples as unknown as { filter: FeedbackFilter }[]) {
        // Nothing was read here and nobody opened a loop: with those conditions the engine finds out beforehand that no row can match.
        const example = { ...rest, filter } as never;
        const explained = { ...question, row: z.object({ explain: z.string() }), sql: (params: never) => sql`EXPLAIN PIPELINE ${question.sql(params)}` };
        const plan = (await store.read(explained, example)).map(({ explain }) => explain).join('\n');
        expect(plan).toMatch(/InOrder/);
        expect(plan).not.toMatch(/MergeSortingTransform|PartialSortingTransform/);
      }
    }
  });

  test('takes the same texts for formulas in the engine as in JavaScript', async () => {
    const before = ['', ' ', '\u00a0\u3000', '"', "'", '\u200b\ufeff', '\u202e', '\u0000', 'a', '('];
    const begin = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n', '1', 'é', '−', ''];
    const texts = before.flatMap((left) => begin.map((right) => `${left}${right}1+1`));
    const safer = (await store.read(safe, { texts })).map((row) => row.safe);
    expect(safer).toEqual(texts.map(formulaSafe));
    // The eight signs behind each of the eight harmless beginnings, and tab and line ends, which are control characters
    // without a sign behind them, only at the very start.
    expect(texts.filter((given, index) => safer[index] !== given)).toHaveLength(8 * 8 + 3);
    expect(safer.filter((given, index) => given !== texts[index]).every((given) => given.startsWith("'"))).toBe(true);
  });
});
