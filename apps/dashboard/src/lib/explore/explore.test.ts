import { describe, expect, it } from 'vitest';
import { filterInput } from '#lib/filter/filter-input.ts';
import { exploreHref, readExplore, readExploreFilter, tabHref, USUAL } from './explore-view.ts';
import { METRICS, metricSpelling, readMetric } from './metric-spelling.ts';
import { compareWithOf, explorationInput, yearBefore } from './question.ts';
import { readQuestion } from './read-question.ts';
import { savedQuestion } from './saved-question.ts';
import { groupNarrower, groupingOf, groupingText, readGrouping } from './view-grouping.ts';

const read = (query: string) => {
  const parameters = new URLSearchParams(query);
  return { filter: readExploreFilter(parameters), view: readExplore(parameters) };
};
const today = '2026-11-22';
const ask = (query: string, metrics = read(query).view.metrics) => explorationInput(read(query).filter, { view: read(query).view, metrics, today });

describe('the address of Explore', () => {
  it('is short for what is shown as usual: the first score by department over the last 28 days', () => {
    expect(read('').view).toEqual(USUAL);
    expect(exploreHref(read('').filter, USUAL)).toBe('/explore');
  });
  it.each([
    'metric=nps&metric=csat5&by=channel&by=attribute.plan&over=week&against=year&as=table&sort=-nps.value&top=50',
    'period=12w&department=Support&attribute.plan=Plus&attribute.plan=&nps=0-6&saved=Call+back&by=none&over=day&rolling=28&against=none&show=ces',
    'q=late&csat=1-2&scale=5&comments=only&tab=why&against=2025-01-01..2025-01-31',
    'tab=cohorts&date=signed_up&cohort=month&since=week',
    'where=%7B%22contactRequested%22%3Atrue%7D&tab=distribution',
  ])('reads back what it wrote: %s', (query) => {
    const { filter, view } = read(query);
    expect(exploreHref(filter, view)).toBe(`/explore?${query}`);
  });
  it('leaves out what makes no sense instead of failing', () => {
    expect(read('tab=x&metric=fun&by=x&over=year&rolling=7&against=x&as=x&sort=a%20b&top=9999&show=x&where=%5B1%5D&where=%7B').view).toEqual(USUAL);
    expect(read('where=%7B').filter.where).toBeNull();
    expect(read('by=department&by=department&by=channel&by=region').view.by.map(groupingText)).toEqual(['department', 'channel']);
  });
  it('gives cohorts a year unless a period was chosen, and takes it back', () => {
    expect(read('tab=cohorts').filter.period).toEqual({ last: { count: 365, unit: 'DAY', complete: false } });
    const { filter, view } = read('tab=cohorts');
    expect(tabHref(filter, { view, tab: 'compare' })).toBe('/explore');
    expect(tabHref(read('period=90d').filter, { view: USUAL, tab: 'cohorts' })).toBe('/explore?period=90d&tab=cohorts');
    expect(read('tab=cohorts&period=28d').filter.period).toEqual(read('').filter.period);
    expect(exploreHref(read('').filter, view)).toBe('/explore?period=28d&tab=cohorts');
  });
});

describe('metrics by name', () => {
  it('are spelt as the program spells them, and read back', () => {
    expect(['CSAT_5', 'CES_EASY', 'CES_5_EASY', 'NPS'].map((metric) => metricSpelling(metric as 'NPS'))).toEqual(['csat5', 'cesEasy', 'ces5Easy', 'nps']);
    expect(METRICS.map(metricSpelling).map(readMetric)).toEqual(METRICS);
    expect([readMetric('toString'), readMetric('enps')]).toEqual([undefined, undefined]);
  });
});

describe('groupings', () => {
  it('are named by dimension or attribute', () => {
    expect(['department', 'attribute.plan', 'attribute.a.b'].map((text) => groupingText(readGrouping(text)!))).toEqual(['department', 'attribute.plan', 'attribute.a.b']);
    expect([readGrouping('attribute.'), readGrouping('team')]).toEqual([null, null]);
    expect(groupingOf({ dimension: 'CHANNEL', attribute: null })).toEqual({ dimension: 'channel' });
  });
  it('lead to the feedback behind a group', () => {
    const by = [{ dimension: 'channel' as const }, { attribute: 'plan' }];
    expect(groupNarrower(by, { keys: ['Chat', ''], metric: 'NPS' })).toEqual({ choices: { channel: ['Chat'] }, attributes: [{ key: 'plan', values: [''] }], band: { kind: 'nps', min: 0, max: 10 } });
  });
});

