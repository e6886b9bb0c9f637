import { BroadcastsQuery } from '#lib/api/broadcasts-documents.ts';
import { loadOrFail } from '#lib/api/load-or-fail.ts';
import { request } from '#lib/api/request.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url, depends }) => {
  depends('heed:broadcasts');
  const { workspace, broadcasts } = await loadOrFail(url, () => request(fetch, BroadcastsQuery, {}));
  return { broadcasts, mail: workspace.mail, loadedAt: Date.now() };
};
