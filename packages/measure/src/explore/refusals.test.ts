import type { FeedbackFilter } from '@heed/domain';
import { assertCustomers } from '@heed/filter';
import { insertFeedback, testFeedback } from '@heed/filter/testing';
import type { StoreReader } from '@heed/store';
import { openTestStore } from '@heed/store/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { attributeValues, estimateExploration, measureExploration, METRICS, readExploration, type ExplorationQuestion } from '../index.ts';

const calendar = { now: Date.UTC(2026, 9, 1), timeZone: 'UTC' };
const year = { period: { from: '2025-10-01', to: '2026-10-01' } };
const byDepartment: ExplorationQuestion = { metrics: ['nps'], by: [{ dimension: 'department' }] };
/** Whoever is refused must be refused before this is asked. */
const nobody: StoreReader = { read: () => Promise.reject(new Error('asked the database')) };

describe('a question that makes no sense is refused before the database is asked', () => {
  const period = (from: string, to: string): FeedbackFilter => ({ period: { from, to } });

  test.each<[string, Partial<ExplorationQuestion>, RegExp]>([
    ['a period that ends before it begins', { filter: period('2026-05-01', '2026-04-01') }, /period\.from must be before period\.to/],
    ['a period without length', { filter: period('2026-05-01', '2026-05-01') }, /period\.from must be before period\.to/],
    ['the year 10000', { filter: period('2026-05-01', '10000-01-01') }, /period\.to .* year from 0001 to 9999/],
    ['30 February', { filter: period('2026-02-30', '2026-04-01') }, /period\.from names a day or time that the calendar does not have/],
    ['a comparison that cannot be', { filter: year, compareWith: { from: '2026-02-30', to: '2026-04-01' } }, /compareWith\.from names a day/],
    ['a comparison of all time', { compare: true }, /compare needs filter\.period/],
    ['all time compared with something', { compareWith: { toDate: 'month' } }, /compare needs filter\.period/],
    ['all time over time', { grain: 'day' }, /grain needs filter\.period/],
    ['rolling without buckets', { filter: year, rolling: 7 }, /rolling needs a grain/],
    ['too many buckets', { filter: year, grain: 'hour' }, /more than 2000 points; choose a coarser grain or a shorter period/],
    ['one dimension twice', { by: [{ dimension: 'region' }, { dimension: 'region' }] }, /same grouping twice/],
    ['one attribute twice', { by: [{ attribute: 'plan' }, { attribute: 'plan' }] }, /same grouping twice/],
    ['a metric of one scale over another', { metrics: ['nps', 'csat5'], filter: { csatScale: 7 } }, /csat5 counts answers on the scale of 5, and filter\.csatScale keeps others; ask for csat7, or take csatScale away/],
    ['the same further inside', { metrics: ['csat5'], filter: { and: [{ and: [{ csatScale: 10 }] }] } }, /ask for csat10/],
    ['a metric of satisfaction over those who gave none', { metrics: ['csat5'], filter: { csatScale: 0 } }, /csat5 counts answers on the scale of 5, .* take csatScale away/],
    ['a scale that nobody asks on', { filter: { csatScale: 8 } }, /satisfaction is asked on a scale of 3, 4, 5, 6, 7, 10/],
    ['satisfaction of any scale in one range', { filter: { csat: { max: 2 } } }, /filter\.csat would mix answers on different scales; add csatScale/],
    ['the same in a branch that does not know the scale of another', { filter: { or: [{ csatScale: 5 }, { not: { csat: { min: 4 } } }] } }, /filter\.or\.1\.not\.csat would mix/],
  ])('%s', async (_what, question, expected) => {
    const asked = measureExploration(nobody, { question: { ...byDepartment, ...question }, calendar });
    await expect(asked).rejects.toMatchObject({ code: 'BAD_USER_INPUT', message: expect.stringMatching(expected) as string });
    await expect(estimateExploration(nobody, { question: { ...byDepartment, ...question }, calendar })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  test.each<[string, FeedbackFilter]>([
    ['its scale beside it', { csatScale: 5, csat: { min: 4 } }],
    ['its scale around it', { csatScale: 5, or: [{ csat: { min: 4 } }], not: { and: [{ csat: { min: 1 } }] } }],
    ['its scale among what must hold as well', { and: [{ csatScale: 5 }, { csat: { min: 4 } }] }],
    ['no ends, which only asks for an answer', { csat: {} }],
  ])('but satisfaction may be in a range with %s', async (_what, filter) => {
    await expect(measureExploration(nobody, { question: { metrics: ['nps', 'csat5'], filter }, calendar })).rejects.toThrow('asked the database');
  });

  test('an unknown time zone', async () => {
    await expect(measureExploration(nobody, { question: byDepartment, calendar: { ...calendar, timeZone: 'Europe/Nowhere' } })).rejects.toMatchObject({ code: 'BAD_USER_INPUT', message: expect.stringMatching(/IANA/) as string });
  });

  test("employees' answers", () => {
    const { nps } = METRICS;
    expect(() => assertCustomers([nps, { ...nps, population: 'employees' }])).toThrow(/eNPS/);
    expect(() => assertCustomers([nps, METRICS.ces])).not.toThrow();
  });
});

describe('a question from outside', () => {
  const read = (question: unknown) => () => readExploration(question);

  test.each<[string, unknown, RegExp, string[]]>([
    ['an unknown dimension', { metrics: ['nps'], by: [{ dimension: 'departement' }] }, /at by\.0: .*did you mean department\?/, ['department']],
    ['a dimension like no other', { metrics: ['nps'], by: [{ dimension: 'my private words' }] }, /the dimensions are department, channel/, []],
    ['both kinds of grouping in one', { metrics: ['nps'], by: [{ dimension: 'region', attribute: 'plan' }] }, /either a dimension or an attribute/, ['region']],
    ['three groupings', { metrics: ['nps'], by: [{ attribute: 'a' }, { attribute: 'b' }, { attribute: 'c' }] }, /at most two groupings/, []],
    ['an unknown metric', { metrics: ['npss'] }, /at metrics\.0: did you mean nps or enps\?/, ['nps', 'enps']],
    ['no metric', { metrics: [] }, /at metrics: it needs at least one/, []],
    ['too many metrics', { metrics: Array(7).fill('nps') }, /at metrics: at most 6/, []],
    ['an unknown field', { metrics: ['nps'], grian: 'day' }, /no such field; did you mean grain\?/, ['grain']],
    ['an unknown field of the filter', { metrics: ['nps'], filter: { departement: {} } }, /at filter: there is no such field; did you mean department\?/, ['department']],
    ['an unknown field further inside', { metrics: ['nps'], filter: { and: [{ not: { hascomment: true } }] } }, /at filter\.and\.0\.not: .*did you mean hasComment\?/, ['hasComment']],
    ['an unknown field of a choice', { metrics: ['nps'], filter: { region: { notin: [] } } }, /at filter\.region: .*did you mean notIn\?/, ['notIn']],
    ['an unknown field of an attribute', { metrics: ['nps'], filter: { attributes: [{ kee: 'plan' }] } }, /at filter\.attributes\.0/, []],
    ['a half period', { metrics: ['nps'], filter: { period: { from: '2026-01-01' } } }, /at filter\.period: a period is either from and to, or last, or toDate/, []],
    ['an unknown grain', { metrics: ['nps'], grain: 'weeks' }, /at grain: did you mean week\?/, ['week']],
    ['a window of one', { metrics: ['nps'], grain: 'day', rolling: 1 }, /at rolling: .*from 2 to 400/, []],
    ['a million groups', { metrics: ['nps'], by: [{ dimension: 'product' }], first: 1_000_000 }, /at first: at most 200 groups .* export all/, []],
    ['nothing', null, /not valid/, []],
  ])('%s is refused with what to change', (_what, question, expected, near) => {
    expect(read(question)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT', message: expect.stringMatching(expected) as string, details: expect.objectContaining({ near }) as object }) as Error);
    expect(read(question)).not.toThrow(/private/);
  });

  test('a filter made to be deep is refused and not followed', () => {
    const deep = (levels: number): unknown => Array.from({ length: levels }).reduce<unknown>((inner) => ({ not: inner }), {});
    expect(read({ metrics: ['nps'], filter: deep(10_000) })).toThrow(/levels deep/);
  });
});

describe('with many groups', () => {
  let store: Awaited<ReturnType<typeof openTestStore>>;
  beforeAll(async () => {
    store = await openTestStore();
    await insertFeedback(store, Array.from({ length: 3_000 }, (_, index) => testFeedback({ nps: index % 11, region: `region ${index % 3}`, attributes: { order: String(index), plan: 'pro' } })));
  });
  afterAll(() => store.drop());

  test('the size of an answer, before it is asked for', async () => {
    const question: ExplorationQuestion = { metrics: ['nps', 'ces'], by: [{ attribute: 'order' }, { dimension: 'region' }], filter: year, grain: 'month' };
    // 3,000 orders, each of one region: all of them in 12 months and 2 metrics.
    expect(await estimateExploration(store, { question, calendar, all: true })).toEqual({ groups: [3_000, 3], rows: 3_000, cells: 72_000 });
    // 12 orders with at most 3 regions each, and the rest.
    expect(await estimateExploration(store, { question, calendar })).toEqual({ groups: [3_000, 3], rows: 37, cells: 888 });
    expect(await estimateExploration(store, { question: { metrics: ['nps'] }, calendar })).toEqual({ groups: [], rows: 1, cells: 1 });
    const { rows } = await measureExploration(store, { question, calendar, all: true });
    expect(rows).toHaveLength(3_000);
  });

  test('too many numbers are refused, but only where the data has so many groups', async () => {
    // 200 × 201 + 1 rows of 365 days could be too many, and are not where there are three regions of one plan.
    const wide = { metrics: ['nps'], filter: year, grain: 'day', first: 200, firstWithin: 200 } satisfies ExplorationQuestion;
    const { rows } = await measureExploration(store, { question: { ...wide, by: [{ dimension: 'region' }, { attribute: 'plan' }] }, calendar });
    expect(rows).toHaveLength(3);
    // 200 orders and the rest: 201 × 365 = 73,365.
    await expect(measureExploration(store, { question: { ...wide, by: [{ attribute: 'order' }] }, calendar })).rejects.toMatchObject({ code: 'BAD_USER_INPUT', message: expect.stringMatching(/about 73,365 numbers .* more than 50,000/) as string, details: { rows: 201, cells: 73_365 } });
  });

  test('an export of too many rows is refused, and what to narrow is said', async () => {
    const million: StoreReader = { read: ((query: { name: string }) => (query.name === 'measure.explorationSize' ? Promise.resolve([{ groups: [1_000_000, 40], combinations: 2_345_678 }]) : nobody.read(query as never, {}))) as never };
    const question: ExplorationQuestion = { metrics: ['nps'], by: [{ dimension: 'product' }, { dimension: 'region' }] };
    await expect(measureExploration(million, { question, calendar, all: true })).rejects.toMatchObject({
      code: 'QUERY_TOO_COMPLEX',
      message: expect.stringMatching(/about 2,345,678 rows .* 100,000 rows .* are the most; ask for one grouping, a narrower filter or a shorter period/) as string,
      details: { rows: 2_345_678 },
    });
    // 3,000 orders in 365 days and one metric are 1,095,000 numbers, and an export holds 600,000.
    await expect(measureExploration(store, { question: { metrics: ['nps'], by: [{ attribute: 'order' }], filter: year, grain: 'day' }, calendar, all: true })).rejects.toMatchObject({ code: 'QUERY_TOO_COMPLEX', message: expect.stringMatching(/about 3,000 rows with 1,095,000 numbers, .* a coarser grain/) as string });
  });

  test('an attribute that no feedback carries, with the near ones', async () => {
    const unknown = { code: 'BAD_USER_INPUT', details: { path: 'by.1.attribute', near: ['order'] }, message: expect.stringMatching(/^by\.1\.attribute names an attribute that no feedback carries; did you mean order\?$/) as string };
    await expect(measureExploration(store, { question: { metrics: ['nps'], by: [{ dimension: 'region' }, { attribute: 'Odrer' }] }, calendar })).rejects.toMatchObject(unknown);
    await expect(measureExploration(store, { question: { metrics: ['nps'], filter: { or: [{ not: { attributes: [{ key: 'plan' }, { key: 'plam', in: ['pro'] }] } }] } }, calendar })).rejects.toMatchObject({ details: { path: 'filter.or.0.not.attributes.1.key', near: ['plan'] } });
    await expect(attributeValues(store, { key: 'my private words', filter: {}, first: 5, calendar })).rejects.toMatchObject({ message: 'key names an attribute that no feedback carries; attributeKeys lists those that there are.' });
  });
});
