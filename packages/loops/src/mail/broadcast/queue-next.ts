import type { LoopState } from '../../loop/state.ts';
import { findRecipients } from '../customer/customer.query.ts';
import { letterProblem } from '../customer/may-contact.ts';
import { newLetter } from '../letter/letters.ts';
import type { Message } from '../message/message.ts';
import { audienceLeft, broadcastUnderWay } from './audience.query.ts';
import type { Broadcast, BroadcastsOptions, Refusal } from './broadcast.ts';
import { wordsOf } from './words.ts';

/** Letters that are written in one go, and how many may wait in the outbox at most: so that a pause takes effect soon. */
const AT_ONCE = 100;
const MOST_WAITING = 200;

/** One of a frozen audience. */
interface Member {
  messageId: string;
  customerId: string | null;
  loopIds: string[];
  language: string;
}

/**
 * Writes the next letters of a broadcast: first in the loops that they are on their way, then themselves. Whoever dies in between is
 * followed by one that finds the loops waiting already and writes the same letters, because their ids are derived. Who cannot be
 * written to is written down as refused, and their loops stay as they are. `left` is false when nobody is left and nothing is on its way.
 */
export async function queueNext(broadcast: Broadcast, { store, loops, messages, settings, company, calendar, publicUrl, now }: BroadcastsOptions & { now: number }): Promise<{ written: number; left: boolean }> {
  const [underWay] = await store.read(broadcastUnderWay, { broadcast: broadcast.id });
  const waiting = underWay?.n ?? 0;
  if (waiting >= MOST_WAITING) return { written: 0, left: true };
  const members = await store.read(audienceLeft, { broadcast: broadcast.id, first: AT_ONCE });
  if (members.length === 0) return { written: 0, left: waiting > 0 };

  const recipients = await findRecipients(store, { ids: members.flatMap(({ customerId }) => customerId ?? []) });
  const decided = await loops.transact({
    loops: [...new Set(members.flatMap(({ loopIds }) => loopIds))],
    decide({ loops: found, append }) {
      return members.map((member) => {
        const recipient = member.customerId === null ? undefined : recipients.get(member.customerId);
        const states = member.loopIds.flatMap((id) => found.get(id) ?? []);
        const waitingFor = states.filter((state) => isWaiting(state, member) || isUntold(state));
        const problems = waitingFor.map((state) => letterProblem(recipient, state));
        const refusal: Refusal | null = waitingFor.length === 0 ? 'already_closed' : problems.includes(null) ? null : (problems[0] ?? 'anonymous');
        if (refusal === null) {
          for (const state of waitingFor) {
            if (!isWaiting(state, member)) append(state.id, [{ type: 'message_queued', messageId: member.messageId, purpose: 'told', broadcast: broadcast.id, actor: broadcast.actor, by: broadcast.by }]);
          }
        }
        return { member, recipient, refusal, loop: waitingFor[0] };
      });
    },
  });

  const written = decided.flatMap(({ member, recipient, refusal, loop }) => (loop && refusal === null ? [{ id: member.messageId, loop, language: member.language, recipient }] : []));
  const words = new Map((await wordsOf(broadcast, written, { store, settings, company, calendar, publicUrl })).map((letter, index) => [written[index]?.id, letter]));
  const letters = decided.map(({ member, refusal }): Message => {
    const [loopId = '', ...furtherLoops] = member.loopIds;
    const letter = newLetter({ id: loopId, customerId: member.customerId }, { id: member.messageId, letter: words.get(member.messageId) ?? { language: member.language, subject: '', body: '' }, purpose: 'told', now });
    return { ...letter, furtherLoops, broadcast: broadcast.id, ...(refusal === null ? {} : { status: 'refused', failure: refusal, nextAttemptAt: null }) };
  });
  await messages.add(letters);
  return { written: letters.length, left: true };
}

const isWaiting = ({ pendingMessages }: LoopState, { messageId }: Member): boolean => pendingMessages.some((pending) => pending.messageId === messageId);

/** Open, and the customer does not know yet. */
const isUntold = ({ state, isTold }: LoopState): boolean => ['new', 'acknowledged', 'contacted', 'resolved'].includes(state) && !isTold;