describe('the question for the API', () => {
  it('holds what the sentence says and nothing else', () => {
    expect(ask('', ['NPS'])).toEqual({
      metrics: ['NPS'],
      by: [{ dimension: 'DEPARTMENT' }],
      first: 12,
      filter: { period: { last: { count: 28, unit: 'DAY' } } },
      compare: true,
    });
    expect(ask('metric=ces&by=none&over=day&rolling=7&against=none')).toEqual({ metrics: ['CES'], grain: 'DAY', rolling: 7, filter: { period: { last: { count: 28, unit: 'DAY' } } } });
  });
  it('compares with another period only where there is no time axis', () => {
    expect(ask('metric=nps&over=week&against=year')).not.toHaveProperty('compare');
    expect(ask('metric=nps&over=week&against=year')).not.toHaveProperty('compareWith');
  });
  it('compares with the same days a year before, and with days of one\u2019s own', () => {
    expect(yearBefore({ toDate: 'MONTH' }, today)).toEqual({ from: '2025-11-01', to: '2025-11-22' });
    expect(compareWithOf('year', { period: { from: '2028-02-01', to: '2028-02-29' }, today })).toEqual({ from: '2027-02-01', to: '2027-03-01' });
    expect(ask('metric=nps&against=2025-01-01..2025-01-31').compareWith).toEqual({ from: '2025-01-01', to: '2025-02-01' });
  });
});

describe('a saved question', () => {
  it('is spelt as the program spells it', () => {
    expect(savedQuestion(ask('metric=csat5&by=channel&by=attribute.plan&over=week&period=3m-complete&nps=0-6&attribute.plan=Plus'))).toEqual({
      metrics: ['csat5'],
      by: [{ dimension: 'channel' }, { attribute: 'plan' }],
      first: 12,
      firstWithin: 8,
      grain: 'week',
      filter: { period: { last: { count: 3, unit: 'month', complete: true } }, nps: { min: 0, max: 6 }, attributes: [{ key: 'plan', in: ['Plus'] }] },
    });
  });
  it.each([
    'metric=nps&metric=csat5&by=channel&by=attribute.plan&over=week&top=50',
    'metric=ces&period=month-to-date&department=Support&attribute.plan=Plus&csat=1-2&scale=5&saved=Call+back&comments=only&q=late&by=none&over=day&rolling=28',
    'metric=nps&by=none&against=none',
    'metric=nps&from=2026-01-01&to=2026-01-31&where=%7B%22contactRequested%22%3Atrue%7D&against=2025-01-01..2025-01-31',
  ])('opens as it was pinned: %s', (query) => {
    const { filter, view } = read(query);
    expect(readQuestion(savedQuestion(ask(query)))).toEqual({ filter, view });
  });
  it('keeps conditions that this page has no words for', () => {
    const question = { metrics: ['nps'], filter: { department: { notIn: ['Sales'] }, nps: { min: 9 }, or: [{ text: 'a' }, { text: 'b' }], attributes: [{ key: 'plan', notIn: ['Free'] }], hasComment: false, csatScale: 7 } };
    const { filter, view } = readQuestion(question);
    expect(filter.bands).toEqual([{ kind: 'nps', min: 9, max: 10 }]);
    expect(filterInput(filter)).toEqual({
      period: { last: { count: 10, unit: 'YEAR' } },
      nps: { min: 9, max: 10 },
      and: [{ department: { notIn: ['Sales'] }, or: [{ text: 'a' }, { text: 'b' }], attributes: [{ key: 'plan', notIn: ['Free'] }], hasComment: false, csatScale: 7 }],
    });
    expect(view).toMatchObject({ by: [], against: 'none' });
  });
  it('survives anything that is no question', () => {
    for (const value of [null, 'x', [], { metrics: 'nps', by: { a: 1 }, filter: [], rolling: 'x' }]) expect(readQuestion(value).view.metrics).toEqual([]);
  });
});
