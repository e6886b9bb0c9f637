import { LoopChoicesQuery } from '#lib/api/loops-documents.ts';
import { loadOrFail } from '#lib/api/load-or-fail.ts';
import { request } from '#lib/api/request.ts';
import { loopReader } from '#lib/loops/reader.ts';
import type { LayoutLoad } from './$types';

export const load: LayoutLoad = async ({ fetch, url, untrack, parent, depends }) => {
  depends('heed:loop-choices');
  const here = untrack(() => ({ pathname: url.pathname, search: url.search }));
  const { me: chosen } = await parent();
  const { workspace, loopSettings: choices } = await loadOrFail(here, () => request(fetch, LoopChoicesQuery, {}));
  return { choices, ...loopReader(workspace, { people: choices.people, chosen }) };
};
