import { error } from '@sveltejs/kit';
import { loadOrFail } from '#lib/api/load-or-fail.ts';
import { request } from '#lib/api/request.ts';
import { WallsQuery } from '#lib/api/walls-documents.ts';
import { metricOfTiles } from '#lib/walls/metric-of-tiles.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, url, params, depends }) => {
  depends('heed:walls');
  return loadOrFail(url, async () => {
    const [{ walls: loaded }, metric] = await Promise.all([request(fetch, WallsQuery, {}), metricOfTiles(fetch)]);
    if (!loaded.walls.some(({ key }) => key === params.key)) error(404, 'There is no wall of this key.', { code: 'NOT_FOUND' });
    return { loaded, metric, key: params.key };
  });
};
