import { text } from 'node:stream/consumers';
import { allQueries, sql } from '@heed/store';
import { openTestStore } from '@heed/store/testing';
import * as z from 'zod';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { exportLoops, loopsTable, newLoopId, type LoopFilter, type LoopsExportFormat } from '../index.ts';
import { halfSince2000, insertLoops, testLeg, testLoop } from '../testing/loop-rows.ts';

// Half an hour after clocks in Berlin went from 2 to 3: 01:30 in UTC is 03:30 there.
const openedAt = Date.UTC(2026, 2, 29, 1, 30, 0, 123);
const HOUR = 3_600_000;
const now = openedAt + 10 * HOUR;
const calendar = { now, timeZone: 'Europe/Berlin' };
const customerId = '00000000-0000-4000-8000-000000000001';
const feedbackIds = ['00000000-0000-4000-8000-000000000002', '00000000-0000-4000-8000-000000000003'];

/** Handed on after three hours, and the customer waited for since an hour ago. */
const running = testLoop({
  openedAt, state: 'contacted', department: 'Sales', firstDepartment: 'Support', acknowledgedAt: openedAt + HOUR, contactedAt: openedAt + 2 * HOUR, waitingSince: now - HOUR, changedAt: now - HOUR,
  externalId: '=1+1', owner: 'ann', watchers: ['bob', '@cem'], customerId, feedbackId: feedbackIds[0]!, feedbackIds, band: 'detractor', due: { contact: { riskAt: now, dueAt: now } }, met: { acknowledge: true },
  legs: [testLeg({ department: 'Support', from: openedAt, to: openedAt + 3 * HOUR, waiting: HOUR }), testLeg({ department: 'Sales', from: openedAt + 3 * HOUR, to: now - HOUR })],
});
const LEGS = [
  { department: 'Support', from: '2026-03-29T01:30:00.123Z', to: '2026-03-29T04:30:00.123Z', held: 2 * HOUR, heldWorking: HOUR, waiting: HOUR, waitingWorking: HOUR / 2 },
  { department: 'Sales', from: '2026-03-29T04:30:00.123Z', to: '2026-03-29T11:30:00.123Z', held: 6 * HOUR, heldWorking: 3 * HOUR, waiting: HOUR, waitingWorking: HOUR / 2 },
];

