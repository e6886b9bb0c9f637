import { error } from '@sveltejs/kit';
import { LoopQuery } from '#lib/api/loops-documents.ts';
import { loadOrFail } from '#lib/api/load-or-fail.ts';
import { request } from '#lib/api/request.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url, params }) => {
  const { loop } = await loadOrFail(url, () => request(fetch, LoopQuery, { id: params.id }));
  if (!loop) error(404, 'There is no loop with this id.', { code: 'NOT_FOUND' });
  return { loop, loadedAt: Date.now() };
};
