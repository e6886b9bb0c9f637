import { error, redirect } from '@sveltejs/kit';
import { RequestFailed } from './request.ts';

const STATUS: Record<string, number> = {
  BAD_USER_INPUT: 400,
  QUERY_TOO_COMPLEX: 400,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  RATE_LIMITED: 429,
};

/**
 * Runs the requests of a page's load. Someone who is not signed in is led to the sign-in page and comes back to `url`
 * afterwards; any other failure becomes the error page with the API's code.
 */
export async function loadOrFail<Data>(url: Pick<URL, 'pathname' | 'search'>, ask: () => Promise<Data>): Promise<Data> {
  try {
    return await ask();
  } catch (cause) {
    if (!(cause instanceof RequestFailed)) throw cause;
    if (cause.code === 'UNAUTHENTICATED') {
      redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname + url.search)}`);
    }
    error(STATUS[cause.code] ?? 503, cause.message, { code: cause.code });
  }
}
