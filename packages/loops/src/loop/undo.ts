import type { Actor } from './command.ts';
import type { LoopEvent } from './event.ts';
import { undoneVersions } from './fold.ts';
import type { LoopHistory } from './state.ts';

/** How long a slip can be taken back. */
const UNDO_MS = 60_000;

/** What cannot be taken back: it left the house, came from the customer, or another loop or person already acts on it. */
const FINAL = new Set<LoopEvent['type']>([
  'opened', 'joined', 'message_queued', 'message_sent', 'message_failed', 'replied', 'reasked', 'answered', 'escalated', 'merged', 'absorbed', 'undone',
]);

/** What others may do after an act without hindering that it is taken back. */
const HARMLESS = new Set<LoopEvent['type']>(['noted', 'watched']);

/**
 * What `undo` would take back for somebody: the events of their last act (version of the first, and how many), and until when;
 * null when there is nothing, it is longer ago than a minute, somebody else has acted since, or it cannot be taken back.
 */
export function undoable({ events }: Pick<LoopHistory, 'events'>, { actor, now }: { actor: Actor; now: number }): { version: number; count: number; until: number } | null {
  const own = (event: LoopEvent): boolean => event.actor === actor.id && event.by === actor.by;
  const undone = undoneVersions(events);
  const standing = events.filter((event) => event.type !== 'undone' && !undone.has(event.version));
  const index = standing.findLastIndex((event) => own(event) || !HARMLESS.has(event.type));
  const last = standing[index];
  if (!last || !own(last) || now > last.at + UNDO_MS) return null;
  let begin = index;
  while (begin > 0 && standing[begin]?.continues) begin--;
  const batch = standing.slice(begin, index + 1);
  if (batch.some(({ type }) => FINAL.has(type))) return null;
  return { version: last.version - batch.length + 1, count: batch.length, until: last.at + UNDO_MS };
}
