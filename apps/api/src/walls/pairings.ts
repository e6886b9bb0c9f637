import { randomBytes, randomInt } from 'node:crypto';
import { HeedError } from '@heed/domain';
import { rowsToBody, type Store } from '@heed/store';
import type { Caller } from '../access/caller.ts';
import type { AccessToken, DisplayRequest, Tokens } from '../access/tokens.ts';
import { createAttempts } from './attempts.ts';
import { onePairing, openPairings, pairingsTable, type Pairing } from './pairings.query.ts';

/** How a display that waits stands; the id is that of the token, for which the display has the secret. */
export type PairingStatus = { status: 'waiting' | 'expired' } | { status: 'confirmed'; token: string };

/** Displays that show a code and wait to be let in: televisions have no keyboard. */
export interface Pairings {
  /**
   * Begins: `hash` is the SHA-256 of a secret that the display made and keeps. Throws BAD_USER_INPUT for what is no hash, RATE_LIMITED when
   * too many wait, from one address or in all.
   */
  request(hash: unknown, address: string): Promise<Pick<Pairing, 'pairing' | 'code' | 'expiresAt'>>;
  status(pairing: string): Promise<PairingStatus>;
  /**
   * Lets the display in that shows a code, once. Throws NOT_FOUND for a code that none shows, or no longer, CONFLICT for one that two
   * show, RATE_LIMITED after too many wrong ones.
   */
  confirm(code: string, request: DisplayRequest, by: Caller): Promise<AccessToken>;
}

/** For so long a code can be used. */
const CODE_MS = 600_000;
/**
 * So many may wait: in all so few that a slip of the finger meets the code of a stranger once in five thousand times, and of one address as
 * many as somebody hangs up in ten minutes.
 */
const MOST_WAITING = 200;
const MOST_OF_ADDRESS = 20;
/** So often one who lets displays in may be wrong within the time of a code, and all of them together. */
const MOST_WRONG = 10;
const MOST_WRONG_OF_ALL = 50;
const EVERYBODY = '';

/** The id that the token of a pairing has: so a pairing makes one token and no second. */
const tokenOf = ({ pairing }: Pick<Pairing, 'pairing'>): string => pairing.slice(0, 12);

const NO_SUCH_CODE = 'No display shows this code, or no longer: a code can be used once, within ten minutes. Look at the display again.';

export function createPairings({ store, tokens, now }: { store: Pick<Store, 'read' | 'insert'>; tokens: Pick<Tokens, 'find' | 'createDisplay' | 'refresh'>; now: () => number }): Pairings {
  const requested = createAttempts({ windowMs: CODE_MS, now });
  const wrong = createAttempts({ windowMs: CODE_MS, now });

  /** Those whose code can still be used. */
  async function waiting(): Promise<Pairing[]> {
    await tokens.refresh();
    return (await store.read(openPairings, { now: now() })).filter((pairing) => !tokens.find(tokenOf(pairing)));
  }

  function assertMayGuess({ id }: Caller): void {
    for (const [who, most] of [[id, MOST_WRONG], [EVERYBODY, MOST_WRONG_OF_ALL]] as const) {
      if (wrong.count(who) >= most) throw new HeedError('RATE_LIMITED', 'Too many codes that no display shows; wait, and look at the display again.', { retryAfterSeconds: wrong.waitSeconds(who) });
    }
  }

  function refuse({ id }: Caller): never {
    wrong.add(id);
    wrong.add(EVERYBODY);
    throw new HeedError('NOT_FOUND', NO_SUCH_CODE, { path: 'code' });
  }

  return {
    async request(hash, address) {
      if (typeof hash !== 'string' || !/^[0-9a-f]{64}$/.test(hash)) throw new HeedError('BAD_USER_INPUT', 'hash must be the SHA-256 of the secret of the display, as 64 small hexadecimal digits.', { path: 'hash' });
      if (requested.count(address) >= MOST_OF_ADDRESS) throw new HeedError('RATE_LIMITED', 'Too many displays of this network wait to be let in; try again later.', { retryAfterSeconds: requested.waitSeconds(address) });
      const open = await waiting();
      if (open.length >= MOST_WAITING) throw new HeedError('RATE_LIMITED', 'Too many displays wait to be let in; try again in some minutes.', { retryAfterSeconds: 60 });
      requested.add(address);
      const taken = new Set(open.map(({ code }) => code));
      let code: string;
      do code = String(randomInt(1_000_000)).padStart(6, '0');
      while (taken.has(code));
      const pairing = randomBytes(16).toString('hex');
      const expiresAt = now() + CODE_MS;
      await store.insert(pairingsTable, rowsToBody([[pairing, code, hash, expiresAt]]), { token: pairing });
      return { pairing, code, expiresAt };
    },
    async status(pairing) {
      if (!/^[0-9a-f]{32}$/.test(pairing)) return { status: 'expired' };
      const [known] = await store.read(onePairing, { pairing });
      if (!known) return { status: 'expired' };
      const token = tokens.find(tokenOf(known));
      // Confirmed at the last moment, it is heard of later.
      if (token) return token.revokedAt === null ? { status: 'confirmed', token: token.id } : { status: 'expired' };
      return { status: known.expiresAt > now() ? 'waiting' : 'expired' };
    },
    async confirm(code, request, by) {
      assertMayGuess(by);
      const digits = code.replaceAll(/[\s-]/g, '');
      const found = (await waiting()).filter((pairing) => pairing.code === digits);
      const [one, other] = found;
      if (!one) return refuse(by);
      // Two processes may have drawn the same code at the same moment.
      if (other) throw new HeedError('CONFLICT', 'Two displays show this code; let both of them show another.', { path: 'code' });
      const { token } = await tokens.createDisplay({ ...request, id: tokenOf(one), hash: one.hash }, by);
      return token;
    },
  };
}
