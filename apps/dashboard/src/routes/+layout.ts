import { loadCatalogue } from '#lib/i18n/translate.ts';
import type { LayoutLoad } from './$types';

export const load: LayoutLoad = async ({ data }) => ({ ...data, catalogue: await loadCatalogue(data.locale) });
