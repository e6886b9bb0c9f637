import type { FeedbackFilter } from '@heed/domain';
import { insertFeedback } from '@heed/filter/testing';
import { openTestStore } from '@heed/store/testing';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compileLoopFilter, countLoops, countQueues, listLoops, type LoopFilter } from '../index.ts';
import { FEEDBACK, loopFilters, NOW, writtenLoops } from '../testing/arbitrary-loops.ts';
import { insertLoops, testLeg, testLoop, type TestLoop } from '../testing/loop-rows.ts';
import { inQueue, keeps, truthOf } from '../testing/slow-filter.ts';
import { LOOP_QUEUES } from './loop-filter.ts';

const calendar = { now: NOW, timeZone: 'Europe/Berlin' };
const HOUR = 3_600_000;

describe('which loops a filter keeps', () => {
  let store: Awaited<ReturnType<typeof openTestStore>>;
  beforeAll(async () => {
    store = await openTestStore();
    // Every revision stays in a part of its own, so that nothing but FINAL can put them together.
    await store.command(`SYSTEM STOP MERGES ${store.database}.loops`);
    await insertFeedback(store, FEEDBACK);
  });
  afterAll(() => store.drop());

  async function kept(loops: readonly TestLoop[], filter: LoopFilter, now = NOW): Promise<string[]> {
    await store.command('TRUNCATE TABLE loops');
    await insertLoops(store, loops);
    const { rows } = await listLoops(store, { filter: { queue: 'all', ...filter }, first: 100, calendar: { ...calendar, now } });
    return rows.map(({ externalId }) => externalId).sort();
  }

  test('those that a slow filter keeps, whatever was written', async () => {
    const feedback = new Map(FEEDBACK.map((row) => [row.id, row]));
    let some = 0;
    await fc.assert(
      fc.asyncProperty(writtenLoops, fc.array(loopFilters, { minLength: 10, maxLength: 10 }), async (blocks, filters) => {
        await store.command('TRUNCATE TABLE loops');
        for (const block of blocks) await insertLoops(store, block);
        const truth = truthOf(blocks.flat());
        for (const filter of filters) {
          const expected = truth.filter((loop) => keeps(filter, loop, { feedback, calendar })).map(({ id }) => id);
          const { rows } = await listLoops(store, { filter: { queue: 'all', ...filter }, sort: 'opened', first: 100, calendar });
          expect(rows.map(({ id }) => id).sort(), JSON.stringify(filter)).toEqual(expected.sort());
          expect(await countLoops(store, { filter: { queue: 'all', ...filter }, calendar })).toBe(expected.length);
          if (expected.length > 0) some++;
          const { state: _state, ...rest } = filter;
          const queues = await countQueues(store, { filter: rest, person: 'ann', calendar });
          const of = (queue: (typeof LOOP_QUEUES)[number]): TestLoop[] => truth.filter((loop) => keeps({ ...rest, queue }, loop, { feedback, calendar }));
          expect(queues).toEqual({
            open: of('open').length, unassigned: of('unassigned').length, atRisk: of('at_risk').length, breached: of('breached').length, waiting: of('waiting').length, toTell: of('to_tell').length,
            mine: of('open').filter(({ owner }) => owner === 'ann').length,
          });
        }
      }),
      { seed: 20261122, endOnFailure: true, numRuns: 12 },
    );
    expect(some).toBeGreaterThan(40);
  }, 120_000);

  test('a loop passes from on time to at risk to breached as time goes by', async () => {
    const loops = [
      testLoop({ externalId: 'runs', due: { contact: { riskAt: NOW - HOUR, dueAt: NOW } } }),
      testLoop({ externalId: 'waits', state: 'contacted', waitingSince: NOW - HOUR }),
      testLoop({ externalId: 'missed', state: 'acknowledged', met: { acknowledge: false } }),
      testLoop({ externalId: 'kept', state: 'acknowledged', met: { acknowledge: true } }),
      testLoop({ externalId: 'closed late', closedAt: NOW, met: { close: false } }),
    ];
    for (const [now, atRisk, breached] of [
      [NOW - HOUR - 1, [], ['missed']],
      [NOW - HOUR, ['runs'], ['missed']],
      [NOW - 1, ['runs'], ['missed']],
      [NOW, [], ['missed', 'runs']],
    ] as const) {
      expect(await kept(loops, { queue: 'at_risk' }, now)).toEqual(atRisk);
      expect(await kept(loops, { queue: 'breached' }, now)).toEqual(breached);
    }
    expect(await kept(loops, { queue: 'waiting' })).toEqual(['waits']);
  });

  test('one can be late with one target and near the end of another', () => {
    const loop = testLoop({ due: { acknowledge: { riskAt: NOW - 2, dueAt: NOW - 1 }, close: { riskAt: NOW - 1, dueAt: NOW + 1 } } });
    expect(LOOP_QUEUES.filter((queue) => inQueue(loop, queue, NOW))).toEqual(['open', 'unassigned', 'at_risk', 'breached', 'all']);
  });

  test('merged loops only where they are asked for', async () => {
    const loops = [testLoop({ externalId: 'merged', state: 'merged' }), testLoop({ externalId: 'lives' })];
    expect(await kept(loops, {})).toEqual(['lives']);
    expect(await kept(loops, { state: ['merged'] })).toEqual(['merged']);
    expect(await kept(loops, { state: ['merged', 'new'] })).toEqual(['lives', 'merged']);
  });

  test('a limited caller sees what passed through their departments, and nothing else', async () => {
    const leg = (department: string) => testLeg({ department, from: NOW, to: NOW });
    const loops = [
      testLoop({ externalId: 'went on', department: 'Sales', legs: [leg('Support'), leg('Sales')] }),
      testLoop({ externalId: 'never', department: 'Sales', legs: [leg('Sales')] }),
    ];
    expect(await kept(loops, { scope: ['Support'] })).toEqual(['went on']);
    expect(await kept(loops, { scope: ['Support'], department: { in: ['Sales'] } })).toEqual(['went on']);
    expect(await kept(loops, { scope: [] })).toEqual([]);
    expect(await kept(loops, { scope: null })).toEqual(['never', 'went on']);
  });

  test('lists show what is to be done unless they are asked for states or for another queue', async () => {
    await kept([testLoop({ externalId: 'open' }), testLoop({ externalId: 'closed', closedAt: NOW })], {});
    const names = async (filter: LoopFilter) => (await listLoops(store, { filter, first: 10, calendar })).rows.map(({ externalId }) => externalId);
    expect(await names({})).toEqual(['open']);
    expect(await names({ state: ['closed'] })).toEqual(['closed']);
    expect(await names({ queue: 'closed' })).toEqual(['closed']);
    expect(await countLoops(store, { filter: {}, calendar })).toBe(1);
  });

  test.each([
    ['an unknown field', { departement: {} }, /there is no such field; did you mean department/],
    ['an unknown field of a choice', { owner: { is: [] } }, /at owner: there is no such field; did you mean in\?/],
    ['an unknown queue', { queue: 'late' }, /at queue: it is one of open, unassigned, at_risk/],
    ['conditions on feedback that are wrong', { feedback: { departement: {} } }, /did you mean department/],
    ['conditions on feedback that are too deep', { feedback: Array.from({ length: 5_000 }).reduce<FeedbackFilter>((inner) => ({ not: inner }), {}) }, /levels deep/],
    ['a period that cannot be', { opened: { from: '2026-02-01', to: '2026-01-01' } }, /^filter.opened.from must be before/],
    ['values that are too long', { rule: { in: Array.from({ length: 1_000 }, () => '語'.repeat(20)) } }, /too long together/],
  ])('%s is refused, and reaches no database', async (_what, filter, message) => {
    expect(() => compileLoopFilter(filter as LoopFilter, { calendar })).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }) as Error);
    expect(() => compileLoopFilter(filter as LoopFilter, { calendar })).toThrow(message);
    await expect(listLoops({ read: () => Promise.reject(new Error('asked the database')) }, { filter: filter as LoopFilter, first: 1, calendar })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});
