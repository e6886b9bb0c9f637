import { ExploreFrameQuery, type ExploreFrame } from '#lib/api/explore-documents.ts';
import { loadOrFail } from '#lib/api/load-or-fail.ts';
import { request, RequestFailed } from '#lib/api/request.ts';
import { askedMetrics } from '#lib/explore/asked-metrics.ts';
import { askTab } from '#lib/explore/ask-tab.ts';
import { readExplore, readExploreFilter } from '#lib/explore/explore-view.ts';
import { filterInput } from '#lib/filter/filter-input.ts';
import { reachOf } from '#lib/filter/reach.ts';
import { createFormats } from '#lib/i18n/format.ts';
import type { PageLoad } from './$types';

/** What was asked for cannot be asked so: the question stays on the page, to be changed. */
const UNASKABLE = ['BAD_USER_INPUT', 'QUERY_TOO_COMPLEX', 'NOT_FOUND'];

/** What an attempt brought, or the API's words on why the question cannot be asked so. */
async function attempt<Data>(ask: () => Promise<Data>): Promise<{ data: Data } | { problem: string }> {
  try {
    return { data: await ask() };
  } catch (cause) {
    if (cause instanceof RequestFailed && UNASKABLE.includes(cause.code)) return { problem: cause.message };
    throw cause;
  }
}

export const load: PageLoad = async ({ fetch, url, parent }) => {
  const filter = readExploreFilter(url.searchParams);
  const view = readExplore(url.searchParams);
  const input = filterInput(filter);
  const { workspace } = await parent();
  const today = createFormats('en', { timeZone: workspace.timeZone }).isoDay(Date.now());
  return loadOrFail(url, async () => {
    const framed = await attempt(() => request(fetch, ExploreFrameQuery, { filter: input }));
    const nothing: ExploreFrame = { volume: { matched: 0, comments: 0, asOf: new Date().toISOString(), metrics: [] }, savedViews: [] };
    const frame = 'data' in framed ? framed.data : nothing;
    const metrics = askedMetrics(view, frame.volume.metrics);
    const started = performance.now();
    const asked = 'data' in framed ? await attempt(() => askTab(fetch, { filter, view, metrics, today })) : framed;
    const took = performance.now() - started;
    const reach = 'data' in framed ? await reachOf(fetch, { input, matched: frame.volume.matched }) : null;
    return { filter, view, input, today, frame, metrics, took, reach, answer: 'data' in asked ? asked.data : null, problem: 'data' in asked ? null : asked.problem };
  });
};
