import { loadOrFail } from '#lib/api/load-or-fail.ts';
import { request } from '#lib/api/request.ts';
import { SettingsHistoryQuery } from '#lib/api/settings-documents.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url }) => {
  const { settingsHistory: changes } = await loadOrFail(url, () => request(fetch, SettingsHistoryQuery, { first: 200, kind: null }));
  return { changes };
};
