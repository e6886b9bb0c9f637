/** What a display keeps, by the browser's own means: a screen that loses its power has its wall again without a hand. */
const TOKEN_KEY = 'heed_display';
const TOKEN = /^heed_[0-9a-f]{12}_[\w-]{43}$/;

/** The token that the address brings, after the `#` that browsers never send; null for none. */
export function tokenOfAddress(hash: string): string | null {
  const text = hash.replace(/^#/, '');
  return TOKEN.test(text) ? text : null;
}

type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Some browsers are told to keep nothing; then a wall lives as long as its page. */
function quietly<T>(attempt: () => T, otherwise: T): T {
  try {
    return attempt();
  } catch {
    return otherwise;
  }
}

/** The token that was kept; null for none. */
export function keptToken(storage: Storage): string | null {
  const text = quietly(() => storage.getItem(TOKEN_KEY), null);
  return text !== null && TOKEN.test(text) ? text : null;
}

/** Keeps a token, or forgets it with null. */
export function keepToken(storage: Storage, token: string | null): void {
  quietly(() => (token === null ? storage.removeItem(TOKEN_KEY) : storage.setItem(TOKEN_KEY, token)), undefined);
}
