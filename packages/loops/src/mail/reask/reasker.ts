import type { StoreReader } from '@heed/store';
import type { LoopState } from '../../loop/state.ts';
import type { Loops } from '../../log/loops.ts';
import { keyOf, type LoopSettings, type Template } from '../../settings/settings.ts';
import { findRecipients } from '../customer/customer.query.ts';
import { letterProblem } from '../customer/may-contact.ts';
import { letterFor } from '../letter/letter-for.ts';
import { findLetterFeedback } from '../letter/letter-feedback.query.ts';
import { newLetter } from '../letter/letters.ts';
import { derivedId } from '../message/derived-id.ts';
import type { Messages } from '../message/messages.ts';
import { reaskLink } from '../send/compose.ts';
import type { Signer } from '../token/signer.ts';
import { reaskCandidates } from './reask-candidates.query.ts';

export interface ReaskerOptions {
  loops: Pick<Loops, 'transact'>;
  messages: Messages;
  store: StoreReader;
  settings: () => LoopSettings;
  /** The organisation's name, and the zone in which dates are written. */
  company: () => string;
  timeZone: string;
  /** Where people reach Heed, without a slash at the end. */
  publicUrl: string;
  signer: Signer;
  now: () => number;
  onChange?: (loopIds: readonly string[]) => void;
}

const DAY = 86_400_000;
/** A loop whose moment passed so long ago, because this was off or down, is not asked about any more. */
const WINDOW_MS = 7 * DAY;
/** For so long a link can be used. */
const REASK_LINK_MS = 60 * DAY;
const FIRST = 100;
/** Customers who turned out not to be writable are not looked at again by this process. */
const MOST_LEFT_OUT = 5_000;

/**
 * Asks customers again some time after their loop was closed, once for each loop. Nothing ticks for single loops: each round looks which
 * loops have come into the window. Returns a function that does one round and resolves to how many it asked.
 */
export function createReasker({ loops, messages, store, settings, company, timeZone, publicUrl, signer, now, onChange = () => {} }: ReaskerOptions): () => Promise<number> {
  const leftOut = new Set<string>();

  /** Queues the letter, then says in the loop that it waits to be sent. True when this was the first time. */
  async function ask(loop: LoopState, template: Template): Promise<boolean> {
    const { customerId } = loop;
    const [recipients, feedback] = await Promise.all([customerId === null ? null : findRecipients(store, { ids: [customerId] }), findLetterFeedback(store, [loop])]);
    const recipient = recipients?.values().next().value;
    if (letterProblem(recipient, loop) !== null) {
      leftOut.add(loop.id);
      return false;
    }
    const messageId = derivedId('reask', loop.id);
    const link = reaskLink({ loopId: loop.id, messageId, expiresAt: now() + REASK_LINK_MS }, { signer, sender: { publicUrl } });
    const letter = letterFor(template, { loop, recipient, feedback: feedback.get(loop.feedbackIds[0] ?? ''), settings: settings(), company: company(), timeZone, link });
    // Without the link it would be a letter about nothing.
    const body = letter.body.includes(link) ? letter.body : `${letter.body}\n\n${link}`;
    await messages.put(newLetter(loop, { id: messageId, letter: { ...letter, body, template: template.name }, purpose: 'reask', now: now() }));
    return loops.transact({
      loops: [loop.id],
      decide({ loops: found, append }) {
        const state = found.get(loop.id);
        if (!state || !mayBeAsked(state)) return false;
        append(loop.id, [
          { type: 'reasked', messageId, actor: 'system', by: '' },
          { type: 'message_queued', messageId, purpose: 'reask', broadcast: null, actor: 'system', by: '' },
        ]);
        return true;
      },
    });
  }

  return async () => {
    const { reask, templates } = settings();
    const template = templates.get(keyOf(reask.template));
    if (!reask.enabled || !template) return 0;
    if (leftOut.size > MOST_LEFT_OUT) leftOut.clear();
    const to = now() - reask.afterMs;
    const candidates = (await store.read(reaskCandidates, { from: to - WINDOW_MS, to, except: [...leftOut].slice(-1_000), first: FIRST })).map(({ loopId }) => loopId);
    let asked = 0;
    for (const id of candidates) {
      const loop = await loops.transact({ loops: [id], decide: ({ loops: found }) => found.get(id) });
      if (!loop || !mayBeAsked(loop) || !(await ask(loop, template))) continue;
      asked++;
      onChange([id]);
    }
    return asked;
  };
}

const mayBeAsked = ({ state, outcome, reaskedAt }: LoopState): boolean => state === 'closed' && outcome === 'told' && reaskedAt === null;
