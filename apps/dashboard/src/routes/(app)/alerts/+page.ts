import { AlertRulesQuery, AlertsQuery, MarkAlertsRead } from '#lib/api/alerts-documents.ts';
import { loadOrFail } from '#lib/api/load-or-fail.ts';
import { request } from '#lib/api/request.ts';
import { loopReader } from '#lib/loops/reader.ts';
import type { PageLoad } from './$types';

/** So many are shown, and as many more each time that older ones are asked for. */
const PAGE = 30;
const MOST = 200;

export const load: PageLoad = async ({ fetch, url, parent, depends }) => {
  depends('heed:alerts');
  const { me } = await parent();
  const all = url.searchParams.get('show') === 'all';
  const first = Math.min(MOST, PAGE * Math.max(1, Math.trunc(Number(url.searchParams.get('pages') ?? 1)) || 1));
  const variables = { states: all ? null : (['RAISED', 'ACKNOWLEDGED'] as const).slice(), first };
  const [{ alerts }, { workspace, alertRules, loopSettings }] = await loadOrFail(url, () => Promise.all([request(fetch, AlertsQuery, variables), request(fetch, AlertRulesQuery, {})]));
  return {
    alerts,
    variables,
    all,
    pages: first / PAGE,
    more: alerts.hasNextPage && first < MOST,
    rules: alertRules.length,
    reader: loopReader(workspace, { people: loopSettings.people, chosen: me }),
    mayAcknowledge: ['ANALYST', 'AGENT', 'LEAD', 'ADMIN'].includes(workspace.role),
    seen: (till: string) => request(globalThis.fetch, MarkAlertsRead, { till }),
  };
};
