import { loadOrFail } from '#lib/api/load-or-fail.ts';
import { request } from '#lib/api/request.ts';
import { SettingsQuery } from '#lib/api/settings-documents.ts';
import type { LayoutLoad } from './$types';

export const load: LayoutLoad = async ({ fetch, url, untrack, parent, depends }) => {
  depends('heed:loop-settings');
  const here = untrack(() => ({ pathname: url.pathname, search: url.search }));
  const { workspace } = await parent();
  const { loopSettings: loaded } = await loadOrFail(here, () => request(fetch, SettingsQuery, {}));
  return { loaded, mayChange: ['LEAD', 'ADMIN'].includes(workspace.role) };
};
