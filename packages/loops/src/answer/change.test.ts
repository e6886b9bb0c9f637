import type { StoreReader } from '@heed/store';
import { openTestStore } from '@heed/store/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { measureDepartments, type LoopQuestion } from '../index.ts';
import { halfSince2000, insertLoops, testLoop, type TestLoop } from '../testing/loop-rows.ts';

const NOW = Date.UTC(2026, 10, 5, 12);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const question = (given: Partial<LoopQuestion> = {}): LoopQuestion => ({ filter: {}, calendar: { now: NOW, timeZone: 'UTC' }, workedSince2000: () => halfSince2000(NOW), settingsVersion: 1, ...given });

describe('an answer', () => {
  let store: Awaited<ReturnType<typeof openTestStore>>;
  beforeAll(async () => {
    store = await openTestStore();
  });
  beforeEach(() => store.command('TRUNCATE TABLE loops'));
  afterAll(() => store.drop());

  describe('against the period before', () => {
    const week = { from: '2026-10-01', to: '2026-10-08' };
    const days = (count: number, { day, length, department = 'Support' }: { day: string; length: number; department?: string }): TestLoop[] =>
      Array.from({ length: count }, (_, index) => testLoop({ department, openedAt: Date.parse(day) + index * 2, closedAt: Date.parse(day) + index * 2 + length * DAY + index * HOUR }));
    const change = async (rows: TestLoop[], more: Partial<Parameters<typeof measureDepartments>[1]> = {}) => {
      await insertLoops(store, rows);
      return measureDepartments(store, { ...question({ filter: { opened: week } }), clock: 'calendar', ...more });
    };

    test('slower, faster, the same and too few are told apart', async () => {
      const before = { day: '2026-09-25' };
      const now = { day: '2026-10-02' };
      const answer = await change([
        ...days(30, { ...before, length: 2, department: 'slower' }), ...days(30, { ...now, length: 4, department: 'slower' }),
        ...days(30, { ...before, length: 4, department: 'faster' }), ...days(30, { ...now, length: 2, department: 'faster' }),
        ...days(30, { ...before, length: 3, department: 'same' }), ...days(30, { ...now, length: 3, department: 'same' }),
        ...days(19, { ...before, length: 2, department: 'few' }), ...days(30, { ...now, length: 4, department: 'few' }),
      ]);
      const found = Object.fromEntries(answer.groups.map(({ key, change: one, previous }) => [key, { state: one?.state, difference: one?.difference, before: previous?.opened }]));
      expect(found).toEqual({
        slower: { state: 'up', difference: 2 * DAY, before: 30 },
        faster: { state: 'down', difference: -2 * DAY, before: 30 },
        same: { state: 'no_clear_change', difference: 0, before: 30 },
        few: { state: 'too_few_answers', difference: expect.any(Number), before: 19 },
      });
      expect(answer.previousPeriod).toEqual({ from: Date.parse('2026-09-24'), to: Date.parse('2026-10-01') });
      expect(answer.total.previous?.opened).toBe(109);
    });

    test('open loops count against it where a median is not reached', async () => {
      const open = Array.from({ length: 30 }, (_, index) => testLoop({ openedAt: Date.parse('2026-10-02') + index * 2, closedAt: index < 12 ? Date.parse('2026-10-02') + 2 * DAY + index * HOUR : null }));
      const { groups } = await change([...days(30, { day: '2026-09-25', length: 2 }), ...open]);
      expect(groups[0]?.figures.durations.find(({ measure }) => measure === 'close')?.median.value).toBeNull();
      expect(groups[0]?.change).toMatchObject({ state: 'up', difference: null });
    });

    test('with another period, also one that overlaps', async () => {
      const rows = [...days(5, { day: '2026-10-02', length: 1 }), ...days(7, { day: '2026-10-09', length: 1 })];
      const { total } = await change(rows, { compareWith: { from: '2026-10-01', to: '2026-11-01' } });
      expect([total.figures.opened, total.previous?.opened]).toEqual([5, 12]);
    });

    test('needs a period', async () => {
      await expect(measureDepartments(store, { ...question(), compareWith: week })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
      expect((await measureDepartments(store, question())).total).toMatchObject({ previous: null, change: null });
    });
  });

  describe('from memory', () => {
    const watched = (): { reader: StoreReader; names: string[] } => {
      const names: string[] = [];
      return { names, reader: { origin: store.origin!, read: (query, params, options) => (names.push(query.name), store.read(query, params, options)) } };
    };

    test('a question is answered again until a row, the minute, the settings or the question changes', async () => {
      await insertLoops(store, [testLoop()]);
      const { reader, names } = watched();
      const opened = async (given: Partial<LoopQuestion> = {}): Promise<{ opened: number; asOf: number; read: number }> => {
        names.length = 0;
        const { total, asOf } = await measureDepartments(reader, question({ settingsVersion: 7, ...given }));
        return { opened: total.figures.opened, asOf, read: names.length };
      };
      const first = await opened();
      expect(first.opened).toBe(1);
      // The names of the parts, and nothing else; the answer says of which moment it is.
      expect(await opened({ calendar: { now: NOW + 59_999, timeZone: 'UTC' } })).toEqual({ opened: 1, asOf: NOW, read: 1 });
      expect((await opened({ calendar: { now: NOW + 60_000, timeZone: 'UTC' } })).asOf).toBe(NOW + 60_000);
      expect((await opened({ settingsVersion: 8 })).read).toBeGreaterThan(1);
      expect((await opened({ filter: { priority: ['normal'] } })).read).toBeGreaterThan(1);
      await insertLoops(store, [testLoop()]);
      expect((await opened()).opened).toBe(2);
      expect((await opened()).read).toBe(1);
    });

    test('what depends on feedback is always asked', async () => {
      const { reader, names } = watched();
      for (let time = 0; time < 2; time++) await measureDepartments(reader, question({ filter: { feedback: { nps: {} } } }));
      expect(names.filter((name) => name === 'loops.counts')).toHaveLength(2);
    });
  });
});
