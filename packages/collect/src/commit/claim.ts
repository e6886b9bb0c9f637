import { HeedError } from '@heed/domain';
import { pushClaimLine } from './bodies.ts';
import { MAX_IDS, claimsBeside, claimsOf, highestClaim, type Claim } from './claims.query.ts';
import { durably } from './durably.ts';
import { claimsTable } from './feedback.table.ts';
import type { PendingFeedback } from './pending.ts';
import { insertPieces, type Running } from './running.ts';

/** Rounds of claiming after which somebody else seems to write the same feedback without end. */
const MAX_ROUNDS = 20;

/**
 * Claims the days of all feedbacks of a group until no other writer stands above: steps 1 to 3 of what commit.ts
 * explains. Throws HeedError UNAVAILABLE when that does not end, or the database does not answer in time.
 */
export async function claimAll(keyed: ReadonlyMap<string, PendingFeedback>, running: Running): Promise<void> {
  if (keyed.size === 0) return;
  const ours = new Set<bigint>();
  await lookBefore(keyed, { running, ours });
  let contested = [...keyed.values()];
  for (const pending of contested) pending.keepMoment();
  for (let round = 0; contested.length > 0; round++) {
    if (round === MAX_ROUNDS) {
      throw new HeedError('UNAVAILABLE', 'Others are writing the same feedback at this moment; send it again.', { retryAfterSeconds: 1 });
    }
    // Two writers that contest the same feedback step out of each other's way.
    if (round > 2) await new Promise((resolve) => setTimeout(resolve, Math.random() * 10 * round));
    await claimRound(contested, { keyed, running, ours });
    contested = contested.filter((pending) => pending.contested);
  }
}

interface Claiming {
  running: Running;
  /** Versions of this group's own claims. */
  ours: Set<bigint>;
}

async function lookBefore(keyed: ReadonlyMap<string, PendingFeedback>, { running, ours }: Claiming): Promise<void> {
  const ids = [...keyed.keys()];
  const looks: Promise<{ claims: Claim[] }[]>[] = [];
  for (let start = 0; start < ids.length; start += MAX_IDS) {
    const some = ids.slice(start, start + MAX_IDS);
    looks.push(durably(() => running.store.read(claimsOf, { ids: some }), running.deadline));
  }
  for (const [found] of await Promise.all(looks)) noteAll(found?.claims ?? [], { keyed, running, ours });
}

async function claimRound(contested: readonly PendingFeedback[], claiming: Claiming & { keyed: ReadonlyMap<string, PendingFeedback> }): Promise<void> {
  const { running, ours } = claiming;
  const { store, versions, deadline } = running;
  const version = versions.next();
  const text = String(version);
  ours.add(version);
  const pieces: string[] = [];
  for (const pending of contested) {
    pending.version = text;
    pending.contested = false;
    pushClaimLine(pieces, pending.entry, text);
  }
  await insertPieces(claimsTable, pieces, { running, token: `claims:${text}` });
  const [found] = await durably(() => store.read(claimsBeside, { version: text }), deadline);
  if (found?.own !== contested.length) {
    // Some of our claims were replaced by higher ones; which, the look could not tell.
    const [highest] = await durably(() => store.read(highestClaim, {}), deadline);
    if (highest) versions.observe(BigInt(highest.version));
    for (const pending of contested) pending.contested = true;
  }
  noteAll(found?.claims ?? [], { ...claiming, above: version });
  // A moment that was taken over must be claimed too.
  for (const pending of contested) if (pending.keepMoment()) pending.contested = true;
}

function noteAll(
  claims: readonly Claim[],
  { keyed, running, ours, above }: Claiming & { keyed: ReadonlyMap<string, PendingFeedback>; above?: bigint },
): void {
  for (const claim of claims) {
    const pending = keyed.get(claim[0]);
    if (!pending) continue;
    const version = BigInt(claim[2]);
    pending.note(claim, { version, ours: ours.has(version) });
    running.versions.observe(version);
    if (above !== undefined && version > above) pending.contested = true;
  }
}
