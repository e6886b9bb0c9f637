import { LoopCountsQuery, LoopsQuery } from '#lib/api/loops-documents.ts';
import { loadOrFail } from '#lib/api/load-or-fail.ts';
import { request } from '#lib/api/request.ts';
import { inboxFilter, narrowingOf, readInbox } from '#lib/loops/inbox-view.ts';
import { PAGE } from '#lib/state/loop-list.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url, parent }) => {
  const view = readInbox(url.searchParams);
  const { me, as } = await parent();
  const input = inboxFilter(view, { me });
  const narrowing = narrowingOf(view);
  return loadOrFail(url, async () => {
    const [{ loops }, { loopCounts: counts }] = await Promise.all([
      request(fetch, LoopsQuery, { filter: input, sort: view.sort, first: PAGE, after: null }),
      request(fetch, LoopCountsQuery, { filter: narrowing, as }),
    ]);
    return { view, input, narrowing, loops, counts };
  });
};
