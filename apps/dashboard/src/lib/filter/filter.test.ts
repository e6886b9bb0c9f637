import { describe, expect, it } from 'vitest';
import { createFormats } from '#lib/i18n/format.ts';
import { bucketPeriod, feedbackHref, namedBands } from './drill.ts';
import { filterInput } from './filter-input.ts';
import { busiestCsat, firstAnswered, overviewHref, readOverview } from './overview-view.ts';
import { narrowBands, replaceBand } from './view-band.ts';
import { isRestricted, NO_FILTER, readFilter, writeFilter, type ViewFilter } from './view-filter.ts';

const read = (query: string): ViewFilter => readFilter(new URLSearchParams(query));

describe('the filter in the address', () => {
  it('is empty for what is shown as usual: the last 28 days of everything', () => {
    expect(read('')).toEqual(NO_FILTER);
    expect(NO_FILTER.period).toEqual({ last: { count: 28, unit: 'DAY', complete: false } });
    expect(isRestricted(NO_FILTER)).toBe(false);
    expect(writeFilter(read('')).toString()).toBe('');
  });
  it.each([
    'period=90d&department=Support&department=Sales&channel=email',
    'from=2026-03-01&to=2026-03-28&language=ko&q=refund',
    'department=&csat=1-2&scale=5',
    'department=Support&source=app&attribute.plan=Plus&attribute.plan=&nps=0-6&csat=1-2&scale=5&sentiment=-1--0.2&saved=Call+back',
    'from=2026-11-01T10%3A00%3A00.000Z&to=2026-11-01T11%3A00%3A00.000Z&nps=9-10&comments=only',
  ])('reads back what it wrote: %s', (query) => {
    expect(writeFilter(read(query)).toString()).toBe(query);
  });
  it('leaves out what makes no sense instead of failing', () => {
    expect(read('period=13x&from=tomorrow&to=x&nps=11-12&ces=5-2&attribute.=x&where=7')).toEqual(read(''));
    expect(read('from=2026-03-28&to=2026-03-01').period).toEqual(NO_FILTER.period);
  });
});

describe('the filter for the API', () => {
  it('ends a period of days before the day after the last one', () => {
    expect(filterInput(read('from=2026-03-01&to=2026-03-31')).period).toEqual({ from: '2026-03-01', to: '2026-04-01' });
    expect(filterInput(read('period=7d')).period).toEqual({ last: { count: 7, unit: 'DAY' } });
  });
  it('passes on attributes, several bands, saved filters and conditions without words', () => {
    expect(filterInput(read('attribute.plan=Plus&attribute.plan=&nps=0-6&sentiment=-1-0&saved=A&where=%7B%22anonymous%22%3Atrue%7D'))).toEqual({
      period: { last: { count: 28, unit: 'DAY' } },
      attributes: [{ key: 'plan', in: ['Plus', ''] }],
      nps: { min: 0, max: 6 },
      sentiment: { min: -1, max: 0 },
      saved: ['A'],
      and: [{ anonymous: true }],
    });
  });
  it('passes on choices, words and bands, and nothing else', () => {
    expect(filterInput(read('department=&department=Sales&q=late&csat=1-2&scale=5&comments=only'))).toEqual({
      period: { last: { count: 28, unit: 'DAY' } },
      department: { in: ['', 'Sales'] },
      text: 'late',
      csat: { min: 1, max: 2 },
      csatScale: 5,
      hasComment: true,
    });
  });
});

describe('bands', () => {
  it('are narrowed by another of their kind, never widened', () => {
    const detractors = { kind: 'nps', min: 0, max: 6 } as const;
    expect(narrowBands([detractors], { kind: 'nps', min: 0, max: 10 })).toEqual([detractors]);
    expect(narrowBands([detractors], { kind: 'nps', min: 5, max: 8 })).toEqual([{ kind: 'nps', min: 5, max: 6 }]);
    expect(narrowBands([detractors], { kind: 'ces', min: 1, max: 7 })).toHaveLength(2);
  });
  it('are replaced and removed by kind', () => {
    const band = { kind: 'ces', min: 1, max: 4 } as const;
    expect(replaceBand([{ kind: 'ces', min: 5, max: 7 }], { kind: 'ces', band })).toEqual([band]);
    expect(replaceBand([band], { kind: 'ces', band: null })).toEqual([]);
  });
});

describe('drilling', () => {
  it('keeps the filter and narrows it', () => {
    const href = feedbackHref(read('channel=email'), { choices: { department: ['R&D'] }, band: { kind: 'nps', min: 0, max: 6 } });
    expect(href).toBe('/feedback?department=R%26D&channel=email&nps=0-6');
    expect(feedbackHref(read('attribute.plan=Plus&nps=0-6'), { attributes: [{ key: 'plan', values: ['Free'] }], band: { kind: 'nps', min: 0, max: 10 } })).toBe('/feedback?attribute.plan=Free&nps=0-6');
  });
  it('names a day by the calendar of the workspace, across a clock change', () => {
    const format = createFormats('en', { timeZone: 'Europe/Berlin' });
    // 29 March 2026 has 23 hours in Berlin.
    const bucket = { from: '2026-03-28T23:00:00.000Z', to: '2026-03-29T22:00:00.000Z' };
    expect(bucketPeriod(bucket, { grain: 'DAY', format })).toEqual({ from: '2026-03-29', to: '2026-03-29' });
    // A window of 7 days ends with its day.
    expect(bucketPeriod(bucket, { grain: 'DAY', rolling: 7, format })).toEqual({ from: '2026-03-23', to: '2026-03-29' });
  });
  it('knows the top box of each scale', () => {
    expect(namedBands('CSAT_5')[0]?.band).toEqual({ kind: 'csat', min: 4, max: 5, scale: 5 });
    expect(namedBands('CSAT_3')[0]?.band).toEqual({ kind: 'csat', min: 3, max: 3, scale: 3 });
    expect(namedBands('CSAT_10').map(({ band }) => [band.min, band.max])).toEqual([[8, 10], [1, 7]]);
  });
});

describe('Overview', () => {
  it('keeps card and grain in the address', () => {
    const view = readOverview(new URLSearchParams('show=ces&by=week'));
    expect(view).toEqual({ card: 'ces', grain: 'WEEK', rolling: null });
    expect(overviewHref(read(''), view)).toBe('/?show=ces&by=week');
    expect(overviewHref(read(''), readOverview(new URLSearchParams('by=week&roll=7')))).toBe('/?roll=7');
    expect(overviewHref(read(''), readOverview(new URLSearchParams('show=x&by=y&roll=3')))).toBe('/');
  });
  it('shows the CSAT scale with the most answers', () => {
    const volume = (['NPS', 'CSAT_5', 'CSAT_10'] as const).map((metric, index) => ({ metric: { metric }, n: index * 10 }));
    expect(busiestCsat(volume)).toBe('CSAT_10');
    expect(busiestCsat([])).toBe('CSAT_5');
  });
  it('begins with the first score that anybody answered', () => {
    const of = (counts: Record<string, number>) => firstAnswered(Object.entries(counts).map(([metric, n]) => ({ metric: { metric: metric as 'NPS' }, n })));
    expect(of({ NPS: 1, CSAT_5: 90 })).toBe('nps');
    expect(of({ NPS: 0, CSAT_5: 0, CSAT_10: 3, CES: 9 })).toBe('csat');
    // The card shows the 7-point form of CES 2.0 and no other.
    expect(of({ CES_1: 5, CES_5: 5, VOLUME: 10 })).toBe('nps');
    expect(of({ NPS: 0 })).toBe('nps');
  });
});
