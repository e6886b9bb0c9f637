import { describe, expect, test } from 'vitest';
import { NO_FILTER, readFilter } from '#lib/filter/view-filter.ts';
import { readTheme, readThemes, themeHref, themesHref, type ThemesView } from './themes-view.ts';

const USUAL: ThemesView = { metric: null, order: 'impact', shape: 'list', hidden: false };
const queryOf = (href: string): URLSearchParams => new URLSearchParams(href.split('?')[1] ?? '');

describe('the address of Themes', () => {
  test('says nothing of what is usual', () => {
    expect(themesHref(NO_FILTER, USUAL)).toBe('/themes');
    expect(readThemes(new URLSearchParams())).toEqual(USUAL);
  });
  test('is read back unchanged', () => {
    const view: ThemesView = { metric: 'CSAT_5', order: 'growth', shape: 'map', hidden: true };
    const href = themesHref({ ...NO_FILTER, choices: { region: ['North'] }, themes: ['abc', ''] }, view);
    expect(readThemes(queryOf(href))).toEqual(view);
    expect(readFilter(queryOf(href))).toMatchObject({ choices: { region: ['North'] }, themes: ['abc', ''] });
  });
  test('leaves out what makes no sense', () => {
    expect(readThemes(new URLSearchParams('metric=enps&rank=luck&as=cake&hidden=maybe'))).toEqual(USUAL);
  });
});

test('the address of one theme keeps its own order of comments apart from the filter', () => {
  const href = themeHref('a b/c', { ...NO_FILTER, commentedOnly: true }, { metric: 'CES', comments: 'NEGATIVE', trend: 'score' });
  expect(href).toBe('/themes/a%20b%2Fc?metric=ces&comments=negative&trend=score');
  expect(readTheme(queryOf(href))).toEqual({ metric: 'CES', comments: 'NEGATIVE', trend: 'score' });
  expect(themeHref('x', NO_FILTER)).toBe('/themes/x');
});
