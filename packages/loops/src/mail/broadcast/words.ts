import type { Letter } from '../../loop/command.ts';
import type { LoopState } from '../../loop/state.ts';
import type { Recipient } from '../customer/customer.query.ts';
import { letterFor } from '../letter/letter-for.ts';
import { findLetterFeedback } from '../letter/letter-feedback.query.ts';
import type { BroadcastRequest, BroadcastsOptions } from './broadcast.ts';

/** Whom a letter of a broadcast is written to, and in which language. */
interface Addressee {
  loop: LoopState;
  language: string;
  recipient: Recipient | undefined;
}

/** What each of them reads, in their order. Cause and action are those of the broadcast, so that all letters say the same. */
export async function wordsOf(
  { texts, rootCause, action }: Pick<BroadcastRequest, 'texts' | 'rootCause' | 'action'>,
  addressees: readonly Addressee[],
  { store, settings, company, calendar, publicUrl }: Pick<BroadcastsOptions, 'store' | 'settings' | 'company' | 'calendar' | 'publicUrl'>,
): Promise<Letter[]> {
  const quoted = texts.some(({ subject, body }) => `${subject}${body}`.includes('feedback.'));
  const feedback = quoted ? await findLetterFeedback(store, addressees.map(({ loop }) => loop)) : null;
  const byTag = Object.fromEntries(texts.map(({ language, subject, body }) => [language, { subject, body }]));
  return addressees.map(({ loop, language, recipient }) =>
    letterFor(
      { texts: byTag },
      {
        loop: { ...loop, origin: { ...loop.origin, language }, rootCause: rootCause || loop.rootCause, action: action || loop.action },
        recipient,
        feedback: feedback?.get(loop.feedbackIds[0] ?? ''),
        settings: settings(),
        company: company(),
        timeZone: calendar().timeZone,
        link: publicUrl,
      },
    ),
  );
}
