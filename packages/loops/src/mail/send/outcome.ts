import type { LoopHappening } from '../../loop/event.ts';
import { isOpen, isUnresolved } from '../../loop/possible.ts';
import type { LoopState } from '../../loop/state.ts';
import type { Message } from '../message/message.ts';

/** What a broadcast says was done, and whether it closes the loops that it answers. */
export interface BroadcastAnswer {
  rootCause: string;
  action: string;
  closeLoops: boolean;
}

/**
 * What a letter that came to its end means for one of its loops: nothing where the loop does not wait for it any more, so that saying it twice
 * changes nothing. A loop that was closed or merged while the letter was on its way only learns that it went out.
 */
export function afterLetter(state: LoopState, message: Message, { broadcast }: { broadcast: BroadcastAnswer | null }): LoopHappening[] {
  const { id: messageId, purpose, status } = message;
  // Our own people were told: nothing happened to the customer.
  if (purpose === 'escalation') return [];
  if (!state.pendingMessages.some((pending) => pending.messageId === messageId)) return [];
  if (status === 'uncertain') return [{ type: 'message_failed', messageId, purpose, reason: 'uncertain' }];
  if (status !== 'sent') return [{ type: 'message_failed', messageId, purpose, reason: message.failure }];
  const sent: LoopHappening = { type: 'message_sent', messageId, purpose };
  if (purpose === 'reask' || !isOpen(state)) return [sent];
  if (purpose === 'contact') return [sent, { type: 'contacted', way: 'email', messageId, note: '' }];
  return broadcast ? [sent, ...answered(state, broadcast, messageId)] : [sent, { type: 'told', way: 'email', messageId, note: '' }];
}

/** Everyone behind the same cause heard what was done about it: the loop comes to its end, with a cause and an action where it had none. */
function answered(state: LoopState, { rootCause, action, closeLoops }: BroadcastAnswer, messageId: string): LoopHappening[] {
  const told: LoopHappening = { type: 'told', way: 'broadcast', messageId, note: '' };
  if (!closeLoops) return [told];
  const acted = state.rootCause === '' || state.action === '';
  return [
    ...(acted ? [{ type: 'acted', rootCause: state.rootCause || rootCause, action: state.action || action } as const] : []),
    ...(isUnresolved(state) ? [{ type: 'resolved', note: '' } as const] : []),
    told,
    { type: 'closed', outcome: 'told', reason: null, note: '' },
  ];
}
