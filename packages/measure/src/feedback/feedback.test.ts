import type { FeedbackFilter } from '@heed/domain';
import { insertFeedback, repeat, testFeedback } from '@heed/filter/testing';
import { defineTable, rowsToBody } from '@heed/store';
import { openTestStore } from '@heed/store/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { attributeKeys, attributeValues, countFeedback, dimensionValues, feedbackById, feedbackByIds, feedbackOfCustomer, findCustomers, listFeedback, measureScore } from '../index.ts';

const calendar = { now: Date.UTC(2026, 5, 1), timeZone: 'UTC' };
const noon = Date.UTC(2026, 4, 15, 12);
const id = '6f1f3d6c-0e0f-4d9c-9d3f-0a1b2c3d4e5f';

describe('the feedback behind the numbers', () => {
  let store: Awaited<ReturnType<typeof openTestStore>>;
  beforeAll(async () => {
    store = await openTestStore();
    await store.command(`SYSTEM STOP MERGES ${store.database}.feedback`);
  });
  beforeEach(() => store.command('TRUNCATE TABLE feedback'));
  afterAll(() => store.drop());

  const list = async (first: number, after?: string) => listFeedback(store, { filter: {}, first, after, calendar });

  test('a row in full, and a row with nothing', async () => {
    const customerId = '00000000-0000-4000-8000-000000000001';
    await insertFeedback(store, [
      testFeedback({
        id, occurredAt: noon + 123, externalId: 'x1', department: 'Support', channel: 'chat', product: 'Hub', region: '東亞', segment: 'Consumer', language: 'zh-TW',
        nps: 0, csat: 3, csatScale: 7, ces: 7, sentiment: -0.3, comment: 'a\n"b"\u0000\\ 🧨', contactRequested: true, customerId, attributes: { z: '1', a: "'" }, flags: ['future'],
      }),
    ]);
    const row = {
      id, source: 'survey:test', externalId: 'x1', occurredAt: noon + 123, receivedAt: noon + 123, department: 'Support', channel: 'chat', product: 'Hub', region: '東亞', segment: 'Consumer', language: 'zh-TW',
      nps: 0, csat: 3, csatScale: 7, ces: 7, cesScale: 7, cesVersion: '2.0', sentiment: -0.3, themeIds: [], comment: 'a\n"b"\u0000\\ 🧨', anonymous: false, contactRequested: true, customerId,
      attributes: [{ key: 'a', value: "'" }, { key: 'z', value: '1' }], flags: ['future'],
    };
    expect(await feedbackById(store, { id })).toEqual(row);
    expect((await list(1)).rows).toEqual([{ ...row, cursor: expect.any(String) as string }]);

    await store.command('TRUNCATE TABLE feedback');
    await insertFeedback(store, [testFeedback({ id, anonymous: true })]);
    expect(await feedbackById(store, { id })).toMatchObject({ externalId: null, nps: null, csat: null, csatScale: null, ces: null, cesScale: null, cesVersion: null, sentiment: null, customerId: null, attributes: [], flags: [], anonymous: true });
  });

  test('by ids, near a moment and far from it, and of a customer', async () => {
    const customerId = '00000000-0000-4000-8000-000000000001';
    const old = '6f1f3d6c-0e0f-4d9c-9d3f-0a1b2c3d4e60';
    const hidden = '6f1f3d6c-0e0f-4d9c-9d3f-0a1b2c3d4e61';
    await insertFeedback(store, [
      testFeedback({ id, occurredAt: noon, customerId, department: 'Support', comment: 'new' }),
      testFeedback({ id: old, occurredAt: noon - 400 * 86_400_000, customerId, department: 'Sales', comment: 'old' }),
      testFeedback({ id: hidden, occurredAt: noon, customerId, enps: 1, comment: 'my boss' }),
    ]);
    const ids = [id, old, hidden, 'no id', '00000000-0000-4000-8000-000000000009'];
    const near = { from: noon - 86_400_000, to: noon + 86_400_000 };
    expect((await feedbackByIds(store, { ids, near })).map(({ comment }) => comment).sort()).toEqual(['new', 'old']);
    expect((await feedbackByIds(store, { ids: [...ids, id.toUpperCase()] })).map(({ comment }) => comment).sort()).toEqual(['new', 'old']);
    expect(await feedbackByIds(store, { ids: [] })).toEqual([]);
    const said = async (first: number, scope = {}) => (await feedbackOfCustomer(store, { customer: customerId, first, scope })).map(({ comment }) => comment);
    expect(await said(10)).toEqual(['new', 'old']);
    expect(await said(1)).toEqual(['new']);
    expect(await said(10, { department: { in: ['Sales'] } })).toEqual(['old']);
    expect(await feedbackOfCustomer(store, { customer: 'nobody', first: 10 })).toEqual([]);
    await expect(said(201)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  test('what employees answered is never shown row by row', async () => {
    await insertFeedback(store, [testFeedback({ id, enps: 2, comment: 'my boss' }), testFeedback({ comment: 'a customer' })]);
    expect((await list(10)).rows.map(({ comment }) => comment)).toEqual(['a customer']);
    expect(JSON.stringify(await list(10))).not.toMatch(/enps/i);
    expect(await countFeedback(store, { filter: {}, calendar })).toBe(1);
    expect(await feedbackById(store, { id })).toBeNull();
  });

  test('pages neither repeat nor lose a row while newer ones arrive', async () => {
    await insertFeedback(store, [...repeat(5, { occurredAt: noon }), ...repeat(2, { occurredAt: noon + 1 })]);
    const one = await list(3);
    await insertFeedback(store, repeat(3, { occurredAt: noon + 2 }));
    const two = await list(3, one.rows[2]?.cursor);
    const three = await list(3, two.rows[2]?.cursor);
    expect([one, two, three].map(({ rows, hasNextPage }) => [rows.length, hasNextPage])).toEqual([[3, true], [3, true], [1, false]]);
    expect(new Set([one, two, three].flatMap(({ rows }) => rows.map((row) => row.id))).size).toBe(7);
  });

  test('pages across years, with years between', async () => {
    const years = [1971, 1999, 2020, 2020, 2025, 2026, 2027, 2148];
    await insertFeedback(store, years.map((year) => testFeedback({ occurredAt: Date.UTC(year, 3, 1) })));
    const listed: number[] = [];
    for (let after: string | undefined; ; ) {
      const { rows, hasNextPage } = await list(3, after);
      listed.push(...rows.map(({ occurredAt }) => new Date(occurredAt).getUTCFullYear()));
      after = rows.at(-1)?.cursor;
      if (!hasNextPage) break;
    }
    expect(listed).toEqual(years.toReversed());
  });

  test.each(['', 'x', 'MTIz', '!!!', Buffer.from(`1.${'z'.repeat(36)}`).toString('base64url'), `${Buffer.from(`${noon}.${id}`).toString('base64url')}=`, Buffer.from(`${noon}.${id}' OR 1`).toString('base64url')])(
    'the damaged cursor %j is refused',
    async (after) => {
      await expect(list(3, after)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    },
  );

  test('by id: an unknown one, no id at all, and one outside of the scope', async () => {
    await insertFeedback(store, [testFeedback({ id, department: 'Support' })]);
    expect(await feedbackById(store, { id: '6f1f3d6c-0e0f-4d9c-9d3f-0a1b2c3d4e50' })).toBeNull();
    expect(await feedbackById(store, { id: "'; DROP TABLE feedback" })).toBeNull();
    expect(await feedbackById(store, { id, scope: { department: { in: ['Sales'] } } })).toBeNull();
    expect(await feedbackById(store, { id, scope: { department: { in: [] } } })).toBeNull();
    expect(await feedbackById(store, { id: id.toUpperCase(), scope: { department: { in: ['Support'] } } })).toMatchObject({ id });
    await expect(feedbackById(store, { id, scope: { period: { from: '2026-01-01', to: '2026-01-02' } } })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  test('a correction replaces every answer, also when it moves the feedback within its day', async () => {
    await insertFeedback(store, [testFeedback({ id, department: 'Support', nps: 9, occurredAt: noon, version: 1 })]);
    await insertFeedback(store, [testFeedback({ id, department: 'Sales', nps: 3, occurredAt: noon + 6 * 3_600_000, version: 2 })]);
    const score = async (filter: object) => (await measureScore(store, { metric: 'nps', filter, calendar })).estimate;
    expect(await score({})).toMatchObject({ value: -100, n: 1 });
    expect(await score({ department: { in: ['Support'] } })).toMatchObject({ n: 0 });
    expect(await score({ nps: { min: 9 } })).toMatchObject({ n: 0 });
    // The hours around the old moment hold nothing any more.
    expect(await score({ period: { from: '2026-05-15T11:00:00Z', to: '2026-05-15T13:00:00Z' } })).toMatchObject({ n: 0 });
    expect(await score({ period: { from: '2026-05-15T17:00:00Z', to: '2026-05-15T19:00:00Z' } })).toMatchObject({ n: 1 });
    expect((await list(10)).rows).toMatchObject([{ department: 'Sales', nps: 3 }]);
    expect(await dimensionValues(store, { dimension: 'department', filter: {}, first: 10, calendar })).toEqual([{ value: 'Sales', n: 1 }]);
  });

  test('a correction that moves a feedback down the list leaves nothing behind', async () => {
    await insertFeedback(store, [testFeedback({ id, occurredAt: noon + 3_600_000, version: 1 })]);
    await insertFeedback(store, repeat(20, { occurredAt: noon + 1_800_000 }));
    await insertFeedback(store, [testFeedback({ id, occurredAt: noon, version: 2 })]);
    const { rows } = await list(3);
    expect(rows.map(({ occurredAt }) => occurredAt - noon)).toEqual([1_800_000, 1_800_000, 1_800_000]);
  });

  test('an erased feedback is gone from every answer', async () => {
    await insertFeedback(store, [testFeedback({ id, nps: 9, version: 1 })]);
    await insertFeedback(store, [testFeedback({ id, version: 2, deleted: true })]);
    expect(await feedbackById(store, { id })).toBeNull();
    expect((await list(10)).rows).toEqual([]);
    expect((await measureScore(store, { metric: 'nps', filter: {}, calendar })).estimate).toMatchObject({ n: 0, excluded: 0 });
  });
});

describe('what may be filtered by', () => {
  let store: Awaited<ReturnType<typeof openTestStore>>;
  beforeAll(async () => {
    store = await openTestStore();
    await insertFeedback(store, [
      ...repeat(3, { department: 'Support', attributes: { plan: 'pro', store: '1' } }),
      ...repeat(2, { department: 'Ürün' , attributes: { plan: 'free' } }),
      ...repeat(2, { department: 'Sales' }),
      testFeedback(),
    ]);
  });
  afterAll(() => store.drop());

  test('values of a dimension, most frequent first', async () => {
    const values = await dimensionValues(store, { dimension: 'department', filter: {}, first: 3, calendar });
    expect(values).toEqual([{ value: 'Support', n: 3 }, { value: 'Sales', n: 2 }, { value: 'Ürün', n: 2 }]);
    expect(await dimensionValues(store, { dimension: 'department', filter: { department: { notIn: ['Support'] } }, first: 1, calendar })).toEqual([{ value: 'Sales', n: 2 }]);
  });

  test('values that contain a text, in any case', async () => {
    expect(await dimensionValues(store, { dimension: 'department', filter: {}, search: ' üRÜ ', first: 10, calendar })).toEqual([{ value: 'Ürün', n: 2 }]);
    expect(await dimensionValues(store, { dimension: 'department', filter: {}, search: '%', first: 10, calendar })).toEqual([]);
  });

  test('names of attributes', async () => {
    expect(await attributeKeys(store, { filter: {}, first: 10, calendar })).toEqual([{ value: 'plan', n: 5 }, { value: 'store', n: 3 }]);
  });

  test('values of an attribute, most frequent first, and those that contain a text', async () => {
    const values = (key: string, more: { search?: string; filter?: FeedbackFilter } = {}) => attributeValues(store, { key, filter: {}, first: 10, calendar, ...more });
    // Three rows came without a plan.
    expect(await values('plan')).toEqual([{ value: '', n: 3 }, { value: 'pro', n: 3 }, { value: 'free', n: 2 }]);
    expect(await values('plan', { search: ' RE ' })).toEqual([{ value: 'free', n: 2 }]);
    expect(await values('plan', { filter: { department: { in: ['Ürün'] } } })).toEqual([{ value: 'free', n: 2 }]);
    await expect(values('plam')).rejects.toMatchObject({ code: 'BAD_USER_INPUT', details: { path: 'key', near: ['plan'] } });
    await expect(values('plan', { filter: { attributes: [{ key: 'stor' }] } })).rejects.toMatchObject({ details: { path: 'filter.attributes.0.key', near: ['store'] } });
    await expect(attributeValues(store, { key: 'plan', filter: {}, first: 1_001, calendar })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});

test('customers by key: the latest version, and none that was erased', async () => {
  const store = await openTestStore();
  const customers = defineTable({ name: 'customers', columns: ['customer_id', 'version', 'deleted', 'external_id', 'name', 'email', 'phone'] });
  const [ada, bob] = ['00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-00000000000b'];
  await store.insert(customers, rowsToBody([[ada, 1, 0, 'c1', 'A', 'a@example.org', ''], [bob, 1, 0, '', 'B', '', '1']]));
  await store.insert(customers, rowsToBody([[ada, 2, 0, 'c1', 'Ada', 'a@example.org', ''], [bob, 2, 1, '', '', '', '']]));
  expect(await findCustomers(store, { ids: [ada, bob, ada, 'no id', id] })).toEqual([{ id: ada, externalId: 'c1', name: 'Ada', email: 'a@example.org', phone: '' }]);
  expect(await findCustomers(store, { ids: [] })).toEqual([]);
  await store.drop();
});
