import { HeedError, type Role } from '@heed/domain';
import type { Caller } from '../access/caller.ts';
import type { Shape } from './shape.ts';

/** What one operation may ask; beyond it, it is refused before any work. */
export interface Limits {
  /** Levels of fields within fields, fragments unfolded. */
  depth: number;
  aliases: number;
  /** Words and signs of the document. */
  tokens: number;
  /** The sum of its fields' costs. */
  cost: number;
  /** Seconds that the database may work on one of its statements. */
  seconds: number;
}

/** The most that anybody may ask, and the largest body of a request. */
export const LIMITS = { depth: 12, aliases: 30, tokens: 2_000, cost: 10_000, seconds: 60, bodyBytes: 4 * 1024 * 1024 } as const;

const MOST: Limits = LIMITS;
/** Enough for every screen several times over. Whoever waits in front of one has given up long before 20 seconds. */
const SCREENS: Limits = { ...MOST, cost: 5_000, seconds: 20 };

/**
 * The limits of each role, and why. They bound what a single question may take away from everybody else, so they are as
 * wide as the role's work and no wider. No field by itself costs more than the least of them: what a role may not do is
 * refused for that, and not for its cost.
 */
const LIMITS_OF: Readonly<Record<Role, Limits>> = {
  // Notebooks, exports and a quarter's report: one large question is their work, and they can wait for it.
  analyst: MOST,
  lead: MOST,
  admin: MOST,
  viewer: SCREENS,
  agent: SCREENS,
  // A wall asks for a handful of fixed views, from a place where anybody may read its token out of the device; what is not
  // there after 5 seconds comes with the next snapshot.
  display: { depth: 8, aliases: 15, tokens: 1_000, cost: 1_500, seconds: 5 },
  // Collects and reads nothing: one mutation and its receipts. Values may stand in the document, so it may be long.
  ingest: { depth: 6, aliases: 10, tokens: MOST.tokens, cost: 1_500, seconds: 5 },
};

/** Seconds for a statement of a live view, which is everybody's who watches it. */
const LIVE_SECONDS = 20;

/** The limits of a caller; `maxSeconds` is the operator's own, which may be shorter. Nobody at all may ask next to nothing. */
export function limitsOf(caller: Caller | null, { maxSeconds, live = false }: { maxSeconds: number; live?: boolean }): Limits {
  const limits = caller ? LIMITS_OF[caller.role] : LIMITS_OF.ingest;
  return { ...limits, seconds: Math.min(live ? LIVE_SECONDS : limits.seconds, maxSeconds) };
}

const tooComplex = (message: string, details: Record<string, unknown> = {}): HeedError => new HeedError('QUERY_TOO_COMPLEX', `${message} Ask for less at once.`, details);

/** Throws QUERY_TOO_COMPLEX for a document that is longer, deeper or wider than the limits. */
export function assertShape({ depth, aliases, selections, tokens }: Shape, limits: Limits): void {
  if (tokens > limits.tokens) throw tooComplex(`The document has more than ${limits.tokens} words and signs; send values as variables.`);
  if (depth > limits.depth) throw tooComplex(`The document is nested more than ${limits.depth} levels deep.`);
  if (aliases > limits.aliases) throw tooComplex(`The document has more than ${limits.aliases} aliases.`);
  // Fragments within fragments multiply: a short document can name more fields than could be looked at.
  if (selections >= LIMITS.cost) throw tooComplex(`The document names ${LIMITS.cost} fields or more once its fragments are unfolded.`);
}

/** Throws QUERY_TOO_COMPLEX for a cost above the limit. */
export function assertCost(cost: number, limits: Limits): void {
  if (cost > limits.cost) throw tooComplex(`The question costs ${cost}, more than ${limits.cost}.`, { cost, limit: limits.cost });
}