describe('an export of loops', () => {
  let store: Awaited<ReturnType<typeof openTestStore>>;
  beforeAll(async () => {
    store = await openTestStore();
    await store.command(`SYSTEM STOP MERGES ${store.database}.loops`);
  });
  beforeEach(() => store.command('TRUNCATE TABLE loops'));
  afterAll(() => store.drop());

  const question = (filter: LoopFilter = {}) => ({ filter, customers: 'key' as const, calendar, workedSince2000: () => halfSince2000(now) });
  const file = async (format: LoopsExportFormat, filter?: LoopFilter): Promise<string> => text(await exportLoops(store, { ...question(filter), format }));
  const objects = async (filter?: LoopFilter): Promise<Record<string, unknown>[]> =>
    (await file('ndjson', filter)).split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Record<string, unknown>);

  test('as NDJSON: what runs up to now, legs that add up to the whole', async () => {
    await insertLoops(store, [running]);
    const [row] = await objects();
    expect(row).toMatchObject({
      id: running.id, state: 'contacted', open: true, openedAt: '2026-03-29T01:30:00.123Z', openedAtLocal: '2026-03-29 03:30:00', externalId: '=1+1', owner: 'ann', watchers: ['bob', '@cem'], band: 'detractor', outcome: null,
      acknowledgedAt: '2026-03-29T02:30:00.123Z', resolvedAt: null, closedAt: null, customerId, feedbackId: feedbackIds[0], feedbackIds, contactDueAt: '2026-03-29T11:30:00.123Z', acknowledgeMet: true, closeMet: null,
      toAcknowledge: HOUR, toAcknowledgeWorking: HOUR / 2, toContact: 2 * HOUR, toContactWorking: HOUR, toResolve: 10 * HOUR, toResolveWorking: 5 * HOUR, toClose: 10 * HOUR, toCloseWorking: 5 * HOUR,
      legs: LEGS,
    });
    expect(LEGS.reduce((sum, { held, waiting }) => sum + held + waiting, 0)).toBe(row!.toClose);
    expect(LEGS.reduce((sum, { heldWorking, waitingWorking }) => sum + heldWorking + waitingWorking, 0)).toBe(row!.toCloseWorking);
  });

  test('what never happened before the close has no time', async () => {
    await insertLoops(store, [testLoop({ openedAt, closedAt: openedAt + HOUR })]);
    expect((await objects())[0]).toMatchObject({ open: false, toResolve: null, toResolveWorking: null, toClose: HOUR, toCloseWorking: HOUR / 2, legs: [{ to: '2026-03-29T02:30:00.123Z', held: HOUR }] });
  });

  test('as CSV and as a table: legs as JSON, and no text that a spreadsheet would run', async () => {
    await insertLoops(store, [running]);
    const [head = '', line = ''] = (await file('csv')).split('\n');
    expect(head.startsWith('"id","version","state","open","openedAt","openedAtLocal"')).toBe(true);
    expect(line).toContain(`"'=1+1"`);
    expect(line).toContain(JSON.stringify(LEGS).replaceAll('"', '""'));
    const { columns, rows } = await loopsTable(store, question());
    const cells: unknown[][] = [];
    for await (const row of rows) cells.push([...row]);
    const [only] = cells.map((row) => Object.fromEntries(columns.map(({ name }, index) => [name, row[index]])));
    expect(only).toMatchObject({ openedAt, openedAtLocal: Date.UTC(2026, 2, 29, 3, 30, 0, 123), open: true, watchers: 'bob, @cem', toClose: 10 * HOUR, closedAt: null });
    expect(JSON.parse(String(only!.legs))).toEqual(LEGS);
  });

  test('has what lists have: the newest revision, the filter, the scope; customers only where they are asked for', async () => {
    await insertLoops(store, [running, testLoop({ openedAt, department: 'Legal', externalId: 'other' }), testLoop({ state: 'merged', externalId: 'merged' })]);
    await insertLoops(store, [{ ...running, revision: 2, externalId: 'newer' }]);
    const names = async (filter: LoopFilter) => (await objects(filter)).map(({ externalId }) => externalId).sort();
    expect(await names({})).toEqual(['newer', 'other']);
    expect(await names({ state: ['merged'] })).toEqual(['merged']);
    expect(await names({ scope: ['Support'] })).toEqual(['newer']);
    expect(await names({ opened: { from: '2026-03-29', to: '2026-03-30' }, department: { in: ['Legal'] } })).toEqual(['other']);
    await expect(file('csv', { opened: { from: 'x', to: 'y' } })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await text(await exportLoops(store, { ...question(), customers: 'none', format: 'csv' }))).not.toMatch(/customerId|00000000-0000-4000-8000-000000000001/);
  });

  test('stands in the order of opening, and is never sorted as a whole', async () => {
    const rows = Array.from({ length: 300 }, (_, index) => testLoop({ id: newLoopId(openedAt + index * 1_000), openedAt: openedAt + index * 1_000 }));
    for (let part = 0; part < 3; part++) await insertLoops(store, rows.filter((_, index) => index % 3 === part));
    expect((await objects()).map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
    const question = allQueries().find(({ name }) => name === 'loops.export')!;
    for (const example of question.examples) {
      const explained = { ...question, row: z.object({ explain: z.string() }), sql: (params: never) => sql`EXPLAIN PIPELINE ${question.sql(params)}` };
      const plan = (await store.read(explained, example)).map(({ explain }) => explain).join('\n');
      expect(plan).not.toMatch(/MergeSortingTransform|PartialSortingTransform/);
    }
  });
});
