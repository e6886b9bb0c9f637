import { HeedError } from '@heed/domain';
import type { StoreReader } from '@heed/store';
import type { Loops } from '../../log/loops.ts';
import { findRecipients } from '../customer/customer.query.ts';
import { letterProblem, PROBLEM_SENTENCES, type LetterProblem } from '../customer/may-contact.ts';
import { loopsOf, type Message, type MessagePurpose } from '../message/message.ts';
import type { Messages } from '../message/messages.ts';
import type { LoopState } from '../../loop/state.ts';
import type { Letter } from '../../loop/command.ts';
import type { Purpose } from '../../settings/settings.ts';
import { assertNoVariables } from './render-template.ts';

/** Puts letters where they wait to be sent. */
export interface Letters {
  /**
   * Queues a letter under an id that the loop is about to name. Throws BAD_USER_INPUT, with `details.problem`, for a customer who cannot be
   * written to, and for words with variables left in them.
   */
  write(loop: LoopState, letter: Letter & { template?: string | undefined }, about: { purpose: Purpose; messageId: string }): Promise<void>;
}

/** A new message to the customer of a loop; it is looked at by the outbox from `now` on. */
export function newLetter(loop: Pick<LoopState, 'id' | 'customerId'>, { id, letter, purpose, now }: { id: string; letter: Letter & { template?: string | undefined }; purpose: MessagePurpose; now: number }): Message {
  return {
    id, loopId: loop.id, furtherLoops: [], customerId: loop.customerId, person: '', purpose, broadcast: null, incoming: false, status: 'queued', language: letter.language, subject: letter.subject,
    body: letter.body, template: letter.template ?? '', createdAt: now, changedAt: now, nextAttemptAt: now, attempts: 0, sentAt: null, failure: '', smtpId: '', inReplyTo: '', attachments: 0, revision: 1,
  };
}

/** Why the customer of a loop cannot be written to as of now, or null. */
async function problemOf(store: StoreReader, loop: LoopState): Promise<LetterProblem | null> {
  const { customerId } = loop;
  const recipient = customerId === null ? undefined : (await findRecipients(store, { ids: [customerId] })).get(customerId);
  return letterProblem(recipient, loop);
}

/** Letters into the store. */
export function createLetters({ messages, store, now }: { messages: Messages; store: StoreReader; now: () => number }): Letters {
  return {
    async write(loop, letter, { purpose, messageId }) {
      assertNoVariables(letter);
      const problem = await problemOf(store, loop);
      if (problem) throw new HeedError('BAD_USER_INPUT', PROBLEM_SENTENCES[problem], { path: 'letter', problem });
      await messages.put(newLetter(loop, { id: messageId, letter, purpose, now: now() }));
    },
  };
}

/**
 * Sends a letter again that failed, or of which nobody knows whether it arrived: that is for a person to say. Throws NOT_FOUND, and CONFLICT
 * for a letter that waits, was sent, or was changed by somebody else at this moment.
 */
export async function retryLetter(id: string, { messages, loops, by, now }: { messages: Messages; loops: Pick<Loops, 'transact'>; by: { id: string; by: string }; now: () => number }): Promise<Message> {
  const message = (await messages.find([id])).get(id);
  if (!message) throw new HeedError('NOT_FOUND', 'There is no message with this id.');
  if (!['failed', 'uncertain', 'refused'].includes(message.status) || message.nextAttemptAt !== null) {
    throw new HeedError('CONFLICT', 'Only a message that failed, was refused, or may not have arrived can be sent again.', { status: message.status });
  }
  const queued = await messages.change(message, { status: 'queued', attempts: 0, nextAttemptAt: now() + 1_000 }, { now: now() });
  if (!queued) throw new HeedError('CONFLICT', 'Somebody else changed this message at the same moment; look at what became of it.');
  const { purpose } = queued;
  // Of an escalation the loop knows already.
  if (purpose === 'escalation') return queued;
  await loops.transact({
    loops: loopsOf(queued),
    decide({ loops: found, append }) {
      for (const [loopId, { pendingMessages, state }] of found) {
        if (state === 'merged' || pendingMessages.some(({ messageId }) => messageId === id)) continue;
        append(loopId, [{ type: 'message_queued', messageId: id, purpose, broadcast: queued.broadcast, actor: by.id, by: by.by }]);
      }
    },
  });
  return queued;
}
