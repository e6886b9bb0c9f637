import { describe, expect, test } from 'vitest';
import { NO_FILTER } from '#lib/filter/view-filter.ts';
import { lastDays } from '#lib/filter/view-period.ts';
import { readTheme, readThemes, readThemesFilter, themeHref, themesHref, type ThemesView } from './themes-view.ts';

const USUAL: ThemesView = { metric: null, order: 'impact', shape: 'list', hidden: false, grouped: false, then: false };
/** What these pages show when nothing is said. */
const FILTER = { ...NO_FILTER, period: lastDays(90) };
const queryOf = (href: string): URLSearchParams => new URLSearchParams(href.split('?')[1] ?? '');

describe('the address of Themes', () => {
  test('says nothing of what is usual', () => {
    expect(themesHref(FILTER, USUAL)).toBe('/themes');
    expect(readThemes(new URLSearchParams())).toEqual(USUAL);
  });
  test('is read back unchanged', () => {
    const view: ThemesView = { metric: 'CSAT_5', order: 'growth', shape: 'map', hidden: true, grouped: true, then: true };
    const href = themesHref({ ...FILTER, choices: { region: ['North'] }, themes: ['abc', ''] }, view);
    expect(readThemes(queryOf(href))).toEqual(view);
    expect(readThemesFilter(queryOf(href))).toMatchObject({ choices: { region: ['North'] }, themes: ['abc', ''] });
  });
  test('is over ninety days unless it says otherwise, and then says so', () => {
    expect(readThemesFilter(new URLSearchParams()).period).toEqual(lastDays(90));
    for (const period of [lastDays(28), lastDays(7), { from: '2026-01-01', to: '2026-02-01' }]) expect(readThemesFilter(queryOf(themesHref({ ...FILTER, period }, USUAL))).period).toEqual(period);
  });
  test('leaves out what makes no sense', () => {
    expect(readThemes(new URLSearchParams('metric=enps&rank=luck&as=cake&hidden=maybe&groups=some&history=long'))).toEqual(USUAL);
  });
});

test('the address of one theme keeps its own order of comments apart from the filter', () => {
  const href = themeHref('a b/c', { ...FILTER, commentedOnly: true }, { metric: 'CES', comments: 'NEGATIVE', trend: 'score', then: true });
  expect(href).toBe('/themes/a%20b%2Fc?metric=ces&comments=negative&trend=score&history=then');
  expect(readTheme(queryOf(href))).toEqual({ metric: 'CES', comments: 'NEGATIVE', trend: 'score', then: true });
  expect(themeHref('x', FILTER)).toBe('/themes/x');
});
