import { randomUUID } from 'node:crypto';
import { rowsToBody } from '@heed/store';
import { openTestStore } from '@heed/store/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lateSpans, standingByDepartment } from '../index.ts';
import { loopEventsTable } from '../log/log.table.ts';
import { insertLoops, testLoop } from '../testing/loop-rows.ts';

const NOW = Date.UTC(2026, 10, 5, 12);
const HOUR = 3_600_000;
const calendar = { now: NOW, timeZone: 'UTC' };
const id = (last: number): string => `00000000-0000-7000-8000-${String(last).padStart(12, '0')}`;

let store: Awaited<ReturnType<typeof openTestStore>>;
beforeAll(async () => {
  store = await openTestStore();
  const due = (riskAt: number, dueAt: number) => ({ close: { riskAt, dueAt } });
  await insertLoops(store, [
    testLoop({ id: id(1), department: 'Support', openedAt: NOW - 9 * HOUR, due: due(NOW - HOUR, NOW) }),
    testLoop({ id: id(2), department: 'Support', openedAt: NOW - 9 * HOUR, due: due(NOW - HOUR, NOW + HOUR) }),
    testLoop({ id: id(3), department: 'Support', openedAt: NOW - 9 * HOUR, due: due(NOW + 1, NOW + HOUR) }),
    testLoop({ id: id(4), department: 'Sales', openedAt: NOW - 9 * HOUR }),
    testLoop({ id: id(5), department: 'Sales', openedAt: NOW - 9 * HOUR, state: 'closed', closedAt: NOW - 2 * HOUR }),
  ]);
  const escalated = (loop: number, version: number, kind: string, at: number): unknown[] => [id(loop), version, version, randomUUID(), 'escalated', 'system', '', at, JSON.stringify({ kind, target: 'close', step: 0, to: null, due: at })];
  await store.insert(
    loopEventsTable,
    rowsToBody([
      escalated(1, 2, 'at_risk', NOW - 3 * HOUR), escalated(1, 3, 'breached', NOW - 2 * HOUR), escalated(1, 4, 'repeated', NOW - HOUR),
      escalated(5, 2, 'at_risk', NOW - 5 * HOUR), escalated(5, 3, 'breached', NOW - 4 * HOUR), escalated(5, 4, 'breached', NOW - 3 * HOUR),
    ]),
  );
});
afterAll(() => store.drop());

test('departments by how their open loops stand', async () => {
  expect(await standingByDepartment(store, { filter: {}, calendar })).toEqual([
    { department: 'Sales', open: 1, atRisk: 0, breached: 0 },
    { department: 'Support', open: 3, atRisk: 1, breached: 1 },
  ]);
  expect(await standingByDepartment(store, { filter: { department: { in: ['Sales'] } }, calendar: { ...calendar, now: NOW + HOUR } })).toEqual([{ department: 'Sales', open: 1, atRisk: 0, breached: 0 }]);
});

test('from when to when loops were at risk and late', async () => {
  const spans = await lateSpans(store, { filter: {}, calendar, from: NOW - 24 * HOUR, most: 10 });
  expect(spans.map(({ department, standing, from, to }) => [department, standing, (from - NOW) / HOUR, to === null ? null : (to - NOW) / HOUR])).toEqual([
    ['Sales', 'at_risk', -5, -4],
    ['Sales', 'breached', -4, -2],
    ['Support', 'at_risk', -3, -2],
    ['Support', 'breached', -2, null],
  ]);
  expect(await lateSpans(store, { filter: { department: { in: ['Support'] } }, calendar, from: NOW - 2.5 * HOUR, most: 10 })).toMatchObject([{ standing: 'breached' }]);
});
