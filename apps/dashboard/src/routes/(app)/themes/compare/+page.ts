import { ThemesComparedQuery } from '#lib/api/compare-documents.ts';
import { VolumeQuery } from '#lib/api/documents.ts';
import { loadOrFail } from '#lib/api/load-or-fail.ts';
import { request } from '#lib/api/request.ts';
import { filterInput } from '#lib/filter/filter-input.ts';
import { createFormats } from '#lib/i18n/format.ts';
import { comparedVariables, readCompare, type CompareView } from '#lib/themes/compare-view.ts';
import { readThemes, readThemesFilter } from '#lib/themes/themes-view.ts';
import { usualMetric } from '#lib/themes/usual-metric.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url, parent }) => {
  const filter = readThemesFilter(url.searchParams);
  const view: CompareView = { themes: readThemes(url.searchParams), ...readCompare(url.searchParams) };
  const { workspace } = await parent();
  const today = createFormats('en', { timeZone: workspace.timeZone }).isoDay(Date.now());
  return loadOrFail(url, async () => {
    const { volume } = await request(fetch, VolumeQuery, { filter: filterInput(filter) });
    const metric = view.themes.metric ?? usualMetric(volume.metrics);
    const variables = comparedVariables(filter, { ...view, metric, today, grouped: false });
    const { themesCompared: answer } = await request(fetch, ThemesComparedQuery, variables);
    return { filter, view, today, volume, metric, variables, answer };
  });
};
