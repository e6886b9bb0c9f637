import { error } from '@sveltejs/kit';
import { loadOrFail } from '#lib/api/load-or-fail.ts';
import { metricOfTiles } from '#lib/walls/metric-of-tiles.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url, parent }) => {
  const { workspace } = await parent();
  if (!['LEAD', 'ADMIN'].includes(workspace.role)) error(403, 'Walls are made by leads and administrators.', { code: 'FORBIDDEN' });
  return { metric: await loadOrFail(url, () => metricOfTiles(fetch)) };
};
