import { VolumeQuery } from '#lib/api/documents.ts';
import { loadOrFail } from '#lib/api/load-or-fail.ts';
import { request } from '#lib/api/request.ts';
import { ThemesQuery, ThemesStateQuery } from '#lib/api/themes-documents.ts';
import { filterInput } from '#lib/filter/filter-input.ts';
import { usualMetric } from '#lib/themes/usual-metric.ts';
import { readThemes, readThemesFilter } from '#lib/themes/themes-view.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url, parent }) => {
  const filter = readThemesFilter(url.searchParams);
  const view = readThemes(url.searchParams);
  const input = filterInput(filter);
  const { workspace } = await parent();
  return loadOrFail(url, async () => {
    const { volume } = await request(fetch, VolumeQuery, { filter: input });
    const metric = view.metric ?? usualMetric(volume.metrics);
    const [{ themes: answer }, { themesState: state }] = await Promise.all([request(fetch, ThemesQuery, { filter: input, metric }), request(fetch, ThemesStateQuery, {})]);
    return { filter, view, input, volume, metric, answer, state, mayChange: ['ANALYST', 'AGENT', 'LEAD', 'ADMIN'].includes(workspace.role) };
  });
};
