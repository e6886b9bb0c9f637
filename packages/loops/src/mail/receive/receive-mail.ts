import { HeedError } from '@heed/domain';
import type { LoopHappening } from '../../loop/event.ts';
import { reopening } from '../../loop/open.ts';
import type { LoopState } from '../../loop/state.ts';
import { fireOverdue } from '../../log/fire-overdue.ts';
import type { Loops } from '../../log/loops.ts';
import type { LoopSettings } from '../../settings/settings.ts';
import { derivedId } from '../message/derived-id.ts';
import type { Message } from '../message/message.ts';
import type { Messages } from '../message/messages.ts';
import type { Signer } from '../token/signer.ts';
import { parseMail, type ParsedMail } from './parse-mail.ts';

/** What became of a mail: it is in the loop now, it was there already, or a program wrote it and nobody need read it. */
export type Received = { status: 'received' | 'duplicate'; loopId: string; messageId: string } | { status: 'ignored' };

export interface ReceiveOptions {
  loops: Pick<Loops, 'transact'>;
  messages: Messages;
  signer: Signer;
  settings: () => LoopSettings;
  now: () => number;
  onChange?: (loopIds: readonly string[]) => void;
}

const DAY = 86_400_000;
/** Who writes back so soon after a loop was closed means that loop. */
const REOPENS_FOR_MS = 30 * DAY;
const OUR_ID = /^<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.[0-9a-f-]{36}@/i;
const REPLY_ADDRESS = /^reply\+([a-z2-7]{1,64})@/i;

/** The token in an address to which customers reply, or null. */
export const replyTokenOf = (address: string): string | null => REPLY_ADDRESS.exec(address.trim())?.[1] ?? null;

/**
 * Takes a mail that a customer wrote back. Its loop is found by the signed address that it went to, else by what it answers. `recipients` are
 * those of the envelope, where they are known. A loop that waits for the customer goes on; one that was closed at most thirty days ago is
 * opened again, because somebody must read it. Throws NOT_FOUND for a mail that answers no letter of ours (feedback by mail is something
 * else), and as `parseMail`.
 */
export async function receiveMail(raw: Uint8Array, { loops, messages, signer, settings, now, onChange = () => {} }: ReceiveOptions, { recipients = [] }: { recipients?: readonly string[] } = {}): Promise<Received> {
  const mail = await parseMail(raw);
  const answered = await findAnswered(mail, { recipients: [...recipients, ...mail.recipients], messages, signer });
  if (!answered) throw new HeedError('NOT_FOUND', 'This mail answers no letter that Heed has sent, so it belongs to no loop. Feedback comes in through the other doors.');
  // Whoever of our own answers what an escalation says is no customer; they act on the loop itself.
  if (mail.automatic || answered.purpose === 'escalation') return { status: 'ignored' };
  const loopId = await livingLoop(answered.loopId, loops);
  if (loopId === null) throw new HeedError('NOT_FOUND', 'The loop that this mail answers is not here any more.');
  const message = incoming(mail, { raw, answered, loopId, now: now() });
  const isNew = await messages.put(message);
  // Also where it was there already: who wrote it may have died before the loop learnt of it.
  const appended = await loops.transact({
    loops: [loopId],
    decide({ history, append, now: moment }) {
      const found = history(loopId);
      if (!found || found.events.some((event) => event.type === 'replied' && event.messageId === message.id)) return false;
      fireOverdue({ now: moment, history, append }, { loopId, settings: settings() });
      append(loopId, whatItMeans(found.state, { messageId: message.id, now: moment, settings: settings() }).map((happening) => ({ ...happening, actor: 'system', by: '' })));
      return true;
    },
  });
  if (appended) onChange([loopId]);
  return { status: isNew || appended ? 'received' : 'duplicate', loopId, messageId: message.id };
}

function whatItMeans(state: LoopState, { messageId, now, settings }: { messageId: string; now: number; settings: LoopSettings }): LoopHappening[] {
  const replied: LoopHappening = { type: 'replied', messageId };
  if (state.waitingSince !== null) return [replied, { type: 'resumed' }];
  const isRecent = state.closedAt !== null && now - state.closedAt <= REOPENS_FOR_MS;
  return state.state === 'closed' && isRecent ? [replied, reopening(state, { why: 'reply', note: '', settings })] : [replied];
}

/** The letter that a mail answers: a signature is better than a header that mail programs may leave out or quote wrongly. */
async function findAnswered(mail: ParsedMail, { recipients, messages, signer }: { recipients: readonly string[]; messages: Messages; signer: Signer }): Promise<Message | null> {
  const signed = recipients.flatMap((address) => signer.read('reply', replyTokenOf(address) ?? '')?.messageId ?? []);
  const named = mail.answers.flatMap((id) => OUR_ID.exec(id)?.[1]?.toLowerCase() ?? []).slice(0, 50);
  const wanted = [...signed, ...named];
  const found = await messages.find(wanted);
  return wanted.map((id) => found.get(id)).find((message) => message !== undefined) ?? null;
}

/** The loop itself, or the one into which it was merged. */
async function livingLoop(id: string, loops: Pick<Loops, 'transact'>): Promise<string | null> {
  let at = id;
  for (let hops = 0; hops < 10; hops++) {
    const here = at;
    const state = await loops.transact({ loops: [here], decide: ({ loops: found }) => found.get(here) });
    if (!state) return null;
    if (state.mergedInto === null) return here;
    at = state.mergedInto;
  }
  return null;
}

/** The same mail has the same id, however often it is delivered. */
function incoming(mail: ParsedMail, { raw, answered, loopId, now }: { raw: Uint8Array; answered: Message; loopId: string; now: number }): Message {
  return {
    id: derivedId('mail', loopId, mail.id === '' ? raw : mail.id),
    loopId, furtherLoops: [], customerId: answered.customerId, person: '', purpose: answered.purpose, broadcast: null, incoming: true, status: 'received', language: answered.language,
    subject: mail.subject, body: mail.text, template: '', createdAt: now, changedAt: now, nextAttemptAt: null, attempts: 0, sentAt: now, failure: '',
    smtpId: mail.id, inReplyTo: answered.smtpId, attachments: mail.attachments, revision: 1,
  };
}
