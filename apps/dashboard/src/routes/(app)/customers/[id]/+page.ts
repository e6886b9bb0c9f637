import { error } from '@sveltejs/kit';
import { loadOrFail } from '#lib/api/load-or-fail.ts';
import { CustomerQuery } from '#lib/api/loops-documents.ts';
import { request } from '#lib/api/request.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url, params }) => {
  const { customer } = await loadOrFail(url, () => request(fetch, CustomerQuery, { id: params.id }));
  if (!customer) error(404, 'There is no customer with this id.', { code: 'NOT_FOUND' });
  return { customer };
};
