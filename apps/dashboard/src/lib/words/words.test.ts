import { describe, expect, it } from 'vitest';
import type { Change, Estimate } from '#lib/api/documents.ts';
import type { Exploration } from '#lib/api/explore-documents.ts';
import { whyModel } from '#lib/charts/why-model.ts';
import { NO_FILTER } from '#lib/filter/view-filter.ts';
import { createFormats } from '#lib/i18n/format.ts';
import en from '#lib/i18n/messages/en.ts';
import { createTranslate } from '#lib/i18n/translate.ts';
import { bucketLabel, bucketWords } from './bucket-words.ts';
import { changeWords } from './change-words.ts';
import { aboutWords, againstWords } from './grouping-words.ts';
import { resultColumns, resultRows } from './result-words.ts';
import { whyWords } from './why-words.ts';

const i18n = { t: createTranslate('en', { catalogue: en }), format: createFormats('en', { timeZone: 'UTC' }) };
const metric = { metric: 'NPS', unit: 'POINTS', better: 'HIGHER', min: -100, max: 100, minimumSample: 30 } as const;
const estimate = (value: number | null, n = 100, half = 4): Estimate => ({ value, low: value === null ? null : value - half, high: value === null ? null : value + half, n, excluded: 0, enough: n >= 30 });
const previousPeriod = { from: '2026-09-28T00:00:00.000Z', to: '2026-10-26T00:00:00.000Z' };
const change = (value: number, verdict: Change['verdict']): Change => ({ value, low: value - 5, high: value + 5, verdict, previous: estimate(20), previousPeriod });

describe('a change in words', () => {
  const words = (one: Change, options: { better?: 'HIGHER' | 'LOWER' | 'NEITHER'; before?: boolean } = {}) =>
    changeWords(one, { metric: { unit: 'POINTS', better: options.better ?? 'HIGHER' }, filter: NO_FILTER, i18n, before: options.before ?? true });
  it('names the days before, or the days that it was compared with', () => {
    expect(words(change(8, 'UP')).text).toBe('Up 8 since the 28 days before');
    expect(words(change(8, 'UP'), { before: false }).text).toMatch(/^Up 8 since Sep 28\s–\sOct 25/);
  });
  it('is good or bad by which way is better, and neither for a count', () => {
    expect([words(change(8, 'UP')).tone, words(change(8, 'UP'), { better: 'LOWER' }).tone, words(change(8, 'UP'), { better: 'NEITHER' }).tone]).toEqual(['good', 'bad', 'middle']);
    expect(words(change(2, 'NO_CLEAR_CHANGE'))).toMatchObject({ text: 'No clear change', arrow: null });
  });
});

it('says by what and against what in sentences of one language', () => {
  expect(aboutWords('NPS', { by: [{ dimension: 'department' }, { attribute: 'plan' }], t: i18n.t })).toBe('NPS by department, then by plan');
  expect(againstWords('before', { period: NO_FILTER.period, ...i18n })).toBe('compared with the 28 days before');
  expect(againstWords('before', { period: { toDate: 'MONTH' }, ...i18n })).toBe('compared with the period before');
});

it('tells many hours by their day, few by their time', () => {
  const bucket = { from: '2026-03-01T10:00:00.000Z', to: '2026-03-01T11:00:00.000Z' };
  expect(bucketLabel(bucket, { grain: 'HOUR', count: 24, format: i18n.format })).toMatch(/^10:00/);
  expect(bucketLabel(bucket, { grain: 'HOUR', count: 200, format: i18n.format })).toBe('Mar 1');
  expect(bucketWords({ from: bucket.from, to: '2026-03-08T00:00:00.000Z' }, { grain: 'WEEK', format: i18n.format })).toMatch(/Mar 1\s–\s7/);
});

describe('the table of an answer', () => {
  const exploration: Exploration = {
    metrics: [metric],
    by: [{ dimension: 'DEPARTMENT', attribute: null }],
    grain: null,
    rolling: null,
    period: previousPeriod,
    previousPeriod,
    buckets: [],
    rows: [
      { keys: ['Support'], names: ['Support'], pooled: [0], cells: [{ estimate: estimate(18), change: change(-23, 'DOWN'), value: null, low: null, high: null, n: null }] },
      { keys: ['Field'], names: ['Field'], pooled: [0], cells: [{ estimate: estimate(90, 12, 20), change: change(40, 'TOO_FEW_ANSWERS'), value: null, low: null, high: null, n: null }] },
      { keys: [''], names: [''], pooled: [12], cells: [{ estimate: estimate(30, 500), change: null, value: null, low: null, high: null, n: null }] },
    ],
    total: { cells: [] },
    asOf: '2026-11-22T00:00:00.000Z',
  };
  const told = { filter: NO_FILTER, i18n, before: true };
  it('says value, interval, answers and change, what is missing, and how much is pooled', () => {
    expect(resultColumns(exploration, told).map(({ label }) => label)).toEqual(['Department', 'NPS', '95% interval', 'Answers', 'Change']);
    expect(resultRows(exploration, told).map(({ fields, pooled }) => [pooled, ...fields.map(({ text }) => text)])).toEqual([
      [false, 'Support', '18', '14 to 22', '100', '\u221223'],
      [false, 'Field', '90', '70 to 110', '12 of 30 answers', '–'],
      [true, '12 others', '30', '26 to 34', '500', '–'],
    ]);
  });
  it('leads from each group to its feedback, and from what is pooled nowhere', () => {
    expect(resultRows(exploration, told).map(({ href }) => href)).toEqual(['/feedback?department=Support&nps=0-10', '/feedback?department=Field&nps=0-10', undefined]);
  });
});

describe('why a score changed, in words', () => {
  const group = { key: 'Billing', now: estimate(10), before: estimate(34), share: 18, previousShare: 12, mix: -2, rate: -5, effect: -7, verdict: 'DOWN' } as const;
  const words = whyWords(
    whyModel({ metric, grouping: { dimension: 'DEPARTMENT', attribute: null }, period: previousPeriod, previousPeriod, now: estimate(13), change: change(-7, 'DOWN'), mix: -2, rate: -5, groups: [group], other: null, otherGroups: 0, asOf: previousPeriod.to }),
    { grouping: { dimension: 'department' }, i18n },
  );
  it('has a finding, and tells answers from shares', () => {
    expect(words.title).toBe('NPS fell by 7, mostly through Billing');
    expect(words.parts).toEqual([
      {
        name: 'Billing',
        effect: '\u22127',
        sentences: ['Answers there are worse than before (34 → 10); this lowers the whole by 5.', 'More of the answers come from there (12% → 18%); this lowers the whole by 2.'],
      },
    ]);
  });
});
