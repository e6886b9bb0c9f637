import { EmployeesQuery, OverviewQuery, VolumeQuery } from '#lib/api/documents.ts';
import { loadOrFail } from '#lib/api/load-or-fail.ts';
import { request } from '#lib/api/request.ts';
import { filterInput } from '#lib/filter/filter-input.ts';
import { reachOf } from '#lib/filter/reach.ts';
import { busiestCsat, firstAnswered, readOverview, trendWidth } from '#lib/filter/overview-view.ts';
import { readFilter } from '#lib/filter/view-filter.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => {
  const filter = readFilter(url.searchParams);
  const view = readOverview(url.searchParams);
  return loadOrFail(url, async () => {
    const input = filterInput(filter);
    const { volume } = await request(fetch, VolumeQuery, { filter: input });
    const csat = busiestCsat(volume.metrics);
    const card = view.card ?? firstAnswered(volume.metrics);
    const metric = ({ nps: 'NPS', csat, ces: 'CES' } as const)[card];
    const reach = await reachOf(fetch, { input, matched: volume.matched });
    const [overview, employees] = await Promise.all([
      request(fetch, OverviewQuery, { filter: input, csat, metric, ...trendWidth(view) }),
      // Their score stands apart: without it the page is complete.
      request(fetch, EmployeesQuery, {}).then(({ score }) => score, () => null),
    ]);
    return { filter, view, card, input, csat, metric, volume, overview, employees, reach };
  });
};
