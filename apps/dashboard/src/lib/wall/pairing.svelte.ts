import { backoff } from '#lib/live/backoff.ts';
import { sha256 } from './sha256.ts';

/** How far the pairing of a screen is. */
export type PairingState =
  | { kind: 'starting' | 'away' | 'busy' | 'done' }
  /** A number is shown; `until` is a moment of the monotonic clock. */
  | { kind: 'waiting'; code: string; until: number };

interface Options {
  /** Called with the token once somebody has confirmed the number. */
  onToken: (token: string) => void;
  /** For tests. */
  fetch?: typeof globalThis.fetch;
  monotonic?: () => number;
  random?: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>;
}

/** What the two doors answer: first where a screen stands in line, then how far it came. */
interface Answered {
  pairing: string;
  code: string;
  expiresAt: string;
  status: 'waiting' | 'confirmed' | 'expired';
  token?: string;
}

const ASK_EVERY = 2_500;
const BUSY_WAIT = 60_000;
const USUAL_LIFE = 600_000;
/** A number is renewed somewhat before it ends, so that nobody types one that just did. */
const EARLY = 10_000;

/** 256 random bits as 43 letters of base64url. */
function newSecret(random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>): string {
  const bytes = random(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/**
 * Lets a screen without a keyboard in, as televisions do: it makes a secret and keeps it, tells the server its hash, shows the number
 * that it gets for it, and waits until somebody confirms that. It never gives up, and renews the number by itself.
 */
class Pairing {
  #state = $state.raw<PairingState>({ kind: 'starting' });
  readonly #options: Required<Options>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #ended = false;

  constructor(options: Options) {
    this.#options = {
      fetch: (...request) => globalThis.fetch(...request),
      monotonic: () => performance.now(),
      random: (bytes) => crypto.getRandomValues(bytes),
      ...options,
    };
  }

  get state(): PairingState {
    return this.#state;
  }

  /** Begins; the returned function ends it. */
  start(): () => void {
    void this.#request();
    return () => {
      this.#ended = true;
      clearTimeout(this.#timer);
    };
  }

  async #request(): Promise<void> {
    const secret = newSecret(this.#options.random);
    const answer = await this.#ask('/wall/pairing', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ hash: sha256(secret) }),
    });
    if (this.#ended) return;
    if ('failed' in answer) {
      const busy = answer.failed === 429;
      this.#state = { kind: busy ? 'busy' : 'away' };
      this.#failures += 1;
      this.#after(busy ? BUSY_WAIT : backoff(this.#failures), () => this.#request());
      return;
    }
    this.#failures = 0;
    const { body, date } = answer;
    // The screen's own clock may be wrong: what counts is how long the number is good by the server's.
    const life = date === null ? USUAL_LIFE : Math.max(0, Date.parse(body.expiresAt) - date);
    const until = this.#options.monotonic() + Math.min(USUAL_LIFE, life) - EARLY;
    this.#state = { kind: 'waiting', code: body.code, until };
    this.#after(ASK_EVERY, () => this.#look(body.pairing, { secret, until }));
  }

  async #look(pairing: string, known: { secret: string; until: number }): Promise<void> {
    const answer = await this.#ask(`/wall/pairing/${pairing}`, {});
    if (this.#ended) return;
    const status = 'failed' in answer ? null : answer.body.status;
    if (!('failed' in answer) && answer.body.token !== undefined) {
      this.#state = { kind: 'done' };
      this.#options.onToken(`heed_${answer.body.token}_${known.secret}`);
      return;
    }
    // Whether it was confirmed at the last moment is asked once more after the end; a failed question is no answer.
    if (status === 'expired' || (status === 'waiting' && this.#options.monotonic() > known.until)) {
      await this.#request();
      return;
    }
    if (status === null) this.#failures += 1;
    else this.#failures = 0;
    this.#after(status === null ? Math.max(ASK_EVERY, backoff(this.#failures)) : ASK_EVERY, () => this.#look(pairing, known));
  }

  async #ask(path: string, init: RequestInit): Promise<{ body: Answered; date: number | null } | { failed: number | null }> {
    try {
      const response = await this.#options.fetch(path, { ...init, cache: 'no-store' });
      if (!response.ok) return { failed: response.status };
      const date = Date.parse(response.headers.get('date') ?? '');
      return { body: (await response.json()) as Answered, date: Number.isNaN(date) ? null : date };
    } catch {
      return { failed: null };
    }
  }

  #after(milliseconds: number, next: () => Promise<void>): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void next(), milliseconds);
  }
}

/** Makes the pairing of a screen; call `start` when the page is in a browser. */
export const createPairing = (options: Options): Pairing => new Pairing(options);
