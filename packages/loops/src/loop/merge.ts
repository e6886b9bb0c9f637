import { HeedError } from '@heed/domain';
import type { LoopHappening } from './event.ts';
import { impossible, isOpen } from './possible.ts';
import type { LoopState } from './state.ts';

/**
 * What merging a duplicate into another loop means for each of the two: the feedback and the watchers of `from` come over, and
 * `into` lives on. Throws BAD_USER_INPUT for a loop with itself and for loops of different customers, of whom each should hear
 * back; CONFLICT with what is possible when one of them is closed or merged already.
 */
export function decideMerge(from: LoopState, into: LoopState): { from: LoopHappening[]; into: LoopHappening[] } {
  if (from.id === into.id) throw new HeedError('BAD_USER_INPUT', 'A loop cannot be merged into itself; name the other one.');
  for (const one of [from, into]) if (!isOpen(one)) throw impossible(one, { command: 'merge' });
  if (from.customerId !== null && from.customerId !== into.customerId) {
    throw new HeedError('BAD_USER_INPUT', into.customerId === null
      ? 'The loop to merge into does not know its customer, so that nobody could hear back; merge them the other way round.'
      : 'The loops are of different customers, and each of them should hear back; close them one by one, or tell everybody with one broadcast.');
  }
  const watchers = from.watchers.filter((person) => !into.watchers.includes(person));
  return {
    from: [{ type: 'merged', into: into.id }],
    into: [{ type: 'absorbed', from: from.id, feedbackIds: [...from.feedbackIds] }, ...watchers.map((person) => ({ type: 'watched', person, watching: true }) as const)],
  };
}
