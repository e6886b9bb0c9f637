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
    const { volume } = await request(fetch, VolumeQuery, { filter: input });
    const metric = view.metric ?? usualMetric(volume.metrics);
    const own = { ...input, theme: { in: [theme] } };
    const subject = view.trend === 'volume' ? ('VOLUME' as const) : metric;
    const [{ theme: answer }, { themesState: state }, { trend }, { departments: loops }, { themeComments: comments }, { themeEdits: edits }, choices] = await Promise.all([
      request(fetch, ThemeQuery, { id: theme, filter: input, metric }),
      request(fetch, ThemesStateQuery, {}),
      request(fetch, TrendQuery, { metric: subject, filter: own, grain: null, rolling: null }),
      request(fetch, DepartmentsQuery, { filter: { feedback: own }, by: 'DEPARTMENT', clock: 'CALENDAR' }),
      request(fetch, ThemeCommentsQuery, { theme, filter: input, order: view.comments, first: COMMENTS_A_PAGE, after: null, customers }),
      request(fetch, ThemeEditsQuery, { id: theme }),
      customers ? request(fetch, LoopChoicesQuery, {}) : null,
    ]);
    const mayChange = ['ANALYST', 'AGENT', 'LEAD', 'ADMIN'].includes(workspace.role);
    return { filter, view, input, own, volume, metric, subject, answer, state, trend, loops, comments, edits, customers, mayChange, people: choices?.loopSettings.people ?? [] };
  });
};
