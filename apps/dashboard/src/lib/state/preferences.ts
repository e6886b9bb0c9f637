const YEAR = 31_536_000;
export const PUT_AWAY_COOKIE = 'heed_put_away';
/** The key of the person who works loops in this browser, where the sign-in does not say it. */
export const ME_COOKIE = 'heed_me';

/** Keeps a choice of this browser for a year, readable by the server so that the first paint is already right. */
export function remember(name: string, value: string): void {
  document.cookie = `${name}=${encodeURIComponent(value)}; Path=/; Max-Age=${YEAR}; SameSite=Lax`;
}
