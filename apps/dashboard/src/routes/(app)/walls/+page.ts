import { loadOrFail } from '#lib/api/load-or-fail.ts';
import { request } from '#lib/api/request.ts';
import { WallsQuery } from '#lib/api/walls-documents.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url, untrack, depends }) => {
  depends('heed:walls');
  const here = untrack(() => ({ pathname: url.pathname, search: url.search }));
  const { walls: loaded } = await loadOrFail(here, () => request(fetch, WallsQuery, {}));
  return { loaded };
};
