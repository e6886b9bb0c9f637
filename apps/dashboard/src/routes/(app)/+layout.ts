import { WorkspaceQuery } from '#lib/api/documents.ts';
import { loadOrFail } from '#lib/api/load-or-fail.ts';
import { request } from '#lib/api/request.ts';
import type { LayoutLoad } from './$types';

export const load: LayoutLoad = async ({ fetch, url, untrack, depends }) => {
  depends('heed:workspace');
  const here = untrack(() => ({ pathname: url.pathname, search: url.search }));
  const { workspace, departments, alerts } = await loadOrFail(here, () => request(fetch, WorkspaceQuery, {}));
  return { workspace, departments: departments.map(({ value }) => value), unread: alerts.unread };
};
