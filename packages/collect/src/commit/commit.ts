/**
 * How a group of feedback becomes durable, exactly once, without writers that know of each other.
 *
 * The `feedback` table keeps, of all rows with the same (day, id), the one with the highest version. Two writers of one
 * feedback could still make it count twice: with different days. So every writer claims before it writes:
 *
 * 1. Look which days were claimed for its ids before (for the status, and to keep a moment that is not sent again).
 * 2. Claim (id, day) at a version of its clock.
 * 3. Look again at all claims of its ids. When another claim stands higher, or its own is gone (a merge kept a higher one
 *    of the same day), take a higher version and claim again. Otherwise the version is final.
 * 4. Write, in one insert, the row at its final version and a deleted row at every other day ever claimed.
 *
 * Why a feedback then counts once. Take two final writers, A at version v and B at w > v. Had B claimed before A looked,
 * A would have seen w, or a still higher one that replaced it, and not be final. So A looked, and therefore claimed,
 * before B claimed, and so before B looked: B saw A's day (A's claim, or a higher one of the same day in its place), and
 * hides it at w. So the highest final version hides every other day. A writer that dies between claim and write leaves a
 * claim without a row: it only makes later writers take a higher version. For the same reason a claim does not prove that
 * the row was written, and repetitions are written as well; the merge removes them.
 *
 * A group is claimed and then written, and the next group of the same stream may claim while this one is being written:
 * its versions are higher already.
 *
 * Looking before claiming is for the receipt only: a merge may replace an older claim of the same day by ours before the
 * second look, and the repetition would then look new. The second look alone keeps the count right. What remains: of two
 * writers that send the same feedback within the same few milliseconds, the receipts may say that neither was the first,
 * or both.
 *
 * Repeating an insert changes nothing: the rows carry the same versions. An insert is atomic within a partition (a year),
 * and rows of one feedback that stand in one year go in together. A deleted row in another year is written after the
 * row itself, so that a crash between them can show an unacknowledged correction beside the old row until it is sent
 * again, but never hide an acknowledged feedback.
 *
 * Before each attempt to write, the days are touched: see clickhouse/migrations/0006_feedback_daily.sql.
 */
import type { Store } from '@heed/store';
import { TOMBSTONE_END, consentLine, customerLine, pushFeedbackLine } from './bodies.ts';
import { claimAll } from './claim.ts';
import { consentTable, customersTable, feedbackTable } from './feedback.table.ts';
import { PendingFeedback, type CommitStatus, type Entry } from './pending.ts';
import { insertPieces, type Running } from './running.ts';
import { dayOf, type Touches } from './touches.ts';
import type { VersionClock } from './version-clock.ts';

/** What a finished group touched, for whoever shows numbers. Moments are epoch milliseconds. */
export interface Commit {
  rows: number;
  /** The earliest and latest moment touched, those of rows that were hidden because their day changed included. */
  minOccurredAt: number;
  maxOccurredAt: number;
}

export interface CommitContext {
  store: Pick<Store, 'read' | 'insert'>;
  versions: VersionClock;
  touches: Touches;
  /** For how long each half of the work on a group is tried while the database does not answer. */
  deadlineMs: number;
}

/** A group whose versions are final. */
export interface ClaimedGroup {
  /** Stores the group; what became of each entry, in order, once all of it is durable. */
  write(): Promise<{ statuses: CommitStatus[]; commit: Commit }>;
}

/** Written for customers of whom only the id is known, so that they never hide a name that was given elsewhere. */
const LOWEST_VERSION = '1';

/**
 * Claims a group, and stores its customers. Throws HeedError UNAVAILABLE, here and in `write`, when the database did not
 * answer in time: the outcome is unknown then, and sending the same again is safe for feedback with an id.
 */
export async function claimGroup(entries: readonly Entry[], context: CommitContext): Promise<ClaimedGroup> {
  const keyed = new Map<string, PendingFeedback>();
  const owners = entries.map((entry) => {
    if (!entry.keyed) return undefined;
    let owner = keyed.get(entry.feedbackId);
    if (owner) owner.follow(entry);
    else keyed.set(entry.feedbackId, (owner = new PendingFeedback(entry)));
    return owner;
  });
  const running = start(context);
  await Promise.all([claimAll(keyed, running), writeCustomers(entries, running)]);
  return {
    async write() {
      const commit = await writeFeedback(entries, { owners, running: start(context), touches: context.touches });
      return { statuses: owners.map((owner) => owner?.nextStatus() ?? 'accepted'), commit };
    },
  };
}

function start({ store, versions, deadlineMs }: CommitContext): Running {
  return { store, versions, deadline: performance.now() + deadlineMs };
}

async function writeCustomers(entries: readonly Entry[], running: Running): Promise<void> {
  const lines = new Map<string, string>();
  const consents: string[] = [];
  let version: string | undefined;
  for (const { customer, occurredAt, receivedAt } of entries) {
    if (!customer) continue;
    // Nobody can have said something tomorrow that an opt-out of today would not undo.
    if (customer.consent !== null) consents.push(consentLine(customer.customerId, { said: Math.min(occurredAt, receivedAt), consent: customer.consent }));
    const named = customer.name !== '' || customer.email !== '' || customer.phone !== '';
    version ??= String(running.versions.next());
    if (named) lines.set(customer.customerId, customerLine(customer, version));
    else if (!lines.has(customer.customerId)) lines.set(customer.customerId, customerLine(customer, LOWEST_VERSION));
  }
  if (version !== undefined) await insertPieces(customersTable, [...lines.values()], { running, token: `customers:${version}` });
  if (version !== undefined) await insertPieces(consentTable, consents, { running, token: `consents:${version}` });
}

interface Writing {
  /** For each entry with a sender's id, all that is known of it. */
  owners: readonly (PendingFeedback | undefined)[];
  running: Running;
  touches: Touches;
}

async function writeFeedback(entries: readonly Entry[], { owners, running, touches }: Writing): Promise<Commit> {
  const version = String(running.versions.next());
  const commit: Commit = { rows: 0, minOccurredAt: Infinity, maxOccurredAt: -Infinity };
  const lines: string[] = [];
  const elsewhere: string[] = [];
  const days = new Set<number>();
  for (let index = 0; index < entries.length; index++) {
    const entry = entries[index] as Entry;
    const pending = owners[index];
    if (pending && pending.entry !== entry) continue;
    const final = pending ? pending.version : version;
    pushFeedbackLine(lines, entry, { version: final, deleted: 0, end: entry.end });
    widen(commit, entry.occurredAt);
    days.add(dayOf(entry.occurredAt));
    commit.rows++;
    if (!pending) continue;
    for (const occurredAt of pending.otherDays()) {
      const sameYear = yearOf(occurredAt) === yearOf(entry.occurredAt);
      pushFeedbackLine(sameYear ? lines : elsewhere, { ...entry, occurredAt }, { version: final, deleted: 1, end: TOMBSTONE_END });
      widen(commit, occurredAt);
      days.add(dayOf(occurredAt));
    }
  }
  const before = (): Promise<void> => touches.hold(days);
  await insertPieces(feedbackTable, lines, { running, token: `feedback:${version}`, before });
  await insertPieces(feedbackTable, elsewhere, { running, token: `feedback:${version}:elsewhere`, before });
  return commit;
}

function widen(commit: Commit, occurredAt: number): void {
  if (occurredAt < commit.minOccurredAt) commit.minOccurredAt = occurredAt;
  if (occurredAt > commit.maxOccurredAt) commit.maxOccurredAt = occurredAt;
}

function yearOf(epochMs: number): number {
  return new Date(epochMs).getUTCFullYear();
}
