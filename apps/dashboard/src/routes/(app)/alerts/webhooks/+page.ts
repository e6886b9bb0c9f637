import { WebhooksQuery } from '#lib/api/alerts-documents.ts';
import { loadOrFail } from '#lib/api/load-or-fail.ts';
import { request } from '#lib/api/request.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url, depends }) => {
  depends('heed:webhooks');
  return loadOrFail(url, () => request(fetch, WebhooksQuery, {}));
};
