import { readReask } from '#lib/loops/reask.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, params }) => ({ token: params.token, asked: await readReask(fetch, params.token) });
