import { VolumeQuery } from '#lib/api/documents.ts';
import { loadOrFail } from '#lib/api/load-or-fail.ts';
import { request } from '#lib/api/request.ts';
import { ThemesQuery, ThemesStateQuery } from '#lib/api/themes-documents.ts';
import { filterInput } from '#lib/filter/filter-input.ts';
import { createFormats } from '#lib/i18n/format.ts';
import { usualMetric } from '#lib/themes/usual-metric.ts';
import { readThemes, readThemesFilter } from '#lib/themes/themes-view.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url, parent }) => {
  const filter = readThemesFilter(url.searchParams);
  const view = readThemes(url.searchParams);
  const input = filterInput(filter);
  const { workspace } = await parent();
  const today = createFormats('en', { timeZone: workspace.timeZone }).isoDay(Date.now());
  return loadOrFail(url, async () => {
    const { volume } = await request(fetch, VolumeQuery, { filter: input });
    const metric = view.metric ?? usualMetric(volume.metrics);
    const [{ themes: answer }, grouped, { themesState: state }] = await Promise.all([
      request(fetch, ThemesQuery, { filter: input, metric, grouped: false, asThen: view.then }),
      view.grouped ? request(fetch, ThemesQuery, { filter: input, metric, grouped: true, asThen: view.then }) : null,
      request(fetch, ThemesStateQuery, {}),
    ]);
    return { filter, view, today, input, volume, metric, answer, groups: grouped?.themes ?? null, state, mayChange: ['ANALYST', 'AGENT', 'LEAD', 'ADMIN'].includes(workspace.role) };
  });
};
