import type { LayoutServerLoad } from './$types';

/** What this browser chose before, read from its cookies. */
export const load: LayoutServerLoad = ({ locals, depends }) => {
  depends('heed:preferences');
  return { locale: locals.locale, theme: locals.theme, putAway: locals.putAway, me: locals.me };
};
