import { LoopChoicesQuery } from '#lib/api/loops-documents.ts';
import { loadOrFail } from '#lib/api/load-or-fail.ts';
import { request } from '#lib/api/request.ts';
import type { LayoutLoad } from './$types';

export const load: LayoutLoad = async ({ fetch, url, untrack, parent, depends }) => {
  depends('heed:loop-choices');
  const here = untrack(() => ({ pathname: url.pathname, search: url.search }));
  const { me: chosen } = await parent();
  const { workspace, loopSettings: choices } = await loadOrFail(here, () => request(fetch, LoopChoicesQuery, {}));
  // A sign-in of one's own says who acts; at a shared one people say it themselves.
  const sayable = workspace.person === null && (workspace.localMode || workspace.role === 'ADMIN');
  const me = workspace.person?.key ?? (sayable ? (choices.people.find(({ key }) => key === chosen)?.key ?? null) : null);
  const mine = choices.people.find(({ key }) => key === me)?.departments ?? [];
  return { choices, mine, me, sayable, as: sayable ? me : null };
};
