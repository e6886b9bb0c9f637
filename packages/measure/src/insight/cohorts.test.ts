import { insertFeedback, repeat, testFeedback, type TestFeedback } from '@heed/filter/testing';
import { openTestStore } from '@heed/store/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dateAttributes, measureCohorts } from '../index.ts';

const calendar = { now: Date.UTC(2026, 9, 1), timeZone: 'Europe/Berlin' };

const answer = (started: string, occurredAt: string, nps: number | null = 9): TestFeedback => testFeedback({ nps, csat: nps === null ? 3 : null, occurredAt: Date.parse(occurredAt), attributes: { started } });

describe('cohorts', () => {
  let store: Awaited<ReturnType<typeof openTestStore>>;
  beforeAll(async () => {
    store = await openTestStore();
    await insertFeedback(store, [
      // The month of 15 January is over at midnight in Berlin, an hour before midnight in UTC.
      answer('2026-01-15', '2026-02-14T22:59:59Z', 10),
      answer('2026-01-15', '2026-02-14T23:00:00Z', 0),
      // June has no 31st: the month of 31 May is over with 1 July. Berlin is two hours ahead in summer.
      answer('2026-05-31', '2026-06-30T21:59:59Z', 10),
      answer('2026-05-31', '2026-06-30T22:00:00Z', 0),
      // A month is its first day; on that day a month is 0.
      answer('2026-01', '2026-01-01T12:00:00Z'),
      answer('2026-01', '2026-04-01T12:00:00Z'),
      // A moment is a day of the zone, here 1 February; a time without an offset stands as it is written.
      answer('2026-01-31T23:30:00Z', '2026-02-01T12:00:00Z'),
      answer('2026-01-31 23:30', '2026-02-01T12:00:00Z'),
      // No answer to this question.
      answer('2026-01', '2026-01-20T12:00:00Z', null),
      // Before the start, by an hour in Berlin.
      answer('2026-06-10', '2026-06-09T21:59:59Z'),
      ...['', 'soon', '2026-02-30', '2026-13', '20260101', '2026-1-1', '01.02.2026', '1969-12-31', '2101-01-01', '2026-01-01T25:00', '1767225600'].map((text) => answer(text, '2026-06-01T12:00:00Z')),
      testFeedback({ nps: 9 }),
      testFeedback({ enps: 9, nps: 9, attributes: { started: '2026-01' } }),
    ]);
  });
  afterAll(() => store.drop());

  const ask = (more: Partial<Parameters<typeof measureCohorts>[1]> = {}) => measureCohorts(store, { metric: 'nps', date: 'started', cohort: 'month', since: 'month', filter: {}, calendar, ...more });
  const shape = ({ cohorts }: Awaited<ReturnType<typeof measureCohorts>>) => cohorts.map(({ start, cells }) => [start, ...cells.map(({ since, estimate }) => `${since}: ${estimate.value} of ${estimate.n}`)]);

  test('by the month of the start and whole months since, in the days of the zone', async () => {
    const result = await ask();
    expect(shape(result)).toEqual([
      // 15 January (100, then −100), January twice, and 31 January a day later; nobody answered in month 2.
      ['2026-01-01', '0: 100 of 3', '1: -100 of 1', '2: null of 0', '3: 100 of 1'],
      ['2026-02-01', '0: 100 of 1'],
      ['2026-03-01'],
      ['2026-04-01'],
      ['2026-05-01', '0: 100 of 1', '1: -100 of 1'],
    ]);
    expect(result.cohorts[0]).toMatchObject({ n: 5, cells: [{ estimate: { excluded: 1 } }, {}, {}, {}] });
    // Eleven texts that are no dates, and one row without the attribute.
    expect(result).toMatchObject({ undated: 12, beforeStart: 1, date: 'started', cohort: 'month', since: 'month' });
  });

  test('by quarters, and by weeks that begin on Monday', async () => {
    expect(shape(await ask({ cohort: 'quarter', since: 'quarter' }))).toEqual([
      // January to March; the answer of 1 April is the first of the second quarter of a customer of January.
      ['2026-01-01', '0: 60 of 5', '1: 100 of 1'],
      ['2026-04-01', '0: 0 of 2'],
    ]);
    const weeks = await ask({ cohort: 'week', since: 'week', filter: { attributes: [{ key: 'started', in: ['2026-01-15', '2026-01-31 23:30'] }] } });
    // Thursday, 15 January: 30 and 31 days are 4 weeks. Saturday, 31 January.
    expect(shape(weeks)).toEqual([['2026-01-12', '4: 0 of 2'], ['2026-01-19'], ['2026-01-26', '0: 100 of 1']]);
  });

  test('another zone, other days', async () => {
    const result = await ask({ calendar: { ...calendar, timeZone: 'America/New_York' }, filter: { attributes: [{ key: 'started', in: ['2026-01-31T23:30:00Z', '2026-06-10'] }] } });
    expect(shape(result)).toEqual([['2026-01-01', '0: 100 of 1']]);
    expect(result.beforeStart).toBe(1);
  });

  test('a period limits the answers, not the starts', async () => {
    expect(shape(await ask({ filter: { period: { from: '2026-04-01', to: '2026-05-01' } } }))).toEqual([['2026-01-01', '3: 100 of 1']]);
  });

  test('an attribute that nobody has', async () => {
    // 8 answers with a date, 12 without, 1 before its start.
    expect(await ask({ date: 'nothing' })).toMatchObject({ cohorts: [], undated: 21, beforeStart: 0 });
  });

  test('too fine a grain is refused with what to choose', async () => {
    await expect(ask({ cohort: 'day' })).rejects.toMatchObject({ code: 'BAD_USER_INPUT', message: 'cohort must be WEEK, MONTH or QUARTER.' });
    await expect(ask({ since: 'hour' })).rejects.toMatchObject({ code: 'BAD_USER_INPUT', message: 'since must be WEEK, MONTH or QUARTER.' });
    // Sixty cohorts, and a cohort of sixty cells: five years from January 2015 on.
    const old = (started: string, occurredAt: string) => ({ ...answer(started, occurredAt), source: 'old' });
    const filter = { source: { in: ['old'] } };
    await insertFeedback(store, [old('2015-01', '2019-12-31T12:00:00Z'), old('2019-12', '2019-12-31T12:00:00Z')]);
    const { cohorts } = await ask({ filter });
    expect([cohorts.length, cohorts[0]?.cells.at(-1)?.since]).toEqual([60, 59]);
    await insertFeedback(store, [old('2020-01', '2020-01-31T12:00:00Z')]);
    await expect(ask({ filter })).rejects.toMatchObject({ code: 'BAD_USER_INPUT', message: expect.stringContaining('QUARTER') });
    expect((await ask({ filter, cohort: 'quarter' })).cohorts).toHaveLength(21);
    await insertFeedback(store, [old('2015-01', '2020-01-01T12:00:00Z')]);
    await expect(ask({ filter, cohort: 'quarter' })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    expect((await ask({ filter, cohort: 'quarter', since: 'quarter' })).cohorts).toHaveLength(21);
  });

  test('more cells than can be shown at all are refused too', async () => {
    const rows = Array.from({ length: 3_700 }, (_, index) => ({ ...answer(new Date(Date.UTC(1980, 0, 1) + index * 7 * 86_400_000).toISOString().slice(0, 10), '2100-06-01T12:00:00Z'), source: 'many' }));
    await insertFeedback(store, rows);
    await expect(ask({ filter: { source: { in: ['many'] } }, cohort: 'week', since: 'week' })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});

describe('attributes that hold dates', () => {
  let store: Awaited<ReturnType<typeof openTestStore>>;
  beforeAll(async () => {
    store = await openTestStore();
    const texts = ['2026-01', '2026-01-15', '2026-01-15T10:00:00Z', '2026-01-15T10:00:00.123456+05:30', '2026-01-15 10:00', '1970-01-01', '2100-12-31', '2024-02-29', '2026-01-15T10:00+02'];
    await insertFeedback(store, [
      // Nine dates and one that is none; an empty text is no value.
      ...[...texts, 'unknown', ''].map((started) => testFeedback({ nps: 5, attributes: { started } })),
      // Eight of ten.
      ...[...texts.slice(1), 'unknown', 'unknown'].map((seen) => testFeedback({ nps: 5, attributes: { seen } })),
      // Two of two, three years' numbers, and a date that an employee gave.
      ...repeat(2, { attributes: { first_order: '2026-02' } }),
      ...repeat(3, { attributes: { year: '2026', phone: '202601151000', version: '6.14' } }),
      testFeedback({ enps: 5, attributes: { hired: '2026-01' } }),
    ]);
  });
  afterAll(() => store.drop());

  test('nine of ten values are dates, the most frequent first', async () => {
    expect(await dateAttributes(store, { filter: {}, calendar })).toEqual([{ value: 'started', n: 9 }, { value: 'first_order', n: 2 }]);
    expect(await dateAttributes(store, { filter: { nps: {} }, calendar })).toEqual([{ value: 'started', n: 9 }]);
  });
});
