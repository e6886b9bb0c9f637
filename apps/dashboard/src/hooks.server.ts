import { HEED_INTERNAL_URL } from '$app/env/private';
import type { Handle, HandleFetch, HandleServerError } from '@sveltejs/kit/hooks';
import { isLocale, LOCALE_COOKIE, negotiateLocale } from '#lib/i18n/locales.ts';
import { ME_COOKIE, PUT_AWAY_COOKIE } from '#lib/state/preferences.ts';
import { isTheme, THEME_COOKIE } from '#lib/state/theme.ts';

/** The paths that the API answers itself, on the same port as these pages. */
const API_PATHS = ['/graphql', '/session', '/collect/csv'];

export const handle: Handle = async ({ event, resolve }) => {
  const locale = event.cookies.get(LOCALE_COOKIE);
  const theme = event.cookies.get(THEME_COOKIE);
  event.locals.locale = isLocale(locale) ? locale : negotiateLocale(event.request.headers.get('accept-language'));
  event.locals.theme = isTheme(theme) ? theme : 'system';
  event.locals.putAway = (event.cookies.get(PUT_AWAY_COOKIE) ?? '').split('.').filter(Boolean);
  event.locals.me = event.cookies.get(ME_COOKIE) ?? null;
  const response = await resolve(event, {
    transformPageChunk: ({ html }) => html.replace('%heed.locale%', event.locals.locale).replace('%heed.theme%', event.locals.theme),
    filterSerializedResponseHeaders: (name) => name === 'content-type',
  });
  response.headers.set('x-content-type-options', 'nosniff');
  response.headers.set('referrer-policy', 'same-origin');
  response.headers.append('vary', 'Cookie, Accept-Language');
  if (event.route.id === '/graphiql') relaxStyles(response);
  return response;
};

/** The query console's editor writes style elements and starts its workers from blobs; no other page may. */
function relaxStyles(response: Response): void {
  const policy = response.headers.get('content-security-policy');
  if (policy === null) return;
  const relaxed = policy
    .split(';')
    .map((directive) => directive.trim())
    .filter((directive) => directive !== '' && !/^style-src(-attr)? /.test(directive))
    .concat("style-src 'self' 'unsafe-inline'", "worker-src 'self' blob:");
  response.headers.set('content-security-policy', relaxed.join('; '));
}

/** A page that is rendered here asks the API over the loopback, as the person who asked for the page. */
export const handleFetch: HandleFetch = async ({ event, request, fetch }) => {
  const url = new URL(request.url);
  if (url.origin !== event.url.origin || !(API_PATHS.includes(url.pathname) || url.pathname.startsWith('/reask/'))) return fetch(request);
  const headers = new Headers(request.headers);
  for (const name of ['cookie', 'authorization', 'accept-language']) {
    const value = event.request.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  headers.delete('origin');
  const body = request.method === 'GET' || request.method === 'HEAD' ? null : await request.text();
  // Not the framework's own fetch, which names the page's origin: the loopback is another, and the API refuses foreign pages.
  return globalThis.fetch(new Request(`${HEED_INTERNAL_URL}${url.pathname}${url.search}`, { method: request.method, headers, body }));
};

/** Names only the kind of failure: an unexpected error's own words may hold what a customer wrote. */
export const handleError: HandleServerError = ({ kind, error }) => {
  if (kind === 'unknown') console.error(`A page failed: ${error instanceof Error ? error.name : typeof error}`);
};
