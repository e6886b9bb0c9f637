import MailComposer from 'nodemailer/lib/mail-composer';
import type { Signer } from '../token/signer.ts';
import type { Message } from '../message/message.ts';
import { optOutSentence } from '../letter/footer.ts';
import { oneLine } from '../letter/letter-for.ts';
import { letterHtml } from '../letter/letter-html.ts';

/** Who writes, and where answers go. */
export interface Sender {
  /** As the customer sees it; the organisation's name where it is empty. */
  name: string;
  address: string;
  /** Domain whose mail comes back to Heed, for replies; null where replies go to `address`. */
  replyDomain: string | null;
  /** Where people reach Heed, without a slash at the end. */
  publicUrl: string;
}

export interface Composing {
  sender: Sender;
  /** A plain address (see `addressOf`). */
  to: string;
  /** The customer's name, whatever it holds. */
  name: string;
  signer: Signer;
  /** Message-IDs of what was written before in the same loop, oldest first. */
  references: readonly string[];
  /** Epoch milliseconds. */
  now: number;
}

/** Longer chains are cut in the middle by convention; the newest are what threads are built from. */
const MOST_REFERENCES = 10;

const hostOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);

/** The Message-ID of a letter: from it alone a reply finds its loop again. */
export function messageIdOf({ id, loopId }: Pick<Message, 'id' | 'loopId'>, { address }: Pick<Sender, 'address'>): string {
  return `<${id}.${loopId}@${hostOf(address)}>`;
}

/** Where the customer says that they want no more letters. */
function optOutLink(customerId: string, { signer, sender: { publicUrl } }: Pick<Composing, 'signer'> & { sender: Pick<Sender, 'publicUrl'> }): string {
  return `${publicUrl}/m/${signer.sign({ kind: 'opt_out', customerId })}`;
}

/** Where the customer answers the question again. */
export function reaskLink(token: { loopId: string; messageId: string; expiresAt: number }, { signer, sender: { publicUrl } }: Pick<Composing, 'signer'> & { sender: Pick<Sender, 'publicUrl'> }): string {
  return `${publicUrl}/r/${signer.sign({ kind: 'reask', ...token })}`;
}

/**
 * A letter as it goes out: plain text and the same in HTML, with what mail programs need to thread it, to answer it and to stop it
 * (RFC 5322, RFC 2369, RFC 8058). Every value goes through the composer, which folds and encodes; none can become a header of its own.
 */
export function compose(message: Message, { sender, to, name, signer, references, now }: Composing): Promise<Buffer> {
  const optOut = message.customerId === null ? null : optOutLink(message.customerId, { signer, sender });
  const body = message.body.replaceAll(/\r\n?/g, '\n').trim();
  const text = optOut === null ? body : `${body}\n\n--\n${optOutSentence(message.language)}\n${optOut}`;
  const ownLinks = body.match(new RegExp(`${escapeRegExp(sender.publicUrl)}/(?:r|loops)/[\\w-]+`, 'g')) ?? [];
  const isOurs = message.purpose === 'escalation';
  // What one of our own answers must not come in as the customer's words.
  const replyTo = sender.replyDomain === null || isOurs ? undefined : `reply+${signer.sign({ kind: 'reply', messageId: message.id })}@${sender.replyDomain}`;
  const mail = new MailComposer({
    from: { name: oneLine(sender.name), address: sender.address },
    to: { name: oneLine(name), address: to },
    ...(replyTo ? { replyTo: { name: oneLine(sender.name), address: replyTo } } : {}),
    subject: oneLine(message.subject),
    messageId: messageIdOf(message, sender),
    date: new Date(now),
    ...(references.length > 0 ? { inReplyTo: references.at(-1), references: references.slice(-MOST_REFERENCES) } : {}),
    text: `${text}\n`,
    html: letterHtml({ body: text, language: message.language, links: [...ownLinks, ...(optOut === null ? [] : [optOut])] }),
    headers: {
      'Content-Language': message.language,
      // Nobody wrote these to this customer alone, so nobody's holiday must answer them (RFC 3834).
      ...(message.purpose === 'reask' || isOurs || message.broadcast !== null ? { 'Auto-Submitted': 'auto-generated' } : {}),
      ...(optOut === null ? {} : { 'List-Unsubscribe': { prepared: true, value: `<${optOut}>` }, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
    },
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return mail.compile().build();
}

const escapeRegExp = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
