import { FeedbackQuery, VolumeQuery } from '#lib/api/documents.ts';
import { loadOrFail } from '#lib/api/load-or-fail.ts';
import { request } from '#lib/api/request.ts';
import { filterInput } from '#lib/filter/filter-input.ts';
import { reachOf } from '#lib/filter/reach.ts';
import { readFilter } from '#lib/filter/view-filter.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url, parent }) => {
  const filter = readFilter(url.searchParams);
  const input = filterInput(filter);
  const { workspace } = await parent();
  // To ask for what one may not see is an error, so who may not see customers does not ask.
  const customers = ['AGENT', 'LEAD', 'ADMIN'].includes(workspace.role);
  return loadOrFail(url, async () => {
    const [{ feedback }, { volume }] = await Promise.all([
      request(fetch, FeedbackQuery, { filter: input, first: 30, after: null, customers }),
      request(fetch, VolumeQuery, { filter: input }),
    ]);
    const reach = await reachOf(fetch, { input, matched: feedback.edges.length });
    return { filter, input, customers, feedback, volume, reach };
  });
};
