import { randomUUID } from 'node:crypto';
import { HeedError } from '@heed/domain';
import type { LoopHappening } from '../../loop/event.ts';
import { reopening } from '../../loop/open.ts';
import { possibleCommands } from '../../loop/possible.ts';
import type { LoopHistory } from '../../loop/state.ts';
import { fireOverdue } from '../../log/fire-overdue.ts';
import type { Loops } from '../../log/loops.ts';
import type { LoopSettings } from '../../settings/settings.ts';
import type { Message } from '../message/message.ts';
import type { Messages } from '../message/messages.ts';
import type { Signer } from '../token/signer.ts';
import { bandOfAnswer, questionOf, recoveryOf, type ReaskQuestion } from './question.ts';

/** How a link stands: it can be used, was used, is too old, or is none of ours. */
export type ReaskState = 'open' | 'answered' | 'expired' | 'invalid';

/** What the page of a link needs; nothing of the person, the loop or the feedback. */
export interface ReaskPage extends ReaskQuestion {
  state: ReaskState;
  /** BCP 47 tag of the letter; empty where the link is none of ours. */
  language: string;
}

export interface ReaskOptions {
  loops: Pick<Loops, 'transact' | 'history'>;
  messages: Messages;
  signer: Signer;
  settings: () => LoopSettings;
  now: () => number;
  onChange?: (loopIds: readonly string[]) => void;
}

/** The most characters of what a customer writes beside the score. */
const LONGEST_COMMENT = 5_000;

const INVALID: ReaskPage = { state: 'invalid', language: '', question: 'csat', lowest: 1, scale: 5 };

interface Link {
  loopId: string;
  messageId: string;
  expiresAt: number;
}

function standing(history: LoopHistory | null | undefined, { messageId, expiresAt }: Link, now: number): ReaskState {
  if (!history?.events.some((event) => event.type === 'reasked' && event.messageId === messageId)) return 'invalid';
  if (history.state.recovery !== null) return 'answered';
  if (history.state.state === 'merged') return 'invalid';
  return now > expiresAt ? 'expired' : 'open';
}

/** What a link asks, and whether it can be used. Never throws for a bad link. */
export async function readReask(token: string, { loops, messages, signer, now }: Pick<ReaskOptions, 'loops' | 'messages' | 'signer' | 'now'>): Promise<ReaskPage> {
  const link = signer.read('reask', token);
  if (!link) return INVALID;
  const [history, letters] = await Promise.all([loops.history(link.loopId), messages.find([link.messageId])]);
  const state = standing(history, link, now());
  if (!history || state === 'invalid') return INVALID;
  return { ...questionOf(history.state.origin), state, language: letters.get(link.messageId)?.language ?? history.state.origin.language };
}

/**
 * Takes a customer's answer, once. Unhappy customers have their loop opened again, happy ones confirm it. Throws NOT_FOUND for a link that
 * is none of ours, CONFLICT for one that was used (`details.state` answered) or is too old (expired), BAD_USER_INPUT for a score that is not on
 * the scale and a comment that is too long.
 */
export async function answerReask(token: string, { score, comment }: { score: number; comment: string }, { loops, messages, signer, settings, now, onChange = () => {} }: ReaskOptions): Promise<ReaskPage> {
  const link = signer.read('reask', token);
  const page = await readReask(token, { loops, messages, signer, now });
  if (!link || page.state === 'invalid') throw new HeedError('NOT_FOUND', 'This link is not known here. Use the link as it stands in the letter.');
  if (page.state !== 'open') throw used(page.state);
  if (!Number.isInteger(score) || score < page.lowest || score > page.scale) throw new HeedError('BAD_USER_INPUT', `score must be a whole number from ${page.lowest} to ${page.scale}.`, { path: 'score' });
  if ([...comment].length > LONGEST_COMMENT) throw new HeedError('BAD_USER_INPUT', `comment is longer than ${LONGEST_COMMENT} characters; shorten it.`, { path: 'comment' });
  const words = comment.trim() === '' ? null : await keepWords(comment, { link, page, messages, now: now() });
  try {
    await loops.transact({
      loops: [link.loopId],
      decide({ history, append, now: moment }) {
        const found = history(link.loopId);
        // Somebody may have used the link at the same moment.
        const state = standing(found, link, moment);
        if (!found || state !== 'open') throw used(state);
        // It may have been opened again meanwhile, and be late by now.
        fireOverdue({ now: moment, history, append }, { loopId: link.loopId, settings: settings() });
        append(link.loopId, whatItMeans(found, { score, page, words, settings: settings() }).map((happening) => ({ ...happening, actor: 'system', by: '' })));
      },
    });
  } catch (error) {
    // The words of an answer that did not count are not kept. Where the outcome is unknown they stay: better words without a score than neither.
    if (words && error instanceof HeedError && error.code === 'CONFLICT') await messages.drop(words, { now: now() });
    throw error;
  }
  onChange([link.loopId]);
  return { ...page, state: 'answered' };
}

const used = (state: ReaskState): HeedError =>
  new HeedError('CONFLICT', state === 'expired' ? 'This link is too old; thank you all the same.' : 'This link has been used; thank you for your answer.', { state });

async function keepWords(comment: string, { link, page, messages, now }: { link: Link; page: ReaskPage; messages: Messages; now: number }): Promise<Message> {
  const words: Message = {
    id: randomUUID(), loopId: link.loopId, furtherLoops: [], customerId: null, person: '', purpose: 'reask', broadcast: null, incoming: true, status: 'received', language: page.language, subject: '',
    body: comment.toWellFormed().replaceAll(/\r\n?/g, '\n').replaceAll(/(?![\n\t])\p{Cc}/gu, '').trim(), template: '', createdAt: now, changedAt: now, nextAttemptAt: null, attempts: 0, sentAt: now,
    failure: '', smtpId: '', inReplyTo: '', attachments: 0, revision: 1,
  };
  await messages.put(words);
  return words;
}

function whatItMeans({ state }: LoopHistory, { score, page, words, settings }: { score: number; page: ReaskPage; words: Message | null; settings: LoopSettings }): LoopHappening[] {
  const band = bandOfAnswer(score, page);
  const possible = possibleCommands(state);
  const unhappy = band === 'detractor';
  return [
    { type: 'answered', score, scale: page.scale, recovery: recoveryOf(state.origin.band, band) },
    ...(words ? [{ type: 'replied', messageId: words.id } as const] : []),
    ...(unhappy && possible.includes('reopen') ? [reopening(state, { why: 'reask', note: '', settings })] : []),
    ...(!unhappy && possible.includes('confirm') ? [{ type: 'confirmed', note: '' } as const] : []),
  ];
}
