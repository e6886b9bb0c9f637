import { randomUUID } from 'node:crypto';
import { insertFeedback, repeat, testFeedback, type TestFeedback } from '@heed/filter/testing';
import { openTestStore } from '@heed/store/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { measureDrivers } from '../index.ts';

const calendar = { now: Date.UTC(2026, 5, 1), timeZone: 'UTC' };

/** Half of the answers on each plan, so that the plan says nothing; and three attributes that are no groups. */
const answers = (times: number, nps: number, department: string): TestFeedback[] =>
  Array.from({ length: times }, (_, index) =>
    testFeedback({ nps, department, attributes: { plan: index % 2 === 0 ? 'free' : 'pro', order: randomUUID(), started: `2026-0${1 + (index % 3)}`, tenant: 'one' } }),
  );

describe('what separates good answers from bad ones', () => {
  let store: Awaited<ReturnType<typeof openTestStore>>;
  beforeAll(async () => {
    store = await openTestStore();
    await insertFeedback(store, [
      // 60 promoters, 20 passives, 20 detractors; the other way round; and five passives.
      ...answers(60, 9, 'Sales'), ...answers(20, 7, 'Sales'), ...answers(20, 3, 'Sales'),
      ...answers(20, 9, 'Support'), ...answers(20, 7, 'Support'), ...answers(60, 3, 'Support'),
      ...repeat(5, { nps: 7, department: 'Kiosk' }),
      // Nobody knows where these belong; these gave no answer; and employees.
      ...repeat(50, { nps: 10 }),
      ...repeat(8, { csat: 1, department: 'Sales' }), ...repeat(40, { csat: 1, department: 'Elsewhere' }),
      ...repeat(40, { enps: 0, nps: 0, department: 'Sales' }),
    ]);
  });
  afterAll(() => store.drop());

  test('a group beside the others of its grouping', async () => {
    const { tested, tooSmall, groups } = await measureDrivers(store, { metric: 'nps', groupings: [{ dimension: 'department' }], filter: {}, first: 20, calendar });
    expect({ tested, tooSmall }).toEqual({ tested: 2, tooSmall: 1 });
    // Sales 100·(60 − 20)/100 = 40; Support and Kiosk 100·(20 − 60)/105. Adjusted Wald: P' = 60.75/103, D' = 20.75/103 give a
    // standard error of 7.885 points, P' = 20.75/108, D' = 60.75/108 one of 7.561: together 10.925, times 1.96 is 21.41.
    expect(groups[0]).toEqual({
      grouping: { dimension: 'department' },
      key: 'Sales',
      estimate: expect.objectContaining({ value: 40, n: 100, excluded: 8 }),
      rest: expect.objectContaining({ value: expect.closeTo(-38.0952, 4), n: 105, excluded: 40 }),
      difference: expect.closeTo(78.0952, 4),
      low: expect.closeTo(56.68, 1),
      high: expect.closeTo(99.51, 1),
      // Far beyond seven standard errors; two tests.
      adjustedP: expect.closeTo(0, 10),
      clear: true,
    });
    // Support −40, the others 100·(60 − 20)/105.
    expect(groups[1]).toMatchObject({ key: 'Support', estimate: { value: -40 }, rest: { value: expect.closeTo(38.0952, 4), n: 105 }, difference: expect.closeTo(-78.0952, 4), clear: true });
  });

  test('all dimensions and the attributes that make groups; the surest effect first', async () => {
    const { tested, tooSmall, groupings, groups } = await measureDrivers(store, { metric: 'nps', filter: {}, first: 20, calendar });
    // One source and no other dimension has values; order is an identifier, started a date, tenant always the same.
    expect(groupings.map(({ grouping }) => grouping)).toEqual([{ dimension: 'department' }, { attribute: 'plan' }]);
    // χ² = 40 of 200 answers with 2 degrees of freedom: √((0.2 − 2/199)/(1 − 1/199)); p = e^(−20), twice for two groupings.
    expect(groupings[0]).toMatchObject({ effect: expect.closeTo(0.43693, 4), adjustedP: expect.closeTo(2 * Math.exp(-20), 12), clear: true, groups: 2, n: 200 });
    // 40 promoters, 20 passives and 40 detractors on each plan.
    expect(groupings[1]).toMatchObject({ effect: 0, low: 0, adjustedP: 1, clear: false, groups: 2, n: 200 });
    // The source has no rest to be compared with.
    expect({ tested, tooSmall }).toEqual({ tested: 4, tooSmall: 2 });
    expect(groups.map(({ key }) => key)).toEqual(['Sales', 'Support', 'free', 'pro']);
    expect(groups[2]).toMatchObject({ grouping: { attribute: 'plan' }, difference: 0, adjustedP: expect.closeTo(1, 10), clear: false });
  });

  test('few groups of those that were tested', async () => {
    const { tested, groups } = await measureDrivers(store, { metric: 'nps', filter: {}, first: 1, calendar });
    expect({ tested, keys: groups.map(({ key }) => key) }).toEqual({ tested: 4, keys: ['Sales'] });
  });

  test('an identifier that is asked for is tested no more than any group that is too small', async () => {
    const { tested, tooSmall, groupings } = await measureDrivers(store, { metric: 'nps', groupings: [{ attribute: 'order' }, { attribute: 'order' }, { attribute: 'unheard of' }], filter: {}, first: 20, calendar });
    expect({ tested, tooSmall, groupings }).toEqual({ tested: 0, tooSmall: 200, groupings: [] });
  });

  test('small groups count as one in the effect', async () => {
    // Of 40 answers each on 'a' and on eight letters of five answers: 40 promoters against 40 detractors.
    await insertFeedback(store, [
      ...repeat(40, { nps: 10, source: 'letters', attributes: { letter: 'a' } }),
      ...'bcdefghi'.split('').flatMap((letter) => repeat(5, { nps: 0, source: 'letters', attributes: { letter } })),
    ]);
    const { groupings, tested, tooSmall } = await measureDrivers(store, { metric: 'nps', groupings: [{ attribute: 'letter' }], filter: { source: { in: ['letters'] } }, first: 20, calendar });
    expect(groupings).toMatchObject([{ effect: expect.closeTo(1, 10), groups: 1, n: 80 }]);
    expect({ tested, tooSmall }).toEqual({ tested: 1, tooSmall: 8 });
  });

  test('a few lucky answers do not lead', async () => {
    await insertFeedback(store, [
      ...repeat(1_100, { nps: 10, source: 'regions', region: 'North' }), ...repeat(900, { nps: 0, source: 'regions', region: 'North' }),
      ...repeat(900, { nps: 10, source: 'regions', region: 'South' }), ...repeat(1_100, { nps: 0, source: 'regions', region: 'South' }),
      ...repeat(48, { nps: 10, source: 'regions', region: 'Coast' }), ...repeat(12, { nps: 0, source: 'regions', region: 'Coast' }),
      ...repeat(20, { nps: 10, source: 'regions', region: 'Island' }), ...repeat(10, { nps: 0, source: 'regions', region: 'Island' }),
    ]);
    const { groups } = await measureDrivers(store, { metric: 'nps', groupings: [{ dimension: 'region' }], filter: { source: { in: ['regions'] } }, first: 20, calendar });
    // The Coast is 60 − 0.2, ± 19.9: at least 39.8. South is −10 − 11.8, ± 6.1: more certain to be something, and less. North is
    // 10 + 7.4, ± 6.1, and the Island 33.3 − 0.9, ± 31.9 from 30 answers.
    expect(groups.map(({ key, difference }) => [key, Math.round(difference)])).toEqual([['Coast', 60], ['South', -22], ['North', 17], ['Island', 32]]);
    expect(Number(groups[1]?.adjustedP)).toBeLessThan(Number(groups[0]?.adjustedP));
  });

  test('a group is not tested against a rest that is too small', async () => {
    await insertFeedback(store, [...repeat(60, { nps: 10, source: 'one-sided', channel: 'Web' }), ...repeat(29, { nps: 0, source: 'one-sided', channel: 'Chat' })]);
    const ask = () => measureDrivers(store, { metric: 'nps', groupings: [{ dimension: 'channel' }], filter: { source: { in: ['one-sided'] } }, first: 20, calendar });
    expect(await ask()).toMatchObject({ tested: 0, tooSmall: 2, groupings: [] });
    await insertFeedback(store, repeat(1, { nps: 0, source: 'one-sided', channel: 'Chat' }));
    expect(await ask()).toMatchObject({ tested: 2, tooSmall: 0, groupings: [{ groups: 2, n: 90 }] });
  });

  test('nothing to look at, too much, and nothing found', async () => {
    const ask = (groupings: { attribute: string }[]) => measureDrivers(store, { metric: 'nps', groupings, filter: {}, first: 20, calendar });
    await expect(ask([])).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await expect(ask(Array.from({ length: 41 }, (_, index) => ({ attribute: `a${index}` })))).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await measureDrivers(store, { metric: 'ces', filter: {}, first: 20, calendar })).toMatchObject({ period: null, tested: 0, tooSmall: 0, groupings: [], groups: [] });
  });
});
