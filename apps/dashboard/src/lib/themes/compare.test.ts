import { describe, expect, test } from 'vitest';
import type { ComparedTheme, ThemesComparison } from '#lib/api/compare-documents.ts';
import { NO_FILTER } from '#lib/filter/view-filter.ts';
import { lastDays } from '#lib/filter/view-period.ts';
import { compareModel } from './compare-rows.ts';
import { comparedVariables, compareHref, readCompare, type ComparedWith } from './compare-view.ts';
import type { ThemesView } from './themes-view.ts';

const FILTER = { ...NO_FILTER, period: lastDays(90) };
const THEMES: ThemesView = { metric: null, order: 'impact', shape: 'list', hidden: false, grouped: false, then: false };
const queryOf = (href: string): URLSearchParams => new URLSearchParams(href.split('?')[1] ?? '');

describe('the address of a comparison', () => {
  test.each<[string, ComparedWith]>([
    ['the period before', 'before'],
    ['a year before', 'year'],
    ['days of one’s own', { from: '2026-01-01', to: '2026-01-31' }],
    ['departments', { by: { dimension: 'department' }, values: ['Sales', ''] }],
    ['values of an attribute, whatever is in them', { by: { attribute: 'plan.old' }, values: ['a:b', '2026-01-01..2026-01-31'] }],
  ])('%s is read back unchanged', (_name, compared) => {
    const href = compareHref(FILTER, { themes: THEMES, compared, measure: 'SCORE' });
    expect(readCompare(queryOf(href))).toEqual({ compared, measure: 'SCORE' });
  });
  test('what makes no sense is the period before', () => {
    for (const query of ['with=moon', 'with=theme:a', 'with=:', 'of=luck', '']) expect(readCompare(new URLSearchParams(query))).toEqual({ compared: 'before', measure: 'SHARE' });
  });
});

describe('what the API is asked', () => {
  const asked = (compared: ComparedWith, filter = FILTER) => comparedVariables(filter, { compared, measure: 'SHARE', metric: 'NPS', today: '2026-11-22', grouped: false });
  test('another period of the same feedback', () => {
    expect(asked('before')).toMatchObject({ filter: { period: { last: { count: 90, unit: 'DAY' } } }, with: null, compareWith: null });
    expect(asked('year').compareWith).toEqual({ from: '2025-08-25', to: '2025-11-23' });
  });
  test('a part beside all others, without itself, or beside the part that the filter names', () => {
    const sales: ComparedWith = { by: { dimension: 'department' }, values: ['Sales'] };
    expect(asked(sales)).toMatchObject({ filter: { and: [{ department: { notIn: ['Sales'] } }] }, with: { department: { in: ['Sales'] } }, compareWith: null });
    const support = asked(sales, { ...FILTER, choices: { department: ['Support'] } });
    expect([support.filter?.department, support.filter?.and, support.with?.department]).toEqual([{ in: ['Support'] }, undefined, { in: ['Sales'] }]);
    expect(asked({ by: { attribute: 'plan' }, values: ['Pro'] })).toMatchObject({ filter: { and: [{ attributes: [{ key: 'plan', notIn: ['Pro'] }] }] }, with: { attributes: [{ key: 'plan', in: ['Pro'] }] } });
  });
});

describe('what a comparison draws', () => {
  const estimate = (value: number, n = 100) => ({ value, low: value - 5, high: value + 5, n, excluded: 0, enough: n >= 30 });
  const side = (share: number, comments = 100): NonNullable<ComparedTheme['side']> => ({ comments, share: { value: share, low: share - 1, high: share + 1 }, estimate: estimate(10), impact: { value: -2, low: -3, high: -1, clear: true }, sentiment: estimate(0) });
  const none = { value: null, low: null, high: null, adjustedP: null, verdict: 'TOO_FEW_ANSWERS' } as const;
  const theme = (id: string, { hidden = false, one, other, verdict = 'NO_CLEAR_CHANGE' }: { hidden?: boolean; one: ComparedTheme['side']; other: ComparedTheme['side']; verdict?: 'UP' | 'NO_CLEAR_CHANGE' }): ComparedTheme => ({
    theme: { id, name: id, parent: null, pinned: false, hidden, telling: [] },
    side: one,
    with: other,
    share: { value: 1, low: 0.5, high: 1.5, adjustedP: 0.01, verdict },
    score: none,
    impact: none,
    sentiment: none,
  });
  const total = estimate(12);
  const answer = (themes: ComparedTheme[], read = 1_000): ThemesComparison => ({ asOf: '2026-02-01T00:00:00Z', compared: themes.length, metric: { metric: 'NPS', unit: 'POINTS', better: 'HIGHER', min: -100, max: 100, minimumSample: 30 }, side: { comments: 1_000, read: 1_000, period: null, total }, with: { comments: read, read, period: null, total }, themes });

  test('nobody who mentions a theme is a share of nothing, and no score', () => {
    const both = answer([theme('new', { one: side(4), other: null, verdict: 'UP' }), theme('hidden', { hidden: true, one: side(9), other: side(9) })]);
    expect(compareModel(both, 'SHARE')).toMatchObject({ unit: 'PERCENT', better: 'NEITHER', clear: 1, rows: [{ side: { value: 4 }, with: { value: 0, low: 0, high: expect.closeTo(384.16 / 1003.8416, 9) as number }, n: [100, 0] }] });
    expect(compareModel(both, 'SCORE').rows).toMatchObject([{ side: { value: 10 }, with: null, pale: true }]);
    // Nothing was read there at all.
    expect(compareModel(answer([theme('new', { one: side(4), other: null })], 0), 'SHARE').rows[0]?.with).toBeNull();
  });
  test('shares begin at zero, effects have it in the middle', () => {
    const both = answer([theme('a', { one: side(4), other: side(2) })]);
    expect(compareModel(both, 'SHARE').axis.min).toBe(0);
    const { axis } = compareModel(both, 'IMPACT');
    expect(axis.min).toBe(-axis.max);
    expect(axis.max).toBeGreaterThanOrEqual(3);
  });
});
