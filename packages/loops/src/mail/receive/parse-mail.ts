import { HeedError } from '@heed/domain';
import PostalMime, { type Email } from 'postal-mime';
import { oneLine } from '../letter/letter-for.ts';
import { MESSAGE_LIMITS } from '../message/message.ts';

/** The largest mail that is read, with everything that is attached to it. */
export const LARGEST_MAIL = 10 * 1024 ** 2;

/** What Heed keeps of a mail. */
export interface ParsedMail {
  subject: string;
  /** Plain text; of a mail in HTML alone its words. */
  text: string;
  /** Its own Message-ID, or empty. */
  id: string;
  /** Message-IDs of what it answers, the nearest first. */
  answers: string[];
  /** Every address that it went to. */
  recipients: string[];
  /** A program wrote it: an out-of-office note, a receipt, or a report of a mail that did not arrive. */
  automatic: boolean;
  attachments: number;
}

/** Reads a mail as it came (RFC 5322). Throws BAD_USER_INPUT for what is no mail, and PAYLOAD_TOO_LARGE. */
export async function parseMail(raw: Uint8Array): Promise<ParsedMail> {
  if (raw.length > LARGEST_MAIL) throw new HeedError('PAYLOAD_TOO_LARGE', 'The mail is larger than 10 MB; send it without what is attached.');
  const mail = await PostalMime.parse(raw, { maxNestingDepth: 20, maxHeadersSize: 256 * 1024, maxRfc822NestingDepth: 0 }).catch(() => null);
  if (!mail?.from && !mail?.messageId) throw new HeedError('BAD_USER_INPUT', 'This is no mail: it has neither a sender nor a Message-ID. Send it as it came, with its headers.');
  const inReplyTo = idsOf(mail.inReplyTo);
  return {
    subject: cut(oneLine(mail.subject ?? ''), MESSAGE_LIMITS.subject),
    text: cut(wordsOf(mail), MESSAGE_LIMITS.body),
    id: idsOf(mail.messageId)[0] ?? '',
    answers: [...new Set([...inReplyTo, ...idsOf(mail.references).reverse()])],
    recipients: recipientsOf(mail),
    automatic: isAutomatic(mail),
    attachments: Math.min(mail.attachments.length, 65_535),
  };
}

const idsOf = (header: string | undefined): string[] => header?.match(/<[^<>\s]{1,250}>/g) ?? [];

/** At most so many code points. */
function cut(text: string, most: number): string {
  const points = [...text.toWellFormed()];
  return points.length <= most ? text.toWellFormed() : `${points.slice(0, most - 1).join('')}…`;
}

/** No control characters but line breaks and tabs, whatever the mail program sent. */
const clean = (text: string): string => text.replaceAll(/\r\n?/g, '\n').replaceAll(/(?![\n\t])\p{Cc}/gu, '').trim();

function wordsOf({ text, html }: Email): string {
  if (text?.trim()) return clean(text);
  return clean(
    (html ?? '')
      .replaceAll(/<(script|style|head)\b[^>]*>[\s\S]*?<\/\1\s*>/gi, '')
      .replaceAll(/<br\s*\/?>|<\/(?:p|div|tr|li|h\d)>/gi, '\n')
      .replaceAll(/<[^>]*>/g, '')
      .replaceAll(/&nbsp;/g, ' ')
      .replaceAll(/&lt;/g, '<')
      .replaceAll(/&gt;/g, '>')
      .replaceAll(/&quot;/g, '"')
      .replaceAll(/&#39;/g, "'")
      .replaceAll(/&amp;/g, '&')
      .replaceAll(/\n{3,}/g, '\n\n'),
  );
}

function recipientsOf({ to = [], cc = [], deliveredTo, headers }: Email): string[] {
  const listed = [...to, ...cc].flatMap((one) => (one.group ? one.group : [one])).flatMap(({ address }) => address ?? []);
  // Where a mail server says to whom it delivered, behind a list or a forwarding.
  const delivered = headers.filter(({ key }) => key === 'x-original-to' || key === 'envelope-to').map(({ value }) => value);
  return [...listed, ...(deliveredTo ? [deliveredTo] : []), ...delivered].map((address) => address.trim().replace(/^<|>$/g, ''));
}

/** RFC 3834 and what mail programs did before it; reports of RFC 3464. */
function isAutomatic({ headers }: Email): boolean {
  const value = (key: string): string => headers.find((header) => header.key === key)?.value.trim().toLowerCase() ?? '';
  const submitted = value('auto-submitted');
  if (submitted !== '' && !submitted.startsWith('no')) return true;
  if (/multipart\/report|message\/delivery-status|disposition-notification/.test(value('content-type')) || value('return-path') === '<>') return true;
  return ['auto_reply', 'bulk', 'junk'].includes(value('precedence')) || value('x-autoreply') !== '' || value('x-autorespond') !== '';
}
