import { randomUUID } from 'node:crypto';
import { openTestStore } from '@heed/store/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { listLoops, LOOP_SORTS, loopsById, loopsOfCustomer, loopsOfFeedback, type LoopSort } from '../index.ts';
import { insertLoops, testLeg, testLoop, type TestLoop } from '../testing/loop-rows.ts';

const NOW = Date.UTC(2026, 10, 5, 12);
const HOUR = 3_600_000;
const calendar = { now: NOW, timeZone: 'UTC' };
const uuid = (last: number): string => `00000000-0000-7000-8000-${String(last).padStart(12, '0')}`;

describe('lists of loops', () => {
  let store: Awaited<ReturnType<typeof openTestStore>>;
  beforeAll(async () => {
    store = await openTestStore();
  });
  beforeEach(async () => {
    await store.command('TRUNCATE TABLE loops');
    await store.command('TRUNCATE TABLE loop_feedback');
  });
  afterAll(() => store.drop());

  const names = async (sort: LoopSort): Promise<string[]> => (await listLoops(store, { filter: {}, sort, first: 100, calendar })).rows.map(({ externalId }) => externalId);

  test('by what is due next, then the oldest; by opening and by change the newest', async () => {
    await insertLoops(store, [
      testLoop({ externalId: 'free, newer', openedAt: NOW - 1 * HOUR, changedAt: NOW - 5 }),
      testLoop({ externalId: 'free, older', openedAt: NOW - 2 * HOUR, changedAt: NOW - 4 }),
      // The nearest of its targets counts.
      testLoop({ externalId: 'due soon', openedAt: NOW - 3 * HOUR, changedAt: NOW - 3, due: { close: { riskAt: NOW, dueAt: NOW + HOUR }, contact: { riskAt: NOW, dueAt: NOW + 1 } } }),
      testLoop({ externalId: 'overdue', openedAt: NOW - 4 * HOUR, changedAt: NOW - 2, due: { acknowledge: { riskAt: NOW, dueAt: NOW - HOUR } } }),
      testLoop({ externalId: 'due later', openedAt: NOW - 5 * HOUR, changedAt: NOW - 1, due: { close: { riskAt: NOW, dueAt: NOW + HOUR } } }),
    ]);
    expect(await names('due')).toEqual(['overdue', 'due soon', 'due later', 'free, older', 'free, newer']);
    expect(await names('opened')).toEqual(['free, newer', 'free, older', 'due soon', 'overdue', 'due later']);
    expect(await names('changed')).toEqual(['due later', 'overdue', 'due soon', 'free, older', 'free, newer']);
  });

  test.each(LOOP_SORTS)('pages by %s hold every loop once, many of one moment too, while others open', async (sort) => {
    const due = { close: { riskAt: NOW, dueAt: NOW + HOUR } };
    const loop = (index: number): TestLoop => testLoop({ openedAt: NOW - (index % 3) * HOUR, changedAt: NOW - (index % 2) * HOUR, due: index % 4 === 0 ? due : {} });
    const first = Array.from({ length: 50 }, (_, index) => loop(index));
    await insertLoops(store, first);
    const whole = (await listLoops(store, { filter: {}, sort, first: 100, calendar })).rows.map(({ id }) => id);
    const paged: string[] = [];
    let after: string | undefined;
    for (let page = 0; page < 20; page++) {
      const { rows, hasNextPage } = await listLoops(store, { filter: {}, sort, first: 7, after, calendar });
      paged.push(...rows.map(({ id }) => id));
      after = rows.at(-1)?.cursor;
      await insertLoops(store, [loop(page)]);
      if (!hasNextPage) break;
    }
    const known = new Set(whole);
    expect(paged.filter((id) => known.has(id))).toEqual(whole);
    expect(new Set(paged).size).toBe(paged.length);
  });

  test('a cursor of another order, and one that is no cursor, are refused', async () => {
    await insertLoops(store, [testLoop()]);
    const { rows } = await listLoops(store, { filter: {}, sort: 'opened', first: 1, calendar });
    const with_ = (after: string | undefined, sort: LoopSort) => listLoops(store, { filter: {}, sort, first: 1, after, calendar });
    await expect(with_(rows[0]!.cursor, 'changed')).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await expect(with_('x', 'due')).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await expect(with_(undefined, 'due')).resolves.toBeDefined();
  });

  test('a row says everything that a list shows', async () => {
    const [feedback, joined, customer, into] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
    const openedAt = Date.UTC(2026, 0, 5, 8);
    const loop = testLoop({
      id: uuid(1), version: 7, position: 3, state: 'told', openedAt, openedBy: 'import', rule: 'Detractors', externalId: 'x-1', feedbackId: feedback, feedbackIds: [feedback, joined], customerId: customer,
      source: 's', channel: 'c', product: 'p', region: 'r', segment: 'g', language: 'de', band: 'detractor', contactRequested: true, anonymous: true, firstDepartment: 'Sales', department: 'Support', priority: 'urgent',
      owner: 'ann', watchers: ['bob', 'cem'], rootCause: 'Delivery', action: 'Refund', outcome: 'not_told', notToldReason: 'no_consent',
      acknowledgedAt: openedAt + 2, contactedAt: openedAt + 4, resolvedAt: openedAt + 6, toldAt: openedAt + 8, firstClosedAt: openedAt + 9, confirmedAt: openedAt + 10, rejectedAt: openedAt + 11, reaskedAt: openedAt + 12, waitingSince: openedAt + 13, changedAt: openedAt + 14,
      openWorking: -5, legs: [testLeg({ department: 'Sales', from: openedAt, to: openedAt + 4, waiting: 2 }), { department: 'Support', from: openedAt + 4, to: openedAt + 14, held: 10, heldWorking: 3, waiting: 0, waitingWorking: 0 }],
      due: { close: { dueAt: openedAt + 20, riskAt: openedAt + 19 } }, met: { acknowledge: true, contact: false }, nextTimerAt: openedAt + 19, reopened: 2, escalated: 3, recovery: 'recovered', mergedInto: into,
    });
    await insertLoops(store, [loop]);
    const [row] = await loopsById(store, { ids: [loop.id] });
    expect(row).toEqual({
      id: uuid(1), version: 7, position: 3, state: 'told', openedAt, openedBy: 'import', rule: 'Detractors', externalId: 'x-1', feedbackId: feedback, feedbackIds: [feedback, joined], customerId: customer,
      source: 's', channel: 'c', product: 'p', region: 'r', segment: 'g', language: 'de', band: 'detractor', contactRequested: true, anonymous: true, firstDepartment: 'Sales', department: 'Support', priority: 'urgent',
      owner: 'ann', watchers: ['bob', 'cem'], rootCause: 'Delivery', action: 'Refund', outcome: 'not_told', notToldReason: 'no_consent',
      acknowledgedAt: openedAt + 2, contactedAt: openedAt + 4, resolvedAt: openedAt + 6, toldAt: openedAt + 8, closedAt: null, firstClosedAt: openedAt + 9, confirmedAt: openedAt + 10, rejectedAt: openedAt + 11, reaskedAt: openedAt + 12, waitingSince: openedAt + 13, changedAt: openedAt + 14,
      toAcknowledge: 2, toContact: 4, toResolve: 6, toTell: 8, toClose: null, toAcknowledgeWorking: 1, toContactWorking: 2, toResolveWorking: 3, toTellWorking: 4, toCloseWorking: null,
      openWorking: -5,
      legs: [
        { department: 'Sales', from: openedAt, to: openedAt + 4, held: 2, heldWorking: 1, waiting: 2, waitingWorking: 1 },
        { department: 'Support', from: openedAt + 4, to: openedAt + 14, held: 10, heldWorking: 3, waiting: 0, waitingWorking: 0 },
      ],
      targets: { acknowledge: { dueAt: null, riskAt: null, met: true }, contact: { dueAt: null, riskAt: null, met: false }, close: { dueAt: openedAt + 20, riskAt: openedAt + 19, met: null } },
      nextTimerAt: openedAt + 19, reopened: 2, escalated: 3, recovery: 'recovered', mergedInto: into,
    });
  });

  test('by id in the order of the ids, within the scope', async () => {
    await insertLoops(store, [testLoop({ id: uuid(1) }), testLoop({ id: uuid(2), state: 'merged' }), testLoop({ id: uuid(3), department: 'Sales' })]);
    const found = async (ids: string[], scope: string[] | null) => (await loopsById(store, { ids, scope })).map(({ id }) => id);
    expect(await found([uuid(3), uuid(9), 'no id', uuid(1), uuid(2), uuid(1)], null)).toEqual([uuid(3), uuid(1), uuid(2)]);
    expect(await found([uuid(3), uuid(1)], ['Sales'])).toEqual([uuid(3)]);
    expect(await found([], null)).toEqual([]);
  });

  test('of feedback and of a customer, the ones that live', async () => {
    const [one, two, alone, customer] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
    const older = { openedAt: NOW - HOUR, customerId: customer };
    await insertLoops(store, [
      testLoop({ id: uuid(1), ...older, feedbackId: one, feedbackIds: [one, two] }),
      testLoop({ id: uuid(2), openedAt: NOW, customerId: customer, feedbackId: two, department: 'Sales', closedAt: NOW }),
      testLoop({ id: uuid(3), ...older, feedbackId: one, state: 'merged', mergedInto: uuid(1) }),
      testLoop({ id: uuid(4) }),
    ]);
    expect(await loopsOfFeedback(store, { ids: [one.toUpperCase(), two, alone, 'no id'] })).toEqual(
      new Map([
        [one, [{ id: uuid(1), state: 'new', department: 'Support' }]],
        [two, [{ id: uuid(1), state: 'new', department: 'Support' }, { id: uuid(2), state: 'closed', department: 'Sales' }]],
      ]),
    );
    expect([...(await loopsOfFeedback(store, { ids: [one, two], scope: ['Sales'] })).keys()]).toEqual([two]);
    const ofCustomer = async (first: number, scope: string[] | null = null) => (await loopsOfCustomer(store, { customer, first, scope })).map(({ id }) => id);
    expect(await ofCustomer(10)).toEqual([uuid(2), uuid(1)]);
    expect(await ofCustomer(1)).toEqual([uuid(2)]);
    expect(await ofCustomer(10, ['Support'])).toEqual([uuid(1)]);
    expect(await loopsOfCustomer(store, { customer: 'nobody', first: 1 })).toEqual([]);
  });
});
