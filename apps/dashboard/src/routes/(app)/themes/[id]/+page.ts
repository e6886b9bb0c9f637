import { DepartmentsQuery } from '#lib/api/departments-documents.ts';
import { TrendQuery, VolumeQuery } from '#lib/api/documents.ts';
import { loadOrFail } from '#lib/api/load-or-fail.ts';
import { LoopChoicesQuery } from '#lib/api/loops-documents.ts';
import { request } from '#lib/api/request.ts';
import { ThemeCommentsQuery, ThemeEditsQuery, ThemeQuery, ThemesStateQuery } from '#lib/api/themes-documents.ts';
import { filterInput } from '#lib/filter/filter-input.ts';
import { COMMENTS_A_PAGE } from '#lib/state/theme-comments.svelte.ts';
import { readTheme, readThemesFilter } from '#lib/themes/themes-view.ts';
import { usualMetric } from '#lib/themes/usual-metric.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url, params, parent }) => {
  const parameters = new URLSearchParams(url.searchParams);
  const view = readTheme(parameters);
  // Here the word orders the comments.
  parameters.delete('comments');
  const filter = readThemesFilter(parameters);
  const input = filterInput(filter);
  const theme = params.id;
  const { workspace } = await parent();
  const customers = ['AGENT', 'LEAD', 'ADMIN'].includes(workspace.role);
  return loadOrFail(url, async () => {
    const [{ volume }, { themesState: state }] = await Promise.all([request(fetch, VolumeQuery, { filter: input }), request(fetch, ThemesStateQuery, {})]);
    const metric = view.metric ?? usualMetric(volume.metrics);
    // A group is behind the comments of all themes below it.
    const mentions = [theme, ...state.themes.filter(({ parent }) => parent === theme).map(({ id }) => id)];
    const own = { ...input, theme: { in: mentions } };
    const drawn = { ...input, theme: { in: mentions, ...(view.then && { asThen: true }) } };
    const subject = view.trend === 'volume' ? ('VOLUME' as const) : metric;
    const [{ theme: answer }, { trend }, { departments: loops }, { themeComments: comments }, { themeEdits: edits }, choices] = await Promise.all([
      request(fetch, ThemeQuery, { id: theme, filter: input, metric }),
      request(fetch, TrendQuery, { metric: subject, filter: drawn, grain: null, rolling: null }),
      request(fetch, DepartmentsQuery, { filter: { feedback: own }, by: 'DEPARTMENT', clock: 'CALENDAR' }),
      request(fetch, ThemeCommentsQuery, { theme, filter: input, order: view.comments, first: COMMENTS_A_PAGE, after: null, customers }),
      request(fetch, ThemeEditsQuery, { id: theme }),
      customers ? request(fetch, LoopChoicesQuery, {}) : null,
    ]);
    const mayChange = ['ANALYST', 'AGENT', 'LEAD', 'ADMIN'].includes(workspace.role);
    return { filter, view, input, own, drawn, volume, metric, subject, answer, state, trend, loops, comments, edits, customers, mayChange, people: choices?.loopSettings.people ?? [] };
  });
};
