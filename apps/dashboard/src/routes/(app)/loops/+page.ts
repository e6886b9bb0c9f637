import { InboxViewsQuery } from '#lib/api/inbox-documents.ts';
import { LoopCountsQuery, LoopsQuery } from '#lib/api/loops-documents.ts';
import { loadOrFail } from '#lib/api/load-or-fail.ts';
import { request } from '#lib/api/request.ts';
import { inboxFilter, narrowingOf, readInbox } from '#lib/loops/inbox-view.ts';
import { PAGE } from '#lib/state/loop-list.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url, parent }) => {
  const view = readInbox(url.searchParams);
  const { me, as, mine } = await parent();
  const input = inboxFilter(view, { me, departments: mine });
  const narrowing = narrowingOf(view);
  return loadOrFail(url, async () => {
    const [{ loops }, { loopCounts: counts }, { inboxViews }] = await Promise.all([
      request(fetch, LoopsQuery, { filter: input, sort: view.sort, first: PAGE, after: null }),
      request(fetch, LoopCountsQuery, { filter: narrowing, as }),
      request(fetch, InboxViewsQuery, {}),
    ]);
    return { view, input, narrowing, loops, counts, inboxViews };
  });
};
