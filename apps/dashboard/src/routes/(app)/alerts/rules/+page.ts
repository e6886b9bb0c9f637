import { AlertRulesQuery, WebhooksQuery } from '#lib/api/alerts-documents.ts';
import { loadOrFail } from '#lib/api/load-or-fail.ts';
import { request } from '#lib/api/request.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url, parent, depends }) => {
  depends('heed:alert-rules');
  const { leads } = await parent();
  const [sources, hooks] = await loadOrFail(url, () => Promise.all([request(fetch, AlertRulesQuery, {}), leads ? request(fetch, WebhooksQuery, {}) : { webhooks: [] }]));
  return { sources, webhooks: hooks.webhooks.map(({ name }) => name) };
};
