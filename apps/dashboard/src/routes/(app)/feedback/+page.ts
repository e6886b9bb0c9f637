import { FeedbackQuery, VolumeQuery } from '#lib/api/documents.ts';
import { loadOrFail } from '#lib/api/load-or-fail.ts';
import { request } from '#lib/api/request.ts';
import { filterInput } from '#lib/filter/filter-input.ts';
import { readFilter } from '#lib/filter/view-filter.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => {
  const filter = readFilter(url.searchParams);
  const input = filterInput(filter);
  return loadOrFail(url, async () => {
    const [{ feedback }, { volume }] = await Promise.all([
      request(fetch, FeedbackQuery, { filter: input, first: 30, after: null }),
      request(fetch, VolumeQuery, { filter: input }),
    ]);
    return { filter, input, feedback, volume };
  });
};
